"""What an administrator does to another's account: to whose, and what comes of it."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from motcua.ground.access.examples import PASSWORD
from motcua.ground.access.models import SecondFactor, Session, User
from motcua.ground.access.rules import WrongPassword
from motcua.ground.agencies import actions, rules
from motcua.ground.agencies.examples import House, house, seat
from motcua.ground.agencies.models import Person, Tenure
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind, Proof
from motcua.ground.trail.models import Event

pytestmark = pytest.mark.django_db
VERBS = list(AccountVerb)


@pytest.fixture
def here() -> House:
    return house()


def with_password(tenure: Tenure) -> User:
    """Give the holder of a seat the cast's password, an address and a telephone."""
    user = User.objects.get(pk=tenure.person.user_id or 0)
    user.email = f"{user.username}@example.vn"
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def keeper(here: House) -> User:
    return with_password(seat(here.city, PostKind.ADMINISTRATOR, "Lê Quang Vinh"))


@pytest.fixture
def anh(here: House) -> User:
    user = with_password(seat(here.ward, PostKind.RECEIVER, "Trần Thị Ngọc Anh"))
    now = timezone.now()  # noqa: TID251 - the clock of the wall
    SecondFactor.objects.create(user=user, secret="A" * 32, last_step=0, added_at=now)
    return user


@pytest.fixture
def at_work(anh: User) -> Client:
    client = Client()
    client.force_login(anh)
    return client


@pytest.fixture
def desk(keeper: User, settings: Settings) -> Client:
    """Return the browser of the administrator."""
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    client = Client()
    client.force_login(keeper)
    return client


def address(user: User, verb: AccountVerb) -> str:
    return f"/co-quan/tai-khoan/{user.pk}/{verb}/"


def do(client: Client, user: User, verb: AccountVerb, **typed: str) -> Any:
    sent = {"form_key": str(uuid4()), "password": PASSWORD, **typed}
    return client.post(address(user, verb), sent)


def recorded() -> list[tuple[str, str, int | None]]:
    rows = Event.objects.order_by("id").values_list("name", "actor_name", "post_id")
    return list(rows)


class TestActs:
    @pytest.mark.parametrize("verb", VERBS)
    def test_each_ends_the_sessions_and_stands_in_the_trail(
        self, desk: Client, keeper: User, anh: User, at_work: Client, verb: AccountVerb
    ) -> None:
        assert at_work.get("/tai-khoan/").status_code == 200
        assert do(desk, anh, verb).status_code in {200, 302}
        assert at_work.get("/tai-khoan/").status_code == 302
        assert not Session.objects.filter(user=anh).exists()
        post_id = Tenure.objects.get(person__user=keeper).post_id
        name = rules_name(verb)
        assert (name, "Lê Quang Vinh", post_id) in recorded()
        assert Event.objects.filter(subject_kind="account", subject_id=str(anh.pk)).exists()

    @pytest.mark.parametrize("verb", VERBS)
    @pytest.mark.parametrize("typed", [{"password": "khong phai"}, {"password": ""}])
    def test_without_his_own_password_nothing_is_done(
        self,
        desk: Client,
        anh: User,
        at_work: Client,
        verb: AccountVerb,
        typed: dict[str, str],
    ) -> None:
        assert do(desk, anh, verb, **typed).status_code == 422
        assert at_work.get("/tai-khoan/").status_code == 200
        assert recorded() == []

    def test_a_temporary_password_is_shown_once_and_must_be_replaced(
        self, desk: Client, anh: User
    ) -> None:
        key = str(uuid4())
        page = do(desk, anh, AccountVerb.LEND_PASSWORD, form_key=key)
        lent = page.context["lent"]
        assert lent in page.content.decode()
        again = do(desk, anh, AccountVerb.LEND_PASSWORD, form_key=key)
        assert again.status_code == 302
        assert len(recorded()) == 1
        SecondFactor.objects.all().delete()
        client = Client()
        client.post("/dang-nhap/", {"username": anh.username, "password": lent})
        assert client.get("/viec/")["Location"].startswith("/tai-khoan/mat-khau/")
        typed = {"old": lent, "password": "con mèo nhà hàng xóm", "again": "con mèo nhà hàng xóm"}
        client.post("/tai-khoan/mat-khau/", typed)
        assert client.get("/tai-khoan/").status_code == 200
        anh.refresh_from_db()
        assert anh.temporary_until is None

    def test_a_letter_is_asked_for_by_name(self, desk: Client, anh: User) -> None:
        do(desk, anh, AccountVerb.OFFER_RESET)
        job = ProcrastinateJob.objects.get(task_name="notifications.write_reset")
        assert job.args == {"login": anh.username}

    def test_no_letter_goes_to_an_account_without_an_address(
        self, desk: Client, anh: User, at_work: Client
    ) -> None:
        User.objects.filter(pk=anh.pk).update(email="")
        page = do(desk, anh, AccountVerb.OFFER_RESET)
        assert page.status_code == 409
        assert "không ghi thư điện tử" in page.content.decode()
        assert at_work.get("/tai-khoan/").status_code == 200
        assert recorded() == []
        shown = desk.get(f"/co-quan/tai-khoan/{anh.pk}/").content.decode()
        assert "Gửi thư" not in shown

    def test_codes_are_no_longer_asked_for(self, desk: Client, anh: User) -> None:
        do(desk, anh, AccountVerb.REMOVE_SECOND_FACTOR)
        assert not SecondFactor.objects.exists()
        assert "Tắt xác thực" not in desk.get(f"/co-quan/tai-khoan/{anh.pk}/").content.decode()

    @pytest.mark.parametrize("verb", VERBS)
    def test_each_says_beforehand_what_it_brings(
        self, desk: Client, anh: User, verb: AccountVerb
    ) -> None:
        label, consequence = rules.ACCOUNT_VERBS[verb]
        for page in (f"/co-quan/tai-khoan/{anh.pk}/", address(anh, verb)):
            text = desk.get(page).content.decode()
            assert label in text
            assert consequence in text


def rules_name(verb: AccountVerb) -> str:
    """Return the name of the event that an act leaves."""
    return {
        AccountVerb.SIGN_OUT: "account.sessions-ended",
        AccountVerb.OFFER_RESET: "account.reset-offered",
        AccountVerb.LEND_PASSWORD: "account.password-changed",
        AccountVerb.REMOVE_SECOND_FACTOR: "account.second-factor-removed",
    }[verb]


class TestWhose:
    """An account is one's to look after when all its seats lie within one's reach."""

    @staticmethod
    def opens(client: Client, user: User) -> bool:
        page = client.get(f"/co-quan/tai-khoan/{user.pk}/")
        acts = {do(client, user, verb).status_code for verb in VERBS}
        assert page.status_code in {200, 403, 404}
        assert (page.status_code == 200) == (not acts & {403, 404})
        return page.status_code == 200

    @pytest.mark.parametrize(
        ("where", "is_his"),
        [
            pytest.param("city", True, id="his agency"),
            pytest.param("planning", True, id="an office of it"),
            pytest.param("ward", True, id="a ward below"),
            pytest.param("province", False, id="above him"),
            pytest.param("department", False, id="beside him"),
        ],
    )
    def test_by_where_the_holder_sits(
        self,
        here: House,
        desk: Client,
        where: str,
        is_his: bool,  # noqa: FBT001
    ) -> None:
        user = with_password(seat(getattr(here, where), PostKind.HEAD))
        now = timezone.now()  # noqa: TID251 - the clock of the wall
        SecondFactor.objects.create(user=user, secret="A" * 32, last_step=0, added_at=now)
        assert self.opens(desk, user) is is_his

    def test_not_of_somebody_who_also_sits_above(
        self, here: House, desk: Client, anh: User
    ) -> None:
        second = seat(here.province, PostKind.HEAD)
        Tenure.objects.filter(pk=second.pk).update(person=Person.objects.get(user=anh))
        assert not self.opens(desk, anh)

    def test_of_somebody_who_left_where_he_last_sat(
        self, here: House, desk: Client, anh: User
    ) -> None:
        Tenure.objects.filter(person__user=anh).update(valid_to="2015-02-01")
        assert desk.get(f"/co-quan/tai-khoan/{anh.pk}/").status_code == 200

    def test_not_of_somebody_who_never_sat_anywhere(self, desk: Client) -> None:
        user = User.objects.create_user("ai.do", PASSWORD, full_name="Ai Đó")
        assert not self.opens(desk, user)

    def test_not_of_a_closed_account(self, desk: Client, anh: User) -> None:
        User.objects.filter(pk=anh.pk).update(is_active=False)
        assert not self.opens(desk, anh)

    def test_his_own_is_changed_elsewhere(self, desk: Client, keeper: User) -> None:
        assert desk.get(f"/co-quan/tai-khoan/{keeper.pk}/").status_code == 403

    @pytest.mark.parametrize("kind", sorted(set(PostKind) - {PostKind.ADMINISTRATOR}))
    def test_no_other_post_may(self, here: House, anh: User, kind: PostKind) -> None:
        user = with_password(seat(here.ward, kind))
        client = Client()
        client.force_login(user)
        assert not self.opens(client, anh)

    def test_a_right_taken_away_meanwhile_fails_in_the_act(self, keeper: User, anh: User) -> None:
        now = timezone.now()  # noqa: TID251 - the clock of the wall
        actor = Actor(ActorKind.OFFICER, keeper.full_name, keeper.pk)
        Tenure.objects.filter(person__user=keeper).update(valid_to=now.date() - timedelta(days=1))
        act = partial(
            actions.keep_account,
            actor=actor,
            form_key=str(uuid4()),
            user_id=anh.pk,
            proof=Proof(keeper.pk, "password", now),
            now=now,
        )
        for verb in VERBS:
            with pytest.raises(rules.NoSuchAccount):
                act(verb=verb)
        assert recorded() == []

    def test_somebody_elses_proof_is_none(self, keeper: User, anh: User) -> None:
        now = timezone.now()  # noqa: TID251 - the clock of the wall
        with pytest.raises(WrongPassword):
            actions.keep_account(
                actor=Actor(ActorKind.OFFICER, keeper.full_name, keeper.pk),
                form_key=str(uuid4()),
                verb=AccountVerb.SIGN_OUT,
                user_id=anh.pk,
                proof=Proof(anh.pk, "password", now),
                now=now,
            )


class TestTwoFactors:
    """The pages of administrators open after a code, where the setting says so."""

    def test_an_administrator_is_led_to_turn_codes_on(
        self, desk: Client, anh: User, settings: Settings
    ) -> None:
        settings.SECOND_FACTOR_FOR_ADMINISTRATORS = True
        asked = desk.get(f"/co-quan/tai-khoan/{anh.pk}/")
        assert asked["Location"].startswith("/tai-khoan/hai-lop/")
        assert do(desk, anh, AccountVerb.SIGN_OUT)["Location"] == "/tai-khoan/hai-lop/"
        assert recorded() == []
        session = desk.session
        session["two_factors"] = True
        session.save()
        assert desk.get(f"/co-quan/tai-khoan/{anh.pk}/").status_code == 200

    def test_nobody_else_is(self, anh: User, at_work: Client, settings: Settings) -> None:
        settings.SECOND_FACTOR_FOR_ADMINISTRATORS = True
        assert at_work.get("/ban-lam-viec/").status_code == 200


def test_a_password_of_the_agency_is_no_secret(anh: User, at_work: Client) -> None:
    chosen = "phường Phú Cường 123"
    typed = {"old": PASSWORD, "password": chosen, "again": chosen}
    page = at_work.post("/tai-khoan/mat-khau/", typed)
    assert page.status_code == 422
    assert "tên cơ quan" in page.content.decode()
