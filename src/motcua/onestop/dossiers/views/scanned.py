"""What a scanned card, or a number typed in its place, fills of the counter's form."""

from datetime import date

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.dates import day
from motcua.ground.kernel.identity import CardData, number_of_a_person, read_card_line
from motcua.onestop.dossiers import queries, rules
from motcua.onestop.dossiers.models import Party


def filled_by(actor: Actor, line: str, *, today: date) -> dict[str, str]:
    """
    Return the form's fields as a card and an earlier dossier of the person fill them.

    :param line: of a card's QR, or an identity or phone number.
    :raises NotACard: for a line of something else, or half a card's.
    :raises NeitherCardNorNumber: for words or an address.
    :raises NobodyKnown: for a number of nobody whose dossier the receiver may see.
    """
    if "|" in line:
        card = read_card_line(line, today=today)
        known = queries.known_applicant(actor, identity_number=card.number, phone="")
        remembered = {"phone": known.phone, "email": known.email} if known else {}
        return {**_of_card(card), **remembered}
    number = number_of_a_person(line)
    known = queries.known_applicant(actor, identity_number=number, phone=number)
    if known is None:
        raise rules.NobodyKnown
    return _of_party(known)


def _of_card(card: CardData) -> dict[str, str]:
    return {
        "name": card.name,
        "identity_number": card.number,
        "born_on": day(card.born_on) if card.born_on else "",
        "sex": card.sex,
        "address": card.address,
    }


def _of_party(party: Party) -> dict[str, str]:
    same = ("kind", "name", "identity_number", "sex", "phone", "email", "tax_code", "address")
    born_on = day(party.born_on) if party.born_on else ""
    return {**{name: getattr(party, name) for name in same}, "born_on": born_on}
