"""
When and how paper reached the desk: a receipt counts from there, not from when it was entered.

Source: Decree 61/2018/NĐ-CP, art. 17: the time counts from the receipt of the whole dossier.
How far back a desk may enter what it received without the system is a rule of this house.
"""

from datetime import datetime, timedelta

from motcua.ground.kernel import dates
from motcua.onestop.dossiers.rules.refusals import (
    LateReasonNeeded,
    NotReceivedYet,
    PostalNumberNeeded,
    TooLateToEnter,
)
from motcua.onestop.procedures.rules import Channel

ENTERED_AT_ONCE = timedelta(minutes=5)
"""A receipt entered within this time is no late intake; the trail names what is beyond it."""

LATEST_ENTRY = timedelta(days=7)
"""A power cut of a week is the longest that a desk may make up for by itself."""


def is_late_entry(received_at: datetime, *, now: datetime) -> bool:
    """Say whether a receipt was entered so late that it must be declared."""
    return now - received_at > ENTERED_AT_ONCE


def check_moment(received_at: datetime, *, now: datetime) -> None:
    """
    Accept the moment at which paper is said to have come.

    :raises NotReceivedYet: when it is still to come.
    :raises TooLateToEnter: when it is longer ago than a desk may make up for.
    """
    if received_at > now:
        raise NotReceivedYet
    if now - received_at > LATEST_ENTRY:
        raise TooLateToEnter(most=LATEST_ENTRY.days, day=dates.day(dates.local(now).date()))


def check_arrival(
    received_at: datetime, *, reason: str, channel: str, postal_number: str, now: datetime
) -> None:
    """
    Accept a receipt as it is told: when, why it is entered late, by which postal item.

    :raises NotReceivedYet: when the moment is still to come.
    :raises TooLateToEnter: when it is longer ago than a desk may make up for.
    :raises LateReasonNeeded: when it is entered late and nobody says why.
    :raises PostalNumberNeeded: when it came by post under no number.
    """
    check_moment(received_at, now=now)
    if is_late_entry(received_at, now=now) and not reason:
        raise LateReasonNeeded
    if channel == Channel.POST and not postal_number:
        raise PostalNumberNeeded
