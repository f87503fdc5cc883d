"""The pages of the desk's acts: taking money, handing over."""

import re
from typing import Any

import pytest

from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import (
    Cast,
    copy_life,
    draft,
    handed_over,
    permit_life,
    permit_to_result,
)
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests.pages import LATER, Browser, address, blamed, events

pytestmark = pytest.mark.django_db


def label_of(field: str, page: str) -> str:
    (label,) = re.findall(rf'<label[^>]*for="id_{field}"[^>]*>(.*?)</label>', page, re.DOTALL)
    return str(label)


class TestMoney:
    def test_it_is_taken_at_the_desk(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        where = f"/ho-so/{life.dossier.code}/thu-tien/"
        browser.of(cast.ward_receiver, at=LATER)
        (left,) = re.findall(r'name="amount" value="([0-9.]+)"', browser.get(where))
        page = browser.post(
            where, status=422, amount="1.000.000", payer="Uyên", receipt_number="BL-7", way="cash"
        )
        assert 'value="BL-7"' in page
        browser.post(where, amount=left, payer="Uyên", receipt_number="BL-7", way="cash")
        life.dossier.refresh_from_db()
        assert life.dossier.payment_state == "paid"
        page = browser.get(where, status=409)
        assert "không còn khoản nào phải thu" in page
        assert f'href="/ho-so/{life.dossier.code}/"' in page

    def test_nothing_is_taken_once_the_result_has_left(self, cast: Cast, browser: Browser) -> None:
        life = handed_over(cast)
        browser.of(cast.city_receiver, at=LATER)
        page = browser.get(f"/ho-so/{life.dossier.code}/thu-tien/", status=409)
        assert "vị trí khác" not in page
        assert f'href="/ho-so/{life.dossier.code}/"' in page

    def test_an_unpaid_result_asks_for_a_reason(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        life.act(steps.propose, cast.ward_handler, draft=draft())
        life.sign(cast.ward_head)
        life.act(steps.issue, cast.ward_clerk)
        browser.of(cast.ward_receiver, at=LATER)
        typed: dict[str, Any] = {"taker_name": "Nguyễn Thị Phương Uyên", "taker_paper": "Hộ chiếu"}
        where = address(life, "tra-ket-qua")
        page = browser.post(where, status=422, **typed)
        assert "đồng chưa thu" in page
        browser.post(where, status=422, **typed, reason="\u200b")
        page = browser.post(where, status=422, taker_name="Lý Văn Út")
        assert all(blamed(page, name) for name in ("taker_paper_0", "authority", "reason"))
        browser.post(where, **typed, reason="gia đình chính sách, chờ quyết định miễn")
        life.dossier.refresh_from_db()
        assert life.dossier.status == Status.HANDED_OVER


class TestHandingOver:
    def test_a_stranger_is_refused_at_the_field(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_result(cast)
        where = address(life, "tra-ket-qua")
        browser.of(cast.city_receiver, at=LATER)
        typed: dict[str, Any] = {"taker_name": "Lý Văn Út", "taker_paper": "Căn cước"}
        page = browser.post(where, status=422, **typed)
        assert '<a href="#id_authority">Lý Văn Út không có tên trong hồ sơ.' in page
        assert 'value="Lý Văn Út"' in page
        browser.post(where, **typed, authority="Giấy ủy quyền 12/UQ ngày 02/11/2026")
        life.dossier.refresh_from_db()
        assert life.dossier.status == Status.HANDED_OVER

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"taker": "", "taker_name": ""}, "Chọn một người ở trên hoặc nhập họ tên"),
            ({"taker": "Nguyễn Thị Phương Uyên", "taker_name": "Út"}, "Xóa họ tên này"),
            ({"taker": "Lý Văn Út"}, "không có tên trong hồ sơ"),
        ],
    )
    def test_one_taker_is_named(
        self, cast: Cast, browser: Browser, typed: dict[str, str], words: str
    ) -> None:
        life = permit_to_result(cast)
        browser.of(cast.city_receiver, at=LATER)
        sent: dict[str, Any] = {"taker_paper": "Căn cước", **typed}
        assert words in browser.post(address(life, "tra-ket-qua"), status=422, **sent)
        assert events(life)[-1] == "dossier.issued"

    def test_what_must_be_filled_is_not_called_optional(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        life.act(steps.forward, cast.planner)
        page = browser.of(cast.planner, at=LATER).get(address(life, "trinh"))
        assert "không bắt buộc" not in label_of("draft", page)
        life.act(steps.propose, cast.planner, draft=draft())
        life.act(steps.send_back, cast.planning_head, reason="thiếu trang")
        assert "không bắt buộc" in label_of("draft", browser.get(address(life, "trinh")))
        unpaid = copy_life(cast)
        unpaid.act(steps.propose, cast.ward_handler, draft=draft())
        unpaid.sign(cast.ward_head)
        unpaid.act(steps.issue, cast.ward_clerk)
        page = browser.of(cast.ward_receiver, at=LATER).get(address(unpaid, "tra-ket-qua"))
        assert "không bắt buộc" not in label_of("reason", page)
