"""A dossier that the desk does not accept: kept, numbered, in the register, and never worked on."""

from typing import Any

import pytest

from motcua.ground.documents.tests.reading import texts
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.notifications import queries as notifications
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, queries, rules
from motcua.onestop.dossiers.actions import counter
from motcua.onestop.dossiers.examples import (
    MORNING,
    WHY,
    Cast,
    applicant,
    copy_matter,
    key,
    permit_matter,
    received,
)
from motcua.onestop.dossiers.models import Dossier, Draft, Paper, Party
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests import acts
from motcua.onestop.dossiers.tests.counter import typed
from motcua.onestop.dossiers.tests.pages import LATER, Browser

pytestmark = pytest.mark.django_db
REFUSE = "/tiep-nhan/tu-choi/"


def refused(cast: Cast, **why: Any) -> Dossier:
    matter = copy_matter(cast, papers=(), parties=(applicant(email="uyen@example.vn"),))
    return examples.refused(cast.ward_receiver, matter, **why)


class TestRefuse:
    def test_what_was_typed_is_kept_under_a_code_and_a_number(self, cast: Cast) -> None:
        dossier = refused(cast)
        assert (dossier.status, dossier.local_state_id) == (Status.REFUSED, "refused")
        assert dossier.code.endswith("-261102-0001")
        assert Party.objects.get(dossier=dossier).name == "Nguyễn Thị Phương Uyên"
        slip = dossier.results.get()
        assert (str(slip), slip.issuer_id) == ("01/TCTN", cast.house.ward.pk)
        assert dossier.ended_at == dossier.received_at == MORNING
        assert not list(queries.projection_differences())

    def test_nothing_is_promised_due_or_to_be_done(self, cast: Cast) -> None:
        dossier = refused(cast)
        assert dossier.payment_state == "nothing_due"
        assert dossier.due_lines == []
        assert not queries.open_items(dossier)
        assert not notifications.of(queries.subject_of(dossier.pk)).exists()

    def test_code_and_number_count_on(self, cast: Cast) -> None:
        refused(cast)
        received(cast.ward_receiver, copy_matter(cast))
        last = refused(cast)
        assert last.code.endswith("-0003")
        assert str(last.results.get()) == "02/TCTN"

    def test_the_papers_are_kept_as_they_were_put_on_the_counter(self, cast: Cast) -> None:
        dossier = examples.refused(cast.ward_receiver, copy_matter(cast))
        assert Paper.objects.get(dossier=dossier).name == "Giấy khai sinh"

    def test_the_same_form_twice_refuses_once(self, cast: Cast) -> None:
        facts: dict[str, Any] = {
            "actor": cast.ward_receiver,
            "form_key": key(),
            "intake": copy_matter(cast),
            "now": MORNING,
        }
        first = counter.refuse(**facts, **WHY)
        assert counter.refuse(**facts, **WHY).is_repeat
        changed = {**WHY, "reason": "Không thuộc thẩm quyền."}
        acts.refused(rules.FormSpent, counter.refuse, **facts, **changed)
        assert Dossier.objects.get().code == first.code

    def test_a_form_that_was_refused_receives_nothing_more(self, cast: Cast) -> None:
        facts: dict[str, Any] = {"actor": cast.ward_receiver, "form_key": key(), "now": MORNING}
        counter.refuse(**facts, intake=copy_matter(cast), **WHY)
        acts.refused(
            rules.FormSpent,
            counter.receive,
            **facts,
            intake=copy_matter(cast),
            is_lack_accepted=True,
        )

    @pytest.mark.parametrize(
        ("lacking", "needed"), [("reason", rules.ReasonNeeded), ("basis", rules.BasisNeeded)]
    )
    def test_not_without_reason_and_law(
        self, cast: Cast, lacking: str, needed: type[Refusal]
    ) -> None:
        acts.refused(needed, refused, cast, **{lacking: " "})
        assert not Dossier.objects.exists()

    @pytest.mark.parametrize("role", ["ward_handler", "ward_head", "city_receiver"])
    def test_only_the_desk_refuses(self, cast: Cast, role: str) -> None:
        who = getattr(cast, role)
        acts.refused(rules.NotYours, examples.refused, who, copy_matter(cast))

    def test_a_desk_refuses_its_own_procedures(self, cast: Cast) -> None:
        matter = permit_matter(cast, desk_id=cast.house.ward.pk)
        before = Event.objects.count()
        with pytest.raises(Refusal):
            examples.refused(cast.ward_receiver, matter)
        assert Event.objects.count() == before


class TestPages:
    def test_from_the_counter_to_the_slip(self, cast: Cast, browser: Browser) -> None:
        page = browser.of(cast.ward_receiver, at=LATER)
        lacking = {name: value for name, value in typed(cast).items() if name != "paper_0_has"}
        asked = page.post(REFUSE, status=200, **lacking)
        assert "Từ chối tiếp nhận" in asked
        assert not Dossier.objects.exists()
        assert Draft.objects.count() == 1
        told = page.post(REFUSE, status=422, **lacking, reason="Bản chính bị tẩy xóa.", basis="")
        assert "Ghi điều, khoản và tên văn bản." in told
        assert "Bản chính bị tẩy xóa." in told
        page.post(REFUSE, status=302, **lacking, **WHY)
        dossier = Dossier.objects.get()
        assert not Draft.objects.exists()
        shown = page.get(page.location)
        assert "Đã từ chối tiếp nhận hồ sơ" in shown
        assert "01/TCTN" in shown
        (slip,) = texts(page.file(f"/ho-so/{dossier.code}/phieu-tu-choi/"))
        for words in (dossier.code, "Số: 01/TCTN", *WHY.values()):
            assert words in slip

    def test_another_reason_after_a_lost_answer_comes_back(
        self, cast: Cast, browser: Browser
    ) -> None:
        page, form = browser.of(cast.ward_receiver, at=LATER), typed(cast)
        page.post(REFUSE, status=302, **form, **WHY)
        changed = {**WHY, "reason": "Không thuộc thẩm quyền."}
        told = page.post(REFUSE, status=409, **form, **changed)
        assert Dossier.objects.get().code in told
        assert "Không thuộc thẩm quyền." in told
        assert form["form_key"] not in told
        page.post(REFUSE, status=302, **form, **WHY)
        assert "Việc này đã làm rồi" in page.get(page.location)

    def test_what_names_nobody_comes_back(self, cast: Cast, browser: Browser) -> None:
        page = browser.of(cast.ward_receiver, at=LATER)
        told = page.post(REFUSE, status=422, **typed(cast, name=""))
        assert "Tiếp nhận hồ sơ" in told

    def test_the_dossier_says_why_and_promises_nothing(self, cast: Cast, browser: Browser) -> None:
        dossier = refused(cast)
        page = browser.of(cast.ward_receiver, at=LATER).get(f"/ho-so/{dossier.code}/")
        for words in ("Lý do từ chối tiếp nhận", *WHY.values(), "01/TCTN", "Đã trả lại"):
            assert words in page
        for absent in ("hẹn trả", "Việc của quầy", "Mẫu 01"):
            assert absent not in page

    def test_it_stands_in_the_register_and_in_the_book(self, cast: Cast, browser: Browser) -> None:
        dossier = refused(cast)
        register = browser.of(cast.ward_receiver, at=MORNING).get("/so-theo-doi/")
        assert "Từ chối tiếp nhận" in register
        assert dossier.code in browser.of(cast.ward_clerk, at=LATER).get("/so-cap-so/")

    def test_neither_a_search_nor_the_control_slip_promises_anything(
        self, cast: Cast, browser: Browser
    ) -> None:
        dossier = refused(cast)
        browser.of(cast.ward_receiver, at=LATER)
        head, row = browser.exported("/xuat-bang/tim-ho-so/").decode("utf-8-sig").splitlines()
        assert row.split(",")[head.split(",").index("Hẹn trả")] == ""
        (slip,) = texts(browser.file(f"/ho-so/{dossier.code}/phieu-kiem-soat/"))
        assert "Thời gian trả kết quả giải quyết hồ sơ: không hẹn trả" in slip
        assert "Kết quả chung so với thời gian hẹn trả" not in slip

    def test_it_has_no_label_among_those_of_today(self, cast: Cast, browser: Browser) -> None:
        dossier = refused(cast)
        other = received(cast.ward_receiver, copy_matter(cast))
        page = browser.of(cast.ward_receiver, at=LATER).get("/nhan-ho-so/")
        assert other.code in page
        assert dossier.code not in page

    def test_there_is_one_slip_of_each_kind(self, cast: Cast, browser: Browser) -> None:
        dossier = refused(cast)
        other = received(cast.ward_receiver, copy_matter(cast))
        page = browser.of(cast.ward_receiver, at=LATER)
        page.get(f"/ho-so/{dossier.code}/giay-tiep-nhan/", status=404)
        page.get(f"/ho-so/{other.code}/phieu-tu-choi/", status=404)
        browser.of(cast.ward_head, at=LATER).get(
            f"/ho-so/{dossier.code}/phieu-tu-choi/", status=403
        )
