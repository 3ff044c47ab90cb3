"""The drop-downs of a blank sheet: each with its options, wherever the workbook keeps them."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from mailbot.sheets.cells import Area
from mailbot.sheets.package import Limits, Package, Refusal, open_package
from rules.record import Struct

MOST_OPTIONS = 200


class Choice(Struct, frozen=True, kw_only=True):
    """A data validation: `kind` as the file names it ('list', 'date', 'decimal', ...)."""

    areas: tuple[Area, ...]
    kind: str
    options: tuple[str, ...] = ()

    def holds(self, area: Area) -> bool:
        return any(
            each.top <= area.top <= each.bottom and each.left <= area.left <= each.right
            for each in self.areas
        )


def choices(book: Any, sheet: Any, data: bytes) -> tuple[Choice, ...]:
    """Those of an openpyxl sheet, and the newer ones (x14) that openpyxl drops, read from the file itself."""
    plain = (
        Choice(
            areas=tuple(_areas(str(each.sqref))), kind=each.type or "", options=_options(each, book, sheet)
        )
        for each in sheet.data_validations.dataValidation
    )
    return (*plain, *_newer(book, sheet, data))


def _options(validation: Any, book: Any, sheet: Any) -> tuple[str, ...]:
    return _listed(validation.formula1 or "", book, sheet) if validation.type == "list" else ()


def _newer(book: Any, sheet: Any, data: bytes) -> Iterator[Choice]:
    package = open_package(data, Limits())
    if isinstance(package, Refusal):
        return
    for element in package.tree(_part(package, sheet.title)).iter("dataValidation"):
        places, formula = element.findtext("sqref"), element.findtext("formula1/f")
        if places:
            kind = element.get("type", "")
            options = _listed(formula or "", book, sheet) if kind == "list" else ()
            yield Choice(areas=tuple(_areas(places)), kind=kind, options=options)


def _part(package: Package, title: str) -> str:
    main = next((part for kind, part in package.related("").values() if kind == "officeDocument"), "")
    related = package.related(main)
    for entry in package.tree(main).iterfind("sheets/sheet"):
        if entry.get("name") == title:
            return related.get(entry.get("id", ""), ("", ""))[1]
    return ""


def _listed(formula: str, book: Any, sheet: Any) -> tuple[str, ...]:
    """What a list formula offers: words in quotes, a range, or a name for either."""
    formula = formula.strip().removeprefix("=")
    if formula.startswith('"'):
        words = formula.strip('"').replace('""', '"').split(",")
        return tuple(word.strip() for word in words if word.strip())
    named = sheet.defined_names.get(formula) or book.defined_names.get(formula)
    if named is not None and named.value != formula:
        return _listed(named.value, book, sheet)
    place, _, range_ = formula.rpartition("!")
    title = place.strip("'").replace("''", "'")
    source = book[title] if title in book.sheetnames else sheet if not place else None
    if source is None:
        return ()
    found = []
    for area in _areas(range_):
        cells = source.iter_rows(
            area.top, min(area.bottom, area.top + MOST_OPTIONS), area.left, area.right, values_only=True
        )
        found += [str(value).strip() for row in cells for value in row if value is not None]
    return tuple(dict.fromkeys(text for text in found if text))


def _areas(places: str) -> Iterator[Area]:
    """'C5 D7:E9' -> areas; a formula that is no range gives none."""
    from openpyxl.utils.cell import range_boundaries

    for place in places.replace("$", "").split():
        try:
            left, top, right, bottom = range_boundaries(place)
        except ValueError:
            continue
        yield Area(top or 1, left or 1, bottom or MOST_OPTIONS, right or left or 1)


def load(data: bytes) -> Any:
    """The workbook with values; raises what openpyxl raises. What it drops is read from the file itself."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), data_only=True)
