"""A table in somebody's workbook: rows found by the heads of their columns, wherever the table stands."""

from collections.abc import Iterator, Mapping, Sequence

from mailbot.sheets.workbook import Sheet, Workbook
from rules.record import Struct
from rules.wording import normal

Heads = Mapping[str, tuple[str, ...]]
"""Key of a column -> what may stand over it, the likeliest first."""
FORMULA = "(計算式)"
"""Stands for a formula that brought no value along: it is neither empty nor an answer."""


class Row(Struct, frozen=True, kw_only=True):
    sheet: str
    row: int
    texts: Mapping[str, str]
    """Key of a column -> what stands there; every column that the table has."""


def rows(book: Workbook, heads: Heads, needed: Sequence[str]) -> tuple[Row, ...] | None:
    """Every row below the heads on every visible sheet; None where no sheet has all of the `needed` columns.

    A hidden row counts: a filter hides what was decided a moment ago.
    """
    wanted = {normal(head): (key, rank) for key, names in heads.items() for rank, head in enumerate(names)}
    found = [
        list(_below(sheet, columns, wanted))
        for sheet in book.sheets
        if not sheet.hidden and (columns := _columns(sheet, wanted, needed))
    ]
    return tuple(row for table in found for row in table) if found else None


class _Columns(Struct, frozen=True, kw_only=True):
    head: int
    by_key: Mapping[str, int]


def _columns(sheet: Sheet, wanted: Mapping[str, tuple[str, int]], needed: Sequence[str]) -> _Columns | None:
    """The first row that names all of the needed columns."""
    lines: dict[int, dict[str, tuple[int, int]]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if match := wanted.get(normal(cell.text)):
            key, rank = match
            known = lines.setdefault(row, {})
            if key not in known or rank < known[key][0]:
                known[key] = (rank, column)
    for row, named in sorted(lines.items()):
        if all(key in named for key in needed):
            return _Columns(head=row, by_key={key: column for key, (_, column) in named.items()})
    return None


def _below(sheet: Sheet, columns: _Columns, wanted: Mapping[str, tuple[str, int]]) -> Iterator[Row]:
    """Heads that were copied further down, for the next page, are no rows."""
    last = max(row for row, _ in sheet.cells)
    for row in range(columns.head + 1, last + 1):
        cells = {key: sheet.cell(row, column) for key, column in columns.by_key.items()}
        texts = {
            key: FORMULA if cell.formula_without_value else cell.text.strip() for key, cell in cells.items()
        }
        repeated = [key for key, text in texts.items() if wanted.get(normal(text), ("",))[0] == key]
        if any(texts.values()) and len(repeated) < 2:
            yield Row(sheet=sheet.name, row=row, texts=texts)
