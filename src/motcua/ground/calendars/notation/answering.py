"""Lines that ask the clock, and a line for each that answers, or says what is wrong with it."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from motcua.ground.calendars import clock
from motcua.ground.calendars.notation import reading, writing
from motcua.ground.calendars.notation.writing import Say
from motcua.ground.calendars.working_time import NotFetched
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark

NEVER_OPEN = Words(mark("Lịch ghi kèm không có đủ ngày làm việc để tính hẹn trả."))


def answers(lines: Iterable[bytes], now: datetime, say: Say = str) -> Iterator[str]:
    """
    Yield an answer for each line that asks; a bad line gets an error, and the rest go on.

    :param lines: one life each; empty ones are passed over.
    :param now: for lines that do not say it themselves.
    :param say: how words are said: in Vietnamese, or translated.
    """
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, now, say), ensure_ascii=False, default=str)


def _answer(line: bytes, now: datetime, say: Say) -> dict[str, Any]:
    told: dict[str, Any] = {}
    try:
        told = reading.parsed(line)
        asked = reading.question(told, now)
        reckoned = clock.reckon(
            asked.life, asked.calendar, asked.now, asked.policies, asked.readings
        )
        return writing.answer(told["id"], reckoned, say)
    except Refusal as refusal:
        error = " ".join(filter(None, map(say, (refusal.sentence, refusal.advice))))
    except NotFetched:
        error = say(NEVER_OPEN)
    return {"id": told.get("id"), "error": error}
