"""What the tests of an ended agency share: two that end, and two that have their duties."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies import queries as agency_queries
from motcua.ground.agencies.models import Agency, Succession
from motcua.ground.agencies.rules import SuccessionKind
from motcua.ground.kernel.actor import Actor, PostKind, system
from motcua.onestop.dossiers import examples, inheritance
from motcua.onestop.dossiers.actions import passing
from motcua.onestop.dossiers.examples import MORNING, Cast, Life, again, key
from motcua.onestop.dossiers.models import Dossier

TURN = date(2026, 11, 5)
AFTER = datetime(2026, 11, 5, 7, 30, tzinfo=MORNING.tzinfo)
CLERK = system("pass-on")


@dataclass(frozen=True, slots=True)
class Turned:
    """The ward and the city end; two new wards stand below the province, each with its people."""

    cast: Cast
    merged: Agency
    other: Agency
    receiver: Actor
    handler: Actor
    head: Actor
    other_head: Actor

    @property
    def ward(self) -> Agency:
        return self.cast.house.ward


def begun(code: str, name: str, province: Agency) -> Agency:
    agency = agencies.agency(code, name, name, province)
    Agency.objects.filter(pk=agency.pk).update(level="commune", valid_from=TURN)
    return agency


def seated(agency: Agency, kind: PostKind) -> Actor:
    return examples.actor(agencies.seat(agency, kind, since=TURN), TURN)


def turn(cast: Cast) -> Turned:
    """Let the ward be merged whole and the city be split, on a day to come."""
    house = cast.house
    merged = begun("HCM-25747", "Ủy ban nhân dân phường Thủ Dầu Một", house.province)
    other = begun("HCM-25750", "Ủy ban nhân dân phường Phú Lợi", house.province)
    ended = [house.ward.pk, *agency_queries.house(house.city.pk)]
    Agency.objects.filter(pk__in=ended).update(valid_to=TURN)
    for old, new, kind in (
        (house.ward, merged, SuccessionKind.WHOLE),
        (house.city, merged, SuccessionKind.PART),
        (house.city, other, SuccessionKind.PART),
    ):
        Succession.objects.create(
            predecessor=old, successor=new, kind=kind, took_effect_on=TURN, act="NQ 1685"
        )
    return Turned(
        cast,
        merged,
        other,
        receiver=seated(merged, PostKind.RECEIVER),
        handler=seated(merged, PostKind.HANDLER),
        head=seated(merged, PostKind.HEAD),
        other_head=seated(other, PostKind.HEAD),
    )


def row(life: Life) -> Dossier:
    return Dossier.objects.get(code=life.dossier.code)


def pass_on(turned: Turned) -> int:
    return passing.pass_on(actor=CLERK, house_id=turned.ward.pk, now=AFTER)


def end(*ended: Agency) -> None:
    """Let agencies end with nobody recorded after them; who sits there goes on sitting."""
    Agency.objects.filter(pk__in=[one.pk for one in ended]).update(valid_to=TURN)


def seen_by(head: Actor) -> list[str]:
    """Return the codes of what a head may give as nobody is recorded to have it."""
    return [each.dossier.code for each in inheritance.unclaimed(again(head, TURN), on=TURN)]


def give(actor: Actor, receiver: Agency, life: Life) -> None:
    """Let a head give what nobody is recorded to have."""
    code, receiver_id = life.dossier.code, receiver.pk
    passing.entrust(actor=actor, form_key=key(), code=code, receiver_id=receiver_id, now=AFTER)
