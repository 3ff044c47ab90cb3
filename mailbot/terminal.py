"""Plain lists for people at a terminal: columns that line up in Japanese, and no stranger's control characters."""

from collections.abc import Iterable, Sequence

from rules.shown import clean, width

WIDEST = 44
"""Cells of one column; longer texts are cut, the whole stands in `--json`."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Head and rows, every column as wide as its widest cell. A kanji counts two."""
    cells = [[_cell(each) for each in row] for row in (head, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    return "\n".join("  ".join(map(_padded, row, widths)).rstrip() for row in cells)


def pairs(rows: Iterable[tuple[str, object]]) -> str:
    """Names and what stands behind them, each on one line, uncut."""
    cells = [(clean(name), clean("" if value is None else str(value))) for name, value in rows]
    wide = max((width(name) for name, _ in cells), default=0)
    return "\n".join(f"{_padded(name, wide)}  {value}".rstrip() for name, value in cells)


def _cell(value: object) -> str:
    text = clean("" if value is None else str(value))
    if width(text) <= WIDEST:
        return text
    while width(text) > WIDEST - 2:
        text = text[:-1]
    return f"{text}.."


def _padded(text: str, wide: int) -> str:
    return text + " " * (wide - width(text))
