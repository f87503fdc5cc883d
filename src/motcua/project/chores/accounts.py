"""Add the first account that can look after the others."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from rich.console import Console

from motcua.ground.access.passwords import normalised
from motcua.ground.access.writes import AccountFacts
from motcua.ground.agencies import actions as agencies
from motcua.ground.kernel.actor import system
from motcua.project.cli.failures import CannotRun

console = Console(highlight=False)


def createadmin(
    *, username: str, full_name: str, agency_code: str, password: str, now: datetime
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
        validate_password(
            normalised(password), accounts.model(username=username, full_name=full_name)
        )
    except ValidationError as weakness:
        raise CannotRun(" ".join(weakness.messages)) from None
    agency = agencies.add_administrator(
        actor=system("motcua createadmin"),
        account=AccountFacts(username=username, full_name=full_name, password=password),
        agency_code=agency_code,
        now=now,
    )
    console.print(f"{full_name} signs in as '{username}'; he looks after {agency}.")
