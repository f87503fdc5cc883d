"""The search of what is many: the newest come first, each once, and no further than is counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.ground.kernel.words import COUNTED
from motcua.onestop.dossiers import search
from motcua.onestop.dossiers.examples import MORNING, Cast, applicant
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.queries import projection_differences
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.sought import read
from motcua.onestop.dossiers.tests.test_search import FIRM, NOON, PROXY, copied, copy_of

pytestmark = pytest.mark.django_db


def test_by_a_number_the_newest_first_and_each_once(cast: Cast) -> None:
    proxy = replace(PROXY, phone="0912345386")
    owner = applicant(phone="0912345386")
    hour = timedelta(hours=1)
    born = [copy_of(cast, owner, proxy, now=MORNING + place * hour) for place in range(3)]
    wanted = Wanted(read("0912345386"))
    newest = [dossier.pk for dossier in reversed(born)]
    assert search.newest_found(cast.ward_receiver, wanted, now=NOON) == newest
    place = (born[2].received_at, born[2].pk)
    assert search.newest_found(cast.ward_receiver, wanted, place, now=NOON) == newest[1:]


def test_what_bears_a_number_is_narrowed_down_too(cast: Cast) -> None:
    copy_of(cast, FIRM)
    for narrowed in ({"procedure": "xay dung"}, {"until": MORNING - timedelta(days=1)}):
        wanted = Wanted(read("3700123456-001"), **narrowed)
        assert not search.newest_found(cast.ward_receiver, wanted, now=NOON)


@pytest.mark.parametrize("days", [1, 3, 20, 400])
def test_of_a_common_name_the_newest_come_first(cast: Cast, days: int) -> None:
    dossier = copy_of(cast, applicant())
    copied(dossier, COUNTED + 20, every=timedelta(days=days))
    newest = list(Dossier.objects.order_by("-received_at").values_list("pk", flat=True))
    viewer, wanted = cast.ward_receiver, Wanted(read("phuong uyen"))
    assert search.newest_found(viewer, wanted, now=NOON) == newest[: COUNTED + 1]
    place = (MORNING - 10 * timedelta(days=days), newest[10])
    assert search.newest_found(viewer, wanted, place, now=NOON) == newest[11:][: COUNTED + 1]
    nearly = Wanted(read("phuong uyem"))
    assert search.newest_alike(viewer, nearly, now=NOON) == newest[: COUNTED + 1]


def test_a_party_keeps_the_moment_that_the_events_say(cast: Cast) -> None:
    dossier = copy_of(cast, applicant())
    dossier.parties.update(received_at=NOON)
    (difference,) = projection_differences()
    assert (difference.code, difference.column) == (dossier.code, "party.received_at")
