"""What several events carry: a work item as it is opened, a seal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A work item as an event opens it.

    :param confirmed: False when it goes to another agency, whose it becomes only when
        that agency confirms it.
    """

    number: int
    step: str
    act: str
    post_kind: str
    agency_id: int
    from_agency_id: int
    post_id: int | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """Words or personal data kept elsewhere: the row's id and its salted digest."""

    row_id: int
    digest: str
