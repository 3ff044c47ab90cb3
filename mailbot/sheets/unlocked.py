"""Files under a password, opened with the one that a clerk gives: Office, PDF and the older cipher of zip archives."""

import io

from mailbot.mail import ziparchive
from mailbot.mail.filekind import FileKind
from mailbot.mail.ziparchive import Room, TooLarge

MOST_FILES = 50
MOST_BYTES = 50_000_000
"""Out of one file."""


def unlocked(data: bytes, kind: FileKind, password: str) -> list[tuple[str, bytes]] | None:
    """What lies in it: names (unsafe; '' is the file's own) and bytes. None where this password does not open it,
    or the cipher is one that we don't know (AES in zip archives).
    """
    for key in dict.fromkeys((password, password.strip())):
        try:
            if found := _opened(data, kind, key):
                return found
        except TooLarge:
            return None
        except Exception:  # noqa: S112  # the libraries raise dozens of kinds for a wrong password or damaged bytes
            continue
    return None


def _opened(data: bytes, kind: FileKind, password: str) -> list[tuple[str, bytes]] | None:
    match kind:
        case FileKind.OLE_ENCRYPTED:
            return [("", _office(data, password))]
        case FileKind.PDF:
            return [("", _pdf(data, password))]
        case FileKind.ZIP:
            return _zip(data, password)
        case _:
            return None


def _office(data: bytes, password: str) -> bytes:
    import msoffcrypto  # heavy, and wanted a few times a year: no child pays for it before

    file, plain = msoffcrypto.OfficeFile(io.BytesIO(data)), io.BytesIO()
    file.load_key(password=password, verify_password=True)
    file.decrypt(plain)
    return plain.getvalue()


def _pdf(data: bytes, password: str) -> bytes:
    import pypdfium2

    plain = io.BytesIO()
    with pypdfium2.PdfDocument(data, password=password) as document:
        document.save(plain, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    return plain.getvalue()


def _zip(data: bytes, password: str) -> list[tuple[str, bytes]] | None:
    """Windows writes a password in cp932, others in UTF-8."""
    for codec in ("utf-8", "cp932"):
        key = password.encode(codec, "replace")
        if found := ziparchive.files(data, Room(MOST_FILES, MOST_BYTES), password=key):
            return found
    return None
