"""
What ``motcua clock due`` answers: a life as a line of JSON in, its dates and lines out.

Pure as the clock itself: it needs neither settings nor a database, and is handed the time.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from motcua.ground.calendars import clock
from motcua.ground.calendars.notation import reading, writing
from motcua.ground.calendars.notation.fields import Fields
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
            yield json.dumps(_answer_to(line, now, say), ensure_ascii=False)


def answer(told: Fields, now: datetime | None = None, say: Say = str) -> dict[str, Any]:
    """
    Return the answer to the fields of a line, or what is wrong with them.

    :param now: where the line does not say it; without either it is missed.
    """
    try:
        asked = reading.question(told, now)
        reckoned = clock.reckon(
            asked.life, asked.calendar, asked.now, asked.policies, asked.readings
        )
        return writing.answer(told["id"], reckoned, say)
    except Refusal as refusal:
        return _error(told.get("id"), say, refusal.sentence, refusal.advice)
    except NotFetched:
        return _error(told.get("id"), say, NEVER_OPEN)


def _answer_to(line: bytes, now: datetime, say: Say) -> dict[str, Any]:
    try:
        told = reading.parsed(line)
    except Refusal as refusal:
        return _error(None, say, refusal.sentence)
    return answer(told, now, say)


def _error(identity: object, say: Say, *sentences: Words) -> dict[str, Any]:
    return {"id": identity, "error": " ".join(filter(None, map(say, sentences)))}
