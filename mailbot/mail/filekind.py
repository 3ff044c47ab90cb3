"""What a file is, by its bytes: names and declared types are what the sender's program believed."""

import io
import re
import zipfile
from enum import StrEnum

from mailbot.mail import signed, ziparchive


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLS = "xls"
    ODS = "ods"
    OLE_ENCRYPTED = "ole_encrypted"
    """A workbook or document of Office under a password."""
    ZIP = "zip"
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    WEBP = "webp"
    GIF = "gif"
    DOCX = "docx"
    DOC = "doc"
    HTML = "html"
    CSV = "csv"
    TEXT = "text"
    EML = "eml"
    TNEF = "tnef"
    P7S = "p7s"
    P7M = "p7m"
    """An S/MIME wrapping that was not taken off."""
    ICS = "ics"
    OTHER = "other"

    @property
    def suffix(self) -> str:
        """The ending that a nameless file of this kind is shown with."""
        return _SUFFIXES.get(self, f".{self.value}")


_SUFFIXES = {
    FileKind.OLE_ENCRYPTED: ".bin",
    FileKind.OTHER: ".bin",
    FileKind.JPEG: ".jpg",
    FileKind.TEXT: ".txt",
    FileKind.TNEF: ".dat",
}

WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSM, FileKind.XLS, FileKind.ODS})
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.HEIC, FileKind.WEBP, FileKind.GIF})
DOCUMENTS = frozenset({FileKind.PDF, FileKind.DOC, FileKind.DOCX})

_HEADS = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"GIF8", FileKind.GIF),
    (b"\x78\x9f\x3e\x22", FileKind.TNEF),
    (b"BEGIN:VCALENDAR", FileKind.ICS),
)
_MAIN_PART = re.compile(r"xl/(?:workbook|book)\d*\.xml")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The head of an OLE compound file: old Office, and new Office under a password."""
_OLE_STREAMS = (
    ("EncryptedPackage", FileKind.OLE_ENCRYPTED),
    ("Workbook", FileKind.XLS),
    ("WordDocument", FileKind.DOC),
    ("Book", FileKind.XLS),
)
_PDF_ENCRYPT = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_MAIL_HEAD = re.compile(rb"(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")


def kind_of(data: bytes, name: str = "", media_type: str = "") -> FileKind:
    """The kind by content; `name` and `media_type` only tell apart what is plain text or opaque."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, name.lower())
    if data.startswith(OLE):
        streams = (kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in data)
        return next(streams, FileKind.OTHER)
    for head, kind in _HEADS:
        if data.startswith(head):
            return kind
    # Readers take a PDF that begins within its first KiB; a text may speak of one.
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and not media_type.startswith("text/")):
        return FileKind.PDF
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    return _plain_kind(data, name.lower(), media_type.lower())


def _part(name: str) -> str:
    """As OPC compares names, whatever slashes a program writes."""
    return name.replace("\\", "/").removeprefix("./").lstrip("/").lower()


def is_encrypted(data: bytes, kind: FileKind) -> bool:
    """A password stands before the content, as far as this shows without opening it."""
    if kind is FileKind.OLE_ENCRYPTED:
        return True
    if kind is FileKind.P7M:
        return signed.is_encrypted(data)
    if kind is FileKind.PDF:
        return _PDF_ENCRYPT.search(data) is not None
    return kind is FileKind.ZIP and any(entry.flag_bits & 1 for entry in _entries(data))


def _zip_kind(data: bytes, name: str) -> FileKind:
    if data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"):
        return FileKind.ODS
    names = {_part(entry.filename) for entry in _entries(data)}
    if not names and not name.endswith(".zip") and b"[Content_Types].xml" in data[:4096]:
        # Cut off before its directory: still an Office file, and the reader of workbooks says what ails it.
        return FileKind.DOCX if b"word/" in data else FileKind.XLSX
    packed = "[content_types].xml" in names and any(map(_MAIN_PART.fullmatch, names))
    if packed or "xl/workbook.xml" in names:
        return FileKind.XLSM if "xl/vbaproject.bin" in names else FileKind.XLSX
    return FileKind.DOCX if "word/document.xml" in names else FileKind.ZIP


def _entries(data: bytes) -> list[zipfile.ZipInfo]:
    if ziparchive.is_crowded(data):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except Exception:  # zipfile raises five unrelated kinds on damaged directories
        return []


def _plain_kind(data: bytes, name: str, media_type: str) -> FileKind:
    if media_type.endswith("pkcs7-signature") or name.endswith(".p7s"):
        return FileKind.P7S
    if media_type in signed.OPAQUE or name.endswith(".p7m"):
        return FileKind.P7M
    if media_type == "message/rfc822" or (name.endswith(".eml") and _MAIL_HEAD.match(data)):
        return FileKind.EML
    if not (media_type.startswith("text/") or _is_text(data)):
        return FileKind.OTHER
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")):
        return FileKind.HTML
    return FileKind.CSV if name.endswith(".csv") or media_type == "text/csv" else FileKind.TEXT


def _is_text(data: bytes) -> bool:
    """No control characters but those of text; ESC and the bytes above ASCII belong to Japanese charsets."""
    return bool(data) and not re.search(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]", data[:4096])
