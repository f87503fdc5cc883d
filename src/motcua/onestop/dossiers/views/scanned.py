"""What a scanned card, or a number typed in its place, fills of the counter's form."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from motcua.ground.access import writes
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.dates import day
from motcua.ground.kernel.identity import CardData, number_of_a_person, read_card_line
from motcua.ground.kernel.input_method import SpoiltByInputMethod
from motcua.ground.kernel.text import mask_tail
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import people, rules
from motcua.onestop.dossiers.actions import reading
from motcua.onestop.dossiers.forms.intake.people import CO, CO_FIELDS
from motcua.onestop.dossiers.models import Party

HOUR = 60 * 60
MOST_LOOKED_UP = 120
"""How many people one receiver looks up in an hour: twice a minute, all day, nobody serves."""

FILLED = mark("Đã điền.")
READ_FROM_KEYS = mark("Đã điền từ mã gõ kiểu {method}. So lại tên và địa chỉ với thẻ.")


@dataclass(frozen=True, slots=True)
class Filled:
    """The form's fields as a scan fills them, and what is said of it."""

    fields: dict[str, str]
    said: Words

    def of_second(self) -> "Filled":
        """Return it as the fields of the second of two who apply as one."""
        own = {CO + name: self.fields[name] for name in CO_FIELDS if name in self.fields}
        return Filled(own, self.said)


def filled_by(actor: Actor, line: str, *, was_rewritten: bool, now: datetime) -> Filled:
    """
    Return the form's fields as a card and an earlier dossier of the person fill them.

    That somebody was looked for by his number is written down, found or not.

    :param line: of a card's QR, or an identity or phone number.
    :param was_rewritten: whether the page saw letters change while the scanner typed others.
    :raises SpoiltByInputMethod: for a card whose letters an input method has changed.
    :raises NotACard: for a line of something else, or half a card's.
    :raises NeitherCardNorNumber: for words or an address.
    :raises NobodyKnown: for a number of nobody whose dossier the receiver may see.
    :raises TooManyTries: for more numbers than stand at a counter.
    """
    if "|" in line:
        if was_rewritten:
            raise SpoiltByInputMethod
        card = read_card_line(line, today=localdate(now))
        known = _known(actor, identity_number=card.number, now=now)
        remembered = {"phone": known.phone, "email": known.email} if known else {}
        said = (
            Words(READ_FROM_KEYS, {"method": card.typed_for}) if card.typed_for else Words(FILLED)
        )
        return Filled({**_of_card(card), **remembered}, said)
    number = number_of_a_person(line)
    known = _known(actor, identity_number=number, phone=number, now=now)
    if known is None:
        raise rules.NobodyKnown
    return Filled(_of_party(known), Words(FILLED))


def _known(actor: Actor, *, identity_number: str, phone: str = "", now: datetime) -> Party | None:
    """Look somebody up by his number, as often as people stand at a counter, and log it."""
    writes.throttle(key=f"card:{actor.user_id}", limit=MOST_LOOKED_UP, per_seconds=HOUR, now=now)
    known = people.known_applicant(actor, identity_number=identity_number, phone=phone)
    masked, found = mask_tail(identity_number), int(known is not None)
    reading.log_search(actor=actor, masked=masked, found=found, now=now)
    return known


def _of_card(card: CardData) -> dict[str, str]:
    return {
        "name": card.name,
        "identity_number": card.number,
        "born_on": day(card.born_on) if card.born_on else "",
        "sex": card.sex,
        "address": card.address,
    }


def _of_party(party: Party) -> dict[str, str]:
    same = ("kind", "name", "identity_number", "other_paper", "sex", "phone", "email", "tax_code")
    born_on = day(party.born_on) if party.born_on else ""
    told = {name: getattr(party, name) for name in (*same, "address")}
    return {**told, "born_on": born_on}
