"""What comes to mind afterwards: links, words put right, work taken over, results recalled."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from motcua.demo import phrases
from motcua.demo.lives import shares
from motcua.demo.lives.player import Player
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail import queries as trail
from motcua.onestop.dossiers import corrections
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import correcting, hands, linking, opinions, steps
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts, LinkKind
from motcua.onestop.processes.rules import StepAct


def link(player: Player) -> None:
    """Write down that it came together with the one before it at this desk, now and then."""
    desk_id = player.desk.agency_id
    before = player.stage.received.get(desk_id)
    player.stage.received[desk_id] = player.code
    if before and player.happens(shares.LINKED):
        linking.link(
            actor=player.somebody(desk_id, PostKind.RECEIVER),
            **player.doing(),
            other=before,
            kind=LinkKind.PAIRED,
            reason=phrases.TOGETHER,
        )


def is_to_take_over(player: Player, item: ItemFacts) -> bool:
    """Say whether the head does himself what lies with one of his handlers."""
    lies = item.post_id is not None and item.post_kind is PostKind.HANDLER
    handles = item.act is StepAct.HANDLE and item.is_confirmed
    return lies and handles and player.has_head(item) and player.happens(shares.TAKEN_OVER)


def take_over(player: Player, item: ItemFacts) -> None:
    """Let the head do himself what his handler has."""
    head = player.somebody(item.agency_id, PostKind.HEAD)
    hands.take_over(
        actor=head, **player.act(item), holder_id=item.post_id, reason=phrases.TAKEN_OVER
    )


def send_back(player: Player, work: OpenWork, doing: dict[str, Any]) -> Iterator[datetime]:
    """Send it back with a reason, in which something is put right now and then."""
    reason = player.dice.choice(phrases.SENT_BACK)
    steps.send_back(**doing, reason=reason)
    if player.happens(shares.CORRECTED):
        yield player.wait(0.05, 0.3)
        history = trail.history(dossiers.subject_of(work.dossier_id))
        correcting.correct_words(
            actor=doing["actor"],
            **player.doing(),
            entry=corrections.entries(history)[0].key,
            words=f"{reason} {phrases.ADDED}",
            reason=phrases.FORGOTTEN,
        )


def is_silent(player: Player, item: ItemFacts) -> bool:
    """Say whether who was asked lets his time pass, and the law takes that for consent."""
    late = item.silent_after is not None and player.now > item.silent_after
    return late and player.happens(shares.SILENT)


def note_silence(player: Player, item: ItemFacts) -> None:
    """Let the head who asked note that nobody answered in time."""
    head = player.somebody(item.from_agency_id, PostKind.HEAD)
    opinions.note_silence(actor=head, **player.act(item), note=phrases.REMINDED)


def is_to_recall(player: Player) -> bool:
    """Say whether a mistake is found in a result that waits at the desk, once."""
    return not player.was_recalled and player.happens(shares.RECALLED)


def recall(player: Player, item: ItemFacts) -> None:
    """Let the head of the agency that sent it call the result back."""
    player.was_recalled = True
    head = player.somebody(item.from_agency_id, PostKind.HEAD)
    correcting.recall_result(actor=head, **player.doing(), reason=phrases.RECALLED)
