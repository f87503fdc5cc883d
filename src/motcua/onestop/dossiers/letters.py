"""
What citizens are told about their dossiers by letter.

A new message is a template here, its expected text in the tests, and one ``rows.tell`` in
the act that tells it. What a message may know, and how it is sent: ``notifications``.
"""

from collections.abc import Iterable
from typing import Protocol

from motcua.ground.kernel.words import mark
from motcua.ground.notifications.rules import (
    ASK,
    FOLLOW,
    FOOT,
    GREETING,
    Channel,
    Template,
    Wording,
    add_template,
)
from motcua.onestop.dossiers.rules import SPOKEN_TO, PartyRole

STOP = mark("Không muốn nhận tin nữa: mở hồ sơ tại {link}, bấm Ngừng báo tin.")


def _letter(*said: str) -> tuple[str, ...]:
    """Return the lines of a letter that says this, between what all of them begin and end with."""
    return (GREETING, "", *said, "", FOLLOW, ASK, STOP, "", FOOT)


RECEIVED = add_template(
    "received",
    Template(
        title=mark("Đã tiếp nhận hồ sơ"),
        wording=Wording(
            subject=mark("Đã tiếp nhận hồ sơ {code}, hẹn trả {day}"),
            lines=_letter(
                mark("Đã tiếp nhận hồ sơ {code}."),
                mark("Nơi tiếp nhận: {agency}."),
                mark("Hẹn trả kết quả: {due}."),
                mark("Nơi trả kết quả: {place}."),
            ),
            sms=(
                mark("Đã tiếp nhận hồ sơ {code}."),
                mark("Hẹn trả {time} ngày {day} tại {desk}."),
                ASK,
            ),
        ),
    ),
)

RESULT_READY = add_template(
    "result_ready",
    Template(
        title=mark("Đã có kết quả"),
        wording=Wording(
            subject=mark("Hồ sơ {code} đã có kết quả"),
            lines=_letter(
                mark("Hồ sơ {code} đã có kết quả."),
                mark("Ông/bà mang giấy tiếp nhận khi đến nhận kết quả."),
                mark("Nơi trả kết quả: {place}."),
            ),
            sms=(
                mark("Hồ sơ {code} đã có kết quả."),
                mark("Mời ông/bà mang giấy tiếp nhận đến {desk}."),
                ASK,
            ),
        ),
    ),
)

RESULT_RECALLED = add_template(
    "result_recalled",
    Template(
        title=mark("Kết quả phải làm lại"),
        wording=Wording(
            subject=mark("Kết quả hồ sơ {code} có sai sót, đang làm lại"),
            lines=_letter(
                mark("Kết quả hồ sơ {code} có sai sót nên được thu hồi để làm lại."),
                mark("Chúng tôi xin lỗi ông/bà vì sự chậm trễ này."),
                mark("Xin ông/bà chưa đến nhận. Khi có kết quả mới, chúng tôi sẽ báo."),
                mark("Lý do: mở hồ sơ tại {link}."),
            ),
            sms=(
                mark("Kết quả hồ sơ {code} có sai sót, đang làm lại."),
                mark("Xin ông/bà chưa đến nhận."),
                mark("Chúng tôi xin lỗi ông/bà vì sự chậm trễ này."),
                ASK,
            ),
        ),
    ),
)

STOPPED = add_template(
    "stopped",
    Template(
        title=mark("Đã dừng giải quyết"),
        wording=Wording(
            subject=mark("Hồ sơ {code} đã dừng giải quyết"),
            lines=_letter(
                mark("Hồ sơ {code} đã dừng giải quyết, không có kết quả."),
                mark("Ông/bà mang giấy tiếp nhận khi đến nhận lại {papers} giấy tờ đã nộp."),
                mark("Nơi trả lại {papers} giấy tờ: {place}."),
                mark("Lý do và căn cứ: mở hồ sơ tại {link}."),
            ),
            sms=(
                mark("Hồ sơ {code} đã dừng giải quyết."),
                mark("Mời ông/bà mang giấy tiếp nhận đến {desk} nhận lại {papers} giấy tờ."),
                ASK,
            ),
        ),
    ),
)

WITHDRAWN = add_template(
    "withdrawn",
    Template(
        title=mark("Đã đồng ý cho rút hồ sơ"),
        wording=Wording(
            subject=mark("Hồ sơ {code} đã được rút"),
            lines=_letter(
                mark("Đã đồng ý cho ông/bà rút hồ sơ {code}."),
                mark("Ông/bà mang giấy tiếp nhận khi đến nhận lại {papers} giấy tờ đã nộp."),
                mark("Nơi trả lại {papers} giấy tờ: {place}."),
            ),
            sms=(
                mark("Đã đồng ý cho rút hồ sơ {code}."),
                mark("Mời ông/bà mang giấy tiếp nhận đến {desk} nhận lại {papers} giấy tờ."),
                ASK,
            ),
        ),
    ),
)

WITHDRAWAL_DECLINED = add_template(
    "withdrawal_declined",
    Template(
        title=mark("Không đồng ý cho rút hồ sơ"),
        wording=Wording(
            subject=mark("Hồ sơ {code} được giải quyết tiếp"),
            lines=_letter(
                mark("Yêu cầu rút hồ sơ {code} không được đồng ý; hồ sơ được giải quyết tiếp."),
                mark("Lý do: mở hồ sơ tại {link}."),
                mark("Hẹn trả kết quả vẫn là {due}."),
            ),
            sms=(
                mark("Yêu cầu rút hồ sơ {code} không được đồng ý; hồ sơ được giải quyết tiếp."),
                mark("Lý do xem khi tra cứu hồ sơ."),
                ASK,
            ),
        ),
    ),
)

MORNING = add_template(
    "morning",
    Template(
        title=mark("Thư buổi sáng"),
        wording=Wording(
            subject=mark("Hồ sơ trễ hạn, đến hạn hôm nay và ngày mai"),
            lines=(
                mark("Kính gửi anh/chị,"),
                "",
                mark("Trễ hạn: {late} hồ sơ."),
                mark("Đến hạn hôm nay: {today} hồ sơ."),
                mark("Đến hạn ngày mai: {tomorrow} hồ sơ."),
                mark("Không còn người giữ: {holderless} hồ sơ."),
                "",
                mark("Mở danh sách việc: {work}"),
                mark("Thôi nhận thư này: {choice}"),
                "",
                FOOT,
            ),
        ),
        tells=frozenset({"late", "today", "tomorrow", "holderless", "work", "choice"}),
    ),
)


class Reachable(Protocol):
    """A party, as typed or as kept."""

    @property
    def role(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def told_by(self) -> Iterable[str]: ...


def addresses(parties: Iterable[Reachable]) -> dict[Channel, str]:
    """
    Return where messages go, by channel.

    By each they go to the nearest person who agreed to it and has an address for it; without
    anybody's consent they go nowhere.
    """
    nearest = sorted(parties, key=lambda party: SPOKEN_TO.index(PartyRole(party.role)))
    found: dict[Channel, str] = {}
    for party in nearest:
        at = {Channel.EMAIL: party.email, Channel.SMS: party.phone}
        for channel in map(Channel, party.told_by):
            if at[channel]:
                found.setdefault(channel, at[channel])
    return found
