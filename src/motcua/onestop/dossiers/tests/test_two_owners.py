"""Two who apply as one, as a couple does who marry: both are owners of the dossier."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from motcua.ground.kernel.actor import Actor
from motcua.ground.trail import rules as sealing
from motcua.onestop.dossiers import capacity, people, queries, search, sheets, sought
from motcua.onestop.dossiers.actions import counter
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.examples import (
    MORNING,
    OWNER,
    Cast,
    applicant,
    copy_life,
    key,
    marriage_matter,
    received,
)
from motcua.onestop.dossiers.intake import Likeness, PartyFacts
from motcua.onestop.dossiers.models import Dossier, Party
from motcua.onestop.dossiers.rules import PartyKind, PartyRole
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.tests.counter import typed
from motcua.onestop.dossiers.views import slip_facts
from motcua.onestop.dossiers.writes import rows

pytestmark = pytest.mark.django_db
HIS_NUMBER = "074088001234"
CARD = f"{HIS_NUMBER}||Lý Văn Kha|01021988|Nam|5 Yersin, Phú Cường|03082021"
TWO = {"co_name": "Lý Văn Kha", "co_identity_number": "074 088 001 234"}


FOREIGNER = PartyFacts(
    PartyRole.CO_APPLICANT, PartyKind.FOREIGNER, "Kim Min-jun", other_paper="Hộ chiếu M12345678"
)


def form(cast: Cast, **changes: Any) -> dict[str, str]:
    """Return the counter's form for a marriage, filled for both."""
    marriage = {"thu-tuc": "1.000894", "pages": "", "copies": "1"}
    return {**typed(cast, **marriage), **TWO, **changes}


def found(viewer: Actor, words: str) -> list[str]:
    """Return the applicants of what somebody finds."""
    return [each.applicant_name for each in search.found(viewer, Wanted(sought.read(words)))]


class TestAct:
    def test_both_are_kept_and_sealed(self, cast: Cast) -> None:
        dossier = received(cast.ward_receiver, marriage_matter(cast))
        parties = queries.parties(dossier)
        assert set(parties) == {PartyRole.APPLICANT, PartyRole.CO_APPLICANT}
        assert parties[PartyRole.CO_APPLICANT].identity_number == HIS_NUMBER
        assert len(queries.history(dossier)[0].body.parties) == len(parties)  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("second", "refusal"),
        [
            pytest.param(None, capacity.CoApplicantNeeded, id="nobody"),
            pytest.param(
                applicant("Lý Văn Kha", role=PartyRole.CO_APPLICANT, identity_number=""),
                capacity.CoApplicantNeeded,
                id="somebody without a number",
            ),
            pytest.param(
                replace(FOREIGNER, kind=PartyKind.PERSON),
                capacity.CoApplicantNeeded,
                id="a citizen with a passport alone",
            ),
            pytest.param(
                replace(FOREIGNER, other_paper=" \u200b"),
                capacity.CoApplicantNeeded,
                id="a foreigner without any paper",
            ),
            pytest.param(
                applicant("Lý Văn Kha", role=PartyRole.CO_APPLICANT),
                capacity.SamePersonTwice,
                id="the applicant's number",
            ),
        ],
    )
    def test_one_alone_is_refused_without_a_trace(
        self, cast: Cast, second: Any, refusal: type[Exception]
    ) -> None:
        alone = tuple(filter(None, (applicant(), second)))
        matter = marriage_matter(cast, parties=alone)
        with pytest.raises(refusal):
            received(cast.ward_receiver, matter)
        assert not Dossier.objects.exists()
        assert not Party.objects.exists()

    def test_a_foreigner_is_known_by_a_passport(self, cast: Cast) -> None:
        matter = marriage_matter(cast, parties=(applicant(), FOREIGNER))
        dossier = received(cast.ward_receiver, matter)
        second = queries.parties(dossier)[PartyRole.CO_APPLICANT]
        assert (second.identity_number, second.other_paper) == ("", "Hộ chiếu M12345678")
        sealed = queries.history(dossier)[0].body.parties[1]  # type: ignore[attr-defined]
        assert sealed.digest == sealing.seal(rows._spoken(second), second.salt)
        second.other_paper = "Hộ chiếu M87654321"
        assert sealed.digest != sealing.seal(rows._spoken(second), second.salt)

    def test_it_is_called_after_both_wherever_it_is_named(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        dossier = received(cast.ward_receiver, marriage_matter(cast))
        both = "Nguyễn Thị Phương Uyên, Lý Văn Kha"
        client = sit(cast.ward_head)
        asked = {"tu": "01/11/2026", "den": "30/11/2026"}
        for page in ("/so-theo-doi/", "/viec/", "/tim-ho-so/", f"/ho-so/{dossier.code}/"):
            assert both in client.get(page, asked if "so-" in page else {}).content.decode(), page
        sheet = sheets.sheet(cast.ward_head, dossier.code)
        assert slip_facts.control_facts(sheet, queries.history(dossier)).applicant == both

    def test_a_mended_receipt_needs_both_too(self, cast: Cast) -> None:
        dossier = received(cast.ward_receiver, marriage_matter(cast))
        with pytest.raises(capacity.CoApplicantNeeded):
            counter.mend_receipt(
                actor=cast.ward_receiver,
                form_key=key(),
                code=dossier.code,
                issue=1,
                parties=[applicant()],
                papers=[],
                is_lack_accepted=True,
                now=MORNING,
            )
        assert set(Party.objects.values_list("issue", flat=True)) == {1}

    def test_either_fetches_the_result_and_a_third_does_not(self, cast: Cast) -> None:
        parties = queries.parties(received(cast.ward_receiver, marriage_matter(cast)))
        capacity.check_taker(Visitor("Lý Văn Kha", "Căn cước", number=HIS_NUMBER), parties)
        capacity.check_taker(OWNER["visitor"], parties)
        with pytest.raises(capacity.TakerNeedsAuthority):
            capacity.check_taker(Visitor("Lý Văn Khanh", "Căn cước"), parties)


class TestFinding:
    @pytest.mark.parametrize("words", [HIS_NUMBER, "ly van kha", "0911222333"])
    def test_it_is_found_by_the_second_within_rights(self, cast: Cast, words: str) -> None:
        received(cast.ward_receiver, marriage_matter(cast))
        assert found(cast.ward_receiver, words) == ["Nguyễn Thị Phương Uyên, Lý Văn Kha"]
        assert found(cast.city_receiver, words) == []

    def test_the_counter_knows_him_again_and_that_he_has_applied(self, cast: Cast) -> None:
        received(cast.ward_receiver, marriage_matter(cast))
        known = people.known_applicant(cast.ward_receiver, identity_number=HIS_NUMBER, phone="")
        assert known is not None
        assert known.name == "Lý Văn Kha"
        him = Likeness(identity_number=HIS_NUMBER)
        asked = {"procedure_code": "1.000894", "now": MORNING}
        assert len(people.alike(cast.ward_receiver, him, **asked)) == 1  # type: ignore[arg-type]
        assert people.alike(cast.city_receiver, him, **asked) == ()  # type: ignore[arg-type]


class TestCounter:
    def test_what_is_typed_of_both_is_received_and_shown(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        marriage_matter(cast)
        client = sit(cast.ward_receiver)
        client.post("/tiep-nhan/nhan/", form(cast, co_born_on="01/02/1988"))
        second = Party.objects.get(role=PartyRole.CO_APPLICANT)
        assert (second.name, second.identity_number) == ("Lý Văn Kha", HIS_NUMBER)
        dossier = Dossier.objects.get()
        page = client.get(f"/ho-so/{dossier.code}/").content.decode()
        assert "Người cùng yêu cầu" in page
        assert "074 088 001 234" in page
        done = client.get(f"/tiep-nhan/{dossier.code}/").content.decode()
        assert f"{dossier.applicant_name}, " in done
        mending = client.get(f"/ho-so/{dossier.code}/sua-giay-tiep-nhan/").content.decode()
        assert 'value="Lý Văn Kha"' in mending

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"co_name": ""}, "Nhập họ tên người cùng yêu cầu"),
            ({"co_identity_number": ""}, "Nhập số định danh của người cùng yêu cầu"),
            (
                {"co_identity_number": "", "co_other_paper": "Hộ chiếu M1"},
                "Nhập số định danh của người cùng yêu cầu",
            ),
            (
                {"co_identity_number": "", "co_kind": "foreigner"},
                "Ghi loại và số giấy tờ của người nước ngoài",
            ),
            ({"co_identity_number": "12"}, "Số định danh có 12 chữ số"),
            ({"co_identity_number": "074189004712"}, "Trùng số định danh của chủ hồ sơ"),
            ({"co_born_on": "01/01/2999"}, "Ngày sinh 01/01/2999 chưa đến"),
        ],
    )
    def test_half_a_couple_comes_back_with_what_to_do(
        self, cast: Cast, sit: Callable[[Actor], Client], changes: dict[str, str], words: str
    ) -> None:
        marriage_matter(cast)
        sent = form(cast, co_address="Giữ lại chỗ này", **changes)
        answer = sit(cast.ward_receiver).post("/tiep-nhan/nhan/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert "Giữ lại chỗ này" in page
        assert not Dossier.objects.exists()

    def test_a_foreigner_is_received_shown_and_mended_by_his_passport(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        marriage_matter(cast)
        client = sit(cast.ward_receiver)
        passport = {"co_identity_number": "", "co_other_paper": "Hộ chiếu M12345678"}
        client.post("/tiep-nhan/nhan/", form(cast, co_kind="foreigner", **passport))
        dossier = Dossier.objects.get()
        assert "Hộ chiếu M12345678" in client.get(f"/ho-so/{dossier.code}/").content.decode()
        where = f"/ho-so/{dossier.code}/sua-giay-tiep-nhan/"
        page = client.get(where).content.decode()
        assert 'value="Hộ chiếu M12345678"' in page
        assert '<option value="foreigner" selected>' in page

    def test_the_second_card_fills_the_second_person(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        marriage_matter(cast)
        client = sit(cast.ward_receiver)
        by_script = client.post(
            "/tiep-nhan/the/", {"co_card": CARD}, headers={"accept": "*/*"}
        ).json()
        assert by_script["co_name"] == "Lý Văn Kha"
        assert by_script["co_born_on"] == "01/02/1988"
        assert "name" not in by_script
        page = client.post(
            "/tiep-nhan/the/",
            form(cast, co_card=CARD, co_name=""),
            follow=True,
            headers={"accept": "text/html"},
        )
        assert 'value="Lý Văn Kha"' in page.content.decode()

    def test_a_foreigner_known_by_his_telephone_is_filled_with_his_passport(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        known = replace(FOREIGNER, phone="0911222333")
        received(cast.ward_receiver, marriage_matter(cast, parties=(applicant(), known)))
        ask = {"co_card": "0911222333"}
        filled = (
            sit(cast.ward_receiver).post("/tiep-nhan/the/", ask, headers={"accept": "*/*"}).json()
        )
        assert filled["co_kind"] == "foreigner"
        assert filled["co_other_paper"] == "Hộ chiếu M12345678"

    def test_no_other_procedure_asks_for_a_second(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        client = sit(cast.ward_receiver)
        assert (
            "Người cùng yêu cầu" not in client.get("/tiep-nhan/?thu-tuc=2.000815").content.decode()
        )
        copy_life(cast)
        client.post("/tiep-nhan/nhan/", typed(cast, **TWO, identity_number="074189004799"))
        assert not Party.objects.filter(role=PartyRole.CO_APPLICANT).exists()
