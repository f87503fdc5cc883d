"""What an officer may put right of a dossier or link with it, as the pages of those acts offer."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import SeatHistory
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import corrections, links, queries, rules
from motcua.onestop.dossiers.corrections import Entry
from motcua.onestop.dossiers.forms.correcting import CorrectWordsForm
from motcua.onestop.dossiers.forms.linking import UnlinkForm
from motcua.onestop.dossiers.links import Link
from motcua.onestop.dossiers.models import Dossier, Note
from motcua.onestop.dossiers.presentation import timeline, verbs
from motcua.onestop.dossiers.rules import Part, Verb
from motcua.onestop.dossiers.states import Status


def deeds(
    actor: Actor,
    dossier: Dossier,
    history: list[Recorded],
    *,
    seats: Mapping[int, SeatHistory],
    today: date,
) -> verbs.Deeds | None:
    """Return by which acts the officer may put something right, or link it; None for none."""
    found = corrections.verbs_of(_theirs(actor, history, seats, today))
    is_to_recall = _recalls(actor, dossier, history, seats, today)
    recalls = (Verb.RECALL_RESULT,) if is_to_recall else ()
    return verbs.deeds_on_history((*recalls, *found, *_links(actor, dossier, history)))


def _links(actor: Actor, dossier: Dossier, history: list[Recorded]) -> tuple[Verb, ...]:
    """
    Return what the officer may do about the links of a dossier.

    :param history: as he sees it.
    """
    if rules.linking_seat(actor, dossier.agency_ids) is None:
        return ()
    return (Verb.LINK, Verb.UNLINK) if links.standing(history) else (Verb.LINK,)


def links_offered(actor: Actor, dossier: Dossier) -> verbs.Deeds | None:
    """Return what may be done about the links, where the page of an act is asked for."""
    history = links.linkage(actor, queries.history(dossier)).history
    return verbs.deeds_on_history(_links(actor, dossier, history))


def offer_links(form: UnlinkForm, actor: Actor, dossier: Dossier) -> None:
    """Show the links that the officer sees from both sides."""
    found = links.linkage(actor, queries.history(dossier)).links
    form.offer((link.other.code, _link_line(link)) for link in found)


def _link_line(link: Link) -> str:
    return f"{link.other.code} {link.other.applicant_name}, {_(timeline.LINK_KINDS[link.kind])}"


def _recalls(
    actor: Actor,
    dossier: Dossier,
    history: list[Recorded],
    seats: Mapping[int, SeatHistory],
    today: date,
) -> bool:
    """Say whether the officer may recall the result that waits at the desk."""
    issue = corrections.issue_of(history)
    if issue is None or dossier.status != Status.RESULT_READY:
        return False
    seat_id = corrections.seat_of(issue)
    answering = agencies.answerable({seat_id: seats[seat_id]}, on=today)
    written = corrections.written(issue, answering[seat_id])
    return rules.corrector(actor, written, today=today) is not None


def offered(actor: Actor, dossier: Dossier, today: date) -> verbs.Deeds | None:
    """
    Return the same where the page of an act is asked for.

    :raises NotYoursToCorrect: where there are entries, all of others.
    """
    history = queries.history(dossier)
    found = deeds(actor, dossier, history, seats=_seats(history), today=today)
    if found is None and (corrections.entries(history) or corrections.issue_of(history)):
        raise rules.NotYoursToCorrect
    return found


def offer(form: CorrectWordsForm, actor: Actor, dossier: Dossier, today: date) -> None:
    """Show the words that the officer may put right, as they stand; a single one to be mended."""
    history = queries.history(dossier)
    theirs = _theirs(actor, history, _seats(history), today)
    found = [entry for entry in theirs if entry.part is not Part.TAKER]
    words = dict(Note.objects.filter(dossier=dossier).values_list("pk", "text"))
    form.offer((entry.key, _line(entry, words.get(entry.stands.row_id, ""))) for entry in found)
    if len(found) == 1:
        form.initial.setdefault("words", words.get(found[0].stands.row_id, ""))


def _line(entry: Entry, words: str) -> str:
    return _("{at} {day}, {by}, {part}: “{words}”").format(
        at=dates.time_of_day(entry.at),
        day=dates.day(dates.local(entry.at).date()),
        by=entry.by,
        part=_(timeline.PARTS[entry.part]),
        words=words,
    )


def _theirs(
    actor: Actor, history: list[Recorded], seats: Mapping[int, SeatHistory], today: date
) -> list[Entry]:
    found = corrections.entries(history)
    writers = {entry.seat_id: seats[entry.seat_id] for entry in found}
    answering = agencies.answerable(writers, on=today)
    return corrections.theirs(actor, found, answering, today=today)


def _seats(history: list[Recorded]) -> dict[int, SeatHistory]:
    return agencies.seat_histories({corrections.seat_of(event) for event in history} - {0})
