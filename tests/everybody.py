"""Whom the tables of docs/rights.md name, each seated where the table says."""

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from tests.leaves import ACTING
from tests.told_rights import table

CAST = {
    "receiver, city": "city_receiver",
    "records officer, city": "city_clerk",
    "head, city": "city_head",
    "first handler, planning": "planner",
    "second handler, planning": "second_planner",
    "head, planning": "planning_head",
    "handler, finance": "accountant",
    "receiver, ward": "ward_receiver",
    "first handler, ward": "ward_handler",
    "head, ward": "ward_head",
    "records officer, ward": "ward_clerk",
    "administrator, province": "administrator",
}


def everybody(cast: Cast, heading: str) -> dict[str, Actor]:
    """Return one officer for every post that a table names."""
    house = cast.house
    other_city = agencies.agency(
        "BD-725", "Ủy ban nhân dân thị xã Thuận An", "Thuận An", house.province
    )
    places = {
        "city": house.city,
        "finance": house.finance,
        "ward": house.ward,
        "province": house.province,
        "department": house.department,
        "another ward": agencies.agency(
            "BD-718-25750", "UBND phường Phú Lợi", "Phú Lợi", house.city
        ),
        "another district": other_city,
        "office of another district": agencies.agency(
            "BD-725-QLDT", "Phòng Quản lý đô thị Thuận An", "QLĐT Thuận An", other_city, "OFFICE"
        ),
    }
    people = {label: getattr(cast, role) for label, role in CAST.items()}
    named = {row["post"] for row in table(heading)}
    people |= {label: acts.actor(cast) for label, acts in ACTING.items() if label in named}
    for label in named - people.keys() - {"nobody's post"}:
        kind, _, place = label.partition(", ")
        right = PostKind(kind.removeprefix("second ").replace(" ", "_"))
        people[label] = examples.actor(agencies.seat(places[place], right))
    stranger = User.objects.create(username="nobody", full_name="Không Giữ Chức Vụ")
    return {**people, "nobody's post": Actor(ActorKind.OFFICER, stranger.full_name, stranger.pk)}
