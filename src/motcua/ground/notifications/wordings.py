"""
Words of messages that an administrator writes: which places they may hold. Pure.

What a place means is told to him; a place that no fact fills is refused by its name.
"""

from collections.abc import Iterator
from string import Formatter

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark
from motcua.ground.notifications import gsm
from motcua.ground.notifications.rules import WORDED, Letter, Template, Wording, compose, places

MOST_PARTS = 3
"""Of a text message: each is paid for."""

PLACES = {
    "code": mark("mã hồ sơ"),
    "due": mark("hẹn trả: giờ, thứ, ngày"),
    "day": mark("ngày hẹn trả"),
    "time": mark("giờ hẹn trả"),
    "agency": mark("cơ quan tiếp nhận"),
    "desk": mark("cơ quan tiếp nhận, tên ngắn"),
    "place": mark("nơi trả kết quả, có địa chỉ"),
    "phone": mark("số điện thoại của nơi tiếp nhận"),
    "link": mark("địa chỉ trang tra cứu"),
    "papers": mark("số giấy tờ chờ trả lại"),
    "late": mark("số hồ sơ trễ hạn"),
    "today": mark("số hồ sơ đến hạn hôm nay"),
    "tomorrow": mark("số hồ sơ đến hạn ngày mai"),
    "holderless": mark("số hồ sơ không còn người giữ"),
    "work": mark("địa chỉ danh sách việc"),
    "choice": mark("địa chỉ để thôi nhận thư"),
}
"""What each place of the words is filled with."""

EXAMPLE = {
    "code": "000.00.16.H09-150415-0001",
    "due_at": "2015-04-20T10:00:00+00:00",
    "agency": "Ủy ban nhân dân phường Phú Cường",
    "place": "Ủy ban nhân dân phường Phú Cường, số 12 đường Yersin",
    "phone": "0274 3456 789",
    "link": "https://motcua.example/tra-cuu/",
    "papers": "3",
    "late": "2",
    "today": "5",
    "tomorrow": "3",
    "holderless": "1",
    "work": "https://motcua.example/viec/",
    "choice": "https://motcua.example/tai-khoan/thu-buoi-sang/",
}
"""Facts to try words with; of nobody."""


class UnknownPlace(Refusal):
    """The words hold a place that no fact of this message fills."""

    code = "notifications.unknown-place"
    says = mark("Không có chỗ điền {place}.")
    to_do = mark("Dùng các chỗ điền trong danh sách bên dưới, viết đúng từng chữ.")
    status = 422


class BrokenPlace(Refusal):
    """The words hold braces that are no place."""

    code = "notifications.broken-place"
    says = mark("Dấu ngoặc nhọn không khớp ở: {line}")
    to_do = mark("Chỗ điền viết như {example}, không có gì khác trong ngoặc.")
    status = 422


class MayBeMissing(Refusal):
    """What every message needs hangs on a fact that is not always known."""

    code = "notifications.may-be-missing"
    says = mark("Tiêu đề, và ít nhất một câu của tin nhắn, chỉ dùng được các chỗ điền luôn có.")
    to_do = mark("Các chỗ điền luôn có: {sure}.")
    status = 422


class TextTooLong(Refusal):
    """The text message goes in more parts than the office pays for."""

    code = "notifications.text-too-long"
    says = mark("Tin nhắn dài {characters} ký tự, phải gửi thành {parts} tin.")
    to_do = mark("Viết ngắn lại, tối đa 3 tin.")
    status = 422


def usable(template: Template) -> list[str]:
    """Return the places that a kind of message may hold."""
    return [place for place in PLACES if WORDED.get(place, place) in template.tells]


def sure(template: Template) -> list[str]:
    """Return those that are filled always."""
    needs = template.wording.needs
    return [place for place in usable(template) if WORDED.get(place, place) in needs]


def check(template: Template, wording: Wording) -> None:
    """
    See that words can be filled with what their kind of message knows.

    :raises UnknownPlace, BrokenPlace, MayBeMissing, TextTooLong: when they cannot.
    """
    allowed = usable(template)
    for line in (wording.subject, *wording.lines, *wording.sms):
        for place in _written(line):
            if place not in allowed:
                raise UnknownPlace(place=_shown(place))
    always = set(sure(template))
    has_sure_text = any(places(sentence) <= always for sentence in wording.sms)
    if not places(wording.subject) <= always or (wording.sms and not has_sure_text):
        raise MayBeMissing(sure=", ".join(map(_shown, sure(template))))
    weight = gsm.weigh(gsm.bare(text(compose(wording, EXAMPLE))))
    if weight.parts > MOST_PARTS:
        raise TextTooLong(characters=weight.characters, parts=weight.parts)


def _written(line: str) -> Iterator[str]:
    """Yield the places of a line, which hold a name and nothing else."""
    try:
        parts = list(Formatter().parse(line))
    except ValueError:
        raise BrokenPlace(line=line, example=_shown("code")) from None
    for _, name, form, conversion in parts:
        if form or conversion:
            raise BrokenPlace(line=line, example=_shown("code"))
        if name is not None:
            yield name


def _shown(place: str) -> str:
    return f"{{{place}}}"


def text(letter: Letter) -> str:
    """Return the sentences of a text message as they stand, untranslated."""
    return " ".join(map(str, letter.sms))
