"""What comes to mind afterwards: links, words put right, work taken over, results recalled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.demo import phrases
from motcua.demo.lives import shares
from motcua.demo.lives.endings import WithoutResult
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail import queries as trail
from motcua.onestop.dossiers import corrections
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import correcting, hands, linking, opinions, steps
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts, LinkKind
from motcua.onestop.processes.rules import StepAct


@dataclass(slots=True)
class SecondThoughts(WithoutResult):
    """What no process foresees."""

    def _link(self) -> None:
        """Write down that it came together with the one before it at this desk, now and then."""
        desk_id = self.desk.agency_id
        before = self.stage.received.get(desk_id)
        self.stage.received[desk_id] = self.code
        if before and self._happens(shares.LINKED):
            linking.link(
                actor=self._somebody(desk_id, PostKind.RECEIVER),
                **self._doing(),
                other=before,
                kind=LinkKind.PAIRED,
                reason=phrases.TOGETHER,
            )

    def _is_to_take_over(self, item: ItemFacts) -> bool:
        """Say whether the head does himself what lies with one of his handlers."""
        lies = item.post_id is not None and item.post_kind is PostKind.HANDLER
        handles = item.act is StepAct.HANDLE and item.is_confirmed
        return lies and handles and self._has_head(item) and self._happens(shares.TAKEN_OVER)

    def _take_over(self, item: ItemFacts) -> None:
        head = self._somebody(item.agency_id, PostKind.HEAD)
        hands.take_over(
            actor=head, **self._act(item), holder_id=item.post_id, reason=phrases.TAKEN_OVER
        )

    def _send_back(self, work: OpenWork, doing: dict[str, Any]) -> Iterator[datetime]:
        """Send it back with a reason, in which something is put right now and then."""
        reason = self.dice.choice(phrases.SENT_BACK)
        steps.send_back(**doing, reason=reason)
        if self._happens(shares.CORRECTED):
            yield self._wait(0.05, 0.3)
            history = trail.history(dossiers.subject_of(work.dossier_id))
            correcting.correct_words(
                actor=doing["actor"],
                **self._doing(),
                entry=corrections.entries(history)[0].key,
                words=f"{reason} {phrases.ADDED}",
                reason=phrases.FORGOTTEN,
            )

    def _is_silent(self, item: ItemFacts) -> bool:
        """Say whether who was asked lets his time pass, and the law takes that for consent."""
        late = item.silent_after is not None and self.now > item.silent_after
        return late and self._happens(shares.SILENT)

    def _note_silence(self, item: ItemFacts) -> None:
        head = self._somebody(item.from_agency_id, PostKind.HEAD)
        opinions.note_silence(actor=head, **self._act(item), note=phrases.REMINDED)

    def _is_to_recall(self) -> bool:
        """Say whether a mistake is found in a result that waits at the desk, once."""
        return not self.was_recalled and self._happens(shares.RECALLED)

    def _recall(self, item: ItemFacts) -> None:
        self.was_recalled = True
        head = self._somebody(item.from_agency_id, PostKind.HEAD)
        correcting.recall_result(actor=head, **self._doing(), reason=phrases.RECALLED)
