"""A strict reader of what we made: whatever would have a program offer a repair is a problem."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree as ET

SHEET_ORDER = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection autoFilter mergeCells
phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter
rowBreaks colBreaks drawing legacyDrawing legacyDrawingHF AlternateContent tableParts extLst""".split()
BOOK_ORDER = """fileVersion workbookPr workbookProtection bookViews sheets externalReferences definedNames calcPr
fileRecoveryPr extLst""".split()
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@lru_cache(maxsize=4)
def problems(data: bytes) -> Sequence[str]:
    """All that is wrong with a workbook, none if it is sound."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        damaged = archive.testzip()
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"damaged: {damaged}"] if damaged else []
    found += [f"twice: {name}" for name in set(names) if names.count(name) > 1]
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                _tree(part)
            except ET.ParseError as error:
                found.append(f"{name}: {error}")
    if found:
        return found
    found += _content_types(parts)
    for name in names:
        if not name.endswith(".rels"):
            found += _relations(name, parts)
    if found:
        return found
    sheets = (name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name))
    found += (problem for name in sheets for problem in _sheet(name, parts))
    return [*found, *_styles(parts), *_book(parts)]


def _content_types(parts: dict[str, bytes]) -> Iterator[str]:
    types = _tree(parts["[Content_Types].xml"])
    endings = {each.get("Extension", "").lower() for each in types if each.tag.endswith("Default")}
    named = [each.get("PartName", "")[1:] for each in types if each.tag.endswith("Override")]
    yield from (f"override without part: {name}" for name in named if name not in parts)
    yield from (f"two types: {name}" for name in named if named.count(name) > 1)
    for name in parts:
        if name not in named and name.rpartition(".")[2].lower() not in endings and name[0] != "[":
            yield f"no content type: {name}"


def _related(name: str, parts: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    links = parts.get(join(dirname(name), "_rels", f"{basename(name)}.rels"))
    found = {}
    for link in _tree(links) if links else ():
        if link.get("TargetMode") != "External":
            target = normpath(join("/", dirname(name), link.get("Target", ""))).lstrip("/")
            assert link.get("Id") not in found, f"{name}: two relationships {link.get('Id')}"
            found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], target)
    return found


def _relations(name: str, parts: dict[str, bytes]) -> Iterator[str]:
    related = _related(name, parts)
    yield from (f"{name}: no part {target}" for _, target in related.values() if target not in parts)
    if name.endswith(".xml"):
        used = (each.get(R) for each in _tree(parts[name]).iter())
        yield from (f"{name}: no relationship {id}" for id in used if id is not None and id not in related)


def _sheet(name: str, parts: dict[str, bytes]) -> Iterator[str]:
    sheet = _tree(parts[name])
    children = [_local(each) for each in sheet]
    if children != sorted(children, key=SHEET_ORDER.index):
        yield f"{name}: order {children}"
    styles = _tree(parts["xl/styles.xml"])
    formats = len(styles.findall("{*}cellXfs/{*}xf"))
    rows = [int(row.get("r", 0)) for row in sheet.iterfind(".//{*}row")]
    if rows != sorted(set(rows)):
        yield f"{name}: rows out of order"
    for row in sheet.iterfind(".//{*}row"):
        columns = [_column(cell.get("r", "")) for cell in row]
        if columns != sorted(set(columns)) or any(
            cell.get("r", "").lstrip(LETTERS) != row.get("r") for cell in row
        ):
            yield f"{name}: cells of row {row.get('r')} out of order"
        if any(int(cell.get("s", 0)) >= formats for cell in row):
            yield f"{name}: style out of range in row {row.get('r')}"
    related = _related(name, parts)
    comments = next((part for kind, part in related.values() if kind == "comments"), "")
    if comments:
        legacy = sheet.find("{*}legacyDrawing")
        drawing = related[legacy.get(R, "")][1] if legacy is not None else ""
        yield from _comments(comments, drawing, parts)


def _comments(name: str, drawing: str, parts: dict[str, bytes]) -> Iterator[str]:
    comments = _tree(parts[name])
    places = [comment.get("ref", "") for comment in comments.iter() if _local(comment) == "comment"]
    if len(set(places)) != len(places):
        yield f"{name}: two comments on a cell"
    authors = len(comments.findall("{*}authors/{*}author"))
    if any(int(each.get("authorId", 0)) >= authors for each in comments.iterfind(".//{*}comment")):
        yield f"{name}: unknown author"
    shapes = _tree(parts[drawing]) if drawing in parts else ET.Element("none")
    ids = [shape.get("id") for shape in shapes if _local(shape) == "shape"]
    if len(set(ids)) != len(ids):
        yield f"{drawing}: ids twice"
    boxes = []
    for note in shapes.iterfind(".//{*}ClientData[@ObjectType='Note']"):
        boxes.append((int(note.findtext("{*}Row", "-1")) + 1, int(note.findtext("{*}Column", "-1")) + 1))
    wanted = sorted((int(place.lstrip(LETTERS)), _column(place)) for place in places)
    if sorted(boxes) != wanted:
        yield f"{drawing}: boxes {boxes} for comments {places}"


def _styles(parts: dict[str, bytes]) -> Iterator[str]:
    styles = _tree(parts["xl/styles.xml"])
    sizes = {}
    for kind in ("fonts", "fills", "borders", "cellXfs"):
        each = styles.find(f"{{*}}{kind}")
        assert each is not None
        sizes[kind] = len(each)
        if int(each.get("count", len(each))) != len(each):
            yield f"styles: count of {kind}"
    for xf in styles.iterfind("{*}cellXfs/{*}xf"):
        for kind, attribute in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
            if int(xf.get(attribute, 0)) >= sizes[kind]:
                yield f"styles: {attribute} out of range"


def _book(parts: dict[str, bytes]) -> Iterator[str]:
    book = _tree(parts["xl/workbook.xml"])
    children = [_local(each) for each in book if _local(each) != "AlternateContent"]
    if children != sorted(children, key=BOOK_ORDER.index):
        yield f"workbook: order {children}"
    sheets = book.findall("{*}sheets/{*}sheet")
    for attribute in ("name", "sheetId", R):
        values = [sheet.get(attribute) for sheet in sheets]
        if len(set(values)) != len(values):
            yield f"workbook: {attribute} twice"
    names = [(each.get("name"), each.get("localSheetId")) for each in book.iterfind("{*}definedNames/*")]
    if len(set(names)) != len(names) or any(int(place or 0) >= len(sheets) for _, place in names):
        yield f"workbook: defined names {names}"
    related = _related("xl/workbook.xml", parts)
    selected = [
        place
        for place, sheet in enumerate(sheets)
        if re.search(rb'tabSelected="(1|true)"', parts[related[sheet.get(R, "")][1]])
    ]
    views = [int(view.get("activeTab", 0)) for view in book.iterfind("{*}bookViews/*")]
    if selected != (views or [0])[:1]:
        yield f"workbook: selected {selected}, active {views}"


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _column(reference: str) -> int:
    column = 0
    for letter in reference.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return column


def _tree(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314  # made by ourselves


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
