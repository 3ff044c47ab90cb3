"""What people write over the cells of a sheet: comments, and texts in shapes (ISO/IEC 29500-1, 18.7, 20.5)."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from mailbot.sheets.cells import letters, position
from mailbot.sheets.package import Package
from rules.labels import NOTICE
from rules.record import Struct

_ANCHORS = ("twoCellAnchor", "oneCellAnchor")
MOST_NOTES = 100


class Note(Struct, frozen=True, kw_only=True):
    at: str
    """The cell: that of the comment, or the one in which the shape begins."""
    in_shape: bool = False


def notes(package: Package, related: Iterable[tuple[str, str]]) -> tuple[Note, ...]:
    """Those on a sheet with these related parts; our own comments are none. A damaged part has none."""
    found: list[Note] = []
    for kind, part in related:
        try:
            if kind == "comments":
                found += _comments(package.tree(part))
            elif kind == "drawing":
                found += _shapes(package.tree(part))
        except Exception:  # noqa: S112  # zipfile, zlib and expat raise nearly anything on damaged bytes
            continue
    return tuple(dict.fromkeys(found))[:MOST_NOTES]


def _comments(root: Element) -> Iterator[Note]:
    for comment in root.iter("comment"):
        text = "".join(each.text or "" for each in comment.iter("t")).strip()
        if text and not text.startswith(NOTICE) and position(comment.get("ref", "")):
            yield Note(at=comment.get("ref", ""))


def _shapes(root: Element) -> Iterator[Note]:
    for anchor in (each for each in root if each.tag in _ANCHORS):
        first = anchor.find("from")
        texts = (text.text or "" for shape in anchor.iter("sp") for text in shape.iter("t"))
        if first is not None and "".join(texts).strip():
            row, column = (_number(first, name) for name in ("row", "col"))
            yield Note(at=f"{letters(column)}{row}", in_shape=True)


def _number(first: Element, name: str) -> int:
    text = (first.findtext(name) or "").strip()
    return int(text) + 1 if text.isascii() and text.isdigit() and len(text) < 6 else 1
