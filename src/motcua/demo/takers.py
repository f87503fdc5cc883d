"""Who fetches what the desk has for the owner of a dossier in the demo."""

from random import Random

from motcua.demo import citizens, matters
from motcua.demo.matters import Desk
from motcua.onestop.dossiers.intake import Intake, PartyFacts
from motcua.onestop.dossiers.rules import Delivery, PartyRole

FETCHED_BY_ANOTHER = 0.1


def taker(dice: Random, intake: Intake, desk: Desk) -> dict[str, str]:
    """Return who fetches it, by which paper, and whose authority if not his own."""
    if intake.delivery is Delivery.POST:
        sending = f"Phiếu gửi {matters.postal_number(dice)}"
        carrier = {"taker_name": "Bưu điện tỉnh Bình Dương", "taker_paper": sending}
        return carrier | {"authority": "Đăng ký nhận qua bưu chính trên giấy tiếp nhận"}
    party = intake.party(PartyRole.FILER) or intake.applicant
    if dice.random() < FETCHED_BY_ANOTHER:
        other = citizens.person(dice, desk.places)
        return _shown(other) | {"authority": f"Giấy ủy quyền của {party.name}"}
    return _shown(party)


def _shown(party: PartyFacts) -> dict[str, str]:
    """Return somebody and the identity paper that he shows."""
    paper = f"Căn cước {party.identity_number}" if party.identity_number else "Hộ chiếu"
    return {"taker_name": party.name, "taker_paper": paper}
