"""
The golden cases as a page that a jurist can read and sign: `docs/clock-cases.md`.

`python -m motcua.ground.calendars.tests.walked.page` writes it anew from `golden.json`.
"""

import json
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from motcua.ground.calendars.tests.walked.life import local

GOLDEN: Final = Path(__file__).with_name("golden.json")
PAGE: Final = Path(__file__).parents[6] / "docs" / "clock-cases.md"

RULES: Final = {
    "R1": "Ngày làm việc: ngày nhận là ngày 0; ngày làm việc thứ N sau đó là ngày hạn, "
    "lúc đóng cửa. Thứ Bảy làm bù là ngày làm việc.",
    "R2": "Nhận ngày không làm việc, hoặc từ lúc đóng cửa trở đi: coi như nhận lúc mở cửa kế tiếp.",
    "R3": "Giờ làm việc chỉ chạy trong giờ mở cửa; hết đúng lúc hết buổi thì hạn là lúc ấy.",
    "R4": "Trả trong ngày: nhận tới giờ chốt (15:00:00) thì lúc đóng cửa ngày ấy, "
    "sau đó thì lúc đóng cửa ngày làm việc kế tiếp.",
    "R5": "Ngày theo lịch: không tính ngày 0; ngày cuối không làm việc thì dời tới "
    "ngày làm việc kế tiếp.",
    "R6": "Tháng: cùng số ngày của tháng đến hạn, hoặc ngày cuối của tháng ấy, rồi như R5.",
    "R7": "Dừng khi chờ: phần đã dùng được giữ, phần còn lại tính từ lúc chờ xong.",
    "R8": "Sớm, đúng hạn, trễ: so sánh thời điểm với hạn luật định.",
    "R9": "Tính lại từ đầu, hoặc không dừng; các lần chờ chồng nhau dừng đồng hồ như một.",
    "R10": "Gia hạn đặt một hạn mới, không sớm hơn hạn đang có.",
    "KHL": "Điều không thể đã xảy ra: dòng ấy bị từ chối, và lời từ chối nêu tên sự kiện.",
    "LE": "Mọi ngày lễ, ngày nghỉ bù và ngày hoán đổi từ 2014 đến 2026.",
}
UNITS: Final = {
    "working_day": "ngày làm việc",
    "working_hour": "giờ làm việc",
    "calendar_day": "ngày",
    "month": "tháng",
}
KINDS: Final = {
    "supplement_requested": "yêu cầu bổ sung",
    "supplement_completed": "bổ sung xong",
    "payment_requested": "thông báo nộp phí",
    "payment_done": "nộp phí xong",
    "extended": "gia hạn",
    "apologised": "xin lỗi",
    "transferred": "chuyển",
    "stopped": "dừng",
    "refused": "từ chối",
    "withdrawn": "rút",
}
READINGS: Final = {
    "makeup_saturday_is_off": "thứ Bảy làm bù là ngày nghỉ",
    "end_of_day": "ngày hết lúc 24:00",
    "submission_day": "giữ ngày nộp",
    "next_opening": "hết buổi là lúc mở cửa kế tiếp",
    "at_cutoff_is_after": "đúng giờ chốt là sau",
}
POLICIES: Final = {"PAUSE": "dừng", "RESTART": "tính lại từ đầu", "NONE": "không dừng"}
STANDINGS: Final = {
    "early": "sớm",
    "on_time": "đúng hạn",
    "late": "trễ",
    "open": "chưa xong",
    "overdue": "quá hạn",
}
HEAD: Final = """# Đồng hồ pháp lý: các trường hợp mẫu

Mỗi dòng là một hồ sơ, hạn của nó, và lý do bằng lời. Người am hiểu pháp luật đọc từng dòng và ký
tên dưới mỗi quy tắc; máy kiểm tra từng dòng mỗi lần phần mềm thay đổi, và một cách tính thứ hai,
không dùng chung mã, đi từng ngày từng phút tới cùng hạn. Trang này được viết ra từ
`src/motcua/ground/calendars/tests/walked/golden.json`; sửa ở đó, đừng sửa ở đây.

Nếu không nêu khác: mở cửa 07:30–11:30 và 13:30–17:00, thứ Hai tới thứ Sáu, theo lịch nghỉ của cả
nước; chờ thì dừng đồng hồ. Ngày viết ngày/tháng/năm, giờ Việt Nam.
"""


def cases() -> list[dict[str, Any]]:
    """Every golden case, in the order of its rule."""
    found: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for rule, of_rule in groupby(cases(), key=lambda case: str(case["rule"])):
        rows = "\n".join(_row(case) for case in of_rule)
        heading = {"KHL": "Không hợp lệ", "LE": "Ngày lễ và hoán đổi"}.get(rule, rule)
        parts.append(
            f"## {heading}\n\n{RULES[rule]}\n\n| Số | Trường hợp | Dữ kiện | Kết quả | Lý do |\n"
            f"|---|---|---|---|---|\n{rows}\n\nNgười xem xét: ……………………… Ngày: …………\n"
        )
    return "\n".join(parts)


def _row(case: dict[str, Any]) -> str:
    cells = (case["id"], case["title"], _facts(case["input"]), _result(case), case["reason"])
    return "| " + " | ".join(cells) + " |"


def _facts(line: dict[str, Any]) -> str:
    """What happened, in words."""
    told = [f"nhận {_moment(line.get('received_at'))}"]
    if "accepted_at" in line:
        told.append(f"tiếp nhận {_moment(line['accepted_at'])}")
    told.append(_limit(line.get("limit")))
    told += [READINGS[reading] for reading in line.get("readings", {})]
    told += [f"chốt {line['cutoff']}"] if "cutoff" in line else []
    told += [f"mở cửa {_hours(line['hours'])}"] if "hours" in line else []
    told += [_day(day, what) for day, what in line.get("days", {}).items()]
    told += [_range(entry) for entry in line.get("calendars", [])]
    told += [_policy(line["policy"])] if "policy" in line else []
    told += [_event(event) for event in line.get("events", [])]
    if "finished_at" in line:
        told.append(f"xong {_moment(line['finished_at'])}")
    elif "events" in line or line.get("now") != line.get("received_at"):
        told.append(f"xem lúc {_moment(line['now'])}")
    return "; ".join(told)


def _limit(limit: dict[str, Any] | None) -> str:
    if limit is None:
        return "không có thời hạn"
    if limit["unit"] == "same_day":
        return "trả trong ngày"
    value = str(limit["value"]).replace(".", ",")
    return f"{value} {UNITS.get(limit['unit'], limit['unit'])}"


def _hours(hours: list[list[str]]) -> str:
    return ", ".join(f"{opens}–{closes}" for opens, closes in hours)


def _day(day: str, what: Any) -> str:
    known = {"off": "nghỉ", "work": "làm việc"}
    return f"{_date(day)} {known[what] if isinstance(what, str) else _hours(what)}"


def _range(entry: dict[str, Any]) -> str:
    days = ", ".join(f"thứ {day + 2}" if day < 6 else "Chủ nhật" for day in entry["weekdays"])
    return f"{_date(entry['from'])} tới {_date(entry['to'])}, {days}: {_hours(entry['hours'])}"


def _policy(policy: Any) -> str:
    if not isinstance(policy, dict):
        return f"chờ: {POLICIES.get(policy, policy)}"
    names = {"supplement": "bổ sung", "payment": "nộp phí"}
    return "; ".join(f"chờ {names[wait]}: {POLICIES[what]}" for wait, what in policy.items())


def _event(event: dict[str, Any]) -> str:
    told = f"{KINDS.get(event['kind'], event['kind'])} {_moment(event['at'])}"
    if "to" not in event:
        return told
    to = event["to"]
    return f"{told}, tới {_date(to) if len(to) == 10 else _moment(to)}"


def _result(case: dict[str, Any]) -> str:
    """What must come of it."""
    expected = case["expected"]
    if "error_names" in expected:
        return f"từ chối: `{expected['error_names']}`"
    told = []
    if "due_at" in expected:
        told.append(_moment(expected["due_at"]) if expected["due_at"] else "chưa có hạn")
    if "lawful_due_at" in expected and expected["lawful_due_at"] != expected.get("due_at"):
        told.append(f"luật định {_moment(expected['lawful_due_at'])}")
    told += [STANDINGS[expected["standing"]]] if "standing" in expected else []
    for name, words in (("used_minutes", "đã dùng"), ("left_minutes", "còn")):
        told += [f"{words} {expected[name]} phút"] if name in expected else []
    return "; ".join(told)


def _date(day: str) -> str:
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def _moment(text: str | None) -> str:
    if text is None:
        return "không rõ lúc nào"
    if len(text) == 19:
        return f"{text} (không có múi giờ)"
    at = local(text, "")
    return at.strftime("%d/%m/%Y %H:%M:%S" if at.second else "%d/%m/%Y %H:%M")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
