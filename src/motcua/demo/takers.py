"""Who fetches what the desk has for the owner of a dossier in the demo."""

from random import Random
from typing import Any

from motcua.demo import citizens, matters
from motcua.demo.matters import Desk
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.intake import Intake, PartyFacts
from motcua.onestop.dossiers.rules import Delivery, PartyRole

FETCHED_BY_ANOTHER = 0.1


def taker(dice: Random, intake: Intake, desk: Desk) -> dict[str, Any]:
    """Return who fetches it, as the acts of the desk ask it."""
    return {"visitor": _visitor(dice, intake, desk)}


def _visitor(dice: Random, intake: Intake, desk: Desk) -> Visitor:
    if intake.delivery is Delivery.POST:
        sending = f"Phiếu gửi {matters.postal_number(dice)}"
        asked = "Đăng ký nhận qua bưu chính trên giấy tiếp nhận"
        return Visitor("Bưu điện tỉnh Bình Dương", sending, authority=asked)
    party = intake.party(PartyRole.FILER) or intake.applicant
    if dice.random() < FETCHED_BY_ANOTHER:
        other = citizens.person(dice, desk.places)
        return _shown(other, authority=f"Giấy ủy quyền của {party.name}")
    return _shown(party)


def _shown(party: PartyFacts, *, authority: str = "") -> Visitor:
    """Return somebody and the identity paper that he shows."""
    paper = f"Căn cước {party.identity_number}" if party.identity_number else "Hộ chiếu"
    return Visitor(party.name, paper, authority=authority)
