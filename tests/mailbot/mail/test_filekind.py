import io
import zipfile

import pytest
from hypothesis import given, strategies as st

from mailbot.mail.filekind import FileKind, is_encrypted, kind_of
from tests.mails.wire import JPEG, OLE, PDF, archive, png, xlsx

SHEET = xlsx(("商品名", "ジャム"))
ODS = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


def locked(data: bytes) -> bytes:
    """The same zip with the bit that says each file in it is under a password."""
    at, out = data.index(b"PK\x01\x02"), bytearray(data)
    while at >= 0:
        out[at + 8] |= 1
        at = out.find(b"PK\x01\x02", at + 1)
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (SHEET, FileKind.XLSX),
        (SHEET[:600], FileKind.XLSX),
        (archive({"xl/workbook.xml": "", "xl/vbaProject.bin": ""}), FileKind.XLSM),
        (archive({"[Content_Types].xml": "", "xl\\workbook.xml": ""}), FileKind.XLSX),
        (archive({"[Content_Types].xml": "", "XL/WORKBOOK.XML": ""}), FileKind.XLSX),
        (archive({"/[Content_Types].xml": "", "/xl/workbook.xml": ""}), FileKind.XLSX),
        (archive({"./[Content_Types].xml": "", "./xl/workbook.xml": ""}), FileKind.XLSX),
        (archive({"[Content_Types].xml": "", "xl/workbook22.xml": ""}), FileKind.XLSX),
        (archive({"word/document.xml": ""}), FileKind.DOCX),
        (archive({"entry/a.xlsx": SHEET, "[Content_Types].txt": ""}), FileKind.ZIP),
        (ODS, FileKind.ODS),
        (ole("Workbook"), FileKind.XLS),
        (ole("Book"), FileKind.XLS),
        (ole("WordDocument"), FileKind.DOC),
        (ole("EncryptedPackage"), FileKind.OLE_ENCRYPTED),
        (ole("__substg1.0"), FileKind.OTHER),
        (PDF, FileKind.PDF),
        (b"\r\n\r\n" + PDF, FileKind.PDF),
        (JPEG, FileKind.JPEG),
        (png(), FileKind.PNG),
        (b"GIF89a", FileKind.GIF),
        (b"\x00\x00\x00\x18ftypheic", FileKind.HEIC),
        (b"\x00\x00\x00\x18ftypmp42", FileKind.OTHER),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind.WEBP),
        (b"\x78\x9f\x3e\x22\x00", FileKind.TNEF),
        (b"BEGIN:VCALENDAR\r\n", FileKind.ICS),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", FileKind.HTML),
        (b"<?xml version='1.0'?>\n<HTML xmlns:x='excel'>", FileKind.HTML),
        ("エントリー".encode("cp932"), FileKind.TEXT),
        (b"", FileKind.OTHER),
        (b"\x00\x01\x02", FileKind.OTHER),
    ],
)
@pytest.mark.parametrize("name", ["", "a.xls", "写真.jpg"])
def test_content_decides(data: bytes, kind: FileKind, name: str) -> None:
    """A file is what its bytes are, whatever it is called."""
    assert kind_of(data, name, "application/octet-stream") is kind


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (b"a,b\r\n", "a.csv", "application/octet-stream", FileKind.CSV),
        (b"a,b\r\n", "", "text/csv", FileKind.CSV),
        (b"From: a@b\r\nSubject: x\r\n\r\n", "a.eml", "application/octet-stream", FileKind.EML),
        (b"x", "", "message/rfc822", FileKind.EML),
        (b"0\x82", "smime.p7s", "application/x-pkcs7-signature", FileKind.P7S),
        (b"Do you read %PDF-1.4?", "", "text/plain", FileKind.TEXT),
    ],
)
def test_plain_files(data: bytes, name: str, media_type: str, kind: FileKind) -> None:
    """Between kinds of plain text the name and the declared type decide."""
    assert kind_of(data, name, media_type) is kind


def test_passwords() -> None:
    """A password is seen on Office files, zips and PDFs, and not where there is none."""
    assert is_encrypted(ole("EncryptedPackage"), FileKind.OLE_ENCRYPTED)
    assert is_encrypted(locked(archive({"a.xlsx": SHEET})), FileKind.ZIP)
    assert is_encrypted(PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), FileKind.PDF)
    assert not is_encrypted(archive({"a.xlsx": SHEET}), FileKind.ZIP)
    assert not is_encrypted(PDF, FileKind.PDF)


def test_directory_of_many() -> None:
    """A zip with more entries than anybody sends is not listed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for number in range(10_001):
            zipped.writestr(f"{number}", b"")

    assert kind_of(out.getvalue()) is FileKind.ZIP
    assert not is_encrypted(locked(out.getvalue()), FileKind.ZIP)


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE, b"%PDF-", SHEET, ODS]), st.binary(), st.text()
)
def test_any_file(head: bytes, rest: bytes, name: str) -> None:
    """Every file has a kind, damaged ones too."""
    kind = kind_of(head + rest, name)

    assert isinstance(is_encrypted(head + rest, kind), bool)
    assert kind.suffix.startswith(".")
