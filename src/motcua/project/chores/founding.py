"""Take the tables of an office into an empty house, or say line by line what is wrong with them."""

import csv
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import override
from rich.console import Console
from rich.table import Table as Drawn

from motcua.ground.agencies import actions as agencies
from motcua.ground.agencies.events import HouseFounded
from motcua.ground.agencies.founding import House, Standing, standing
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import system
from motcua.ground.kernel.words import Words, mark
from motcua.ground.trail import queries as trail
from motcua.project.cli.failures import FOUND_WRONG, CannotRun
from motcua.project.founding import judgement, plan, samples
from motcua.project.founding.tables import NO_LINE, Fault

console = Console(highlight=False)

HEADS = (mark("Tệp"), mark("Dòng"), mark("Cột"), mark("Sai gì, sửa thế nào"))
NOTHING_WRITTEN = mark("{count} chỗ cần sửa; chưa ghi gì vào hệ thống.")
READ_FIRST = mark("Sửa xong các chỗ này thì chạy lại để xem các dòng có khớp nhau không.")
WOULD_ADD = mark(
    "Các tệp dùng được. Sẽ thêm {agencies} cơ quan, {posts} vị trí, {accounts} tài khoản, "
    "{competences} thẩm quyền."
)
ADDED = mark(
    "Đã thêm {agencies} cơ quan, {posts} vị trí, {accounts} tài khoản, {competences} thẩm quyền."
)
PASSWORDS = mark(
    "Mật khẩu tạm ở tệp {path}, chỉ người chạy lệnh đọc được. Đưa tận tay từng người rồi xóa tệp."
)
SAMPLES = mark("Đã viết tệp mẫu: {paths}. Sửa thành số liệu của tỉnh rồi chạy lại, bỏ --sample.")

PASSWORD_HEADS = ("tên đăng nhập", "họ và tên", "mật khẩu tạm", "dùng đến")


def sample(folder: Path, *, language: str) -> int:
    """
    Write tables to begin with.

    :raises CannotRun: where one of them stands already.
    """
    try:
        written = samples.write(folder)
    except FileExistsError as there:
        raise CannotRun(f"{there.filename} exists already; it is not written over.") from None
    with override(language):
        _say(SAMPLES, paths=", ".join(str(path) for path in written))
    return 0


def found(
    folder: Path, *, passwords: Path, days: int, language: str, only_check: bool, now: datetime
) -> int:
    """
    Take in the tables of a folder, all of them or nothing.

    :param passwords: a file that is not there yet; it gets the temporary passwords.
    :param days: how long they open the page on which another is chosen.
    :param only_check: read, and write nothing.
    :returns: the exit code.
    :raises CannotRun: in a demonstration, or where the passwords cannot be kept.
    """
    if trail.is_demo():
        raise CannotRun("This database is marked as a demonstration: its people are invented.")
    with override(language):
        tables = plan.read_all(folder)
        if any(table.faults for table in tables):
            return _tell(tables, READ_FIRST)
        judgement.judge(tables)
        stands = standing()
        house = plan.house_of(tables, stands, now + timedelta(days=days))
        plan.hold_against(tables, house, stands)
        if any(table.faults for table in tables):
            return _tell(tables)
        if only_check:
            _count(WOULD_ADD, _new(house, stands))
            return 0
        _keep(house, passwords)
        try:
            founded = agencies.found_house(actor=system("motcua init"), house=house, now=now)
        except BaseException:
            passwords.unlink(missing_ok=True)
            raise
        _count(ADDED, founded)
        if house.accounts:
            _say(PASSWORDS, path=passwords)
        return 0


def _new(house: House, stands: Standing) -> HouseFounded:
    """Return how many rows would be new."""
    return HouseFounded(
        sum((agency.code,) not in stands.agencies for agency in house.agencies),
        sum(
            (each.field_code, each.agency_code) not in stands.competences
            for each in house.competences
        ),
        sum(chair.key not in stands.chairs for chair in house.chairs),
        len(house.accounts),
        house.tables,
    )


def _keep(house: House, path: Path) -> None:
    """Keep the passwords before they open anything, where the operator alone reads them."""
    if not house.accounts:
        return
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CannotRun(f"The passwords cannot be kept in {path}: {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(PASSWORD_HEADS)
        for account in house.accounts:
            until = f"{account.temporary_until:%H:%M %d/%m/%Y}"
            rows.writerow((account.username, account.full_name, account.password, until))
        file.flush()
        os.fsync(file.fileno())


def _tell(tables: judgement.Tables, *more: str) -> int:
    """Print what is wrong, table by table and line by line."""
    faults = [fault for table in tables for fault in sorted(table.faults, key=_place)]
    drawn = Drawn(*(said(Words(head)) for head in HEADS))
    for fault in faults:
        line = "" if fault.line == NO_LINE else str(fault.line)
        drawn.add_row(fault.table, line, fault.column, said(fault.words))
    console.print(drawn)
    _say(NOTHING_WRITTEN, count=len(faults))
    _say_all(more)
    return FOUND_WRONG


def _place(fault: Fault) -> tuple[int, str]:
    return fault.line, fault.column


def _count(words: str, founded: HouseFounded) -> None:
    _say(
        words,
        agencies=founded.agencies,
        posts=founded.posts,
        accounts=founded.accounts,
        competences=founded.competences,
    )


def _say_all(sentences: Iterable[str]) -> None:
    for words in sentences:
        _say(words)


def _say(words: str, **facts: object) -> None:
    console.print(said(Words(words, facts)), markup=False)
