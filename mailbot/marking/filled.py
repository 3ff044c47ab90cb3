"""A blank of our own with answers written into its cells: spliced, as loading a workbook costs a hundred times more."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date

from mailbot.marking.book import Book
from mailbot.marking.markup import Markup, Node, text
from mailbot.marking.parts import Parts
from mailbot.paper import layout
from mailbot.paper.ticks import tick
from mailbot.sheets.package import Limits, Refusal, open_package
from rules.forms import Form

Given = str | int | float | date | Sequence[str]

_DAY_ZERO = date(1899, 12, 30)
"""Excel counts days from here (ISO/IEC 29500-1, 18.17.4.1), its 29 February 1900 included."""

_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")


def filled(blank: bytes, form: Form, answers: Mapping[str, Given]) -> bytes:
    """The blank of this form with these answers in their cells; the same answers give the same bytes.

    For an answer to tick, the options to tick are given; every other one is written as it comes. Letters that a
    workbook can't hold are left out. Raises ValueError for a workbook that is no blank of this form.
    """
    package = open_package(blank, Limits())
    if isinstance(package, Refusal):
        raise ValueError(package)
    parts = Parts(blank, package)
    tab = next((tab for tab in Book(parts).tabs if tab.name == form.sheet), None)
    if tab is None:
        raise ValueError(f"no sheet {form.sheet}")
    sheet = parts.markup(tab.part)
    cells = {cell.attributes["r"]: cell for row in sheet.child("sheetData").children for cell in row.children}
    for place in layout.places(form):
        if place.field.key in answers:
            _write(sheet, cells[place.answer.address], answers[place.field.key])
    return parts.sealed()


def _write(sheet: Markup, cell: Node, given: Given) -> None:
    place = f'<c r="{cell.attributes["r"]}" s="{cell.number("s")}"'
    match given:
        case date():
            written = f"{place}><v>{(given - _DAY_ZERO).days}</v></c>"
        case int() | float():
            written = f"{place}><v>{given!r}</v></c>"
        case str():
            written = _as_text(place, given)
        case _:
            written = _as_text(place, tick(_printed(sheet.source(cell)), given))
    sheet.replace(cell, written)


def _printed(cell: bytes) -> str:
    """The text that the blank has there: the boxes to tick."""
    return html.unescape("".join(_TEXT.findall(cell.decode())))


def _as_text(place: str, said: str) -> str:
    return f'{place} t="inlineStr"><is><t xml:space="preserve">{text(said)}</t></is></c>'
