"""The matrix of docs/rights.md against everything that shows a dossier or does an act to it."""

from collections.abc import Callable

import pytest
from django.db import transaction

from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast, Life, copy_life, copy_matter, permit_life
from motcua.onestop.dossiers.rules import FileKind, Verb
from motcua.onestop.dossiers.writes import rows
from tests.everybody import everybody
from tests.officer import Officer
from tests.told_rights import UNSEEN, Cell, table
from tests.undone import leaving_no_trace
from tests.ways import (
    Ways,
    copy,
    copy_in_other_hands,
    copy_stopped,
    copy_without_result,
    permit,
)

pytestmark = [pytest.mark.long, pytest.mark.django_db]


def with_file(life: Life) -> int:
    """Scan a paper of the dossier, and return the file's id."""
    with transaction.atomic():
        rows.keep_file(life.dossier, FileKind.ISSUED, examples.draft(), now=life.now)
    return life.dossier.files.latest("id").pk


def refused_life(cast: Cast) -> Life:
    """Return a copy that the ward's desk did not accept."""
    return Life(examples.refused(cast.ward_receiver, copy_matter(cast)))


WITHOUT_RESULT = "### A copy that the ward does not accept"
ASKED: Ways = {"awaiting an opinion": lambda _: None}
LIVES: dict[str, tuple[str, Callable[[Cast], Life], Callable[[Cast], Ways]]] = {
    "permit": ("### A building permit", permit_life, permit),
    "asked": ("### A permit that awaits", examples.awaiting_opinion, lambda _: ASKED),
    "copy with a cashier": ("### The same copy", copy_life, copy),
    "copy": ("### A certified copy, for", copy_life, copy),
    "copy elsewhere": ("### A copy in other hands", copy_life, copy_in_other_hands),
    "no copy": ("### A copy that its owner asks back", copy_life, copy_without_result),
    "refused copy": (WITHOUT_RESULT, refused_life, lambda _: {"refused": lambda _: None}),
    "stopped copy": (WITHOUT_RESULT, copy_life, copy_stopped),
}


@pytest.mark.parametrize("kind", LIVES)
def test_every_post_sees_and_does_what_the_table_says(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, begun, ways = LIVES[kind]
    told, cast = table(heading), examples.province()
    people = everybody(cast, heading)
    life = begun(cast)
    was: dict[str, str] = {}
    for state, go in ways(cast).items():
        go(life)
        if state not in told[0]:
            continue
        life.dossier.refresh_from_db()
        # Who acts for another does so on these days only.
        monkeypatch.setattr("django.utils.timezone.now", lambda: life.now)
        with leaving_no_trace():
            file_id = with_file(life)
            cells = {
                post: Officer(people[post], life, file_id).cell(was=was.get(post, ""))
                for post in (row["post"] for row in told)
            }
        assert cells == {row["post"]: Cell.read(row[state]) for row in told}, state
        was = {post: cell.place for post, cell in cells.items()}


@pytest.mark.parametrize("kind", LIVES)
def test_no_page_of_an_act_opens_that_is_not_offered(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, begun, ways = LIVES[kind]
    first, go = next(iter(ways(cast := examples.province()).items()))
    people = everybody(cast, heading)
    life = begun(cast)
    go(life)
    monkeypatch.setattr("django.utils.timezone.now", lambda: life.now)
    tried: set[tuple[object, ...]] = set()
    for post in (row["post"] for row in table(heading) if row[first] != UNSEEN):
        who = Officer(people[post], life)
        offered = who.offered()
        alike = (*sorted(grant.right for grant in who.actor.grants), *sorted(offered))
        if alike not in tried:
            assert {verb for verb in Verb if who.shows(verb)} == offered, post
        tried.add(alike)
