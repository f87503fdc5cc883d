"""Who sees and takes in what an ended agency left, held against docs/rights.md."""

import pytest

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Agency
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, inheritance, queries, rules
from motcua.onestop.dossiers.actions import passing
from motcua.onestop.dossiers.examples import Cast, Life, again, key
from motcua.onestop.dossiers.tests.turned import AFTER, TURN, Turned, begun, seated, turn
from tests.told_rights import UNSEEN, table

HEADING, ORPHANED = "### A permit that the city left", "### A copy that a ward left"
WAITING, TAKEN_IN = "waiting to be taken in", "taken in by the first"


def everybody(turned: Turned) -> dict[str, Actor]:
    """Return one officer for every post of the table, with his rights on the day of the turn."""
    cast = turned.cast
    inspector = examples.actor(agencies.seat(cast.house.province, PostKind.INSPECTOR))
    people = {
        "head, first ward": turned.head,
        "head, second ward": turned.other_head,
        "receiver, first ward": turned.receiver,
        "handler, first ward": turned.handler,
        "receiver, city": cast.city_receiver,
        "head, city": cast.city_head,
        "first handler, planning": cast.planner,
        "head, ward that was merged": cast.ward_head,
        "inspector, province": inspector,
        "administrator, province": cast.administrator,
    }
    return {post: again(who, TURN) for post, who in people.items()}


def cell(who: Actor, life: Life) -> str:
    """Return what somebody makes of the dossier: what waits for him he does not see."""
    sees = queries.visible_to(who).filter(code=life.dossier.code).exists()
    for waits, does in ((inheritance.awaiting, "takes in"), (inheritance.unclaimed, "gives")):
        if waits(who, on=TURN):
            assert not sees
            return does
    return "sees" if sees else UNSEEN


def take_in(turned: Turned, who: Actor, life: Life) -> None:
    passing.take_in(
        actor=who,
        form_key=key(),
        code=life.dossier.code,
        receiver_id=turned.merged.pk,
        now=AFTER,
    )


@pytest.mark.django_db
def test_only_a_head_of_part_of_its_duties_takes_in_what_it_left() -> None:
    turned = turn(examples.province())
    life = examples.permit_life(turned.cast)
    told, people = table(HEADING), everybody(turned)
    assert {post: cell(who, life) for post, who in people.items()} == {
        row["post"]: row[WAITING] for row in told
    }
    for post, who in people.items():
        if post != "head, first ward":
            before = Event.objects.count()
            with pytest.raises((rules.NotYours, rules.NotYoursToTakeIn)):
                take_in(turned, who, life)
            assert Event.objects.count() == before, post
    take_in(turned, people["head, first ward"], life)
    assert {post: cell(who, life) for post, who in people.items()} == {
        row["post"]: row[TAKEN_IN] for row in told
    }


def around(cast: Cast, beside: Agency) -> dict[str, Actor]:
    """Return one officer for every post of the table of what nobody is recorded to have."""
    province = cast.house.province
    people = {
        "head, city": cast.city_head,
        "receiver, city": cast.city_receiver,
        "head, planning": cast.planning_head,
        "head, ward that ended": cast.ward_head,
        "handler, ward that ended": cast.ward_handler,
        "head, ward beside": seated(beside, PostKind.HEAD),
        "receiver, ward beside": seated(beside, PostKind.RECEIVER),
        "head, province": seated(province, PostKind.HEAD),
        "inspector, province": seated(province, PostKind.INSPECTOR),
        "administrator, province": cast.administrator,
    }
    seated(beside, PostKind.HANDLER)
    return {post: again(who, TURN) for post, who in people.items()}


@pytest.mark.django_db
def test_only_the_head_above_gives_what_nobody_is_recorded_to_have() -> None:
    cast = examples.province()
    life = examples.copy_life(cast)
    beside = begun("BD-718-25750", "Ủy ban nhân dân phường Phú Lợi", cast.house.city)
    Agency.objects.filter(pk=cast.house.ward.pk).update(valid_to=TURN)
    told, people = table(ORPHANED), around(cast, beside)

    def give(who: Actor) -> None:
        code, receiver_id = life.dossier.code, beside.pk
        passing.entrust(actor=who, form_key=key(), code=code, receiver_id=receiver_id, now=AFTER)

    assert {post: cell(who, life) for post, who in people.items()} == {
        row["post"]: row["waiting to be given"] for row in told
    }
    for post, who in people.items():
        if post != "head, city":
            before = Event.objects.count()
            with pytest.raises((rules.NotYours, rules.NotYoursToTakeIn)):
                give(who)
            assert Event.objects.count() == before, post
    give(people["head, city"])
    assert {post: cell(who, life) for post, who in people.items()} == {
        row["post"]: row["given to the ward beside"] for row in told
    }
