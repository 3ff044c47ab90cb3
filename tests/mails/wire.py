"""Mail as bytes, in the charsets and shapes that mail programs use. Takes nothing from what is tested."""

import base64
import binascii
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from urllib.parse import quote

CRLF = b"\r\n"
Head = Iterable[tuple[str, str | bytes]]

MARKS = "①㈱髙﨑～−№℡ﾊﾝ"
"""Characters of daily Japanese mail that the plain standards do not hold."""


def jis(text: str) -> bytes:
    """ISO-2022-JP as Microsoft's programs write it (cp50221): NEC and IBM letters, half-width kana."""
    out, state = bytearray(), b"\x1b(B"
    for character in text.replace("−", "－").replace("〜", "～"):
        data = character.encode("cp932")
        if len(data) == 2:
            wanted, data = b"\x1b$B", _pair(data)
        elif data[0] >= 0xA0:
            wanted, data = b"\x1b(I", bytes([data[0] & 0x7F])
        else:
            wanted = b"\x1b(B"
        out += data if wanted == state else wanted + data
        state = wanted
    return bytes(out + (b"" if state == b"\x1b(B" else b"\x1b(B"))


def _pair(shifted: bytes) -> bytes:
    lead, trail = shifted
    if lead >= 0xFA:  # IBM's own rows have no place in JIS; mailers write NEC's copy of them.
        row = _NEC.index(shifted.decode("cp932"))
        return bytes([0x79 + row // 94, 0x21 + row % 94])
    row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + (trail >= 0x9F)
    cell = trail - (0x7E if trail >= 0x9F else 0x1F if trail < 0x80 else 0x20)
    return bytes([row + 0x21, cell])


_NEC = "".join(
    bytes([0xED + row // 188, offset + (0x40 if offset < 0x3F else 0x41)]).decode("cp932", "replace")
    for row in (0, 188)
    for offset in range(188)
)


def cp932(text: str) -> bytes:
    return text.replace("−", "－").replace("〜", "～").encode("cp932")


def eucjp(text: str) -> bytes:
    """CP51932: the vendor rows of ISO-2022-JP with the high bit set."""
    out = bytearray()
    for character in text.replace("−", "－"):
        data = character.encode("cp932")
        kana = len(data) == 1 and data[0] >= 0xA0
        out += bytes(c | 0x80 for c in _pair(data)) if len(data) == 2 else b"\x8e" * kana + data
    return bytes(out)


def word(text: str, label: str = "utf-8", data: bytes | None = None) -> str:
    """An RFC 2047 encoded-word of `text`, or of the bytes that a program made of it."""
    return f"=?{label}?B?{base64.b64encode(text.encode() if data is None else data).decode()}?="


def percent(data: bytes, label: str) -> str:
    """An RFC 2231 extended value."""
    return f"{label}''{quote(data, safe='')}"


def b64(data: bytes) -> bytes:
    lines = base64.b64encode(data)
    return CRLF.join(lines[at : at + 76] for at in range(0, len(lines), 76)) + CRLF


def qp(data: bytes) -> bytes:
    return binascii.b2a_qp(data.replace(CRLF, b"\n"), istext=True).replace(b"\n", CRLF)


def lines(text: str) -> str:
    return text.strip("\n").replace("\n", "\r\n") + "\r\n"


def part(head: Head, body: bytes) -> bytes:
    fields = (name.encode() + b": " + (_raw(value)) for name, value in head)
    return CRLF.join(fields) + CRLF + CRLF + body


def _raw(value: str | bytes) -> bytes:
    return value.encode().replace(b"\n", CRLF) if isinstance(value, str) else value


def text_part(
    text: str,
    label: str = "utf-8",
    data: bytes | None = None,
    encoding: str = "base64",
    subtype: str = "plain",
) -> tuple[list[tuple[str, str | bytes]], bytes]:
    """The content fields and the body of a text: `data` is what a program made of `text`."""
    raw = lines(text).encode() if data is None else data
    body = {"base64": b64, "quoted-printable": qp}.get(encoding, lambda it: it)(raw)
    declared = f"; charset={label}" if label else ""
    return [("Content-Type", f"text/{subtype}{declared}"), ("Content-Transfer-Encoding", encoding)], body


def multipart(kind: str, boundary: str, *parts: bytes) -> tuple[list[tuple[str, str | bytes]], bytes]:
    line = b"--" + boundary.encode()
    body = b"".join(line + CRLF + piece.removesuffix(CRLF) + CRLF for piece in parts) + line + b"--" + CRLF
    return [("Content-Type", f'multipart/{kind}; boundary="{boundary}"')], body


def file_part(
    data: bytes, media_type: str, type_name: str = "", name: str = "", disposition: str = "attachment"
) -> bytes:
    """`type_name` and `name` are whole parameters as the program writes them: 'filename="a.pdf"'."""
    head: list[tuple[str, str | bytes]] = [
        ("Content-Type", f"{media_type};\n {type_name}" if type_name else media_type)
    ]
    if disposition:
        head.append(("Content-Disposition", f"{disposition};\n {name}" if name else disposition))
    return part([*head, ("Content-Transfer-Encoding", "base64")], b64(data))


def xlsx(*rows: tuple[str, str]) -> bytes:
    """A workbook of one sheet, small enough to read in a diff of its parts."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{c}{number}" t="inlineStr"><is><t>{t}</t></is></c>'
            for c, t in zip("AB", row, strict=True)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="エントリーシート" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
            "</worksheet>",
        }
    )


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip with fixed times: the same bytes on every run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(zipfile.ZipInfo(name, (2026, 11, 18, 10, 2, 10)), data)
    return out.getvalue()


def png(side: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\xc0\x30\x40" * side) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = (
    bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300")
    + b"\x10" * 64
    + bytes.fromhex(
        "ffc0000b080008000801011100ffc40014000100000000000000000000000000000009ffda0008010100003f00"
    )
    + bytes.fromhex("2a9fffd9")
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def locked(zipped: bytes, method: int = 0) -> bytes:
    """The zip with every entry marked as encrypted; `method` 99 is AES as WinZip writes it."""
    out = bytearray(zipped)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + flags] |= 1
            out[at + flags + 2 : at + flags + 4] = struct.pack("<H", method)
            at = out.find(mark, at + 4)
    return bytes(out)


def zip_crypto(name: str, data: bytes, password: str) -> bytes:
    """A zip of one file under the older cipher (APPNOTE 6.1), stored, its name in UTF-8."""
    table = [_crc_step(each) for each in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def stir(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password.encode():
        stir(byte)
    check, hidden = zlib.crc32(data), bytearray()
    for byte in bytes(11) + bytes([check >> 24]) + data:
        mixed = (keys[2] | 2) & 0xFFFF
        hidden.append(byte ^ ((mixed * (mixed ^ 1)) >> 8) & 0xFF)
        stir(byte)
    raw_name, sizes = name.encode(), (check, len(hidden), len(data))
    local = (
        struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0x801, 0, 0, 0, *sizes, len(raw_name), 0) + raw_name + hidden
    )
    listed = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0x801, 0, 0, 0, *sizes, len(raw_name), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(listed) + len(raw_name), len(local), 0)
    return bytes(local) + listed + raw_name + end


def _crc_step(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
    return value


def renamed(zipped: bytes, names: dict[str, bytes]) -> bytes:
    """The zip with the raw bytes of names in place of ASCII ones of the same length; no bit says UTF-8."""
    for old, new in names.items():
        assert len(old) == len(new), (old, new)
        zipped = zipped.replace(old.encode(), new)
    return zipped


def bomb(size: int) -> bytes:
    """A zip of one file of `size` zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(
            zipfile.ZipInfo("0.bin", (2026, 11, 18, 10, 2, 10)), bytes(size), zipfile.ZIP_DEFLATED
        )
    return out.getvalue()


def tnef(*files: tuple[str, bytes], unicode: bool = True) -> bytes:
    """winmail.dat as Outlook writes it; without `unicode` the name stands in cp932 alone."""

    def attribute(level: int, id: int, kind: int, data: bytes) -> bytes:
        return struct.pack("<BHHI", level, id, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    out = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x9007, 6, struct.pack("<II", 932, 0))
    for name, data in files:
        wide = name.encode("utf-16-le") + b"\0\0"
        long = struct.pack("<HHII", 0x1F, 0x3707, 1, len(wide)) + wide + bytes(-len(wide) % 4)
        size = struct.pack("<HHI", 3, 0x0E20, len(data))
        out += attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x8010, 1, cp932(name) + b"\0")
        out += attribute(2, 0x800F, 6, data)
        out += attribute(2, 0x9005, 6, struct.pack("<I", 2) + size + long) if unicode else b""
    return out


def der(tag: int, *contents: bytes) -> bytes:
    body = b"".join(contents)
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8 or 1)
    return bytes([tag]) + (bytes([len(body)]) if len(body) < 128 else bytes([0x80 | len(size)]) + size) + body


def cms(kind: int, content: bytes) -> bytes:
    """CMS around `content`: 2 is SignedData without a signer, 3 what looks like EnvelopedData."""
    oid = bytes.fromhex("2a864886f70d0107")
    data = der(0x30, der(6, oid + b"\x01"), der(0xA0, der(4, content)))
    inner = der(0x30, der(2, b"\x01"), der(0x31), data, der(0x31))
    return der(0x30, der(6, oid + bytes([kind])), der(0xA0, inner))


def uuencoded(name: str, data: bytes) -> bytes:
    pieces = (binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    lines_ = [f"begin 644 {name}\n".encode(), *pieces, b"`\nend\n"]
    return b"".join(lines_).replace(b"\n", CRLF)
