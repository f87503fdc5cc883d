"""The tree of agencies as it stood on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.ground.agencies import rules
from motcua.ground.agencies.models import Agency, holds_on


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency and the branches that grow from it."""

    agency: Agency
    branches: tuple["Branch", ...]

    @property
    def committees(self) -> list["Branch"]:
        """Return the branches of the level below."""
        return self._of(rules.AgencyKind.COMMITTEE)

    @property
    def departments(self) -> list["Branch"]:
        """Return the departments of a province."""
        return self._of(rules.AgencyKind.DEPARTMENT)

    @property
    def verticals(self) -> list["Branch"]:
        """Return the agencies that answer to a ministry, though they stand here."""
        return self._of(rules.AgencyKind.VERTICAL)

    def _of(self, kind: rules.AgencyKind) -> list["Branch"]:
        return [branch for branch in self.branches if branch.agency.kind == kind]


def tree(on: date) -> QuerySet[Agency]:
    """Return all agencies of a day with their levels, the highest first, then by name."""
    return (
        Agency.objects.filter(holds_on(on))
        .select_related("level")
        .order_by("level__rank", "sort_key")
    )


def outline(on: date) -> list[Branch]:
    """
    Return the tree of a day as its branches, from the top, in one statement.

    An agency stands below whoever bears its parent's code that day: a district that became
    a town did not leave its wards behind.
    """
    below: dict[str | None, list[Agency]] = defaultdict(list)
    for one in tree(on).select_related("level", "parent"):
        below[one.parent.code if one.parent else None].append(one)
    return _branches(below, None)


def below(agency_id: int, *, on: date) -> QuerySet[Agency]:
    """Return what stands directly below an agency on a day: kind by kind, then by name."""
    code = Agency.objects.filter(pk=agency_id).values("code")
    return Agency.objects.filter(holds_on(on), parent__code__in=code).order_by("-kind", "sort_key")


def _branches(below: dict[str | None, list[Agency]], parent: str | None) -> list[Branch]:
    return [Branch(one, tuple(_branches(below, one.code))) for one in below[parent]]
