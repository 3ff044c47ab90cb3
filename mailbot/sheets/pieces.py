"""One answer that was written over several cells: '令和' '8' '年', '650' '円(税込)', '■' '法人' '□' '個人'."""

import re
from collections.abc import Callable, Sequence

from rules.findings import catalogue
from rules.forms import Field, Kind
from rules.model import Answer, Finding
from rules.values import Cell
from rules.values.boxes import BOXES, TICKS
from rules.values.choices import one
from rules.wording import normal

Judge = Callable[[Cell], tuple[Answer, tuple[Finding, ...]]]
"""How a cell would read as this answer."""
_SEVERAL = (Kind.TEXT, Kind.KANA, Kind.TICKS, Kind.PICTURE)
"""Texts beside each other are several answers, or the lines of one."""
_GAPS = {Kind.PHONE: ("-", ""), Kind.POSTCODE: ("-", ""), Kind.DATE: ("", "/")}
_PLACE = re.compile(r"\s*\w{2,3}[都道府県]\s*")
"""An address that goes on."""
_UNREAD = (catalogue.BAD_FORMAT.code, catalogue.NOT_IN_LIST.code)
_BOXES = {True: "☑", False: "☐"}


def pieced(field: Field, run: Sequence[Cell], judge: Judge) -> Cell | None:
    """The cells as one, if only together they say what is meant; None where each may be an answer by itself."""
    if field.kind is Kind.TEXT and _PLACE.fullmatch(run[0].text):
        return _as_one(run, "")
    if field.kind is Kind.TICKS and any(isinstance(cell.raw, bool) for cell in run):
        return _as_one(run, "\n")
    if field.kind in _SEVERAL or len(run) < 2:
        return None
    if field.kind is Kind.LIST:
        return _ticked(field, run) or (_as_one(run, "　") if _is_listed(field, run) else None)
    alone = [answer.value for answer, problems in map(judge, run) if answer.text and not problems]
    if len(alone) > 1:
        return None
    for gap in _gaps(field, run):
        whole = _as_one(run, gap)
        answer, problems = judge(whole)
        codes = {each.code for each in problems}
        same = not alone or answer.value == alone[0] or catalogue.TAX_INCLUDED.code in codes
        if same and codes.isdisjoint(_UNREAD):
            return whole
    return None


def ticked_over(field: Field, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The boxes of several cells in one; what is no more than the form's example stays apart."""
    example = normal(field.example)
    own = [cell for cell in cells if normal(cell.text) != example] or cells
    text = "\n".join(map(_shown, own))
    return (Cell(at=own[0].at, text=text, raw=text), *(cell for cell in cells if cell not in own))


def _shown(cell: Cell) -> str:
    """A cell's text, its check box as a character."""
    return _BOXES[cell.raw] if isinstance(cell.raw, bool) else cell.text


def _ticked(field: Field, run: Sequence[Cell]) -> Cell | None:
    """The one cell that holds an option with its tick."""
    ticked = [cell for cell in run if set(cell.text) & set(TICKS)]
    return ticked[0] if len(ticked) == 1 and one(ticked[0].text, field.options) else None


def _is_listed(field: Field, run: Sequence[Cell]) -> bool:
    """Options beside each other, each in a cell of its own or with its box in one."""
    boxed = any(isinstance(cell.raw, bool) or set(cell.text) & set(BOXES + TICKS) for cell in run)
    return boxed or sum(one(cell.text, field.options) is not None for cell in run) > 1


def _gaps(field: Field, run: Sequence[Cell]) -> Sequence[str]:
    return _GAPS.get(field.kind, ("",)) if all(cell.text.isdecimal() for cell in run) else ("",)


def _as_one(run: Sequence[Cell], gap: str) -> Cell:
    text = gap.join(map(_shown, run))
    return Cell(at=run[0].at, text=text, raw=text)
