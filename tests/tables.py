"""Every list that may be taken out as a table, taken out by whoever looks on."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import books, lists
from motcua.onestop.dossiers.examples import applicant
from motcua.onestop.dossiers.presentation.worklist import TABS, Edges
from motcua.onestop.dossiers.tests.pages import REASON
from motcua.onestop.dossiers.views.listing import listing_of
from motcua.onestop.dossiers.views.sources import SOURCES
from tests.onlooker import Onlooker

Question = dict[str, str]


def check(who: Onlooker) -> None:
    """Let him take out all that he may: the dossier stands in it where its page shows it."""
    for name, source in SOURCES.items():
        taking = who.actor.only(*source.kinds)
        if not taking.grants:
            assert taken_out(who, name, {}) is None, name
            continue
        for question in questions(name, who):
            table = taken_out(who, name, question) or ""
            shows = told_by(name, who) in table
            assert who.sees(taking) or not shows, name
            if name in STANDS_IN:
                assert shows == STANDS_IN[name](who, taking, question), name


def told_by(name: str, who: Onlooker) -> str:
    """Return what a table tells of the dossier: two logs repeat the code that somebody typed."""
    return applicant().name if name in {"luot-tim", "luot-xuat"} else who.code


def questions(name: str, who: Onlooker) -> Iterator[Question]:
    """Yield what is asked of a list: each list of work, all others for this dossier or any day."""
    if name == "viec":
        yield from ({"danh-sach": words.slug} for words in TABS.values())
    else:
        ever = {"tu": "01/01/2015", "den": "31/12/2099"}
        yield {"q": who.code, "hoso": who.code, "ho-so": who.code, **ever}


def taken_out(who: Onlooker, name: str, question: Question) -> str | None:
    """Return the table that he gets, empty where he gets none so; None if it is none of his."""
    address = reverse("dossiers:export", args=[name], query=question)
    response: Any = who.client.post(address, {"kind": "csv", "reason": REASON})
    if response.status_code == 200:
        return b"".join(response).decode()
    assert response.status_code in {403, 404, 422}
    return None if response.status_code == 403 else ""


def in_work(who: Onlooker, taking: Actor, question: Question) -> bool:
    (tab,) = (tab for tab, words in TABS.items() if words.slug == question["danh-sach"])
    return who.finds(listing_of(QueryDict(), taking, tab, Edges.at(who.life.now)).whole)


def in_what_presses(who: Onlooker, taking: Actor, _: Question) -> bool:
    return who.finds(lists.pressing_in_house(taking, Edges.at(who.life.now)))


def in_register(who: Onlooker, taking: Actor, _: Question) -> bool:
    return who.sees(taking) and who.life.dossier.receiving_desk_id in books.desks(taking)


STANDS_IN: dict[str, Callable[[Onlooker, Actor, Question], bool]] = {
    "viec": in_work,
    "den-han": in_what_presses,
    "tim-ho-so": lambda who, taking, _: who.sees(taking),
    "so-theo-doi": in_register,
    "thu-tien": lambda who, *_: who.is_to_be_paid_to_him(),
    "luot-mo": lambda who, taking, _: who.sees(taking),
}
"""Where the dossier is to stand; in others it stands for nobody who does not see it."""
