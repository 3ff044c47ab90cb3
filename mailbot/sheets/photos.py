"""What a picture can be trusted to show: its kind and size, from the header alone. Nothing is decoded."""

import io
import struct
import warnings
from dataclasses import dataclass

from mailbot.mail.filekind import PICTURES, FileKind, kind_of
from rules.findings import catalogue
from rules.model import Finding

LEAST_PIXELS = 200
"""Shorter than this on either side, a picture is no use to the committee."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    kind: FileKind
    """One of `filekind.PICTURES`, by content."""
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
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                picture = Picture(kind=kind, width=image.width, height=image.height)
    except Exception:  # Pillow raises nearly anything on bytes that are no picture
        return None
    return picture if picture.width and picture.height else None


def judge(picture: Picture, name: str) -> tuple[Finding, ...]:
    """`photo_too_small` where a side has fewer than LEAST_PIXELS; `name` is the file's, for the reader."""
    if min(picture.width, picture.height) >= LEAST_PIXELS:
        return ()
    rule, size = catalogue.PHOTO_TOO_SMALL, f"{picture.width}×{picture.height}"
    message = rule.sentence.format(name=name, size=size, least=LEAST_PIXELS)
    return (Finding(code=rule.code, severity=rule.severity, label=name, shown=size, message=message),)


def _heic(data: bytes) -> Picture | None:
    """The largest 'ispe' box (ISO/IEC 23008-12, 6.5.3): the others are tiles and thumbnails."""
    sizes = []
    at = data.find(b"ispe")
    while at >= 0 and len(data) >= at + 16:
        sizes.append(struct.unpack(">II", data[at + 8 : at + 16]))
        at = data.find(b"ispe", at + 4)
    width, height = max(sizes, default=(0, 0), key=lambda size: size[0] * size[1])
    return Picture(kind=FileKind.HEIC, width=width, height=height) if width and height else None
