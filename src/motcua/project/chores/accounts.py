"""Add the first account that can look after the others."""

from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from rich.console import Console

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies import writes
from motcua.ground.kernel.actor import PostKind
from motcua.project.cli.failures import CannotRun

TITLE = "Người quản trị hệ thống"
console = Console(highlight=False)


@transaction.atomic(durable=True)
def createadmin(
    *, username: str, full_name: str, agency_code: str, password: str, today: date
) -> None:
    """
    Open an account and seat its holder as a technical administrator, from today on.

    :raises NoSuchAgency: when no agency has this code today.
    :raises CannotRun: when the name is taken or the password too weak.
    """
    accounts = get_user_model().objects
    if accounts.filter(username=username.lower()).exists():
        raise CannotRun(f"There is an account '{username}' already.")
    try:
        validate_password(password)
    except ValidationError as weakness:
        raise CannotRun(" ".join(weakness.messages)) from None
    agency = agencies.by_code(agency_code, today)
    user = accounts.create_user(username, password, full_name=full_name)
    taken = agencies.posts_of(agency.pk, PostKind.ADMINISTRATOR, on=today)
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
    console.print(f"{full_name} signs in as '{username}'; he looks after {agency.name}.")
