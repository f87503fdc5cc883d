"""What happens to a dossier when an agency that has to do with it ends."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind
from motcua.onestop.dossiers.events.parts import Opened


@event_kind
@dataclass(frozen=True, slots=True)
class PassedOn(EventBody):
    """
    An agency ended, and the one that has its duties took the dossier over.

    :param giver_id: the agency that ended; ``receiver_id`` has its duties now.
    :param act: the decision by which it took over.
    :param is_chosen: whether a person chose among several that have parts of its duties.
    :param closed: the numbers of the work items that lay with the giver.
    :param opened: the same steps, at the receiver, who has still to confirm.
    :param desk_id: who hands the result over from now on; ``lead_agency_id`` decides,
        ``committee_id`` stands above.
    """

    name: ClassVar[str] = "dossier.passed-on"
    version: ClassVar[int] = 1
    giver_id: int
    receiver_id: int
    act: str
    is_chosen: bool
    closed: tuple[int, ...]
    opened: tuple[Opened, ...]
    desk_id: int
    lead_agency_id: int
    committee_id: int
