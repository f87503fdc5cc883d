"""Many at one moment: nothing doubled, nothing skipped, nothing half-done, everybody told."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction

from motcua.ground.access import doors
from motcua.ground.access.models import FormKey
from motcua.ground.access.rules import Busy
from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.notifications.models import Message
from motcua.ground.trail import queries as trail
from motcua.ground.trail.models import Event
from motcua.ground.trail.rules import Fault
from motcua.onestop.dossiers import examples, queries, rules
from motcua.onestop.dossiers.actions import counter, desk, steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    TODAY,
    Cast,
    Life,
    copy_matter,
    key,
    permit_life,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.intake import PaperFacts, Payment
from motcua.onestop.dossiers.models import CodeCounter, Dossier, Note, Result, WorkItem
from motcua.onestop.dossiers.rules import Done
from motcua.onestop.dossiers.writes import taking
from motcua.onestop.payments.models import Entry
from tests.at_once.conftest import APPLICATION, CLONE, Together, address

pytestmark = pytest.mark.django_db(transaction=True)

RECEIVERS = 10
EACH = 4

NOON = MORNING + timedelta(hours=4)


def sound() -> bool:
    """Say whether every row is the fold of its events and every chain holds."""
    faults = {link.fault for link in trail.verify()}
    return not list(queries.projection_differences()) and faults <= {Fault.BACKDATED}


def await_waiting(owner: psycopg.Connection, number: int) -> None:
    """Wait until so many connections wait for a lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    deadline = time.monotonic() + 2
    while owner.execute(waiting).fetchone() != (number,):
        assert time.monotonic() < deadline, f"there are not {number} waiting"
        time.sleep(0.01)


class TestTenReceivers:
    def receivers(self, cast: Cast) -> list[Actor]:
        seated = [
            agencies.seat(cast.house.ward, PostKind.RECEIVER, f"Người tiếp nhận {number}")
            for number in range(RECEIVERS)
        ]
        return [examples.actor(tenure) for tenure in seated]

    def test_no_code_is_doubled_and_none_skipped(self, cast: Cast, together: Together) -> None:
        too_long = (PaperFacts("x" * 501, "original", 1),)

        def shift(receiver: Actor) -> list[str]:
            codes = [received(receiver, copy_matter(cast)).code for _ in range(EACH)]
            with pytest.raises(DataError):
                received(receiver, copy_matter(cast, papers=too_long))
            return [*codes, received(receiver, copy_matter(cast)).code]

        shifts = together(*(lambda who=who: shift(who) for who in self.receivers(cast)))
        serials = sorted(int(code[-4:]) for codes in shifts for code in codes)
        assert serials == list(range(1, RECEIVERS * (EACH + 1) + 1))
        assert sound()

    def test_a_code_grows_a_digit_after_9999(self, cast: Cast) -> None:
        received(cast.ward_receiver, copy_matter(cast))
        CodeCounter.objects.update(last=9998)
        codes = [received(cast.ward_receiver, copy_matter(cast)).code[-6:] for _ in range(2)]
        assert codes == ["2-9999", "-10000"]

    def test_the_day_is_that_of_receipt_though_the_commit_falls_after_midnight(
        self, cast: Cast, together: Together
    ) -> None:
        last_moment = MORNING.replace(hour=23, minute=59, second=59, microsecond=999_999)
        moments = (last_moment, last_moment + timedelta(microseconds=1))
        first, second = together(
            *(
                lambda now=now: received(cast.ward_receiver, copy_matter(cast), now=now).code[-11:]
                for now in moments
            )
        )
        assert (first, second) == ("261102-0001", "261103-0001")


class TestOneDossier:
    def test_of_two_officers_one_wins_and_the_other_is_told_who(
        self, cast: Cast, together: Together
    ) -> None:
        life = permit_life(cast)

        def forward(actor: Actor) -> Done:
            return steps.forward(
                actor=actor, form_key=key(), code=life.dossier.code, item=1, now=NOON
            )

        outcomes = together(lambda: forward(cast.planner), lambda: forward(cast.second_planner))
        (loser,) = (told for told in outcomes if isinstance(told, rules.AlreadyMoved))
        (winner,) = WorkItem.objects.filter(number=1).values_list("closed_by", flat=True)
        assert str(loser.sentence) == f"{winner} đã chuyển hồ sơ này lúc 12:14."
        assert WorkItem.objects.count() == 2
        assert sound()

    def test_who_waited_is_given_the_items_as_they_are_now(
        self, cast: Cast, owner: psycopg.Connection
    ) -> None:
        life = permit_life(cast)

        def forward() -> None:
            life.act(steps.forward, cast.planner)
            connection.close()

        def take() -> list[int]:
            with transaction.atomic():
                taken = taking.take(cast.planner, life.dossier.code, now=NOON)
            connection.close()
            return [item.number for item in taken.items]

        with ThreadPoolExecutor(2) as pool:
            with owner.transaction():
                owner.execute("SELECT 1 FROM dossiers_dossier FOR UPDATE")
                moving = pool.submit(forward)
                await_waiting(owner, 1)
                taking_next = pool.submit(take)
                await_waiting(owner, 2)
            moving.result()
            assert taking_next.result() == [2]

    def test_money_is_taken_while_it_moves_on(self, cast: Cast, together: Together) -> None:
        code = received(cast.ward_receiver, copy_matter(cast)).code
        payment = Payment(10_000, "Uyên", "BL-1")

        def pay() -> Done:
            return desk.collect_fee(
                actor=cast.ward_receiver, form_key=key(), code=code, payment=payment, now=NOON
            )

        def propose() -> Done:
            return steps.propose(
                actor=cast.ward_handler, form_key=key(), code=code, item=1,
                draft=examples.draft(), now=NOON,
            )  # fmt: skip

        assert together(pay, propose) == [Done(code), Done(code)]
        dossier = Dossier.objects.get()
        assert (dossier.version, dossier.payment_state) == (3, "paid")
        assert sound()

    def test_the_last_money_due_is_taken_once(self, cast: Cast, together: Together) -> None:
        code = received(cast.ward_receiver, copy_matter(cast)).code

        def pay(number: str) -> Done:
            payment = Payment(10_000, "Uyên", number)
            return desk.collect_fee(
                actor=cast.ward_receiver, form_key=key(), code=code, payment=payment, now=NOON
            )

        outcomes = together(lambda: pay("BL-1"), lambda: pay("BL-2"))
        assert {type(outcome) for outcome in outcomes} == {Done, rules.NothingDue}
        assert Entry.objects.get().amount == 10_000

    def test_a_receipt_is_mended_by_one_of_two(self, cast: Cast, together: Together) -> None:
        code = received(cast.ward_receiver, copy_matter(cast)).code

        def mend(name: str) -> Done:
            return counter.mend_receipt(
                actor=cast.ward_receiver,
                form_key=key(),
                code=code,
                issue=1,
                parties=[examples.applicant(name)],
                papers=[PaperFacts("Đơn đề nghị", "original", 1)],
                now=NOON,
            )

        outcomes = together(lambda: mend("Uyên"), lambda: mend("Phượng"))
        assert {type(outcome) for outcome in outcomes} == {Done, rules.ReceiptRenewed}
        assert Dossier.objects.get().receipt_issue == 2
        assert sound()

    def test_it_is_scanned_and_mended_and_worked_on(self, cast: Cast, together: Together) -> None:
        dossier = received(cast.ward_receiver, copy_matter(cast))
        code, (paper,) = dossier.code, queries.papers(dossier)
        facts: dict[str, Any] = {"code": code, "now": NOON}

        def scan() -> Done:
            return desk.scan_paper(
                actor=cast.ward_receiver, form_key=key(), paper_id=paper.pk,
                scan=examples.draft(), **facts,
            )  # fmt: skip

        def mend() -> Done:
            return counter.mend_receipt(
                actor=cast.ward_receiver, form_key=key(), issue=1,
                parties=[examples.applicant()],
                papers=[PaperFacts("Đơn đề nghị", "original", 1)], **facts,
            )  # fmt: skip

        def propose() -> Done:
            return steps.propose(
                actor=cast.ward_handler, form_key=key(), item=1, draft=examples.draft(), **facts
            )

        scanned, mended, proposed = together(scan, mend, propose)
        assert proposed == Done(code)
        assert scanned == Done(code) or isinstance(scanned, rules.NoSuchPaper)
        assert mended == Done(code) or isinstance(mended, rules.ReceiptFixed)
        done = [scanned, mended, proposed].count(Done(code))
        assert Dossier.objects.get().version == 1 + done
        assert sound()

    def test_two_hang_scans_on_it_and_the_last_room_is_one_of_theirs(
        self, cast: Cast, together: Together, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("motcua.onestop.dossiers.rules.files.MOST_FILES", 3)
        dossier = received(cast.ward_receiver, copy_matter(cast))
        (paper,) = queries.papers(dossier)

        def scan() -> Done:
            return desk.scan_paper(
                actor=cast.ward_receiver, form_key=key(), code=dossier.code, paper_id=paper.pk,
                scan=examples.draft(), now=NOON,
            )  # fmt: skip

        assert together(scan, scan) == [Done(dossier.code)] * 2
        assert {type(outcome) for outcome in together(scan, scan)} == {Done, rules.DossierFull}
        assert dossier.files.count() == 3
        assert sound()

    def test_who_finds_it_locked_is_told_to_wait(
        self, cast: Cast, owner: psycopg.Connection
    ) -> None:
        life = permit_life(cast)
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("3s",)
            cursor.execute("SET lock_timeout = '100ms'")
        with owner.transaction():
            owner.execute("SELECT 1 FROM dossiers_dossier FOR UPDATE")
            with pytest.raises(Busy):
                life.act(doors.acts(steps.forward), cast.planner)
        assert Dossier.objects.get().version == 1


class TestNumbers:
    def test_results_issued_at_once_are_numbered_without_a_gap(
        self, cast: Cast, together: Together
    ) -> None:
        lives = [permit_to_signature(cast) for _ in range(5)]
        for life in lives:
            life.sign(cast.city_head)
        Result.objects.create(
            dossier=lives[0].dossier, name="x", number=0, symbol="x", year=2026, signer="x",
            issuer=cast.house.city, issued_on=TODAY,
        )  # fmt: skip

        def issue(life: Life) -> None:
            life.act(steps.issue, cast.city_clerk)

        def in_vain(life: Life) -> None:
            """Fail once the number is taken: this dossier has a result already."""
            with pytest.raises(IntegrityError):
                issue(life)

        acts = [partial(in_vain, lives[0]), *(partial(issue, life) for life in lives[1:])]
        together(*acts)
        issued = Result.objects.filter(number__gt=0).values_list("number", flat=True)
        assert sorted(issued) == [1, 2, 3, 4]
        assert sound()


class TestDoubleClick:
    def test_both_clicks_are_told_the_one_code(self, cast: Cast, together: Together) -> None:
        uyen = examples.applicant(email="uyen@example.vn")
        form_key, matter = key(), copy_matter(cast, parties=(uyen,))

        def click() -> Done:
            return counter.receive(
                actor=cast.ward_receiver,
                form_key=form_key,
                intake=matter,
                is_lack_accepted=True,
                now=MORNING,
            )

        first, second = sorted(together(click, click), key=lambda done: done.is_repeat)
        assert (first.is_repeat, second.is_repeat) == (False, True)
        assert first.code == second.code == Dossier.objects.get().code
        assert Message.objects.count() == 1

    def test_an_act_is_done_once(self, cast: Cast, together: Together) -> None:
        code, form_key = permit_life(cast).dossier.code, key()

        def click() -> Done:
            return steps.forward(
                actor=cast.planner, form_key=form_key, code=code, item=1, note="Đủ.", now=NOON
            )

        assert sorted(done.is_repeat for done in together(click, click)) == [False, True]
        assert Dossier.objects.get().version == 2
        assert Note.objects.count() == 1


class TestKilled:
    """An act is wholly done or not done, though its process is killed in the middle."""

    PROPOSE = """
import django; django.setup()
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import steps
from motcua.ground.agencies.queries import actor_of
steps.propose(
    actor=actor_of({user}, "Nguyễn Văn Út", on=examples.TODAY), form_key=examples.key(),
    code="{code}", item=1, draft=examples.draft(), note="Trình.",
    now=examples.MORNING,
)
"""

    def test_nothing_is_half_done(self, cast: Cast, owner: psycopg.Connection) -> None:
        code = received(cast.ward_receiver, copy_matter(cast)).code
        before = self.counts()
        with owner.transaction():
            owner.execute("LOCK TABLE trail_event IN ACCESS EXCLUSIVE MODE")
            process = self.start(code, cast.ward_handler)
            self.await_blocked(process)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        self.await_gone(owner)
        assert self.counts() == before
        examples.Life(Dossier.objects.get()).act(
            steps.propose, cast.ward_handler, draft=examples.draft()
        )
        assert sound()

    def start(self, code: str, actor: Actor) -> "subprocess.Popen[bytes]":
        """Start a process that proposes, as the application."""
        script = self.PROPOSE.format(user=actor.user_id, code=code)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "motcua.project.settings",
            "DATABASE_URL": address(CLONE, role=APPLICATION),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        return subprocess.Popen([sys.executable, "-c", script], env=environment)  # noqa: S603

    def await_blocked(self, process: "subprocess.Popen[bytes]") -> None:
        """Wait until the act has written all but its event."""
        blocked = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE %s"
        self.until(f"SELECT EXISTS (SELECT 1 {blocked})", "%INTO trail_event%", process=process)

    def await_gone(self, owner: psycopg.Connection) -> None:
        """Wait until the server has noticed that its client is dead."""
        others = "FROM pg_stat_activity WHERE usename = %s AND pid <> pg_backend_pid()"
        self.until(f"SELECT NOT EXISTS (SELECT 1 {others})", APPLICATION)

    def until(
        self, question: str, *facts: str, process: "subprocess.Popen[bytes] | None" = None
    ) -> None:
        deadline = time.monotonic() + 20
        with connection.cursor() as cursor:
            while True:
                cursor.execute(question, facts)
                if cursor.fetchone() == (True,):
                    return
                assert time.monotonic() < deadline, question
                assert process is None or process.poll() is None, "it ended by itself"
                time.sleep(0.02)

    def counts(self) -> list[int]:
        models = (Event, FormKey, Note, WorkItem, apps.get_model("dossiers.DossierFile"))
        closed = WorkItem.objects.filter(closed_at__isnull=False)
        return [closed.count(), *(model.objects.count() for model in models)]
