"""The matrix of scopes, and which house has which posts, as tables."""

import pytest

from motcua.ground.agencies.rules import (
    ADMINISTRATING_POSTS,
    AGENCY_KINDS,
    LOOKING_POSTS,
    POST_KINDS,
    WORKING_POSTS,
    AgencyKind,
    LevelCode,
    posts_at,
    scope_of,
)
from motcua.ground.kernel.actor import PostKind

HERE, OFFICES, BELOW = 1, (11, 12), (11, 12, 13)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param(PostKind.RECEIVER, {1}, id="a receiver sees his agency"),
        pytest.param(PostKind.RECORDS_OFFICER, {1}, id="a records officer sees his agency"),
        pytest.param(PostKind.HANDLER, {1}, id="a handler sees his agency, then less"),
        pytest.param(PostKind.HEAD, {1, 11, 12}, id="a head sees his agency and its offices"),
        pytest.param(PostKind.INSPECTOR, {1, 11, 12, 13}, id="an inspector sees all below him"),
        pytest.param(PostKind.ADMINISTRATOR, set(), id="an administrator sees no dossier"),
    ],
)
def test_scope_of(kind: PostKind, expected: set[int]) -> None:
    assert scope_of(kind, HERE, OFFICES, BELOW) == expected


@pytest.mark.parametrize(
    ("kind", "level", "expected"),
    [
        pytest.param(
            AgencyKind.COMMITTEE,
            LevelCode.COMMUNE,
            {"receiver", "handler", "head", "deputy", "records_officer"},
            id="a commune has all under one roof",
        ),
        pytest.param(
            AgencyKind.DEPARTMENT,
            LevelCode.PROVINCE,
            {"receiver", "handler", "head", "deputy", "records_officer"},
            id="a department too",
        ),
        pytest.param(
            AgencyKind.COMMITTEE,
            LevelCode.DISTRICT,
            {"receiver", "head", "deputy", "records_officer"},
            id="a district's committee receives, signs and stamps",
        ),
        pytest.param(
            AgencyKind.OFFICE,
            LevelCode.DISTRICT,
            {"handler", "head", "deputy"},
            id="a district's office handles and approves",
        ),
        pytest.param(
            AgencyKind.COMMITTEE,
            LevelCode.PROVINCE,
            {"head", "deputy", "records_officer"},
            id="the province signs and stamps",
        ),
        pytest.param(
            AgencyKind.VERTICAL, LevelCode.PROVINCE, set(), id="a vertical agency is not served"
        ),
    ],
)
def test_posts_at(kind: AgencyKind, level: LevelCode, expected: set[str]) -> None:
    assert posts_at(kind, level) == expected


@pytest.mark.parametrize("kind", PostKind)
def test_every_post_works_looks_or_administrates(kind: PostKind) -> None:
    sorts = (WORKING_POSTS, LOOKING_POSTS, ADMINISTRATING_POSTS)
    assert [kind in sort for sort in sorts].count(True) == 1
    sees = bool(scope_of(kind, HERE, OFFICES, BELOW))
    assert sees == (kind not in ADMINISTRATING_POSTS | {PostKind.DEPUTY})


def test_every_kind_has_words() -> None:
    assert set(POST_KINDS) == set(PostKind)
    assert set(AGENCY_KINDS) == set(AgencyKind)
