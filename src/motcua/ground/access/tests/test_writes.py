"""Form keys and throttles, also when two come at once."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access import totp, writes
from motcua.ground.access.examples import account
from motcua.ground.access.models import RecoveryCode, SecondFactor, Throttle
from motcua.ground.access.rules import TooManyTries
from motcua.ground.kernel.actor import NOBODY, Actor, ActorKind

NOW = datetime(2015, 4, 20, 9, 0, tzinfo=UTC)
ANH = Actor(ActorKind.OFFICER, "Trần Thị Ngọc Anh", user_id=1)
BAO = Actor(ActorKind.OFFICER, "Phạm Quốc Bảo", user_id=2)


def once(key: str, outcome: str, actor: Actor = ANH) -> str | None:
    return writes.once(actor=actor, form_key=key, outcome=outcome, now=NOW)


@pytest.mark.django_db
class TestOnce:
    def test_the_first_time_goes_ahead_in_one_statement(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            assert once(str(uuid4()), "H09-1") is None

    def test_a_repeat_learns_the_first_outcome(self) -> None:
        key = str(uuid4())
        once(key, "H09-1")
        assert once(key, "H09-2") == "H09-1"

    def test_an_outcome_known_later_is_settled(self) -> None:
        key = str(uuid4())
        once(key, "")
        writes.settle(actor=ANH, form_key=key, outcome="H09-3")
        assert once(key, "") == "H09-3"

    def test_a_key_is_its_actors_own(self) -> None:
        key = str(uuid4())
        once(key, "H09-1")
        assert once(key, "H09-2", BAO) is None
        assert once(key, "H09-3", NOBODY) is None


@pytest.mark.django_db(transaction=True)
class TestTwins:
    @pytest.fixture
    def elsewhere(self) -> Iterator[ThreadPoolExecutor]:
        """Run in another thread, and so on another connection."""
        with ThreadPoolExecutor(1) as pool:
            yield pool
            pool.submit(lambda: connection.close()).result()  # noqa: PLW0108 - its own

    def test_it_belongs_to_a_transaction(self) -> None:
        with pytest.raises(TransactionManagementError):
            once(str(uuid4()), "H09-1")

    def test_a_twin_waits_for_the_first_and_learns_its_outcome(
        self, elsewhere: ThreadPoolExecutor
    ) -> None:
        key = str(uuid4())
        with transaction.atomic():
            once(key, "H09-1")
            twin = self.sent_again(elsewhere, key)
            assert not wait([twin], timeout=0.2).done
        assert twin.result() == "H09-1"

    def test_a_twin_goes_ahead_when_the_first_is_rolled_back(
        self, elsewhere: ThreadPoolExecutor
    ) -> None:
        key = str(uuid4())
        with transaction.atomic():
            once(key, "H09-1")
            twin = self.sent_again(elsewhere, key)
            transaction.set_rollback(True)
        assert twin.result() is None

    @staticmethod
    def sent_again(pool: ThreadPoolExecutor, key: str) -> "Future[str | None]":
        begun = Event()

        def twin() -> str | None:
            with transaction.atomic():
                begun.set()
                return once(key, "H09-2")

        future = pool.submit(twin)
        begun.wait()
        return future


@pytest.mark.django_db(transaction=True)
class TestCodesAtOnce:
    """Of those who send the same code at the same moment, one is let in."""

    @pytest.fixture
    def factor(self) -> SecondFactor:
        user = account()
        RecoveryCode.objects.create(user=user, digest=totp.recovery_digest("giay"))
        return SecondFactor.objects.create(
            user=user, secret=totp.new_secret(), last_step=0, added_at=NOW
        )

    @pytest.mark.parametrize("kind", ["telephone", "paper"])
    def test_one_is_let_in(self, factor: SecondFactor, kind: str) -> None:
        shown = totp.code_of(factor.secret, totp.step_at(NOW))
        code = shown if kind == "telephone" else "giay"
        meeting = Barrier(4)

        def send() -> bool:
            meeting.wait(timeout=60)
            try:
                return writes.spend_code(factor=factor, code=code, now=NOW)
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            tries = [pool.submit(send) for _each in range(4)]
        assert sorted(one.result() for one in tries) == [False, False, False, True]


@pytest.mark.django_db
class TestThrottle:
    @staticmethod
    def knock(at: datetime = NOW, key: str = "door") -> None:
        writes.throttle(key=key, limit=2, per_seconds=60, now=at)

    def test_it_counts_in_one_statement(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            self.knock()

    def test_beyond_the_limit_it_says_how_long_to_wait(self) -> None:
        self.knock()
        self.knock()
        with pytest.raises(TooManyTries) as caught:
            self.knock(NOW + timedelta(seconds=20.5))
        assert caught.value.facts == {"seconds": 40, "minutes": 1}
        assert caught.value.status == 429

    def test_trying_on_does_not_lengthen_the_wait(self) -> None:
        for second in range(5):
            with pytest.raises(TooManyTries) if second > 1 else transaction.atomic():
                self.knock(NOW + timedelta(seconds=second))
        self.knock(NOW + timedelta(seconds=60))
        assert Throttle.objects.get().tries == 1

    def test_keys_are_counted_apart(self) -> None:
        self.knock()
        self.knock()
        self.knock(key="window")

    def test_what_was_no_guess_is_given_back(self) -> None:
        self.knock()
        self.knock()
        writes.give_back(key="door")
        self.knock()

    def test_the_owner_begins_anew(self) -> None:
        self.knock()
        self.knock()
        writes.forget_tries(key="door")
        self.knock()
        assert Throttle.objects.get().tries == 1
