"""What did not leave: who sees it, and what he may decide."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.ground.access.models import User
from motcua.ground.access.rules import NotAllowed, StaleForm
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.queries import actor_of
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.notifications import actions, queries
from motcua.ground.notifications.examples import NOW, UYEN, failed, message
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.panels import stuck as panel
from motcua.ground.notifications.rules import (
    SENDING_TAKES,
    WAITING_TAKES,
    Failure,
    NotStuck,
    Status,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)
Act = Callable[..., None]


def seated(kind: PostKind, place: str) -> Actor:
    """Seat somebody in the house that the cast lives in."""
    tenure = agencies.seat(getattr(agencies.house(), place), kind)
    user = tenure.person.user
    assert user
    return actor_of(user.pk, user.full_name, on=NOW.date())


@pytest.fixture
def keeper() -> Actor:
    return seated(PostKind.ADMINISTRATOR, "province")


def sent_again(keeper: Actor, made: Message, **facts: Any) -> None:
    key = {"form_key": str(uuid4()), **facts}
    actions.send_again(actor=keeper, message_id=made.id, now=LATER, **key)


def test_what_is_stuck() -> None:
    def are_stuck(later: timedelta) -> int:
        return queries.stuck(NOW + later).count()

    message(to="waits@example.vn")
    assert actions.begin(message_id=message(to="dies@example.vn").id, now=NOW)
    assert are_stuck(SENDING_TAKES) == 0
    assert are_stuck(SENDING_TAKES * 1.1) == 1
    assert are_stuck(WAITING_TAKES * 1.1) == 2
    failed(to="nobody@example.vn")
    failed(Failure.LOST_TRACK, to="lost@example.vn")
    assert are_stuck(timedelta()) == 2


@pytest.mark.parametrize("failure", [Failure.NO_SUCH_ADDRESS, Failure.LOST_TRACK])
def test_one_is_sent_again_as_if_new(keeper: Actor, failure: Failure) -> None:
    made = failed(failure)
    sent_again(keeper, made)
    made.refresh_from_db()
    assert (made.status, made.attempts, made.failure) == (Status.QUEUED, 0, "")
    assert (made.decided_by, made.decided_at) == (keeper.name, LATER)
    assert ProcrastinateJob.objects.get().args == {"message_id": made.id}


def test_a_repeated_form_sends_once_more_only(keeper: Actor) -> None:
    made, key = failed(), str(uuid4())
    sent_again(keeper, made, form_key=key)
    sent_again(keeper, made, form_key=key)
    assert ProcrastinateJob.objects.count() == 1
    with pytest.raises(StaleForm):
        actions.give_up(actor=keeper, form_key=key, message_id=made.id, now=LATER)


def test_all_that_surely_did_not_leave_are_sent_again(keeper: Actor) -> None:
    surely, perhaps = failed(to="a@example.vn"), failed(Failure.LOST_TRACK, to="b@example.vn")
    actions.send_all_again(actor=keeper, form_key=str(uuid4()), now=LATER)
    surely.refresh_from_db()
    perhaps.refresh_from_db()
    assert (surely.status, perhaps.status) == (Status.QUEUED, Status.SENDING)


def test_one_is_given_up(keeper: Actor) -> None:
    made = failed(Failure.LOST_TRACK)
    actions.give_up(actor=keeper, form_key=str(uuid4()), message_id=made.id, now=LATER)
    made.refresh_from_db()
    assert (made.status, made.decided_by) == (Status.GIVEN_UP, keeper.name)
    assert not queries.stuck(LATER).exists()


def test_a_sender_that_was_taken_for_lost_overrules_nobody(keeper: Actor) -> None:
    begun = actions.begin(message_id=message().id, now=NOW)
    assert begun
    actions.give_up(actor=keeper, form_key=str(uuid4()), message_id=begun.id, now=LATER)
    actions.record_sent(message=begun, now=LATER)
    begun.refresh_from_db()
    assert begun.status == Status.GIVEN_UP


def test_what_left_is_nobodys_to_decide(keeper: Actor) -> None:
    begun = actions.begin(message_id=message().id, now=NOW)
    assert begun
    actions.record_sent(message=begun, now=NOW)
    for act in (actions.send_again, actions.give_up):
        with pytest.raises(NotStuck):
            act(actor=keeper, form_key=str(uuid4()), message_id=begun.id, now=LATER)
    begun.refresh_from_db()
    assert (begun.status, begun.decided_by) == (Status.SENT, "")


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (PostKind.HEAD, "province"),
        (PostKind.ADMINISTRATOR, "ward"),
        (PostKind.HANDLER, "ward"),
    ],
)
def test_nobody_else_sees_or_decides(client: Client, kind: PostKind, place: str) -> None:
    actor, made = seated(kind, place), failed()
    assert panel(actor, LATER) is None
    acts: list[Act] = [actions.send_again, actions.give_up]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(actor=actor, form_key=str(uuid4()), message_id=made.id, now=LATER)
    with pytest.raises(NotAllowed):
        actions.send_all_again(actor=actor, form_key=str(uuid4()), now=LATER)
    made.refresh_from_db()
    assert (made.status, made.decided_by) == (Status.FAILED, "")
    client.force_login(User.objects.get(pk=actor.user_id or 0))
    for name, args in PAGES.items():
        assert (
            client.get(reverse(f"notifications:{name}", args=args and [made.id])).status_code == 403
        )


PAGES: dict[str, list[int]] = {"stuck": [], "stuck_one": [1]}


class TestPages:
    """What the keeper is shown: why, never what, and nobody's whole address."""

    @pytest.fixture
    def client(self, client: Client, keeper: Actor, monkeypatch: pytest.MonkeyPatch) -> Client:
        monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
        client.force_login(User.objects.get(pk=keeper.user_id or 0))
        return client

    def test_nothing_is_stuck(self, client: Client) -> None:
        assert "Không có tin nào kẹt lại" in self.page(client, "stuck")

    def test_why_and_not_what(self, client: Client, keeper: Actor) -> None:
        made = failed()
        for page in (self.page(client, "stuck"), self.page(client, "stuck_one", made.id)):
            assert "Địa chỉ người nhận không nhận được tin." in page
            assert "u•••@example.vn" in page
            assert UYEN not in page
            assert made.facts["code"] not in page
        shown = panel(keeper, LATER)
        assert shown
        assert len(shown.lines) == 1

    def test_a_doubt_is_told_before_it_is_decided(self, client: Client) -> None:
        made = failed(Failure.LOST_TRACK)
        assert "có thể nhận hai lần" in self.page(client, "stuck_one", made.id)
        assert "Gửi lại 1 tin" not in self.page(client, "stuck")

    @pytest.mark.parametrize("act", ["send_again", "give_up", "send_all_again"])
    def test_a_decision_leads_back_to_the_list(self, client: Client, act: str) -> None:
        made = failed()
        args = [] if act == "send_all_again" else [made.id]
        address = reverse(f"notifications:{act}", args=args)
        response = client.post(address, {"form_key": str(uuid4())}, follow=True)
        assert "Không có tin nào kẹt lại" in response.content.decode()
        assert client.get(address).status_code == 405

    def test_what_is_judged_has_no_page(self, client: Client) -> None:
        assert client.get(reverse("notifications:stuck_one", args=[99])).status_code == 409

    def page(self, client: Client, name: str, *args: int) -> str:
        response = client.get(reverse(f"notifications:{name}", args=args))
        assert response.status_code == 200
        return response.content.decode()
