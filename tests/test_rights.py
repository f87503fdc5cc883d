"""The matrix of docs/rights.md against everything that shows a dossier or does an act to it."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.rules import READING_POSTS, WORKING_POSTS
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import (
    books,
    examples,
    lists,
    people,
    queries,
    readings,
    search,
    sought,
)
from motcua.onestop.dossiers.examples import (
    Cast,
    Life,
    applicant,
    copy_life,
    key,
    permit_life,
)
from motcua.onestop.dossiers.intake import Likeness
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.presentation.verbs import WITHOUT_ITEM
from motcua.onestop.dossiers.rules import (
    FileKind,
    NoSuchDossier,
    Verb,
)
from motcua.onestop.dossiers.tests.pages import REASON
from motcua.onestop.dossiers.writes import rows
from tests.every_act import acts
from tests.leaves import ACTING
from tests.told_rights import UNSEEN, Cell, table
from tests.undone import leaving_no_trace
from tests.ways import Ways, copy, copy_in_other_hands, copy_without_result, permit

pytestmark = [pytest.mark.long, pytest.mark.django_db]

KEEPS_REGISTER = (PostKind.RECEIVER, PostKind.HEAD)
EVER = {"tu": "01/01/2015", "den": "31/12/2099"}
WORKS_ON_IT = (PostKind.RECEIVER, PostKind.HANDLER, PostKind.HEAD)
NEWEST = {search.found: search.newest_found, search.alike: search.newest_alike}
LISTS = ("mine", "waiting", "unassigned", "results")


CAST = {
    "receiver, city": "city_receiver",
    "records officer, city": "city_clerk",
    "head, city": "city_head",
    "first handler, planning": "planner",
    "second handler, planning": "second_planner",
    "head, planning": "planning_head",
    "handler, finance": "accountant",
    "receiver, ward": "ward_receiver",
    "first handler, ward": "ward_handler",
    "head, ward": "ward_head",
    "records officer, ward": "ward_clerk",
    "administrator, province": "administrator",
}


def everybody(cast: Cast, heading: str) -> dict[str, Actor]:
    """Return one officer for every post that a table names."""
    house = cast.house
    other_city = agencies.agency(
        "BD-725", "Ủy ban nhân dân thị xã Thuận An", "Thuận An", house.province
    )
    places = {
        "city": house.city,
        "finance": house.finance,
        "ward": house.ward,
        "province": house.province,
        "department": house.department,
        "another ward": agencies.agency(
            "BD-718-25750", "UBND phường Phú Lợi", "Phú Lợi", house.city
        ),
        "another district": other_city,
        "office of another district": agencies.agency(
            "BD-725-QLDT", "Phòng Quản lý đô thị Thuận An", "QLĐT Thuận An", other_city, "OFFICE"
        ),
    }
    people = {label: getattr(cast, role) for label, role in CAST.items()}
    named = {row["post"] for row in table(heading)}
    people |= {label: acts.actor(cast) for label, acts in ACTING.items() if label in named}
    for label in named - people.keys() - {"nobody's post"}:
        kind, _, place = label.partition(", ")
        right = PostKind(kind.removeprefix("second ").replace(" ", "_"))
        people[label] = examples.actor(agencies.seat(places[place], right))
    stranger = User.objects.create(username="nobody", full_name="Không Giữ Chức Vụ")
    return {**people, "nobody's post": Actor(ActorKind.OFFICER, stranger.full_name, stranger.pk)}


class Onlooker:
    """Somebody who tries every way to a dossier, by the queries and by the addresses."""

    def __init__(self, actor: Actor, life: Life, file_id: int = 0) -> None:
        self.actor, self.life, self.file_id = actor, life, file_id
        self.code = life.dossier.code
        self.client = Client()
        self.client.force_login(User.objects.get(pk=actor.user_id or 0))

    def cell(self, *, saw: bool | None = None) -> Cell:
        """
        Return what he makes of the dossier; every way must agree.

        :param saw: what he saw of it in the state before; the addresses that show no more than
            its page are tried where that has changed.
        """
        sees = queries.visible_to(self.actor).filter(code=self.code).exists()
        assert set(self.ways()) == {sees}
        if sees is not saw:
            assert set(self.addresses()) == {sees}
        places = [name for name in LISTS if self.finds(getattr(lists, name)(self.actor))]
        closed = lists.finished(self.actor, since=self.life.dossier.received_at)
        everywhere = self.finds(closed) or self.finds(lists.in_house(self.actor))
        assert sees or not (places or everywhere)
        assert self.is_at_desk() or not self.opens("receipt")
        by_whole_right = queries.visible_to(self.actor.only(*WORKS_ON_IT))
        works_on_it = by_whole_right.filter(code=self.code).exists()
        assert self.opens("control_slip", by=WORKS_ON_IT) == works_on_it
        if not sees:
            return Cell(UNSEEN)
        return Cell(places[0] if places else "sees", frozenset(self.verbs()))

    def is_at_desk(self) -> bool:
        return self.actor.seat(PostKind.RECEIVER, self.life.dossier.desk_id) is not None

    def finds(self, items: "QuerySet[WorkItem]") -> bool:
        return items.filter(dossier__code=self.code).exists()

    def ways(self) -> Iterator[bool]:
        """Yield for each way to the dossier, and for its page, whether it lets him in."""
        yield not refused(queries.by_code, self.actor, self.code)
        yield not refused(queries.file, self.actor, self.code, self.file_id)
        number = applicant().identity_number
        yield people.known_applicant(self.actor, identity_number=number, phone="") is not None
        person, code = Likeness(identity_number=number), self.life.dossier.procedure.code
        yield bool(people.alike(self.actor, person, procedure_code=code, now=self.life.now))
        for typed in (self.code, number, applicant().name):
            yield self.searches(search.found, typed)
        yield self.searches(search.alike, f"{applicant().name}m")
        yield self.opens("dossier", by=READING_POSTS)

    def addresses(self) -> Iterator[bool]:
        """Yield for each other address that shows something of it whether it does so to him."""
        yield self.opens("file", self.file_id, by=READING_POSTS)
        reads_log = self.opens("readings", by={PostKind.INSPECTOR})
        assert self.actor.holding(PostKind.INSPECTOR) or not reads_log
        if self.actor.holding(PostKind.INSPECTOR):
            yield reads_log
            rows = readings.openings(
                self.actor, readings.Asked(self.life.now.date(), code=self.code)
            )
            yield rows.exists()
        if self.actor.holding(PostKind.RECEIVER):
            yield self.opens("received")
            yield self.answers("labels", **{"ho-so": self.code})
            yield self.answers("labels_pdf", **{"ho-so": self.code})
        if self.actor.signing_for and self.actor.holding(*KEEPS_REGISTER):
            # A lent signature signs; it takes no list out of the house.
            assert self.code not in self.exported("so-theo-doi", **EVER)
        elif self.actor.holding(*KEEPS_REGISTER):
            stands_in_it = self.code in self.exported("so-theo-doi", **EVER)
            if self.life.dossier.receiving_desk_id in books.desks(self.actor):
                yield stands_in_it
            else:
                assert not stands_in_it
        if self.actor.holding(*READING_POSTS) and not self.actor.signing_for:
            yield self.code in self.exported("tim-ho-so", q=self.code)

    def searches(self, find: Callable[..., "QuerySet[Dossier]"], typed: str) -> bool:
        """Say whether a search shows the dossier, alone; its count says no more than its rows."""
        wanted = search.Wanted(sought.read(typed))
        dossiers = list(find(self.actor, wanted))
        shown = [dossier.code for dossier in dossiers]
        assert shown in ([self.code], [])
        assert NEWEST[find](self.actor, wanted, now=self.life.now) == [
            dossier.pk for dossier in dossiers
        ]
        return bool(shown)

    def opens(self, page: str, *rest: Any, by: Iterable[PostKind] = WORKING_POSTS) -> bool:
        """
        Say whether an address lets him in; to others there is no such thing.

        :param by: the kinds of post that have a door to it at all.
        """
        response: Any = self.client.get(reverse(f"dossiers:{page}", args=[self.code, *rest]))
        b"".join(response)
        if response.status_code == 200:
            return True
        assert response.status_code == (404 if self.actor.holding(*by) else 403)
        return False

    def answers(self, page: str, **asked: str) -> bool:
        """Say whether a page that is told the code in its question lets him in."""
        response: Any = self.client.get(reverse(f"dossiers:{page}"), asked)
        b"".join(response)
        assert response.status_code in {200, 404}
        return bool(response.status_code == 200)

    def exported(self, name: str, **asked: str) -> str:
        """Return the table of what one of his lists shows him."""
        address = reverse("dossiers:export", args=[name], query=asked)
        response: Any = self.client.post(address, {"kind": "csv", "reason": REASON})
        assert response.status_code == 200
        return b"".join(response).decode()

    def verbs(self) -> Iterator[str]:
        """Yield what the dossier's page offers, having tried the act of everything else."""
        offered = self.offered()
        assert self.is_to_be_paid_to_him() == (Verb.COLLECT_FEE in offered)
        for verb in Verb:
            if verb in offered:
                assert self.shows(verb), verb
                yield verb.replace("_", " ")
            else:
                assert self.is_refused(verb), verb

    def is_to_be_paid_to_him(self) -> bool:
        """Say whether it stands in a list of what waits for money, which he may have."""
        page: Any = self.client.get(reverse("dossiers:to_collect"))
        return page.status_code == 200 and self.code in page.content.decode()

    def offered(self) -> set[Verb]:
        page: Any = self.client.get(reverse("dossiers:dossier", args=[self.code]))
        return {deed.verb for deeds in page.context["deeds"] for deed in deeds.deeds}

    def shows(self, verb: Verb) -> bool:
        """Say whether the page of an act opens."""
        item = self.item
        if verb is Verb.MEND_RECEIPT:
            address = reverse("dossiers:mend_receipt", args=[self.code])
        elif verb in WITHOUT_ITEM:
            address = reverse("dossiers:act_on_dossier", args=[self.code, verb])
        else:
            address = reverse("dossiers:act", args=[self.code, item, verb])
        return self.client.get(address).status_code == 200

    @cached_property
    def acts(self) -> dict[Verb, Callable[..., Any]]:
        return acts(self.life, self.item, self.actor)

    @cached_property
    def item(self) -> int:
        return next((item.number for item in queries.open_items(self.life.dossier)), 1)

    def is_refused(self, verb: Verb) -> bool:
        """Say whether the act is refused, and leaves nothing behind."""
        before = Event.objects.count()
        said = refused(partial(self.acts[verb], actor=self.actor, form_key=key(), code=self.code))
        return said and Event.objects.count() == before


def refused(ask: Callable[..., Any], *args: Any) -> bool:
    """Say whether a lawful no is the answer; for what is only read, that it does not exist."""
    try:
        ask(*args)
    except NoSuchDossier:
        return True
    except Refusal:
        assert not args, "what is only read is never forbidden"
        return True
    return False


def with_file(life: Life) -> int:
    """Scan a paper of the dossier, and return the file's id."""
    with transaction.atomic():
        rows.keep_file(life.dossier, FileKind.ISSUED, examples.draft(), now=life.now)
    return life.dossier.files.latest("id").pk


ASKED: Ways = {"awaiting an opinion": lambda _: None}
LIVES: dict[str, tuple[str, Callable[[Cast], Life], Callable[[Cast], Ways]]] = {
    "permit": ("### A building permit", permit_life, permit),
    "asked": ("### A permit that awaits", examples.awaiting_opinion, lambda _: ASKED),
    "copy with a cashier": ("### The same copy", copy_life, copy),
    "copy": ("### A certified copy, for", copy_life, copy),
    "copy elsewhere": ("### A copy in other hands", copy_life, copy_in_other_hands),
    "no copy": ("### A copy that its owner asks back", copy_life, copy_without_result),
}


@pytest.mark.parametrize("kind", LIVES)
def test_every_post_sees_and_does_what_the_table_says(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, begun, ways = LIVES[kind]
    told, cast = table(heading), examples.province()
    people = everybody(cast, heading)
    life = begun(cast)
    saw: dict[str, bool] = {}
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
                post: Onlooker(people[post], life, file_id).cell(saw=saw.get(post))
                for post in (row["post"] for row in told)
            }
        assert cells == {row["post"]: Cell.read(row[state]) for row in told}, state
        saw = {post: cell.place != UNSEEN for post, cell in cells.items()}


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
        who = Onlooker(people[post], life)
        offered = who.offered()
        alike = (*sorted(grant.right for grant in who.actor.grants), *sorted(offered))
        if alike not in tried:
            assert {verb for verb in Verb if who.shows(verb)} == offered, post
        tried.add(alike)
