"""A filled list on its way back: any workbook with a 整理番号 and a 結果 column, opened on the bench."""

from collections.abc import Mapping

from mailbot.sheets.orders import ReadTable
from mailbot.sheets.tables import Row
from mailbot.sheets.workbook import Limits, Unreadable
from mailbot.wiring import Office
from rules.agenda.decisions import Line, Minutes, minutes
from rules.agenda.paper import Returned
from store import cases
from store.documents import Documents

NEEDED = ("number", "outcome")
_LIMITS = Limits(rows=5_000, cells=200_000, sheets=1_000)
"""A list holds a year's products and more, and the agenda a sheet for each."""
NO_TABLE = "見出しに「整理番号」と「会議結果」のある表が見つかりません。"


def read(office: Office, db: Documents, data: bytes) -> Minutes | Unreadable:
    """What the sheet says about the cases of this register. Nothing is changed."""
    returned = office.library.agenda().returned
    order = ReadTable(data=data, heads=_heads(returned), needed=NEEDED, limits=_LIMITS)
    rows = office.bench.do(order)
    if isinstance(rows, Unreadable):
        return rows
    if rows is None:
        return Unreadable(code="no_table", message=NO_TABLE)
    reasons = office.library.tables().reasons
    return minutes(map(_line, rows), lambda number: cases.get(db, number), returned, reasons)


def _heads(returned: Returned) -> Mapping[str, tuple[str, ...]]:
    return {
        "number": returned.number,
        "outcome": returned.outcome,
        "reason": returned.reason,
        "conditions": returned.conditions,
        "note": returned.note,
        "version": returned.version,
    }


def _line(row: Row) -> Line:
    keys = ("number", "outcome", "reason", "conditions", "note", "version")
    return Line(row=row.row, **{key: row.texts.get(key, "") for key in keys})
