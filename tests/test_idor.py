"""Every address of the house, asked by somebody who may not see the one dossier that there is."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Person, Tenure
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Life, applicant, copy_life, key
from motcua.onestop.dossiers.queries import SUBJECT_KIND

pytestmark = pytest.mark.django_db
NAME = applicant().name

ENDS_THE_SESSION = {"access:sign_out", "access:lock"}
# What everybody may know, and what asks for a secret besides.
OPEN = {"agencies:agency", "notifications:template", "access:set_password", "portal:followed"}


def patterns(
    found: Iterable[URLPattern | URLResolver], space: str = "", before: str = "/"
) -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address."""
    for each in found:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, each.namespace or space, here)
        elif not here.startswith("/design/"):
            yield f"{space}:{each.name}", here


ROUTES = dict(patterns(get_resolver().url_patterns))


@pytest.fixture
def life() -> Life:
    """Return a dossier of the ward, with a scan on its paper."""
    cast = examples.province()
    life = copy_life(cast)
    life.scan(cast.ward_receiver)
    return life


@pytest.fixture
def stranger(life: Life) -> Client:
    """Return the browser of somebody who holds every kind of post, but in another ward."""
    ward = life.dossier.desk
    other = agencies.agency("BD-718-25750", "UBND phường Phú Lợi", "Phú Lợi", ward.parent)
    first, *rest = (agencies.seat(other, kind) for kind in PostKind)
    Tenure.objects.filter(pk__in=[tenure.pk for tenure in rest]).update(person=first.person)
    client = Client()
    client.force_login(User.objects.get(pk=first.person.user_id or 0))
    return client


@pytest.fixture
def own(life: Life) -> Client:
    """Return the browser of the desk's own receiver."""
    client = Client()
    client.force_login(User.objects.get(pk=receiver_of(life).user_id or 0))
    return client


def receiver_of(life: Life) -> Person:
    """Return who receives at the dossier's desk."""
    return Tenure.objects.get(post__agency=life.dossier.desk, post__kind=PostKind.RECEIVER).person


def filled(route: str, life: Life) -> str:
    """Return an address with everything in it that leads to the dossier."""
    known = {
        "code": life.dossier.code,
        "item": 1,
        "file_id": life.dossier.files.get().pk,
        "user_id": receiver_of(life).user_id,
        "message_id": 1,
        "name": "received",
    }
    slugs = {"item_verb": "trinh", "dossier_verb": "thu-tien", "account_verb": "gui-thu"}

    def value(variable: re.Match[str]) -> str:
        kind, name = variable[1], variable[2]
        return slugs[kind] if kind in slugs else str(known.get(name, "x"))

    return re.sub(r"<(\w+):(\w+)>", value, route)


def said(response: Any) -> str:
    """Return the body of a response, read to its end."""
    body: bytes = b"".join(response)
    return body.decode(errors="replace")


def test_no_address_of_one_thing_opens_for_a_stranger(life: Life, stranger: Client) -> None:
    """Neither reading nor sending gets anything but "there is no such thing"."""
    before = Event.objects.count()
    told = {}
    for name, route in ROUTES.items():
        if "<" in route and name not in OPEN:
            address = filled(route, life)
            for ask in (stranger.get, stranger.post):
                response = ask(address, {"form_key": key()})
                told[f"{ask.__name__} {name}"] = response.status_code, NAME in said(response)
    assert {status for status, _ in told.values()} <= {403, 404, 405}, told
    assert not [name for name, (_, tells) in told.items() if tells]
    assert Event.objects.count() == before


def test_no_list_shows_it_to_a_stranger(life: Life, stranger: Client, own: Client) -> None:
    """Not even when asked for it by its code."""
    code = life.dossier.code
    before = Event.objects.filter(subject_kind=SUBJECT_KIND).count()
    asked = {"form_key": key(), "q": code, "ho-so": code, "code": code, "item": f"{code}/1"}
    lists = [
        route for name, route in ROUTES.items() if "<" not in route and name not in ENDS_THE_SESSION
    ]
    leaking = [
        (ask.__name__, route)
        for route in lists
        for ask in (stranger.get, stranger.post)
        if NAME in said(ask(route, asked))
    ]
    assert leaking == []
    assert NAME in said(own.get("/tim-ho-so/", {"q": code})), "it is there to be found"
    assert Event.objects.filter(subject_kind=SUBJECT_KIND).count() == before
