"""
What citizens are told about their dossiers by letter.

A new message is a template here, its expected text in the tests, and one ``rows.tell`` in
the act that tells it. What a message may know, and how it is sent: ``notifications``.
"""

from motcua.ground.kernel.words import mark
from motcua.ground.notifications.rules import (
    ASK,
    FOLLOW,
    FOOT,
    GREETING,
    Template,
    Wording,
    add_template,
)

RECEIVED = add_template(
    "received",
    Template(
        title=mark("Đã tiếp nhận hồ sơ"),
        wording=Wording(
            subject=mark("Đã tiếp nhận hồ sơ {code}, hẹn trả {day}"),
            lines=(
                GREETING,
                "",
                mark("Đã tiếp nhận hồ sơ {code}."),
                mark("Nơi tiếp nhận: {agency}."),
                mark("Hẹn trả kết quả: {due}."),
                mark("Nơi trả kết quả: {place}."),
                "",
                FOLLOW,
                ASK,
                "",
                FOOT,
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
            lines=(
                GREETING,
                "",
                mark("Hồ sơ {code} đã có kết quả."),
                mark("Ông/bà mang giấy tiếp nhận khi đến nhận kết quả."),
                mark("Nơi trả kết quả: {place}."),
                "",
                FOLLOW,
                ASK,
                "",
                FOOT,
            ),
            sms=(
                mark("Hồ sơ {code} đã có kết quả."),
                mark("Mời ông/bà mang giấy tiếp nhận đến {desk}."),
                ASK,
            ),
        ),
    ),
)
