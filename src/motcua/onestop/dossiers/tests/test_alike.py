"""What may be the same person's same matter is shown where it is received, and never beyond."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import events, people, queries
from motcua.onestop.dossiers.examples import (
    COPY,
    MORNING,
    PERMIT,
    Cast,
    applicant,
    copy_matter,
    handed_over,
    permit_matter,
    received,
)
from motcua.onestop.dossiers.intake import Likeness
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.tests.counter import typed

pytestmark = pytest.mark.django_db

NUMBER = "074189004712"


def found(viewer: Actor, *, procedure_code: str = COPY, **told: str | date) -> int:
    """Return how many look alike to a viewer, a day after the morning."""
    person = Likeness(**told)  # type: ignore[arg-type]
    now = MORNING + timedelta(days=1)
    return len(people.alike(viewer, person, procedure_code=procedure_code, now=now))


class TestAlike:
    def test_a_person_is_known_again_by_number_phone_or_name_and_birth(self, cast: Cast) -> None:
        received(cast.ward_receiver, copy_matter(cast))
        viewer = cast.ward_receiver
        assert found(viewer, identity_number=NUMBER) == 1
        assert found(viewer, phone="0918204386") == 1
        name, born_on = "NGUYỄN THỊ PHƯƠNG UYÊN", date(1989, 5, 17)
        assert found(viewer, name=name, born_on=born_on) == 1
        assert found(viewer, name=name) == 0
        assert found(viewer) == 0

    def test_another_procedure_or_another_person_is_not_alike(self, cast: Cast) -> None:
        received(cast.ward_receiver, copy_matter(cast))
        assert found(cast.ward_receiver, procedure_code=PERMIT, identity_number=NUMBER) == 0
        assert found(cast.ward_receiver, identity_number="074189004713") == 0

    def test_what_ended_long_ago_is_not_alike(self, cast: Cast) -> None:
        handed_over(cast)
        viewer, person = cast.city_receiver, Likeness(identity_number=NUMBER)
        for days, count in ((29, 1), (31, 0)):
            now = MORNING + timedelta(days=days)
            alike = people.alike(viewer, person, procedure_code=PERMIT, now=now)
            assert len(alike) == count

    @pytest.mark.parametrize("role", ["city_receiver", "planner", "city_head", "administrator"])
    def test_a_dossier_of_another_place_does_not_exist(self, cast: Cast, role: str) -> None:
        received(cast.ward_receiver, copy_matter(cast))
        assert found(getattr(cast, role), identity_number=NUMBER) == 0


def test_what_looks_alike_is_shown_while_typing(cast: Cast, sit: Callable[[Actor], Client]) -> None:
    first = received(cast.ward_receiver, copy_matter(cast))
    client = sit(cast.ward_receiver)
    sent = typed(cast)
    answer = client.post("/tiep-nhan/nhap/", sent, headers={"accept": "*/*"}).content.decode()
    assert "Có thể đã nộp:" in answer
    assert first.code in answer
    other = typed(cast, identity_number="074189004713", phone="", name="Lê Văn Tám")
    answer = client.post("/tiep-nhan/nhap/", other, headers={"accept": "*/*"}).content.decode()
    assert "Có thể đã nộp:" not in answer


def test_what_was_not_shown_yet_is_shown_once_and_then_received(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    first = received(cast.ward_receiver, copy_matter(cast))
    client = sit(cast.ward_receiver)
    looked = typed(cast)
    blind = {name: value for name, value in looked.items() if name != "looked"}
    page = client.post("/tiep-nhan/nhan/", blind)
    assert page.status_code == 422
    assert first.code in page.content.decode()
    assert Dossier.objects.count() == 1
    answer = client.post("/tiep-nhan/nhan/", {**looked, "alike": [first.code]})
    assert answer.status_code == 302
    second = Dossier.objects.get(intake_key__endswith=str(looked["form_key"]))
    body = queries.history(second)[-1].body
    assert body == events.AlikeSetAside((first.pk,))
    shown = client.get(f"/ho-so/{second.code}/").content.decode()
    assert "đã xem các hồ sơ giống và tiếp nhận hồ sơ này riêng" in shown


def test_a_form_that_is_sent_again_is_not_alike_to_what_it_made(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    blind = {name: value for name, value in typed(cast).items() if name != "looked"}
    client = sit(cast.ward_receiver)
    first, second = (client.post("/tiep-nhan/nhan/", blind) for _ in range(2))
    assert first["Location"] == second["Location"]


def test_nothing_is_asked_where_the_other_place_is_not_seen(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    permit = received(cast.city_receiver, permit_matter(cast))
    blind = {name: value for name, value in typed(cast).items() if name != "looked"}
    answer = sit(cast.ward_receiver).post("/tiep-nhan/nhan/", {**blind, "alike": [permit.code]})
    assert answer.status_code == 302
    copy = Dossier.objects.exclude(pk=permit.pk).get()
    assert len(queries.history(copy)) == 1


def test_a_dossier_received_beside_another_folds_as_it_is(cast: Cast) -> None:
    first = received(cast.ward_receiver, copy_matter(cast, parties=(applicant(),)))
    assert first.version == 1
    assert not list(queries.projection_differences())
