"""A sender's bytes -> sheets of cells, within limits. No formula and no macro runs, no link is followed."""

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from mailbot.mail.filekind import OLE, PICTURES, FileKind, kind_of
from mailbot.sheets import photos
from mailbot.sheets.cells import Area, Grid, Shared, letters, shared_strings
from mailbot.sheets.looks import looks
from mailbot.sheets.notes import Note, notes
from mailbot.sheets.numberformat import EPOCH, EPOCH_1904
from mailbot.sheets.package import Limits, Package, Refusal, open_package
from rules.record import Struct, field
from rules.values import Cell

__all__ = ["Area", "Limits", "Sheet", "Unreadable", "Workbook", "open_workbook", "unreadable"]

_IN_CELL_STORES = ("xl/richData/richValueRel.xml", "xl/cellimages.xml")
"""Where Excel and WPS keep pictures that are the value of a cell."""
_PICTURE_HEAD = 1 << 20
"""Bytes of a picture that are inflated: its size stands before that even behind a camera's own notes."""


class Sheet(Struct, frozen=True, kw_only=True):
    name: str
    hidden: bool = False
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    """By (row, column) from 1; only cells that hold something."""
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    pictures: int = 0
    """Readable pictures that lie on this sheet, over the cells or in them."""
    notes: tuple[Note, ...] = ()
    """Comments and texts in shapes over the cells."""
    cut: bool = False
    """Not everything was read: too large, or the part was damaged."""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, an empty one where it holds nothing."""
        return self.cells.get((row, column)) or Cell(
            at=f"{self.name}!{letters(column)}{row}", text="", raw=None
        )


class Unreadable(Struct, frozen=True, kw_only=True):
    """Why a file could not be opened: a stable code and whole Japanese sentences for the sender."""

    code: str
    message: str

    @property
    def why(self) -> str:
        """Without what its sender is asked to do: where a clerk chose the file."""
        return f"{self.message.partition('。')[0]}。"


class Workbook(Struct, frozen=True, kw_only=True):
    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    """The custom properties, as text."""
    passed_over: bool = False
    """A sheet was left unread, as it was asked for."""


def open_workbook(
    data: bytes, limits: Limits | None = None, *, pass_over: Callable[[str], bool] = lambda name: False
) -> Workbook | Unreadable:
    """The workbook in `data`, judged by content and never by name. Never raises, whatever the bytes.

    Visible sheets of names that `pass_over` tells may come without what stands on them, which saves their time.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        return unreadable(Refusal.TOO_LARGE)
    kind = kind_of(data)
    book: Workbook | Unreadable | Refusal
    try:
        if kind is FileKind.XLS:
            book = _old_excel(data, limits)
        elif kind in (FileKind.XLSX, FileKind.XLSM, FileKind.ODS, FileKind.ZIP):
            book = _packed(data, kind, limits, pass_over)
        else:
            return unreadable(_code(kind, data))
    except Exception:  # zipfile, zlib and expat raise nearly anything on damaged bytes
        return unreadable(Refusal.DAMAGED)
    return unreadable(book) if isinstance(book, Refusal) else book


def _old_excel(data: bytes, limits: Limits) -> Workbook | Refusal:
    from mailbot.sheets import oldexcel  # builds on this module, and few send one

    return oldexcel.read(data, limits)


def _packed(
    data: bytes, kind: FileKind, limits: Limits, pass_over: Callable[[str], bool]
) -> Workbook | Unreadable | Refusal:
    package = open_package(data, limits)
    if isinstance(package, Refusal):
        return package
    if kind is FileKind.ODS:
        from mailbot.sheets import opendocument  # builds on this module

        return opendocument.read(package, limits)
    return _read(package, limits, pass_over)


def _code(kind: FileKind, data: bytes) -> str:
    if not data.strip():
        return "empty"
    if kind is FileKind.TEXT:  # the name does not count: tabs and commas do
        return "csv" if re.search(rb"^[^\n]*[,\t]", data) else "not_a_workbook"
    if data.startswith(OLE) and kind is FileKind.OTHER:
        return "damaged"  # cut off before the names of its streams
    return _CODES.get(kind, "not_a_workbook")


def _read(package: Package, limits: Limits, pass_over: Callable[[str], bool]) -> Workbook | Unreadable:
    main = next((part for kind, part in package.related("").values() if kind == "officeDocument"), "")
    book = package.tree(main)
    if book.tag != "workbook":
        return unreadable("not_a_workbook" if package.read("[Content_Types].xml") else "zip")
    related = package.related(main)
    parts = {kind: part for kind, part in related.values()}
    strings = package.torn(parts.get("sharedStrings", ""))
    if strings.damage is not None:
        raise strings.damage
    styles = looks(_or_empty(package, parts.get("styles", "")))
    settings = book.find("workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    epoch = EPOCH_1904 if since_1904 else EPOCH
    shared = Shared(strings=shared_strings(strings.root), looks=styles, epoch=epoch, limits=limits)
    sheets: list[Sheet] = []
    passed_over = False
    for entry in list(book.iterfind("sheets/sheet"))[: limits.sheets]:
        kind, part = related.get(entry.get("id", ""), ("", ""))
        if kind == "worksheet" and not _is_hidden(entry) and pass_over(entry.get("name", "")):
            sheets.append(Sheet(name=entry.get("name", "")))
            passed_over = True
        elif kind == "worksheet":
            room = limits.cells - sum(len(sheet.cells) for sheet in sheets)
            grid = Grid(entry.get("name", ""), shared, room)
            sheets.append(_sheet(package, entry, part, grid))
    return Workbook(sheets=tuple(sheets), properties=_properties(package), passed_over=passed_over)


def _sheet(package: Package, entry: Element, part: str, grid: Grid) -> Sheet:
    torn = package.torn(part)  # what stands before a damage still counts
    grid.read(torn.root)
    related = _related(package, part)
    return Sheet(
        name=entry.get("name", ""),
        hidden=_is_hidden(entry),
        cells=grid.cells,
        merges=tuple(grid.merges),
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns),
        pictures=_pictures(package, related, grid),
        notes=notes(package, related),
        cut=grid.cut or torn.damage is not None,
    )


def _is_hidden(entry: Element) -> bool:
    return entry.get("state", "visible") != "visible"


def _related(package: Package, sheet: str) -> list[tuple[str, str]]:
    try:
        return list(package.related(sheet).values())
    except Exception:  # damaged relations cost pictures and notes, not the answers
        return []


def _pictures(package: Package, related: list[tuple[str, str]], grid: Grid) -> int:
    """Readable media of the sheet's drawings, and those that its cells show."""
    try:
        drawings = [part for kind, part in related if kind == "drawing"]
        anchored = {media for drawing in drawings for media in _media(package, drawing)}
        stores = _IN_CELL_STORES if grid.in_cell_pictures else ()
        in_cells = {media for store in stores for media in _media(package, store)}
        return len(anchored) + min(len(in_cells), grid.in_cell_pictures)
    except Exception:  # a damaged drawing costs its pictures, not the answers
        return 0


def _media(package: Package, part: str) -> set[str]:
    images = {target for kind, target in package.related(part).values() if kind == "image"}
    return {image for image in images if photos.look(package.read(image, _PICTURE_HEAD))}


def _properties(package: Package) -> dict[str, str]:
    found = _or_empty(package, "docProps/custom.xml")
    return {item.get("name", ""): "".join(item.itertext()).strip() for item in found.iterfind("property")}


def _or_empty(package: Package, part: str) -> Element:
    """A part that the answers can do without."""
    try:
        return package.tree(part)
    except Exception:
        return Element("damaged")


def unreadable(code: str) -> Unreadable:
    """With the words of this code; raises KeyError for one that there is not."""
    return Unreadable(code=code, message=_REASONS[code])


_CODES = {
    FileKind.OLE_ENCRYPTED: "encrypted",
    FileKind.HTML: "html",
    FileKind.CSV: "csv",
    FileKind.PDF: "pdf",
    FileKind.DOC: "word",
    FileKind.DOCX: "word",
    FileKind.EML: "mail",
    FileKind.TNEF: "mail",
} | dict.fromkeys(PICTURES, "photo")
_AGAIN = "もとのエントリーシートのファイルを添付して、もう一度お送りください。"
_REASONS = {
    "empty": "ファイルの中身が空です。保存したファイルを確かめて、もう一度お送りください。",
    "too_large": "ファイルが大きすぎるか、つくりが複雑すぎるため、開けません。"
    "写真を小さくするなどして、もう一度お送りください。",
    "damaged": "ファイルが途中で切れているか、壊れているため、開けません。お手元で開けることを確かめて、"
    "もう一度お送りください。",
    "encrypted": "ファイルにパスワードがかかっているため、開けません。"
    "パスワードを外して、もう一度お送りください。",
    "failed": "読み取りの途中で、こちらの処理が止まりました。職員が内容を確認します。",
    "html": f"表のファイルではなく、Webページの形式で保存されています。{_AGAIN}",
    "csv": f"文字だけの形式(CSVなど)で保存されていて、記入欄がありません。{_AGAIN}",
    "pdf": "PDFのため、読み取れません。PDFになる前の、ご記入いただいたエントリーシートのファイルをお送りください。",
    "photo": "写真や画像のため、正しく読み取れないおそれがあります。"
    "ご記入いただいたエントリーシートのファイルをお送りください。",
    "word": "文書ファイルのため、読み取れません。エントリーシートの様式にご記入のうえ、お送りください。",
    "zip": "圧縮されているため、読み取れません。中に入っているファイルを、そのままお送りください。",
    "mail": "メールごと添付されているため、読み取れません。中に入っているファイルを、そのままお送りください。",
    "not_a_workbook": "表として開けません。エントリーシートの様式にご記入のうえ、お送りください。",
}
