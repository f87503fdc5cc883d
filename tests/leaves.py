"""Those who act for others: with what rights the table names them, and what it costs."""

from dataclasses import dataclass
from typing import Any, Protocol

from motcua.ground.agencies import actions
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.capacity import Arrangement, StandInKind
from motcua.ground.agencies.models import StandIn
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast, key

DAYS = {"first": "02/11/2026", "last": "06/11/2026"}


@dataclass(frozen=True, slots=True)
class Acts:
    """
    For whom of the cast a fresh seat acts, and in what capacity.

    :param whose: empty for the holder of another fresh seat of the same kind.
    """

    whose: str
    kind: StandInKind
    seat: tuple[str, PostKind]
    is_over: bool = False

    def actor(self, cast: Cast) -> Actor:
        """Return whoever sits there, with the rights that were given to him."""
        place, right = self.seat
        tenure = agencies.seat(getattr(cast.house, place), right)
        holder: Actor = (
            getattr(cast, self.whose)
            if self.whose
            else examples.actor(agencies.seat(getattr(cast.house, place), right))
        )
        wanted = Arrangement(
            kind=self.kind,
            post_id=holder.grants[0].post_id,
            by_post_id=tenure.post_id,
            first=examples.TODAY,
            last=examples.TODAY,
            ground="Quyết định 12/QĐ-UBND",
        )
        facts: dict[str, Any] = {"actor": holder, "now": examples.MORNING}
        actions.arrange(form_key=key(), wanted=wanted, **facts)
        if self.is_over:
            (row,) = tenure.standing_in_for.all()
            actions.end_stand_in(form_key=key(), stand_in_id=row.pk, **facts)
        return examples.actor(tenure)


AWAY, SIGNING = StandInKind.LEAVE, StandInKind.SIGNING
DEPUTY, HANDLER = PostKind.DEPUTY, PostKind.HANDLER
ACTING = {
    "deputy, city, whose delegation was ended": Acts(
        "city_head", SIGNING, ("city", DEPUTY), is_over=True
    ),
    "deputy, city, signing for the head": Acts("city_head", SIGNING, ("city", DEPUTY)),
    "deputy, city, the head away": Acts("city_head", AWAY, ("city", DEPUTY)),
    "head, finance, signing for the city's": Acts("city_head", SIGNING, ("finance", PostKind.HEAD)),
    "third handler, planning, the first back early": Acts(
        "planner", AWAY, ("planning", HANDLER), is_over=True
    ),
    "second receiver, ward, the first away": Acts(
        "ward_receiver", AWAY, ("ward", PostKind.RECEIVER)
    ),
    "second records officer, ward, the first away": Acts(
        "ward_clerk", AWAY, ("ward", PostKind.RECORDS_OFFICER)
    ),
    "second cashier, ward, the first away": Acts("", AWAY, ("ward", PostKind.CASHIER)),
    "third handler, planning, the first away": Acts("planner", AWAY, ("planning", HANDLER)),
}


class Meter(Protocol):
    """Opens pages and does acts as somebody, and keeps what each of them took."""

    def of(self, actor: Actor) -> "Meter": ...
    def get(self, name: str, address: str, /, **typed: str) -> None: ...
    def post(self, name: str, address: str, /, **typed: object) -> None: ...


def who_is_away(meter: Meter, cast: Cast) -> None:
    """Measure leaves and delegations, and the list of somebody who works for two."""
    deputy = agencies.seat(cast.house.city, PostKind.DEPUTY)
    head, planner = (actor.grants[0].post_id for actor in (cast.city_head, cast.planner))
    signing = {"seat": head, "by": deputy.post_id, "ground": "QĐ 12", **DAYS}
    leave = {"seat": planner, "by": cast.second_planner.grants[0].post_id, **DAYS}
    meter.of(cast.city_head).get("delegation asked", "/vang-mat/uy-quyen-ky/")
    meter.post("ACT delegate", "/vang-mat/uy-quyen-ky/", **signing)
    meter.get("leaves of a head", "/vang-mat/")
    meter.post("ACT end", f"/vang-mat/{StandIn.objects.latest('pk').pk}/ket-thuc/")
    meter.of(cast.planner).get("leave asked", "/vang-mat/ghi/")
    meter.post("ACT take leave", "/vang-mat/ghi/", **leave)
    meter.of(cast.second_planner).get("work of a substitute", "/viec/")
    meter.of(cast.planning_head).get("work to be given to others", "/viec/giao-lai/")
    meter.get("work of one seat", "/viec/giao-lai/", **{"vi-tri": str(planner)})
    StandIn.objects.all().delete()
