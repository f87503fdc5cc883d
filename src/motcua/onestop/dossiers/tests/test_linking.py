"""Dossiers that have to do with each other: linked by who sees both, shown to who sees both."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import corrections, links, queries, rules
from motcua.onestop.dossiers.actions import counter, linking, steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    Life,
    copy_life,
    copy_matter,
    draft,
    key,
    permit_life,
)
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.rules import LinkKind
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import LATER, Browser

pytestmark = pytest.mark.django_db


def link(cast: Cast, one: Dossier, other: Dossier, actor: Any = None, **facts: Any) -> None:
    usual = {"kind": LinkKind.REPLACES, "reason": "Nộp lại sau khi rút."}
    linking.link(
        actor=actor or cast.ward_receiver,
        form_key=key(),
        code=one.code,
        other=other.code,
        now=MORNING,
        **{**usual, **facts},
    )


def unlink(cast: Cast, one: Dossier, other: Dossier) -> None:
    linking.unlink(
        actor=cast.ward_head,
        form_key=key(),
        code=one.code,
        other=other.code,
        reason="Nhầm người.",
        now=MORNING,
    )


@pytest.fixture
def pair(cast: Cast) -> tuple[Dossier, Dossier]:
    return copy_life(cast).dossier, copy_life(cast).dossier


def kinds(dossier: Dossier) -> dict[int, LinkKind]:
    return links.standing(queries.history(dossier))


def test_both_sides_say_what_they_are_to_each_other(
    cast: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    one, other = pair
    link(cast, one, other)
    assert kinds(one) == {other.pk: LinkKind.REPLACES}
    assert kinds(other) == {one.pk: LinkKind.REPLACED_BY}
    assert not list(queries.projection_differences())


def test_a_wrong_link_is_ended_and_may_be_made_anew(
    cast: Cast, pair: tuple[Dossier, Dossier]
) -> None:
    one, other = pair
    link(cast, one, other)
    refused(rules.AlreadyLinked, link, cast, other, one)
    unlink(cast, other, one)
    assert kinds(one) == kinds(other) == {}
    refused(rules.NotLinked, unlink, cast, one, other)
    link(cast, one, other, kind=LinkKind.SAME)
    assert kinds(one) == {other.pk: LinkKind.SAME}


def test_nobody_links_what_he_does_not_see(cast: Cast, pair: tuple[Dossier, Dossier]) -> None:
    one, _ = pair
    away = permit_life(cast).dossier
    refused(rules.NoSuchDossier, link, cast, one, away)
    refused(rules.NoSuchDossier, link, cast, away, one)


def test_who_only_keeps_records_links_nothing(cast: Cast, pair: tuple[Dossier, Dossier]) -> None:
    refused(rules.NotYours, link, cast, *pair, actor=cast.ward_clerk)
    link(cast, *pair)
    refused(rules.NotYours, link, cast, *pair, actor=cast.ward_clerk)


def test_the_elder_is_locked_first(cast: Cast, pair: tuple[Dossier, Dossier]) -> None:
    elder, younger = pair
    elder.code, younger.code = younger.code, elder.code
    Dossier.objects.filter(pk=elder.pk).update(code="-")
    younger.save(update_fields=["code"])
    elder.save(update_fields=["code"])
    for one, other in (pair, pair[::-1]):
        with CaptureQueriesContext(connection) as statements:
            refused(rules.NotLinked, unlink, cast, one, other)
        told = [each["sql"] for each in statements]
        locking = [each for each in told if 'FOR UPDATE OF "dossiers_dossier"' in each]
        assert len(locking) == 2
        assert elder.code in locking[0]
        assert younger.code in locking[1]


def test_it_takes_another_dossier_and_a_word(cast: Cast, pair: tuple[Dossier, Dossier]) -> None:
    one, other = pair
    refused(rules.LinkedToItself, link, cast, one, one)
    refused(rules.ReasonNeeded, link, cast, one, other, reason=" ")


class TestPages:
    def test_who_sees_both_reads_and_follows_it(
        self, cast: Cast, pair: tuple[Dossier, Dossier], browser: Browser
    ) -> None:
        one, other = pair
        where = f"/ho-so/{one.code}/"
        browser.of(cast.ward_receiver, at=LATER)
        typed: dict[str, Any] = {"other": other.code, "kind": "paired", "reason": "Nộp cùng lúc."}
        assert "Nhập mã hồ sơ kia." in browser.post(f"{where}lien-ket/", status=422)
        browser.post(f"{where}lien-ket/", **typed)
        for mine, linked in ((one, other), (other, one)):
            page = browser.get(f"/ho-so/{mine.code}/")
            assert "Hồ sơ liên quan" in page
            assert f"đã liên kết với hồ sơ {linked.code}: hai hồ sơ nộp cùng lúc" in page
        assert other.code in browser.get(f"{where}bo-lien-ket/")
        browser.post(f"{where}bo-lien-ket/", other=other.code, reason="Nhầm.")
        page = browser.get(where)
        assert "Hồ sơ liên quan" not in page
        assert "đã bỏ liên kết" in page

    def test_who_sees_one_side_reads_nothing_of_it(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        other = copy_life(cast).dossier
        link(cast, life.dossier, other)
        life.act(steps.assign, cast.ward_head, post_id=cast.ward_handler.grants[0].post_id)
        steps.assign(
            actor=cast.ward_head,
            form_key=key(),
            code=other.code,
            item=1,
            post_id=self.another_handler(cast),
            now=life.now,
        )
        page = browser.of(cast.ward_handler, at=LATER).get(f"/ho-so/{life.dossier.code}/")
        assert other.code not in page
        assert "liên kết với" not in page
        assert "Hồ sơ liên quan" not in page
        browser.get(f"/ho-so/{life.dossier.code}/bo-lien-ket/", status=409)

    def test_no_slip_and_no_form_tells_that_there_was_one(
        self, cast: Cast, browser: Browser
    ) -> None:
        life, other = copy_life(cast), copy_life(cast).dossier
        page = browser.of(cast.ward_receiver, at=LATER)
        slip = f"/ho-so/{life.dossier.code}/phieu-kiem-soat/"
        before = page.file(slip)
        link(cast, life.dossier, other)
        assert page.file(slip) == before
        life.act(steps.propose, cast.ward_handler, draft=draft(), note="Đã đối chiếu.")
        (entry,) = corrections.entries(queries.history(life.dossier))
        assert (entry.sequence, entry.key) == (3, f"note-{entry.stands.row_id}")

    def another_handler(self, cast: Cast) -> int:
        return agencies.seat(cast.house.ward, PostKind.HANDLER).post_id

    def test_the_citizen_reads_nothing_of_it(
        self, cast: Cast, pair: tuple[Dossier, Dossier], browser: Browser
    ) -> None:
        one, other = pair
        link(cast, one, other)
        secret = receipt_link(settings.RECEIPT_KEY, dossier_id=one.pk, issue=1)
        page = browser.of(cast.ward_receiver, at=LATER)
        page.client.logout()
        assert "liên kết" not in page.get(f"/tra-cuu/q/{one.code}/{secret}/")

    def test_what_looked_alike_at_intake_is_offered(self, cast: Cast, browser: Browser) -> None:
        first = copy_life(cast).dossier
        done = counter.receive(
            actor=cast.ward_receiver,
            form_key=key(),
            intake=copy_matter(cast),
            set_aside=(first.code,),
            is_lack_accepted=True,
            now=MORNING,
        )
        life = Life(Dossier.objects.get(code=done.code))
        page = browser.of(cast.ward_receiver, at=LATER)
        assert f'value="{first.code}"' in page.get(f"/ho-so/{life.dossier.code}/lien-ket/")
        secret = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
        page.client.logout()
        page.get(f"/tra-cuu/q/{life.dossier.code}/{secret}/")
