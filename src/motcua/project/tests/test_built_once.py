"""Examples that are put back by copying are what building them for real gives."""

import pytest
from django.db import transaction

from motcua.ground.access.models import User
from motcua.ground.agencies.models import Post
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast

pytestmark = pytest.mark.django_db


def cast_and_seats() -> tuple[Cast, list[tuple[str, str, int]]]:
    """Seat the cast, look, and leave the database as it was."""
    before = transaction.savepoint()
    cast = examples.province()
    seats = list(Post.objects.order_by("pk").values_list("agency__code", "kind", "tenures__person"))
    transaction.savepoint_rollback(before)
    return cast, seats


def test_the_second_province_is_the_first() -> None:
    (first, seats), (second, seats_again) = cast_and_seats(), cast_and_seats()
    assert first == second
    assert seats == seats_again != []


def test_what_a_test_does_to_it_is_not_handed_on() -> None:
    changed, _ = cast_and_seats()
    changed.house.ward.name = "Phường khác"
    assert cast_and_seats()[0].house.ward.name != "Phường khác"


def test_where_somebody_is_already_it_is_built_beside_him() -> None:
    cast_and_seats()
    User.objects.create(username="here", full_name="Người Có Trước")
    assert examples.province().ward_head.user_id
    assert User.objects.count() == 1 + len(examples.SEATS)
