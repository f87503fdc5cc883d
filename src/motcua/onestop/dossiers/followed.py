"""What whoever holds a receipt may look at: his dossier, opened by code and secret or by link."""

from collections.abc import Mapping
from datetime import datetime

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.money import Dong, format_dong
from motcua.ground.kernel.text import initials, mask_tail, search_key
from motcua.ground.notifications.rules import masked
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import corrections, endings, following, letters, queries, rules, states
from motcua.onestop.dossiers.following import Followed, Lying, Mood, PublicLine
from motcua.onestop.dossiers.models import Dossier, Note, Party, WorkItem
from motcua.onestop.dossiers.receipts import is_same, receipt_link, receipt_secret
from motcua.onestop.payments import queries as payments
from motcua.onestop.processes.rules import StepAct


def opened_by_secret(
    key: str, *, code: str, secret: str, name: str | None = None
) -> tuple[int, int] | None:
    """
    Return id and receipt issue of the dossier that a code and its secret open.

    The answer to a wrong code, to a wrong secret and to a wrong name is the same None.

    :param key: what receipts' secrets are derived from.
    :param name: of somebody on the receipt, where it is asked for too.
    """
    row = Dossier.objects.filter(code=code).values_list("pk", "receipt_issue").first()
    dossier_id, issue = row or (0, 1)
    is_named = name is None or _is_on_receipt(name, dossier_id, issue)
    right = is_same(secret, receipt_secret(key, dossier_id=dossier_id, issue=issue))
    return (dossier_id, issue) if row and right and is_named else None


def _is_on_receipt(name: str, dossier_id: int, issue: int) -> bool:
    """Say whether a receipt names somebody so, however it is written."""
    people = Party.objects.filter(dossier=dossier_id, issue=issue).values_list("name", flat=True)
    return search_key(name) in map(search_key, people)


def followed(key: str, *, code: str, link: str, now: datetime) -> Followed | None:
    """Return the dossier that a receipt's link opens to the public, None for a wrong one."""
    places = ("procedure", "desk", "lead_agency", "committee")
    dossier = Dossier.objects.filter(code=code).select_related(*places).first()
    return _followed(dossier, now) if opens(key, link, dossier) and dossier else None


def opens(key: str, link: str, dossier: Dossier | None) -> bool:
    """Say whether a link is that of the dossier's present receipt."""
    dossier_id, issue = (dossier.pk, dossier.receipt_issue) if dossier else (0, 1)
    right = is_same(link, receipt_link(key, dossier_id=dossier_id, issue=issue))
    return right and dossier is not None


def _followed(dossier: Dossier, now: datetime) -> Followed:
    items = queries.open_items(dossier)
    people = queries.parties(dossier)
    recorded = queries.history(dossier)
    notes = corrections.as_they_stand(recorded, _notes(dossier))
    ending = endings.ending_of(recorded, notes)
    here = [_lying(item) for item in items]
    first = here[0] if here else _at_lead(dossier)
    status, mood, desk = states.Status(dossier.status), _mood(dossier, now), dossier.desk
    return Followed(
        code=dossier.code,
        procedure=dossier.procedure.short_name,
        holder=first.holder,
        applicant=initials(people[rules.PartyRole.APPLICANT].name),
        phone=_phone(people),
        told_at=_told_at(dossier, people),
        has_stopped_messages=dossier.messages_stopped_at is not None,
        status=status,
        headline=following.headline(status, first, ending),
        to_do=following.to_do(mood, desk=desk.name, money_left=_money_left(dossier)),
        mood=mood,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        ended_at=dossier.ended_at,
        handed_over_at=dossier.handed_over_at,
        due_lines=dossier.due_lines,
        way=_way(dossier, recorded, items, here),
        desk_id=desk.pk,
        desk=desk.name,
        desk_address=desk.address,
        desk_phone=desk.phone,
        ending=ending,
        why_not=endings.why_not(recorded, notes),
        why_recalled=endings.why_recalled(recorded, notes),
    )


def _mood(dossier: Dossier, now: datetime) -> Mood:
    return following.mood(
        status=states.Status(dossier.status),
        delivery=states.DeliveryState(dossier.delivery_state),
        due_at=dossier.due_at,
        ended_at=dossier.ended_at,
        now=now,
    )


def _phone(people: Mapping[str, Party]) -> str:
    """Return the masked number of whoever filed, empty if he left none."""
    phone = rules.filer_of(people).phone
    return mask_tail(phone) if phone else ""


def _told_at(dossier: Dossier, people: Mapping[str, Party]) -> tuple[str, ...]:
    """Return the masked addresses that messages go to; none once they were stopped."""
    if dossier.messages_stopped_at:
        return ()
    told_at = letters.addresses(people.values())
    return tuple(masked(channel, to) for channel, to in sorted(told_at.items()))


def _money_left(dossier: Dossier) -> str:
    """Return what is still due, empty when nothing is."""
    left = payments.balance(queries.subject_of(dossier.pk)).left
    return format_dong(Dong(left)) if left else ""


def _notes(dossier: Dossier) -> dict[int, str]:
    return dict(Note.objects.filter(dossier=dossier).values_list("pk", "text"))


def _lying(item: WorkItem) -> Lying:
    holder = item.agency if queries.is_held_there(item) else item.from_agency
    return Lying(
        step=item.step,
        act=StepAct(item.act),
        agency=item.agency.name,
        holder=holder.name,
        is_confirmed=item.received_at is not None,
    )


def _at_lead(dossier: Dossier) -> Lying:
    """Return where a dossier lay at its end: with whose it was."""
    lead = dossier.lead_agency.name
    return Lying("", StepAct.HANDLE, lead, lead, is_confirmed=True)


def _way(
    dossier: Dossier, recorded: list[Recorded], items: list[WorkItem], here: list[Lying]
) -> tuple[PublicLine, ...]:
    """Return where the dossier was, is and will be, by the names of agencies alone."""
    agencies_met = [dossier.desk, dossier.lead_agency, dossier.committee]
    names = {agency.pk: agency.name for agency in agencies_met}
    names |= {item.agency_id: item.agency.name for item in items}
    if elsewhere := set(dossier.agency_ids) - names.keys():
        names |= {pk: agency.name for pk, agency in agencies.agencies(elsewhere).items()}
    return following.way(
        recorded,
        process=queries.process_of(dossier),
        places=following.places((event.body for event in recorded), names),
        status=states.Status(dossier.status),
        here=here,
    )
