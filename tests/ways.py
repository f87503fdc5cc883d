"""What leads a dossier from each column of a table of docs/rights.md to the next."""

from collections.abc import Callable

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.actions import desk, hands, steps
from motcua.onestop.dossiers.examples import Cast, Life

Ways = dict[str, Callable[[Life], None]]


def to_hand(life: Life, head: Actor, handler: Actor) -> None:
    life.act(steps.assign, head, post_id=handler.grants[0].post_id)


def fetched(life: Life, receiver: Actor) -> None:
    life.act(desk.hand_over, receiver, **examples.OWNER, reason="Hộ nghèo.")


def permit(cast: Cast) -> Ways:
    """Return what leads a permit from each column of its table to the next."""

    def handled(life: Life) -> None:
        life.act(steps.forward, cast.planner)
        to_hand(life, cast.planning_head, cast.planner)

    def proposed(life: Life) -> None:
        life.act(steps.propose, cast.planner, draft=examples.draft())

    return {
        "received, unconfirmed": lambda life: None,
        "handling": handled,
        "awaiting approval": proposed,
        "awaiting signature": lambda life: life.act(steps.approve, cast.planning_head),
        "awaiting issue": lambda life: life.sign(cast.city_head),
        "result ready": lambda life: life.act(steps.issue, cast.city_clerk),
        "handed over": lambda life: fetched(life, cast.city_receiver),
    }


def copy(cast: Cast) -> Ways:
    """Return what leads a copy from each column of its table to the next."""

    def proposed(life: Life) -> None:
        life.act(steps.propose, cast.ward_handler, draft=examples.draft())

    return {
        "received": lambda life: None,
        "handling": lambda life: to_hand(life, cast.ward_head, cast.ward_handler),
        "awaiting signature": proposed,
        "awaiting issue": lambda life: life.sign(cast.ward_head),
        "result ready": lambda life: life.act(steps.issue, cast.ward_clerk),
        "handed over": lambda life: fetched(life, cast.ward_receiver),
    }


def copy_without_result(cast: Cast) -> Ways:
    """Return what leads a copy to its end without a result, column by column."""

    def asked(life: Life) -> None:
        to_hand(life, cast.ward_head, cast.ward_handler)
        life.ask_back(cast.ward_receiver)

    return {
        "withdrawal asked": asked,
        "withdrawn": lambda life: life.agree(cast.ward_head),
        "papers returned": lambda life: life.give_back(cast.ward_receiver),
    }


def copy_stopped(cast: Cast) -> Ways:
    """Return what lets the ward's head stop a copy that its handler has."""

    def stopped(life: Life) -> None:
        to_hand(life, cast.ward_head, cast.ward_handler)
        life.stop(cast.ward_head)

    return {"stopped": stopped}


def copy_in_other_hands(cast: Cast) -> Ways:
    """Return what puts a copy into hands that its process did not foresee, column by column."""

    def sent(life: Life) -> None:
        planning = cast.house.planning.pk
        life.act(hands.transfer, cast.ward_handler, agency_id=planning, reason="Của thành phố.")

    def taken_over(life: Life) -> None:
        (item,) = queries.open_items(life.dossier)
        taking = {"holder_id": item.post_id, "reason": "Người giữ ốm."}
        life.act(hands.take_over, cast.planning_head, **taking)

    return {
        "transferred, unconfirmed": sent,
        "in hand there": lambda life: to_hand(life, cast.planning_head, cast.planner),
        "taken over by the head": taken_over,
    }
