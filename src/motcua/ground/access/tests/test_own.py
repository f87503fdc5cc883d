"""One's own account: its password, its telephone, and where it is signed in."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access import doors, rules, totp
from motcua.ground.access.examples import PASSWORD, account
from motcua.ground.access.models import RecoveryCode, SecondFactor, Session, User
from motcua.ground.access.tests.computers import Computer
from motcua.ground.trail.models import Event

pytestmark = pytest.mark.django_db
NEW = "con mèo nhà hàng xóm"
OFF, RENEWED = "/tai-khoan/hai-lop/tat/", "/tai-khoan/hai-lop/ma-du-phong/"


@pytest.fixture
def anh() -> User:
    return account()


@pytest.fixture
def office(anh: User) -> Computer:
    return Computer().signed_in()


@pytest.fixture
def phone(anh: User) -> Computer:
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17 Safari/604"
    return Computer(address="192.0.2.7", agent=agent).signed_in()


def recorded() -> list[str]:
    return list(Event.objects.order_by("id").values_list("name", flat=True))


class TestSessions:
    def test_every_place_is_listed(self, office: Computer, phone: Computer) -> None:
        page = office.read("/tai-khoan/")
        assert "Safari trên iPhone" in page
        assert "192.0.2.7" in page
        assert page.count("phiên này") == 1
        assert not [key for key in Session.objects.values_list("pk", flat=True) if key in page]

    def test_one_is_ended(self, office: Computer, phone: Computer) -> None:
        [handle] = office.handles()
        office.post("/tai-khoan/phien/", phien=handle)
        assert not phone.is_in()
        assert office.is_in()
        assert recorded() == ["account.sessions-ended"]

    def test_all_others_are_ended(self, office: Computer, phone: Computer) -> None:
        Computer(address="192.0.2.8").signed_in()
        office.post("/tai-khoan/phien/")
        assert [office.is_in(), phone.is_in()] == [True, False]
        assert Session.objects.filter(user__isnull=False).count() == 1

    def test_nobody_ends_anothers(self, office: Computer) -> None:
        account("bao.pq", "Phạm Quốc Bảo")
        bao = Computer().signed_in("bao.pq")
        Computer(address="192.0.2.8").signed_in("bao.pq")
        [handle] = bao.handles()
        office.post("/tai-khoan/phien/", phien=handle)
        assert len(bao.handles()) == 1
        assert recorded() == []

    def test_it_ends_twelve_hours_after_the_sign_in_however_busy(
        self, office: Computer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun = timezone.now()  # noqa: TID251 - the clock of the wall
        for hours, is_in in ((4, True), (8, True), (11.9, True), (12.1, False)):
            later = begun + timedelta(hours=hours)
            monkeypatch.setattr("django.utils.timezone.now", lambda moment=later: moment)
            assert office.is_in() is is_in

    def test_it_is_noted_when_it_was_last_seen(
        self, office: Computer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun = timezone.now()  # noqa: TID251 - the clock of the wall
        for minutes, seen in ((4, 0), (6, 6)):
            later = begun + timedelta(minutes=minutes)
            monkeypatch.setattr("django.utils.timezone.now", lambda moment=later: moment)
            office.read("/tai-khoan/")
            row = Session.objects.get(user__isnull=False)
            assert row.seen_at
            assert row.began_at
            assert round((row.seen_at - row.began_at) / timedelta(minutes=1)) == seen


class TestOwnPassword:
    def change(self, at: Computer, *, old: str = PASSWORD, new: str = NEW, again: str = "") -> int:
        typed = {"old": old, "password": new, "again": again or new}
        return int(at.post("/tai-khoan/mat-khau/", **typed).status_code)

    def test_it_is_changed_and_other_sessions_end(self, office: Computer, phone: Computer) -> None:
        assert self.change(office) == 302
        assert office.is_in()
        assert not phone.is_in()
        assert Computer().signed_in(password=NEW).is_in()
        assert recorded() == ["account.password-changed"]

    @pytest.mark.parametrize(
        ("typed", "status", "words"),
        [
            ({"old": "khong phai mat khau"}, 422, "Mật khẩu không đúng"),
            ({"again": "con mèo nhà bên kia"}, 422, "Hai lần nhập khác nhau"),
            ({"new": "ngắn quá"}, 422, "ít nhất 12 ký tự"),
            ({"new": "anh.ttn 123456"}, 422, "dễ đoán"),
            ({"new": PASSWORD}, 422, "trùng mật khẩu cũ"),
        ],
    )
    def test_it_is_not(
        self, office: Computer, phone: Computer, typed: dict[str, str], status: int, words: str
    ) -> None:
        assert self.change(office, **typed) == status
        assert words in office.last
        assert phone.is_in()
        assert User.objects.get().check_password(PASSWORD)
        assert recorded() == []

    def test_guesses_of_the_old_one_are_slowed(self, office: Computer) -> None:
        for _turn in range(rules.PROOF_TRIES):
            self.change(office, old="khong phai mat khau")
        assert self.change(office) == 429

    def test_a_temporary_one_opens_only_the_page_that_replaces_it(
        self, anh: User, office: Computer
    ) -> None:
        anh.temporary_until = timezone.now() + timedelta(hours=1)  # noqa: TID251
        anh.save()
        assert office.client.get("/tai-khoan/")["Location"].startswith("/tai-khoan/mat-khau/")
        assert "mật khẩu tạm" in office.read("/tai-khoan/mat-khau/")
        self.change(office)
        assert office.is_in()

    def test_a_temporary_one_is_good_for_its_time_only(self, anh: User) -> None:
        anh.temporary_until = timezone.now() - timedelta(seconds=1)  # noqa: TID251
        anh.save()
        late = Computer().signed_in()
        assert "Mật khẩu tạm đã hết hạn" in late.last


def code_shown() -> str:
    """Return the code after the one that was used to turn codes on."""
    factor = SecondFactor.objects.get()
    return totp.code_of(factor.secret, factor.last_step + 1)


def enrol(at: Computer) -> list[str]:
    """Turn codes on, and return the recovery codes."""
    at.read("/tai-khoan/hai-lop/")
    secret = at.client.session["telephone_secret"]
    now = timezone.now()  # noqa: TID251 - a telephone has a clock
    code = totp.code_of(secret, totp.step_at(now))
    page = at.post("/tai-khoan/hai-lop/", code=code, password=PASSWORD)
    codes: list[str] = page.context["codes"]
    return codes


class TestSecondFactor:
    def test_the_page_shows_a_qr_and_the_key_in_words(self, office: Computer) -> None:
        page = office.read("/tai-khoan/hai-lop/")
        assert "<svg" in page
        secret = office.client.session["telephone_secret"]
        assert totp.grouped(secret.lower()) in page
        assert totp.grouped(secret.lower()) in office.read("/tai-khoan/hai-lop/")

    def test_codes_are_asked_for_from_now_on(self, office: Computer) -> None:
        codes = enrol(office)
        assert all(code in office.last for code in codes)
        assert office.is_in()
        assert recorded() == ["account.second-factor-added"]
        other = Computer().signed_in()
        assert other.location == "/dang-nhap/ma/"
        assert not other.is_in()
        other.post("/dang-nhap/ma/", code=code_shown())
        assert other.location == "/ban-lam-viec/"
        assert other.is_in()

    def test_places_that_showed_no_code_are_ended_and_so_are_all_when_it_is_turned_off(
        self, office: Computer, phone: Computer
    ) -> None:
        recovery = enrol(office)
        assert [office.is_in(), phone.is_in()] == [True, False]
        phone.signed_in()
        phone.post("/dang-nhap/ma/", code=code_shown())
        assert phone.is_in()
        office.post(OFF, password=PASSWORD, code=recovery[0])
        assert [office.is_in(), phone.is_in()] == [True, False]

    @pytest.mark.parametrize("typed", [{"code": "000000"}, {"password": "khong phai"}])
    def test_they_are_not_without_telephone_and_password(
        self, office: Computer, typed: dict[str, str]
    ) -> None:
        office.read("/tai-khoan/hai-lop/")
        secret = office.client.session["telephone_secret"]
        code = totp.code_of(secret, totp.step_at(timezone.now()))  # noqa: TID251
        sent = {"code": code, "password": PASSWORD, **typed}
        assert office.post("/tai-khoan/hai-lop/", **sent).status_code == 422
        assert not SecondFactor.objects.exists()

    def test_a_code_opens_once(self, office: Computer) -> None:
        enrol(office)
        code = code_shown()
        first, second = Computer().signed_in(), Computer().signed_in()
        first.post("/dang-nhap/ma/", code=code)
        second.post("/dang-nhap/ma/", code=code)
        assert [first.is_in(), second.is_in()] == [True, False]
        assert "đã dùng rồi" in second.last

    def test_a_recovery_code_opens_once_however_it_is_spaced(self, office: Computer) -> None:
        code = enrol(office)[0].replace(" ", "").upper()
        first, second = Computer().signed_in(), Computer().signed_in()
        first.post("/dang-nhap/ma/", code=code)
        second.post("/dang-nhap/ma/", code=code)
        assert [first.is_in(), second.is_in()] == [True, False]
        assert RecoveryCode.objects.count() == totp.RECOVERY_CODES - 1

    def test_recovery_codes_are_kept_as_digests(self, office: Computer) -> None:
        kept = set(RecoveryCode.objects.values_list("digest", flat=True))
        assert not kept & {totp.bare(code) for code in enrol(office)}

    def test_new_recovery_codes_replace_the_old(self, office: Computer) -> None:
        old = enrol(office)
        page = office.post(RENEWED, password=PASSWORD, code=code_shown())
        assert not set(old) & set(page.context["codes"])
        other = Computer().signed_in()
        other.post("/dang-nhap/ma/", code=old[0])
        assert not other.is_in()

    def test_guesses_of_codes_are_slowed_and_the_owner_gets_in(self, office: Computer) -> None:
        enrol(office)
        thief = Computer(address="203.0.113.9").signed_in()
        for _turn in range(rules.CODE_TRIES):
            assert thief.post("/dang-nhap/ma/", code="000000").status_code == 422
        code = code_shown()
        assert thief.post("/dang-nhap/ma/", code=code).status_code == 429
        office.post("/dang-xuat/")
        office.signed_in()
        office.post("/dang-nhap/ma/", code=code)
        assert office.is_in()

    def test_from_many_addresses_few_codes_are_guessed(self, office: Computer) -> None:
        enrol(office)
        tried = 0
        for house in range(rules.ACCOUNT_CODE_TRIES + 5):
            thief = Computer(address=f"203.0.113.{house}").signed_in()
            tried += thief.post("/dang-nhap/ma/", code="000000").status_code == 422
        assert tried == rules.ACCOUNT_CODE_TRIES

    @pytest.mark.parametrize("change", ["time", "password", "turned off", "closed"])
    def test_a_password_shown_long_ago_or_since_changed_is_asked_again(
        self, office: Computer, anh: User, change: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        enrol(office)
        other = Computer().signed_in()
        code = code_shown()
        if change == "time":
            later = timezone.now() + timedelta(seconds=rules.CODE_WAITS_SECONDS)  # noqa: TID251
            monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        elif change == "password":
            anh.set_password(NEW)
            anh.save()
        elif change == "turned off":
            SecondFactor.objects.all().delete()
        else:
            User.objects.update(is_active=False)
        other.post("/dang-nhap/ma/", code=code)
        assert other.location == "/dang-nhap/"
        assert not other.is_in()

    def test_the_page_of_codes_is_nothing_without_a_password(self) -> None:
        assert Client().get("/dang-nhap/ma/")["Location"] == "/dang-nhap/"

    @pytest.mark.parametrize("page", [OFF, RENEWED])
    @pytest.mark.parametrize(
        "typed", [{"code": ""}, {"code": "000000"}, {"password": "khong phai mat khau"}]
    )
    def test_no_factor_is_let_go_for_one_of_the_two(
        self, office: Computer, page: str, typed: dict[str, str]
    ) -> None:
        enrol(office)
        kept = set(RecoveryCode.objects.values_list("digest", flat=True))
        sent = {"code": code_shown(), "password": PASSWORD, **typed}
        assert office.post(page, **sent).status_code == 422
        assert SecondFactor.objects.exists()
        assert set(RecoveryCode.objects.values_list("digest", flat=True)) == kept
        assert recorded() == ["account.second-factor-added"]

    def test_guesses_of_the_code_are_slowed_there_too(self, office: Computer) -> None:
        enrol(office)
        for _turn in range(rules.CODE_TRIES):
            office.post(OFF, password=PASSWORD, code="000000")
        assert office.post(OFF, password=PASSWORD, code=code_shown()).status_code == 429
        assert SecondFactor.objects.exists()

    def test_it_is_turned_off_by_whoever_shows_both(self, office: Computer) -> None:
        enrol(office)
        office.post(OFF, password=PASSWORD, code=code_shown())
        assert not SecondFactor.objects.exists()
        assert not RecoveryCode.objects.exists()
        assert Computer().signed_in().is_in()
        assert recorded()[-1] == "account.second-factor-removed"

    @pytest.mark.parametrize("page", [OFF, RENEWED])
    def test_where_there_is_none_nothing_is_asked(self, office: Computer, page: str) -> None:
        assert office.client.get(page)["Location"] == "/tai-khoan/"
        assert office.post(page, password=PASSWORD, code="000000").status_code == 409
        assert "chưa bật xác thực hai lớp" in office.last
        assert recorded() == []

    def test_a_second_telephone_is_not_added_behind_the_first(self, office: Computer) -> None:
        enrol(office)
        assert office.client.get("/tai-khoan/hai-lop/")["Location"] == "/tai-khoan/"

    def test_signing_in_as_another_ends_the_session_before_a_code_is_asked_for(
        self, office: Computer
    ) -> None:
        enrol(office)
        account("bao.pq", "Phạm Quốc Bảo")
        shared = Computer().signed_in("bao.pq")
        shared.signed_in()
        assert not shared.is_in()


def test_a_page_costs_no_more_for_being_seen(
    office: Computer,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(5):
        office.read("/tai-khoan/")


def test_moments_of_a_session_are_kept_with_their_offset(office: Computer) -> None:
    seen = datetime.fromisoformat(office.client.session["seen_at"])
    assert seen.utcoffset() == timedelta(hours=7)
    assert not office.client.session[doors.TWO_FACTORS]
