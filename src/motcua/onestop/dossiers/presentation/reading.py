"""The reading log as screens show it. Pure."""

from dataclasses import dataclass
from datetime import datetime

from motcua.ground.kernel.words import Words, mark

WHAT = {
    "page": mark("Hồ sơ"),
    "file": mark("Tệp"),
    "receipt": mark("Giấy tiếp nhận"),
    "label": mark("Nhãn hồ sơ"),
    "refusal": mark("Phiếu từ chối"),
    "notice": mark("Thông báo dừng"),
    "control": mark("Phiếu kiểm soát"),
    "export": mark("Xuất bảng"),
    "mending": mark("Trang sửa giấy tiếp nhận"),
    "act": mark("Trang xử lý có số giấy tờ"),
    "waiting": mark("Hồ sơ chờ nhận bàn giao"),
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """
    That somebody opened a dossier, looked for somebody, or took a list out.

    :param kind: of the post that he sat on, and the agency; empty where nobody can tell.
    :param what: what he opened or took, or whom he looked for, masked.
    :param found: how many dossiers a search showed, how many rows left; None of an opening.
    :param asked: what a list that left was narrowed down to; reason is why it left.
    """

    at: datetime
    name: str
    kind: Words
    agency: str
    what: Words | str
    code: str = ""
    owner: str = ""
    found: int | None = None
    asked: str = ""
    reason: str = ""


def what_words(what: str) -> Words:
    """Return what was opened, as screens name it."""
    return Words(WHAT[what])
