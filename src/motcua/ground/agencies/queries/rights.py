"""The one question about rights, where every viewer of every room begins."""

from datetime import date
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import BigIntegerField, OuterRef, QuerySet, Value
from psycopg import Cursor
from psycopg._queries import PostgresQuery

from motcua.ground.agencies import rules
from motcua.ground.agencies.capacity import StandInKind
from motcua.ground.agencies.models import Agency, StandIn, Tenure, holds_on, in_force
from motcua.ground.agencies.queries.places import subtree
from motcua.ground.agencies.queries.posts import agencies_of
from motcua.ground.kernel.actor import Actor, ActorKind, Grant, PostKind

SOMEBODY, SOME_DAY = -1, date.min
"""What stands in the statement of rights where an account and a day will be said."""


def actor_of(user_id: int, name: str, *, on: date) -> Actor:
    """
    Return the account as an actor with every right of the seats it holds that day.

    One statement; called by the middleware at each request and again inside each act,
    so that a right taken away fails that minute.
    """
    return Actor(ActorKind.OFFICER, name, user_id, grants_of(user_id, on=on))


def grants_of(user_id: int, *, on: date) -> tuple[Grant, ...]:
    """
    Return the rights of the seats that an account holds on a day, by seat.

    After them those of the seats for whose holders it stands in, or signs.
    """
    statement, places = _asked()
    said: dict[Any, Any] = {SOMEBODY: user_id, SOME_DAY: on}
    with _planned_once() as cursor:
        cursor.execute(statement, [said.get(place, place) for place in places])
        rows = cursor.fetchall()
    return tuple(
        Grant(
            post_id,
            PostKind(kind),
            agency_id,
            _scope(PostKind(kind), agency_id, offices),
            acts_from,
            only_signs=why == StandInKind.SIGNING,
        )
        for post_id, kind, agency_id, offices, acts_from, why in sorted(rows, key=_own_first)
    )


class PlannedOnce(Cursor[Any]):
    """
    A cursor whose statements the database plans once for each connection, not at each asking.

    To plan who may what takes three times as long as to run it, and any account is found by the
    same index. No list is asked so: the best way to a rare name is not the best to a common one.
    """

    def _convert_query(self, query: Any, params: Any = None) -> PostgresQuery:
        # Of what is planned already psycopg forgets the words, by which Django logs it.
        self._query = super()._convert_query(query, params)
        return self._query


def _planned_once() -> CursorWrapper:
    database: Any = connection
    database.ensure_connection()
    cursor: CursorWrapper = database._prepare_cursor(PlannedOnce(database.connection))  # noqa: SLF001
    return cursor


@cache
def _asked() -> tuple[str, tuple[Any, ...]]:
    """
    Return the statement that asks for somebody's seats on some day, and what it is filled with.

    It is the same for every request and act, and to put it together takes longer than to run it.
    """
    own, for_others = _own(SOMEBODY, SOME_DAY), _for_others(SOMEBODY, SOME_DAY)
    return own.union(for_others, all=True).query.sql_with_params()


def _own_first(row: tuple[Any, ...]) -> tuple[Any, ...]:
    post_id, *_, acts_from, why = row
    return acts_from is not None, post_id, why


def _own(user_id: int, on: date) -> "QuerySet[Tenure, tuple[Any, ...]]":
    sitting = Tenure.objects.filter(
        holds_on(on),
        holds_on(on, "post__agency__"),
        person__user=user_id,
        person__user__is_active=True,
    )
    nobody, nothing = Value(None, output_field=BigIntegerField()), Value("")
    offices = _offices("post__agency")
    return sitting.values_list("post", "post__kind", "post__agency", offices, nobody, nothing)


def _for_others(user_id: int, on: date) -> "QuerySet[StandIn, tuple[Any, ...]]":
    """Return the seats of others, as long as both sit where they sat when it was arranged."""
    standing = StandIn.objects.filter(
        in_force(on),
        holds_on(on, "tenure__"),
        holds_on(on, "tenure__post__agency__"),
        holds_on(on, "by__"),
        by__person__user=user_id,
        by__person__user__is_active=True,
    )
    seat = ("tenure__post", "tenure__post__kind", "tenure__post__agency")
    return standing.values_list(*seat, _offices("tenure__post__agency"), "by__post", "kind")


def _offices(agency: str) -> ArraySubquery:
    """Return the offices of the agency that a path leads to."""
    below = Agency.objects.filter(parent=OuterRef(agency), kind=rules.AgencyKind.OFFICE)
    return ArraySubquery(below.values("pk"))


def _scope(kind: PostKind, agency_id: int, office_ids: list[int]) -> frozenset[int]:
    # One statement more, for the few who see all that lies below them.
    below = subtree([agency_id]) if kind is PostKind.INSPECTOR else ()
    return rules.scope_of(kind, agency_id, office_ids, below)


def keeper_of(actor: Actor, user_id: int, *, on: date) -> Grant:
    """
    Return the grant by which an administrator looks after somebody's account.

    :raises NoSuchAccount: when none does.
    :raises OwnAccount: when it is his own.
    """
    administered = [grant.agency_id for grant in actor.holding(PostKind.ADMINISTRATOR)]
    return rules.keeper(
        actor,
        user_id,
        agency_ids=agencies_of(user_id, on=on),
        reach=subtree(administered),
    )
