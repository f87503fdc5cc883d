"""To whom work may be given: who sits there, whoever is away last and said to be."""

from collections.abc import Iterable
from datetime import date

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import Away, Seat
from motcua.ground.design.speech import said
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers.presentation.worklist import short

AWAY = mark("{name} (vắng đến {day})")
SUBSTITUTED = mark("{name} (vắng đến {day}, {substitute} làm thay)")


def givable_to(seats: Iterable[Seat], *, on: date) -> list[tuple[int, str]]:
    """Return those of these seats on which somebody sits, by name as a form offers them."""
    sitting = [seat for seat in seats if seat.can_act]
    away = agencies.away([seat.post_id for seat in sitting], on=on)
    present_first = sorted(sitting, key=lambda seat: seat.post_id in away)
    return [(seat.post_id, _named(seat.holder, away.get(seat.post_id))) for seat in present_first]


def _named(name: str, away: Away | None) -> str:
    if away is None:
        return name
    words = SUBSTITUTED if away.substitute else AWAY
    facts = {"name": name, "day": short(away.last), "substitute": away.substitute}
    return said(Words(words, facts))
