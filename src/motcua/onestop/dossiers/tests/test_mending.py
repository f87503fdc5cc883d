"""Putting a receipt right: what it changes, whom it refuses, and that nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import followed, queries, rules, sheets
from motcua.onestop.dossiers.actions import counter, steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    Life,
    applicant,
    copy_life,
    draft,
    key,
    permit_life,
)
from motcua.onestop.dossiers.intake import PaperFacts
from motcua.onestop.dossiers.models import Dossier, Party, Reading
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import Browser

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=9)


class TestReissue:
    """A receipt that was lost, given anew once it can no longer be mended."""

    @pytest.fixture
    def life(self, cast: Cast) -> Life:
        life = copy_life(cast)
        life.scan(cast.ward_receiver)
        life.act(steps.propose, cast.ward_handler, draft=draft())
        return life

    def reissue(self, life: Life, actor: Actor, **facts: Any) -> None:
        usual = {"seen": life.seen(), "reason": "Làm mất giấy, đã xem căn cước."}
        life.now += timedelta(minutes=1)
        counter.reissue_receipt(
            actor=actor, form_key=key(), code=life.dossier.code, now=life.now, **{**usual, **facts}
        )

    def test_the_old_slip_opens_nothing_and_the_new_one_says_the_same(
        self, cast: Cast, life: Life
    ) -> None:
        before = sheets.sheet(cast.ward_receiver, life.dossier.code)
        old = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
        self.reissue(life, cast.ward_receiver)
        after = sheets.sheet(cast.ward_receiver, life.dossier.code)
        assert not followed.opens(settings.RECEIPT_KEY, old, after.dossier)
        assert (after.dossier.receipt_issue, after.dossier.status) == (2, before.dossier.status)
        for role, party in before.parties.items():
            told = after.parties[role]
            assert (told.name, told.phone, told.told_by) == (party.name, party.phone, party.told_by)
            assert told.salt != party.salt
        (paper,) = after.papers
        assert paper.name == before.papers[0].name
        assert [scan.name for scan in after.scans_of(paper)] == ["quet.pdf"]
        assert list(queries.projection_differences()) == []

    @pytest.mark.parametrize(
        ("who", "facts", "refusal"),
        [
            ("ward_handler", {}, rules.NotYours),
            ("ward_head", {}, rules.NotYours),
            ("city_receiver", {}, rules.NoSuchDossier),
            ("ward_receiver", {"reason": " "}, rules.ReasonNeeded),
            ("ward_receiver", {"seen": "x"}, rules.ChangedMeanwhile),
        ],
    )
    def test_refused_and_left_no_trace(
        self, cast: Cast, life: Life, who: str, facts: dict[str, str], refusal: type[Refusal]
    ) -> None:
        refused(refusal, self.reissue, life, getattr(cast, who), **facts)

    def test_not_while_it_may_be_mended_and_not_once_it_is_over(
        self, cast: Cast, life: Life
    ) -> None:
        refused(rules.NotPossibleNow, self.reissue, copy_life(cast), cast.ward_receiver)
        life.stop(cast.ward_head)
        refused(rules.NotPossibleNow, self.reissue, life, cast.ward_receiver)

    def test_the_page_asks_why_and_the_new_slip_is_printed(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        home = f"/ho-so/{life.dossier.code}/"
        page = browser.of(cast.ward_receiver, at=LATER)
        first = page.file(f"{home}giay-tiep-nhan/")
        where = f"{home}cap-lai-giay-tiep-nhan/"
        assert where in page.get(home)
        assert "giấy cũ hết dùng" in page.get(where)
        page.post(where, 422, seen=life.seen(), reason="")
        page.post(where, seen=life.seen(), reason="Mất giấy.")
        assert page.location == home
        told = page.get(home)
        assert "đã cấp lại giấy tiếp nhận" in told
        assert "Mất giấy." in told
        assert page.file(f"{home}giay-tiep-nhan/") != first


class TestAct:
    def mend(
        self, cast: Cast, life: Life, actor: Actor | None = None, *, issue: int = 1, **facts: Any
    ) -> None:
        usual: dict[str, Any] = {
            "papers": [PaperFacts("Giấy khai sinh", "original", 2)],
            "is_lack_accepted": True,
        }
        counter.mend_receipt(
            actor=actor or cast.ward_receiver,
            form_key=key(),
            code=life.dossier.code,
            issue=issue,
            parties=[applicant("Nguyễn Thị Phượng Uyên")],
            now=life.now,
            **{**usual, **facts},
        )

    def test_a_new_issue_keeps_the_old_one_and_the_date(self, cast: Cast) -> None:
        life = copy_life(cast)
        self.mend(cast, life)
        mended = Dossier.objects.get()
        assert mended.receipt_issue == 2
        assert mended.due_at == life.dossier.due_at
        assert mended.applicant_name == "Nguyễn Thị Phượng Uyên"
        assert sorted(Party.objects.values_list("issue", "name")) == [
            (1, "Nguyễn Thị Phương Uyên"),
            (2, "Nguyễn Thị Phượng Uyên"),
        ]

    def test_a_receipt_that_another_has_mended_is_not_mended_over(self, cast: Cast) -> None:
        life = copy_life(cast)
        self.mend(cast, life)
        refused(rules.ReceiptRenewed, self.mend, cast, life, issue=1)
        self.mend(cast, life, issue=2)
        assert Dossier.objects.get().receipt_issue == 3

    def test_a_required_paper_is_struck_off_only_knowingly(self, cast: Cast) -> None:
        life = copy_life(cast)
        refused(rules.PapersLack, self.mend, cast, life, is_lack_accepted=False)
        application = PaperFacts("Đơn đề nghị", "original", 1)
        self.mend(cast, life, papers=[application], is_lack_accepted=False)

    def test_not_once_a_hand_has_touched_it(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.act(steps.propose, cast.ward_handler, draft=draft())
        refused(rules.ReceiptFixed, self.mend, cast, life)

    def test_only_at_its_desk(self, cast: Cast) -> None:
        refused(rules.NotYours, self.mend, cast, copy_life(cast), cast.ward_head)


class TestPage:
    def test_until_the_first_hand(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        where = f"/ho-so/{life.dossier.code}/sua-giay-tiep-nhan/"
        browser.of(cast.city_receiver, at=LATER)
        page = browser.post(where, status=422, **{**browser.typed(where), "phone": "12"})
        assert "Số điện thoại" in page
        assert Reading.objects.get().what == "mending"
        life.act(steps.forward, cast.planner)
        browser.get(where, status=409)

    def test_of_two_officers_the_second_is_told_and_keeps_what_he_typed(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = permit_life(cast)
        where = f"/ho-so/{life.dossier.code}/sua-giay-tiep-nhan/"
        browser.of(cast.city_receiver, at=LATER)
        first, second = browser.typed(where), browser.typed(where)
        browser.post(where, **{**first, "name": "Nguyễn Thị Phượng Uyên"})
        for _ in range(2):
            page = browser.post(where, status=409, **{**second, "phone": "0918204387"})
            assert "Giấy tiếp nhận đã được người khác sửa" in page
            assert "0918204387" in page
        browser.post(where, **{**browser.typed(where), "phone": "0918204387"})
        mended = life.dossier.parties.latest("issue")
        assert (mended.name, mended.phone) == ("Nguyễn Thị Phượng Uyên", "0918204387")

    def test_a_required_paper_is_struck_off_only_by_one_who_knows(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = permit_life(cast)
        where = f"/ho-so/{life.dossier.code}/sua-giay-tiep-nhan/"
        typed = browser.of(cast.city_receiver, at=LATER).typed(where)
        struck = {name: value for name, value in typed.items() if name != "paper_1_has"}
        page = browser.post(where, status=422, **struck)
        assert "<li>Bản vẽ thiết kế</li>" in page
        assert "<title>Lỗi:" not in page
        assert [each.name for each in queries.history(life.dossier)] == ["dossier.received"]
        browser.post(where, **struck, accepts_lack="on")
        assert [paper.name for paper in queries.papers(life.dossier)] == ["Đơn đề nghị"]

    def test_only_by_its_desk(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        where = f"/ho-so/{life.dossier.code}/sua-giay-tiep-nhan/"
        browser.of(cast.ward_receiver, at=LATER).get(where, status=404)
        browser.of(cast.city_head, at=LATER).get(where, status=403)
