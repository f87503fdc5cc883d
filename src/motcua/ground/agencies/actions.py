"""Opening the first account of a house. Who changes seats by pages comes later, here."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction

from motcua.ground.agencies import queries, writes
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.words import mark

TITLE = mark("Người quản trị hệ thống")


@transaction.atomic(durable=True)
def add_administrator(
    *, username: str, full_name: str, agency_code: str, password: str, today: date
) -> str:
    """
    Open an account, seat its holder as an administrator from today on, and name the agency.

    :param username: of nobody yet; the database refuses a second one.
    :param password: strong enough, which is for the caller to see to.
    :raises NoSuchAgency: when no agency has this code today.
    """
    agency = queries.by_code(agency_code, today)
    user = get_user_model().objects.create_user(username, password, full_name=full_name)
    taken = queries.posts_of(agency.pk, PostKind.ADMINISTRATOR, on=today)
    seat = writes.SeatFacts(
        agency_code=agency.code,
        kind=PostKind.ADMINISTRATOR,
        number=len(taken) + 1,
        title=TITLE,
        holder=full_name,
        user_id=user.pk,
        valid_from=today,
    )
    writes.add_seats([seat])
    return agency.name
