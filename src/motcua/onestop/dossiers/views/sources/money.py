"""Lists of money that leave as tables: what is due, the sheets of the days, one of them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from motcua.ground.documents.slips.cash_sheet import COLUMNS as SHEET_COLUMNS
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers import books, money, queries, rules, search
from motcua.onestop.dossiers.actions.exporting import Line, Told
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.money import HANDLES_MONEY, READS_SHEETS
from motcua.onestop.dossiers.views import cash
from motcua.onestop.dossiers.views.sources.source import Asking, Source, Taken, stretches, told
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.queries import SheetKey

DUE = (
    *(mark("Mã hồ sơ"), mark("Chủ hồ sơ"), mark("Thủ tục"), mark("Còn phải thu (đồng)")),
    *(mark("Đã thu (đồng)"), mark("Nhận hồ sơ lúc")),
)
SHEETS = (
    *(mark("Ngày"), mark("Người thu"), mark("Số lần thu, hoàn"), mark("Đã thu (đồng)")),
    *(mark("Đã hoàn (đồng)"), mark("Khóa lúc")),
)


def _sheet(asking: Asking) -> Taken:
    try:
        key = SheetKey(
            int(asking.question.get(cash.AGENCY, "")),
            int(asking.question.get(cash.USER, "")),
            date.fromisoformat(asking.question.get(cash.DAY, "")),
        )
    except ValueError as error:
        raise rules.ListUnclear from error
    shown = money.sheet(asking.viewer, key, on=asking.today)

    def of(dossier: Dossier | None) -> Told | None:
        return told(asking.viewer, dossier) if dossier else None

    lines = (
        (of(shown.dossiers.get(entry.subject_id)), cash.line_on_paper(entry, shown).cells(place))
        for place, entry in enumerate(shown.day.entries, start=1)
    )
    return Taken(f"{dates.day(key.day)}; {shown.day.holder}", lines)


def _sheets(asking: Asking) -> Taken:
    rows = money.sheets(asking.viewer, on=asking.today)
    return Taken(
        "",
        (
            (
                None,
                (
                    *(dates.day(row["sheet_day"]), row["collected_by"], row["count"]),
                    *(int(row["collected"]), int(row["refunded"]), row["closed_at"]),
                ),
            )
            for row in rows
        ),
    )


def _to_collect(asking: Asking) -> Taken:
    desks = money.collects_at(asking.viewer, on=asking.today)
    if not desks:
        raise rules.CashierCollects
    return Taken("", _lines_due(asking.viewer, money.to_collect(asking.viewer, desks)))


def _lines_due(viewer: Actor, dossiers: "QuerySet[Dossier]") -> Iterator[Line]:
    for stretch in stretches(dossiers, search.after, books.place_of):
        balances = payments.balances(queries.subject_of(each.pk) for each in stretch)
        for dossier in stretch:
            balance = balances[queries.subject_of(dossier.pk)]
            yield (
                told(viewer, dossier),
                (
                    *(dossier.code, dossier.applicant_name, dossier.procedure.short_name),
                    *(balance.left, balance.paid, dossier.received_at),
                ),
            )


SOURCES = {
    "bang-ke-thu": Source(
        mark("Bảng kê thu"),
        frozenset(READS_SHEETS),
        "dossiers:sheets",
        SHEET_COLUMNS,
        _sheet,
        is_of_law=True,
    ),
    "bang-ke": Source(
        mark("Các bảng kê thu"),
        frozenset(READS_SHEETS),
        "dossiers:sheets",
        SHEETS,
        _sheets,
    ),
    "thu-tien": Source(
        mark("Chờ thu tiền"),
        frozenset(HANDLES_MONEY),
        "dossiers:to_collect",
        DUE,
        _to_collect,
    ),
}
