"""What lies under a password comes out with the right one alone."""

import pytest
from fpdf import FPDF
from pypdfium2 import PdfDocument

from mailbot.mail.filekind import FileKind, is_encrypted, kind_of
from mailbot.sheets.unlocked import unlocked
from tests.mails.wire import archive, zip_crypto


def locked_pdf(password: str) -> bytes:
    document = FPDF()
    document.add_page()
    document.set_encryption(owner_password="owner", user_password=password)
    return bytes(document.output())


def test_pdf() -> None:
    """A PDF is plain afterwards, for every reader."""
    data = locked_pdf("Ogori2026")
    assert is_encrypted(data, FileKind.PDF) and unlocked(data, FileKind.PDF, "x") is None

    found = unlocked(data, FileKind.PDF, " Ogori2026 ")  # copied with a space from a mail

    assert found is not None
    ((name, plain),) = found
    assert name == "" and not is_encrypted(plain, FileKind.PDF)
    with PdfDocument(plain) as document:
        assert len(document) == 1


@pytest.mark.parametrize("password", ["Ogori2026", "誓約書"])
def test_zip(password: str) -> None:
    """The older cipher of zip archives, with passwords in Japanese too."""
    data = zip_crypto("誓約書.txt", b"signed", password)
    assert kind_of(data, "a.zip", "") is FileKind.ZIP and is_encrypted(data, FileKind.ZIP)

    assert unlocked(data, FileKind.ZIP, password) == [("誓約書.txt", b"signed")]
    assert unlocked(data, FileKind.ZIP, "wrong") is None


@pytest.mark.parametrize("kind", FileKind)
@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"PK\x03\x04", b"%PDF-1.7"])
def test_any_bytes(kind: FileKind, data: bytes) -> None:
    """Nothing is raised, whatever the bytes and whatever they were taken for."""
    assert unlocked(data, kind, "x") is None


def test_limits() -> None:
    """An archive of more files than anybody sends stays shut, password or not."""
    many = archive({f"{number}.txt": b"x" for number in range(60)})

    assert unlocked(many, FileKind.ZIP, "x") is None
