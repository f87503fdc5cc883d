"""The numbers that pages print, held against what whoever looks on may see."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from motcua.ground.agencies.rules import READING_POSTS, WORKING_POSTS
from motcua.ground.design.speech import said
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.examples import applicant
from motcua.onestop.dossiers.presentation.worklist import TABS, Edges, Tab
from motcua.onestop.dossiers.states import Status
from tests.onlooker import Onlooker


def check(who: Onlooker) -> None:
    """See that tabs, search and home count this one dossier where he has it, and nothing else."""
    if who.actor.holding(*WORKING_POSTS):
        check_tabs(who)
    if who.actor.holding(*READING_POSTS):
        check_search(who)
    check_home(who)


def check_tabs(who: Onlooker) -> None:
    page: Any = who.client.get(reverse("dossiers:work"))
    printed = {tab.label: tab.count for tab in page.context["tabs"]}
    since = Edges.at(who.life.now).today
    for tab, words in TABS.items():
        name = tab.name.lower()
        facts = {"since": since} if tab is Tab.FINISHED else {}
        listed = getattr(lists, name)(who.actor, **facts)
        assert printed.get(words.name, 0) == listed.count(), words.name


def check_search(who: Onlooker) -> None:
    page: Any = who.client.get(reverse("dossiers:search"), {"q": who.code})
    sees = who.sees(who.actor)
    assert page.context["total"] == int(sees)
    assert ("1 trong 1 hồ sơ" in page.content.decode()) == sees


def check_home(who: Onlooker) -> None:
    """Of what he does not see the home tells neither that it is there nor whose it is."""
    page: Any = who.client.get(reverse("desk:home"))
    for panel in page.context["panels"]:
        if counts := AT_HOME.get(said(panel.title)):
            printed = sum(figure.count for figure in panel.figures)
            assert printed == counts(who), said(panel.title)
    assert who.sees(who.actor) or applicant().name not in page.content.decode()


def at_counter(who: Onlooker) -> int:
    """Return how many dossiers his counter took in that day, and how many results wait there."""
    took_in = who.is_at_desk() and who.life.dossier.status != Status.REFUSED
    return took_in + lists.results(who.actor).count()


def without_holder(who: Onlooker) -> int:
    return lists.holderless(who.actor, on=who.life.now.date()).count()


AT_HOME: dict[str, Callable[[Onlooker], int]] = {
    "Việc của tôi và việc chờ người nhận": lambda who: (
        lists.mine(who.actor) | lists.waiting(who.actor)
    ).count(),
    "Bộ phận Một cửa": at_counter,
    "Chờ phân công": lambda who: lists.unassigned(who.actor).count(),
    "Chờ thu tiền": Onlooker.is_to_be_paid_to_him,
    "Hồ sơ không còn người giữ": without_holder,
}
"""What each panel's figures come to, there being one dossier in the house."""
