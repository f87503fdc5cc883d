"""Words that an administrator writes: checked, tried, kept beside all that were before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from motcua.ground.access.models import User
from motcua.ground.access.rules import NotAllowed
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.notifications import actions, queries, wordings
from motcua.ground.notifications.events import WordsChanged
from motcua.ground.notifications.examples import EXAMPLE, NOW, message
from motcua.ground.notifications.models import Message, WordsVersion
from motcua.ground.notifications.rules import TEMPLATES, Template, Wording
from motcua.ground.notifications.tests.test_stuck import seated
from motcua.ground.notifications.wordings import (
    BrokenPlace,
    MayBeMissing,
    TextTooLong,
    UnknownPlace,
)
from motcua.ground.trail import queries as trail
from motcua.ground.trail.rules import Subject, canonical, parse, seal

SHIPPED = TEMPLATES[EXAMPLE].wording
OURS = Wording(
    "Hồ sơ {code}, hẹn {day}", ("Chào ông/bà,", "", "Hẹn {due}."), ("{code} hẹn {day}.",)
)
ADDRESS = f"/quan-tri/mau-tin/{EXAMPLE}/"
SOON = NOW + timedelta(minutes=5)
Post = Callable[..., Any]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_the_words_that_the_product_brings_pass(template: Template) -> None:
    wordings.check(template, template.wording)


@pytest.mark.parametrize(
    ("subject", "line", "sentence", "refusal", "says"),
    [
        ("{name}", "x", "x", UnknownPlace, "{name}"),
        ("x", "Gửi {applicant}", "x", UnknownPlace, "{applicant}"),
        ("x", "x", "{secret}", UnknownPlace, "{secret}"),
        ("x", "{code.__class__}", "x", UnknownPlace, "{code.__class__}"),
        ("x", "{code[0]}", "x", UnknownPlace, "{code[0]}"),
        ("x", "{}", "x", UnknownPlace, "{}"),
        ("x", "{due_at}", "x", UnknownPlace, "{due_at}"),
        ("x", "{code:>99999999}", "x", BrokenPlace, "{code:>99999999}"),
        ("x", "{code!r}", "x", BrokenPlace, "{code!r}"),
        ("x", "Hẹn {day", "x", BrokenPlace, "Hẹn {day"),
        ("x", "Hẹn day}", "x", BrokenPlace, "Hẹn day}"),
        ("Hỏi {phone}", "x", "x", MayBeMissing, "{code}, {due}, {day}, {time}"),
        ("x", "x", "Hỏi {phone}", MayBeMissing, "{code}"),
        ("x", "x", "x" * 460, TextTooLong, "460"),
    ],
)
def test_words_that_are_refused(
    subject: str, line: str, sentence: str, refusal: type[Refusal], says: str
) -> None:
    with pytest.raises(refusal) as refused:
        wordings.check(TEMPLATES[EXAMPLE], Wording(subject, (line,), (sentence,)))
    assert says in f"{refused.value.sentence} {refused.value.advice}"


def test_every_place_that_may_be_used_has_an_example() -> None:
    for template in TEMPLATES.values():
        line = " ".join(f"{{{place}}}" for place in wordings.usable(template))
        wordings.check(template, Wording("x", (line,), template.wording.sms and ("x",)))


def test_what_was_recorded_is_read_for_ever() -> None:
    kept = '{"digest":"ab","is_shipped":false,"row_id":1}'
    assert canonical(parse("template.words-changed", 1, kept)) == kept


@pytest.fixture
def keeper() -> Actor:
    return seated(PostKind.ADMINISTRATOR, "province")


def reword(actor: Actor, wording: Wording = OURS) -> None:
    actions.reword(actor=actor, form_key=str(uuid4()), template=EXAMPLE, wording=wording, now=SOON)


def take_shipped_words(actor: Actor) -> None:
    actions.take_shipped_words(actor=actor, form_key=str(uuid4()), template=EXAMPLE, now=SOON)


@pytest.mark.django_db
class TestChanging:
    """Words are put into force beside those that were, by whoever looks after the messages."""

    def test_what_is_queued_from_then_on_has_the_new_words(self, keeper: Actor) -> None:
        before = message()
        reword(keeper)
        told = Message.objects.select_related("words").in_bulk([before.id, message().id])
        first, second = (str(told[each].letter.subject) for each in sorted(told))
        assert first.startswith("Đã tiếp nhận")
        assert second.startswith("Hồ sơ 000.00.16.H09-150415-0001")

    def test_who_wrote_what_is_kept_and_recorded(self, keeper: Actor) -> None:
        reword(keeper)
        version = WordsVersion.objects.get()
        assert (version.wording, version.written_by) == (OURS, keeper.name)
        (event,) = trail.history(Subject("template", EXAMPLE))
        assert isinstance(event.body, WordsChanged)
        words = f"{version.subject}\n\n{version.body}\n\n{version.sms}"
        assert event.body.digest == seal(words, version.salt)
        assert (event.body.row_id, event.user_id) == (version.id, keeper.user_id)

    def test_the_same_words_again_are_no_version(self, keeper: Actor) -> None:
        reword(keeper, SHIPPED)
        reword(keeper)
        reword(keeper)
        assert WordsVersion.objects.count() == 1

    def test_the_shipped_words_come_back_and_nothing_is_lost(self, keeper: Actor) -> None:
        reword(keeper)
        take_shipped_words(keeper)
        take_shipped_words(keeper)
        assert queries.wording(EXAMPLE) == SHIPPED
        assert [each.is_shipped for each in queries.versions(EXAMPLE)] == [True, False]

    @pytest.mark.parametrize(
        ("kind", "place"), [(PostKind.HEAD, "province"), (PostKind.ADMINISTRATOR, "ward")]
    )
    def test_nobody_else_writes(self, client: Client, kind: PostKind, place: str) -> None:
        actor = seated(kind, place)
        for act in (reword, take_shipped_words):
            with pytest.raises(NotAllowed):
                act(actor)
        client.force_login(User.objects.get(pk=actor.user_id or 0))
        assert client.get("/quan-tri/mau-tin/").status_code == 403
        assert client.get(ADDRESS).status_code == 403
        assert not WordsVersion.objects.exists()


@pytest.mark.django_db
class TestPages:
    """Words are tried on facts of nobody, then saved; what is wrong is named and stays."""

    @pytest.fixture
    def post(self, client: Client, keeper: Actor, monkeypatch: pytest.MonkeyPatch) -> Post:
        monkeypatch.setattr("django.utils.timezone.now", lambda: SOON)
        client.force_login(User.objects.get(pk=keeper.user_id or 0))

        def sent(address: str = ADDRESS, status: int = 200, **typed: str) -> str:
            form = {"form_key": str(uuid4()), **typed}
            response = client.post(address, form, follow=True)
            assert response.status_code == status
            return response.content.decode()

        return sent

    def test_words_are_tried_before_they_are_saved(self, post: Post) -> None:
        typed = {"subject": "Hồ sơ {code}", "body": "Hẹn {due}.", "sms": "Hẹn {day}."}
        page = post(**typed, **{"xem-truoc": "1"})
        assert "Hẹn 17:00, thứ Hai 20/04/2015." in page
        assert "15 ký tự, 1 tin" in page
        assert not WordsVersion.objects.exists()
        assert "Đã lưu mẫu" in post(**typed)
        assert WordsVersion.objects.get().sms == "Hẹn {day}."

    @pytest.mark.parametrize("more", [{}, {"xem-truoc": "1"}])
    def test_a_wrong_place_is_named_and_what_was_typed_stays(
        self, post: Post, more: dict[str, str]
    ) -> None:
        typed = {"subject": "Hồ sơ {code}", "body": "Gửi <b>{ten}</b>", "sms": "Hẹn {day}."}
        page = post(status=422, **typed, **more)
        assert "Không có chỗ điền {ten}." in page
        assert "Gửi &lt;b&gt;{ten}&lt;/b&gt;" in page
        assert not WordsVersion.objects.exists()

    def test_nothing_typed_is_told_field_by_field(self, post: Post) -> None:
        page = post(status=422)
        for words in ("Viết tiêu đề của thư.", "Viết nội dung thư.", "ít nhất một câu"):
            assert words in page

    def test_what_was_written_is_shown_as_words(self, post: Post, client: Client) -> None:
        assert "lời gốc" in client.get("/quan-tri/mau-tin/").content.decode()
        post(subject="Hồ sơ <i>", body="x", sms="x")
        assert "sửa ngày 15/04/2015" in client.get("/quan-tri/mau-tin/").content.decode()
        assert "Hồ sơ &lt;i&gt;" in client.get(ADDRESS).content.decode()
        assert "Đã dùng lại lời gốc" in post(f"{ADDRESS}loi-goc/")

    def test_there_is_no_page_of_a_kind_that_is_none(self, post: Post, client: Client) -> None:
        assert client.get("/quan-tri/mau-tin/none/").status_code == 404
        post("/quan-tri/mau-tin/none/loi-goc/", status=404)
