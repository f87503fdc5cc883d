"""One agency, and who is competent there; the tree is public, so nothing here hides a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.ground.agencies import rules
from motcua.ground.agencies.models import Agency, Competence, holds_on
from motcua.ground.agencies.queries.standing import acting
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.text import search_key

MOST_FOUND = 100
"""How many agencies a search gives at most; with more, more letters are asked for."""


def agency(agency_id: int) -> Agency:
    """Return the agency with its level and parent; an id that is nobody's is a bug."""
    return Agency.objects.select_related("level", "parent").get(pk=agency_id)


def agencies(ids: Iterable[int]) -> dict[int, Agency]:
    """Return these agencies with their levels and parents, by id."""
    return Agency.objects.select_related("level", "parent").in_bulk(list(ids))


def on_top(ids: Iterable[int]) -> QuerySet[Agency]:
    """Return those of these agencies that have none above them: the whole house is theirs."""
    return Agency.objects.filter(pk__in=list(ids), parent__isnull=True)


def by_code(code: str, on: date) -> Agency:
    """
    Return the agency that bears our code on a day.

    :raises NoSuchAgency: when none does.
    """
    found = Agency.objects.filter(holds_on(on), code=code).select_related("level", "parent").first()
    if found is None:
        raise rules.NoSuchAgency(code=code)
    return found


def with_post(kind: PostKind, *, on: date) -> QuerySet[Agency]:
    """Return the agencies in which somebody can act from a seat of this kind, the highest first."""
    sitting = acting(on).filter(post__kind=kind, post__agency=OuterRef("pk"))
    found = Agency.objects.filter(Exists(sitting), holds_on(on)).select_related("parent")
    return found.order_by("level__rank", "parent__sort_key", "sort_key")


def names(codes: Iterable[str], *, on: date) -> dict[str, str]:
    """Return the names of a day of the agencies with these codes."""
    found = Agency.objects.filter(holds_on(on), code__in=list(codes))
    return dict(found.values_list("code", "name"))


def lately(code: str, on: date) -> Agency:
    """
    Return the agency that bears our code on a day, or that bore it last before.

    :raises NoSuchAgency: when none ever did.
    """
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    latest_first = F("valid_from").desc(nulls_last=True)
    rows = Agency.objects.filter(begun, code=code).select_related("level", "parent")
    found = rows.order_by(latest_first).first()
    if found is None:
        raise rules.NoSuchAgency(code=code)
    return found


def search(words: str, *, on: date) -> list[Agency]:
    """
    Return the agencies of a day whose names hold every word typed, the highest first.

    Accents may be left out, and a word may be only begun. No more than :data:`MOST_FOUND`
    are returned.
    """
    named = Agency.objects.filter(holds_on(on)).select_related("parent")
    for begun in search_key(words).split():
        named = named.filter(search_key__regex=rf"\m{begun}")
    return list(named.order_by("level__rank", "sort_key")[:MOST_FOUND])


@dataclass(frozen=True, slots=True)
class Office:
    """
    The office that decides a matter come to an agency, maybe itself; and who that agency is.

    :param above_id: of the committee above the office; None where there is none.
    """

    id: int
    above_id: int | None
    agency_level_id: str
    agency_qcvn_code: str
    agency_name: str
    agency_address: str
    agency_phone: str


COMPETENT_OFFICE = """
    SELECT office.id, office.parent_id AS above_id,
           agency.level_id AS agency_level_id, agency.qcvn_code AS agency_qcvn_code,
           agency.name AS agency_name, agency.address AS agency_address,
           agency.phone AS agency_phone
    FROM agencies_agency agency
    JOIN agencies_competence competence
        ON competence.agency_id = agency.id AND competence.field_code = %(field)s
        AND daterange(competence.valid_from, competence.valid_to) @> %(on)s
    JOIN agencies_agency office ON office.id = competence.office_id
    WHERE agency.id = %(agency)s
"""
"""Every intake asks for it; to put it together of models takes longer than all the rest of it."""


def competent_office(field_code: str, agency_id: int, *, on: date) -> Office:
    """
    Return the office that decides matters of a field come to an agency; maybe itself.

    :raises NoCompetentOffice: when nothing is recorded for that day.
    """
    with connection.cursor() as cursor:
        cursor.execute(COMPETENT_OFFICE, {"field": field_code, "on": on, "agency": agency_id})
        columns = [column.name for column in cursor.description]
        found = cursor.fetchone()
    if found is None:
        named = Agency.objects.values_list("name", flat=True).get(pk=agency_id)
        raise rules.NoCompetentOffice(agency=named, field=field_code)
    return Office(**dict(zip(columns, found, strict=True)))


def competences_of(agency_id: int, *, on: date) -> QuerySet[Competence]:
    """Return for which fields an agency is competent on a day, itself or by an office."""
    return _competences(on).filter(agency=agency_id)


def duties_of(agency_id: int, *, on: date) -> QuerySet[Competence]:
    """Return which fields an agency decides as an office on a day, and for whom."""
    return _competences(on).filter(office=agency_id)


def ancestors(agency_id: int) -> list[Agency]:
    """Return the agency itself and all above it, nearest first, in one statement."""
    return list(
        Agency.objects.raw(
            """
            WITH RECURSIVE line AS (
                SELECT agency.*, 0 AS distance FROM agencies_agency agency WHERE id = %s
                UNION ALL
                SELECT above.*, line.distance + 1
                FROM agencies_agency above JOIN line ON above.id = line.parent_id
            )
            SELECT * FROM line ORDER BY distance
            """,
            [agency_id],
        )
    )


SUBTREE = """
    WITH RECURSIVE line AS (
        SELECT id FROM agencies_agency WHERE id = ANY(%s)
        UNION
        SELECT lower.id FROM agencies_agency lower JOIN line ON lower.parent_id = line.id
    )
    SELECT id FROM line
"""


def subtree(agency_ids: Iterable[int]) -> list[int]:
    """Return the ids of these agencies and of all below them, in one statement."""
    return [agency.pk for agency in Agency.objects.raw(SUBTREE, [list(agency_ids)])]


def in_subtree(agency_ids: Iterable[int]) -> RawSQL:
    """Return the same for another statement to look in."""
    return RawSQL(SUBTREE, [list(agency_ids)])  # noqa: S611 - the ids are a parameter


def _competences(on: date) -> QuerySet[Competence]:
    return (
        Competence.objects.filter(holds_on(on))
        .select_related("office", "agency")
        .order_by("field_name")
    )
