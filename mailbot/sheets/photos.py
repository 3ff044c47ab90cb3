"""What a picture can be trusted to show: its kind and size, from the header alone. Nothing is decoded."""

import io
import re
import struct
import warnings
from collections.abc import Iterator
from typing import Any

from mailbot.mail.filekind import PICTURES, FileKind, kind_of
from rules.findings import catalogue
from rules.model import Finding
from rules.record import Struct
from rules.wording import normal

LEAST_PIXELS = 200
"""Shorter than this on either side, a picture is no use to the committee."""

_MOST_PAGES = 20
"""Pages of a PDF that are looked at."""
_CAPTIONS = 300
"""Characters on a page of photos at most; a page of text only has pictures beside it."""
_WHOLE_PAGE = 0.8
"""A picture that covers more of its page is a scan of a paper, unless the file's name says otherwise."""
_NAMED = re.compile(r"写真|画像|ラベル|photo|image|img_|dsc")

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What Pillow is asked to read, and no more of what it knows."""


class Picture(Struct, frozen=True, kw_only=True):
    kind: FileKind
    """One of `filekind.PICTURES`, by content; PDF for one on a page."""
    width: int
    height: int


def look(data: bytes) -> Picture | None:
    """The picture in `data`, None where no reader could show one. Any bytes are allowed."""
    kind = kind_of(data)
    if kind not in PICTURES:
        return None
    if kind is FileKind.HEIC:
        return _heic(data)
    from PIL import Image  # 60 ms to import: only once a picture has come

    try:
        with warnings.catch_warnings():
            # Pillow warns of a picture that would fill the memory; we never decode one.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                picture = Picture(kind=kind, width=image.width, height=image.height)
    except Exception:  # Pillow raises nearly anything on bytes that are no picture
        return None
    return picture if picture.width and picture.height else None


def shown(data: bytes, name: str) -> tuple[Picture, ...]:
    """The pictures of a file: itself, or those on the pages of a PDF. A scanned paper is none."""
    picture = look(data)
    if picture is not None:
        return (picture,)
    return _on_pages(data, named=says_photo(name)) if kind_of(data) is FileKind.PDF else ()


def says_photo(name: str) -> bool:
    return _NAMED.search(normal(name)) is not None


def small(picture: Picture) -> bool:
    return min(picture.width, picture.height) < LEAST_PIXELS


def unreadable(name: str) -> Finding:
    """A picture by its first bytes, which no reader could show."""
    rule = catalogue.PHOTO_UNREADABLE
    message = rule.sentence.format(name=name)
    return Finding(code=rule.code, severity=rule.severity, label=name, message=message)


def judge(picture: Picture, name: str) -> tuple[Finding, ...]:
    """`photo_too_small` where a side has fewer than LEAST_PIXELS; `name` is the file's, for the reader."""
    if not small(picture):
        return ()
    rule, size = catalogue.PHOTO_TOO_SMALL, f"{picture.width}×{picture.height}"
    message = rule.sentence.format(name=name, size=size, least=LEAST_PIXELS)
    return (Finding(code=rule.code, severity=rule.severity, label=name, shown=size, message=message),)


def _on_pages(data: bytes, *, named: bool) -> tuple[Picture, ...]:
    """Large enough pictures on pages that hold little else."""
    from pypdfium2 import PdfDocument  # only once a PDF has come

    found: list[Picture] = []
    try:
        with PdfDocument(data) as document:
            for number in range(min(len(document), _MOST_PAGES)):
                found += _on_page(document[number], named=named)
    except Exception:  # damaged, under a password, or not a PDF at all
        return ()
    return tuple(found)


def _on_page(page: Any, *, named: bool) -> Iterator[Picture]:
    from pypdfium2 import PdfImage, raw

    if page.get_textpage().count_chars() > _CAPTIONS:
        return
    whole = page.get_width() * page.get_height()
    for image in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = image.get_bounds()
        scan = (right - left) * (top - bottom) > _WHOLE_PAGE * whole and not named
        width, height = image.get_px_size() if isinstance(image, PdfImage) else (0, 0)
        picture = Picture(kind=FileKind.PDF, width=width, height=height)
        if not (scan or small(picture)):
            yield picture


def _heic(data: bytes) -> Picture | None:
    """The largest 'ispe' box (ISO/IEC 23008-12, 6.5.3): the others are tiles and thumbnails."""
    sizes = []
    at = data.find(b"ispe")
    while at >= 0 and len(data) >= at + 16:
        sizes.append(struct.unpack(">II", data[at + 8 : at + 16]))
        at = data.find(b"ispe", at + 4)
    width, height = max(sizes, default=(0, 0), key=lambda size: size[0] * size[1])
    return Picture(kind=FileKind.HEIC, width=width, height=height) if width and height else None
