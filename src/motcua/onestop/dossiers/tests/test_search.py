"""The search: what finds a dossier, for whom, in what order, and what it leaves behind."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import COUNTED
from motcua.onestop.dossiers import examples, search
from motcua.onestop.dossiers.actions import counter
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    Life,
    applicant,
    copy_life,
    copy_matter,
    handed_over,
    key,
    permit_life,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.intake import PaperFacts, PartyFacts
from motcua.onestop.dossiers.models import Dossier, Search
from motcua.onestop.dossiers.presentation.filters import Due
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE, Edges
from motcua.onestop.dossiers.rules import PartyKind, PartyRole
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.sought import read
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.turned import TURN, Turned

pytestmark = pytest.mark.django_db
NOON = MORNING + timedelta(hours=4)
FIRM = PartyFacts(
    PartyRole.APPLICANT,
    PartyKind.ORGANISATION,
    "Công ty TNHH Gỗ Sao Việt",
    tax_code="3700123456-001",
)
PROXY = PartyFacts(
    PartyRole.PROXY, PartyKind.PERSON, "Đỗ Thị Thu Hà", phone="0918222333", authority="12/UQ"
)


def copy_of(cast: Cast, *parties: PartyFacts, **facts: Any) -> Dossier:
    return received(cast.ward_receiver, copy_matter(cast, parties=parties), **facts)


def copied(dossier: Dossier, times: int, *, every: timedelta) -> None:
    """Let a dossier stand in the table many times, each received longer ago."""
    values = {f.attname: getattr(dossier, f.attname) for f in Dossier._meta.fields}
    Dossier.objects.bulk_create(
        Dossier(
            **{
                **values,
                "id": None,
                "code": f"X-{place}",
                "intake_key": f"{place}",
                "received_at": MORNING - place * every,
            }
        )
        for place in range(1, times)
    )


def finds(viewer: Actor, typed: str, **narrowed: Any) -> list[str]:
    wanted = Wanted(read(typed), **narrowed)
    rows = list(search.found(viewer, wanted))
    assert search.newest_found(viewer, wanted, now=NOON) == [dossier.pk for dossier in rows]
    return [dossier.code for dossier in rows]


class TestFinding:
    @pytest.mark.parametrize(
        "typed",
        [
            "Nguyễn Thị Phương Uyên",
            "nguyen thi phuong uyen",
            "NGUYEN T",
            "uy",
            "uyen phu",
            "074189004712",
            "074 189 004 712",
            "0912 345 386",
            "+84912345386",
        ],
    )
    def test_by_whatever_is_known_of_the_applicant(self, cast: Cast, typed: str) -> None:
        dossier = copy_of(cast, applicant(phone="0912345386"))
        copy_of(cast, FIRM)
        assert finds(cast.ward_receiver, typed) == [dossier.code]

    @pytest.mark.parametrize("typed", ["go sao viet", "3700123456-001", "3700 123 456 001"])
    def test_by_a_firm(self, cast: Cast, typed: str) -> None:
        copy_of(cast, applicant())
        dossier = copy_of(cast, FIRM)
        assert finds(cast.ward_receiver, typed) == [dossier.code]

    @pytest.mark.parametrize("typed", ["do thi thu ha", "0918222333"])
    def test_by_whoever_filed_it(self, cast: Cast, typed: str) -> None:
        dossier = copy_of(cast, applicant(), PROXY)
        assert finds(cast.ward_receiver, typed) == [dossier.code]

    def test_by_the_code_or_its_end(self, cast: Cast) -> None:
        first, second = copy_of(cast, applicant()), copy_of(cast, applicant())
        tail = second.code.partition("-")[2]
        for typed in (second.code, second.code.lower(), tail, tail.replace("-", ""), tail[-4:]):
            assert finds(cast.ward_receiver, typed) == [second.code]
        assert finds(cast.ward_receiver, tail[:6]) == []
        assert first.code != second.code

    def test_no_word_is_found_by_its_middle(self, cast: Cast) -> None:
        copy_of(cast, applicant())
        assert finds(cast.ward_receiver, "guyen") == finds(cast.ward_receiver, "huong") == []

    def test_part_of_a_number_finds_nobody(self, cast: Cast) -> None:
        copy_of(cast, applicant(phone="0912345386"))
        assert finds(cast.ward_receiver, "345386") == []
        assert finds(cast.ward_receiver, "074189") == []

    def test_by_procedure_and_day(self, cast: Cast) -> None:
        dossier = copy_of(cast, applicant())
        day = timedelta(days=1)
        viewer = cast.ward_receiver
        assert finds(viewer, "", procedure="chung thuc") == [dossier.code]
        assert finds(viewer, "", procedure=dossier.procedure.code) == [dossier.code]
        assert finds(viewer, "", procedure="xay dung") == []
        assert finds(viewer, "", since=MORNING - day, until=MORNING + day) == [dossier.code]
        assert finds(viewer, "", since=MORNING + day) == []
        assert finds(viewer, "", until=MORNING - day) == []

    @pytest.mark.parametrize(
        ("state", "due", "late", "expected"),
        [
            ("awaiting_signature", None, False, 1),
            ("handling", None, False, 0),
            ("handed_over", None, False, 1),
            (None, Due.LATE, True, 1),
            (None, Due.LATE, False, 0),
            (None, Due.ENDED_LATE, True, 1),
            (None, Due.ENDED_LATE, False, 0),
            ("awaiting_signature", Due.LATE, True, 1),
            ("handed_over", Due.LATE, True, 0),
        ],
    )
    def test_by_state_and_by_when_it_was_due(
        self,
        cast: Cast,
        *,
        state: str | None,
        due: Due | None,
        late: bool,
        expected: int,
    ) -> None:
        handed_over(cast)
        permit_to_signature(cast)
        asked: dict[str, Any] = {"state": state, "due": due, "edges": Edges.at(NOON)}
        if late:
            Dossier.objects.update(due_at=F("received_at"))
        assert len(finds(cast.city_head, "", **asked)) == expected

    def test_by_an_agency_of_those_below_an_inspector(self, cast: Cast) -> None:
        house = cast.house
        viewer = examples.actor(agencies.seat(house.province, PostKind.INSPECTOR))
        copied, permitted = copy_of(cast, applicant()), permit_life(cast).dossier
        assert set(finds(viewer, "")) == {copied.code, permitted.code}
        for agency, found in ((house.ward, copied), (house.city, permitted)):
            assert finds(viewer, "", agency_id=agency.pk) == [found.code]
        assert finds(viewer, "", agency_id=house.finance.pk) == []
        assert finds(cast.city_head, "", agency_id=house.ward.pk) == []
        assert finds(cast.ward_handler, "", agency_id=house.city.pk) == []

    @pytest.mark.parametrize(
        "typed",
        [
            pytest.param("nguyen thi phuong uyem", id="a wrong letter"),
            pytest.param("nguyen thi phuog uyen", id="one that lacks"),
            pytest.param("nguyeen thi phuwong uyen", id="one too many, in two words"),
            pytest.param("nguyen thi phuogn uyen", id="two exchanged"),
            pytest.param("nguyen thi hpuong uyen", id="the first two exchanged"),
        ],
    )
    def test_a_name_with_a_typing_error_finds_those_nearly_so(self, cast: Cast, typed: str) -> None:
        dossier = copy_of(cast, applicant())
        copy_of(cast, FIRM)
        wanted = Wanted(read(typed))
        assert not search.found(cast.ward_receiver, wanted)
        assert list(search.alike(cast.ward_receiver, wanted)) == [dossier]

    def test_by_the_mended_name_and_no_longer_by_the_wrong_one(self, cast: Cast) -> None:
        dossier = copy_of(cast, applicant("Nguyễn Thị Phương Oanh", identity_number="074189000001"))
        counter.mend_receipt(
            actor=cast.ward_receiver,
            form_key=key(),
            code=dossier.code,
            issue=1,
            parties=[applicant()],
            papers=[PaperFacts("Giấy khai sinh", "original", 1)],
            is_lack_accepted=True,
            now=NOON,
        )
        assert finds(cast.ward_receiver, "phuong uyen") == [dossier.code]
        assert finds(cast.ward_receiver, "074189004712") == [dossier.code]
        assert finds(cast.ward_receiver, "phuong oanh") == []
        assert finds(cast.ward_receiver, "074189000001") == []


class TestRights:
    def test_nobody_finds_what_he_may_not_see(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        wanted = Wanted(read("phuong uyen"))
        assert len(search.newest_found(cast.ward_receiver, wanted, now=NOON)) == 1
        for viewer in (cast.city_receiver, cast.city_head, cast.planner, cast.administrator):
            for typed in ("phuong uyen", "074189004712", life.dossier.code, ""):
                assert finds(viewer, typed) == []
                assert not search.newest_found(viewer, Wanted(read(typed)), now=NOON)
            nearly = Wanted(read("phuong uyem"))
            assert not search.alike(viewer, nearly)
            assert not search.newest_alike(viewer, nearly, now=NOON)
        page = browser.of(cast.city_receiver, at=NOON).get("/tim-ho-so/?q=phuong+uyen")
        assert 'Không tìm thấy "phuong uyen"' in page
        assert life.dossier.code not in page

    def test_a_handler_finds_his_own_and_what_waits_for_his_kind(self, cast: Cast) -> None:
        permit_life(cast)
        assert len(finds(cast.planner, "uyen")) == len(finds(cast.second_planner, "uyen")) == 1

    def test_an_administrator_has_no_search(self, cast: Cast, browser: Browser) -> None:
        page = browser.of(cast.administrator, at=NOON)
        page.get("/tim-ho-so/", 403)
        assert 'role="search" action' not in page.get("/ban-lam-viec/")


class TestPage:
    def test_without_words_it_shows_the_newest(self, cast: Cast, browser: Browser) -> None:
        copy_of(cast, applicant())
        copy_of(cast, FIRM, now=MORNING + timedelta(minutes=1))
        page = browser.of(cast.ward_receiver, at=NOON).get("/tim-ho-so/")
        assert names(page) == [FIRM.name, applicant().name]
        assert "Hồ sơ mới nhất" in page
        assert "2 trong 2 hồ sơ" in page

    def test_it_goes_on_by_key_and_counts_no_further_than_it_must(
        self, cast: Cast, browser: Browser
    ) -> None:
        dossier = copy_of(cast, applicant())
        copied(dossier, 2 * COUNTED, every=timedelta(minutes=1))
        page = browser.of(cast.ward_receiver, at=NOON)
        address, seen = "/tim-ho-so/?q=uyen", []
        while address:
            text = page.get(address)
            assert f"trong hơn {COUNTED} hồ sơ" in text
            seen += re.findall(r"/ho-so/([^/]+)/", text)
            (address,) = re.findall(r'href="([^"]+)">Xem tiếp', text) or [""]
            address = address.replace("&amp;", "&")
        assert seen == [dossier.code, *(f"X-{place}" for place in range(1, 2 * COUNTED))]
        assert len(seen) > 3 * PAGE_SIZE

    @pytest.mark.parametrize("typed", ["a" * 250, "a" * 120 + " " + "b" * 120, "ﬃ" * 84])
    def test_a_word_as_long_as_no_name_is_taken_as_it_stands(
        self, cast: Cast, browser: Browser, typed: str
    ) -> None:
        assert search.nearly("a" * 21) == "a" * 21
        page = browser.of(cast.ward_receiver, at=NOON).get(f"/tim-ho-so/?q={typed}")
        assert "Không tìm thấy" in page

    def test_names_nearly_so_are_told_apart(self, cast: Cast, browser: Browser) -> None:
        copy_of(cast, applicant())
        page = browser.of(cast.ward_receiver, at=NOON).get("/tim-ho-so/?q=phuong+uyem")
        assert "đây là tên gần giống" in page
        assert names(page) == [applicant().name]

    def test_what_narrows_it_down_is_named_and_let_go_one_by_one(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        asked = f"coquan={cast.house.planning.pk}&tinhtrang=received"
        page = browser.of(cast.city_head, at=NOON).get(f"/tim-ho-so/?{asked}")
        assert names(page) == [applicant().name]
        page = browser.get(f"/tim-ho-so/?{asked}&han=tre")
        assert "Không có hồ sơ nào khớp các điều kiện này" in page
        assert "Thời hạn: <b>Trễ hạn</b>" in page
        assert f'href="/tim-ho-so/?{asked}"'.replace("&", "&amp;") in page
        assert 'href="/tim-ho-so/">Bỏ tất cả điều kiện' in page

    @pytest.mark.parametrize("asked", ["coquan={ward}", "tinhtrang=x", "han=hom-qua", "q=%25"])
    def test_what_is_no_choice_is_told(self, cast: Cast, browser: Browser, asked: str) -> None:
        page = browser.of(cast.city_head, at=NOON)
        page.get(f"/tim-ho-so/?{asked.format(ward=cast.house.ward.pk)}", 422)

    def test_whoever_sees_one_agency_chooses_none(self, cast: Cast, browser: Browser) -> None:
        page = browser.of(cast.ward_receiver, at=NOON).get("/tim-ho-so/")
        assert 'name="tinhtrang"' in page
        assert 'name="coquan"' not in page

    def test_an_agency_that_ended_is_told_from_its_successor(self, turned: Turned) -> None:
        named = search.places(turned.cast.administrator, on=TURN)
        assert named == {}
        viewer = examples.actor(agencies.seat(turned.cast.house.province, PostKind.INSPECTOR), TURN)
        named = search.places(viewer, on=TURN)
        assert named[turned.ward.pk].endswith("(trước 05/11/2026)")
        assert named[turned.merged.pk] == turned.merged.short_name

    def test_days_in_the_wrong_order_are_refused(self, cast: Cast, browser: Browser) -> None:
        page = browser.of(cast.ward_receiver, at=NOON)
        text = page.get("/tim-ho-so/?tu=02/11/2026&den=01/11/2026", 422)
        assert "Ngày cuối phải từ 02/11/2026 trở đi." in text
        assert "Nhập ngày đầu theo dạng" in page.get("/tim-ho-so/?tu=hôm+qua", 422)

    @pytest.mark.parametrize(
        "asked", [{"state": "awaiting_signature"}, {"due": Due.LATE}, {"due": Due.THIS_WEEK}]
    )
    def test_what_is_open_is_read_by_its_own_index_in_order(
        self, cast: Cast, asked: dict[str, Any]
    ) -> None:
        permit_life(cast)
        viewer = examples.actor(agencies.seat(cast.house.province, PostKind.INSPECTOR))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        wanted = Wanted(read(""), edges=Edges.at(NOON), **asked)
        plan = search.found(viewer, wanted).explain()
        assert "dossier_open_newest_first" in plan, plan

    def test_every_way_is_by_an_index(self, cast: Cast) -> None:
        copy_of(cast, applicant())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        for typed in ("phuong uyen", "074189004712", "0037"):
            rows = search.found(cast.ward_receiver, Wanted(read(typed)))
            plan = rows.explain()
            assert "Seq Scan on dossiers_dossier" not in plan, plan
            assert "Seq Scan on dossiers_party" not in plan, plan


class TestLog:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [("phuong uyen", "p. uyen"), ("074189004712", "••• ••• ••• 712")],
    )
    def test_looking_for_a_person_is_written_down(
        self, cast: Cast, browser: Browser, typed: str, kept: str
    ) -> None:
        copy_of(cast, applicant())
        browser.of(cast.ward_receiver, at=NOON).client.get("/tim-ho-so/", {"q": typed})
        (made,) = Search.objects.all()
        grant = cast.ward_receiver.grants[0]
        assert (made.sought.casefold(), made.found, made.at) == (kept, 1, NOON)
        assert (made.user_id, made.post_id) == (cast.ward_receiver.user_id, grant.post_id)

    def test_looking_for_a_code_is_not(self, cast: Cast, browser: Browser) -> None:
        life: Life = copy_life(cast)
        page = browser.of(cast.ward_receiver, at=NOON)
        page.client.get("/tim-ho-so/", {"q": life.dossier.code})
        page.get("/tim-ho-so/")
        page.get("/tim-ho-so/?q=phuong+uyen&tu=x", 422)
        assert not Search.objects.exists()


def names(page: str) -> list[str]:
    return re.findall(r'<a class="mc-list__link"[^>]*>([^<]+)<', page)
