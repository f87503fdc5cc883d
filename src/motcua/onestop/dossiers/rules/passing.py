"""
Whose a dossier is when an agency that has to do with it ends.

Source: the transitional rules of Law 72/2025/QH15 on local government: who takes over the
duties of an ended agency goes on with its unfinished matters; no limit begins anew.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.onestop.dossiers.rules.refusals import NoSuchPlace, NotYoursToTakeIn, StillStands

PASSED_ON = "passed_on"
"""How a work item ends that was left to a successor; no outcome of any process."""


@dataclass(frozen=True, slots=True)
class Places:
    """The three agencies of a dossier: whose desk hands over, who decides, who stands above."""

    desk_id: int
    lead_agency_id: int
    committee_id: int


def places_after(before: Places, *, ended: Collection[int], heir: int, above: int) -> Places:
    """
    Return the agencies of a dossier after some ended and one took over.

    The committee above is the heir itself where the ended one was the committee's house, as
    a district's was; else whoever stands above the heir.

    :param ended: ids of the agency that ended and of its offices.
    :param above: id of the committee above the heir.
    """

    def now(agency_id: int) -> int:
        return heir if agency_id in ended else agency_id

    desk_id, lead_id = now(before.desk_id), now(before.lead_agency_id)
    committee_id = now(before.committee_id)
    if committee_id == before.committee_id and lead_id == heir:
        committee_id = above
    return Places(desk_id, lead_id, committee_id)


def check_ended(valid_to: date | None, today: date) -> None:
    """
    Accept that an agency's dossiers pass to another.

    :raises StillStands: while it stands.
    """
    if valid_to is None or valid_to > today:
        raise StillStands


def check_takes_in(actor: Actor, heir_ids: Collection[int], receiver_id: int) -> Grant:
    """
    Return the seat from which a head takes in a dossier that several agencies may have.

    He takes it to his own agency, never sends it to another's: whoever takes it is whoever
    answers for it.

    :param heir_ids: the agencies that have parts of the ended one's duties.
    :raises NotYoursToTakeIn: to whoever heads none of them.
    """
    seat = actor.seat(PostKind.HEAD, receiver_id)
    if seat is None or receiver_id not in heir_ids:
        raise NotYoursToTakeIn
    return seat


def check_entrusts(
    actor: Actor, may_have: Mapping[int, Collection[int]], receiver_id: int
) -> Grant:
    """
    Return the seat from which a head gives a dossier that nobody is recorded to have.

    Where what stood above was split he may head several that see to it: he gives it from the one
    beneath which the receiver stands.

    :param may_have: the agencies beneath each that sees to it which can bring a matter to its end.
    :raises NotYoursToTakeIn: to whoever heads none that sees to it.
    :raises NoSuchPlace: for another agency than these.
    """
    seats = {guardian: actor.seat(PostKind.HEAD, guardian) for guardian in may_have}
    headed = {guardian: seat for guardian, seat in seats.items() if seat is not None}
    if not headed:
        raise NotYoursToTakeIn
    for guardian, seat in headed.items():
        if receiver_id in may_have[guardian]:
            return seat
    raise NoSuchPlace
