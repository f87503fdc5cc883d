"""Two forms of everyday at one moment: each is done once, and whoever comes second is told."""

from datetime import timedelta

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.ground.access.models import User
from motcua.onestop.dossiers import queries, rules
from motcua.onestop.dossiers.actions import cash, steps, views
from motcua.onestop.dossiers.examples import (
    MORNING,
    PDF,
    TODAY,
    Cast,
    copy_life,
    key,
    permit_life,
)
from motcua.onestop.dossiers.models import SavedView, TakenWork, WorkItem
from motcua.onestop.dossiers.rules import Done
from motcua.onestop.payments.models import CashSheet
from motcua.onestop.payments.rules import SheetClosed
from tests.at_once.conftest import Together

pytestmark = pytest.mark.django_db(transaction=True)

NOON = MORNING + timedelta(hours=4)


def test_two_first_views_of_one_name(cast: Cast, together: Together) -> None:
    def keep() -> None:
        facts = {"name": "Trễ của phòng", "question": "han=tre"}
        views.keep_view(actor=cast.planner, form_key=key(), **facts, now=NOON)

    outcomes = together(keep, keep)
    assert {type(outcome) for outcome in outcomes} == {type(None), rules.ViewNameTaken}
    assert SavedView.objects.count() == 1


def test_a_sheet_is_closed_by_one_of_two(cast: Cast, together: Together) -> None:
    copy_life(cast).pay(cast.ward_receiver, 10_000)

    def close() -> bool:
        return cash.close_sheet(
            actor=cast.ward_receiver,
            form_key=key(),
            agency_id=cast.house.ward.pk,
            day=TODAY,
            counted=10_000,
            explanation="",
            now=NOON,
        )

    outcomes = together(close, close)
    assert outcomes.count(False) == 1
    assert any(isinstance(outcome, SheetClosed) for outcome in outcomes)
    assert CashSheet.objects.count() == 1


def test_a_file_is_looked_into_while_another_holds_the_dossier(
    cast: Cast, owner: psycopg.Connection
) -> None:
    life = copy_life(cast)
    browser = Client()
    browser.force_login(User.objects.get(pk=cast.ward_receiver.user_id or 0))
    broken = SimpleUploadedFile("quet.pdf", PDF[: len(PDF) // 2])
    typed = {"paper_id": queries.papers(life.dossier)[0].pk, "scan": broken}
    with owner.transaction():
        owner.execute("SELECT 1 FROM dossiers_dossier FOR UPDATE")
        answer = browser.post(f"/ho-so/{life.dossier.code}/them-ban-quet/", typed)
    assert answer.status_code == 415


def test_who_lost_what_was_assigned_to_two_reads_so(cast: Cast, together: Together) -> None:
    life = permit_life(cast)
    seats = [who.grants[0].post_id for who in (cast.planner, cast.second_planner)]

    def assign(post_id: int) -> Done:
        return steps.assign(
            actor=cast.planning_head,
            form_key=key(),
            code=life.dossier.code,
            item=1,
            post_id=post_id,
            now=NOON,
        )

    outcomes = together(*(lambda seat=seat: assign(seat) for seat in seats))
    assert outcomes == [Done(life.dossier.code)] * 2
    holder, loser = WorkItem.objects.get().post_id, TakenWork.objects.get().post_id
    assert {holder, loser} == set(seats)
    assert not list(queries.projection_differences())
