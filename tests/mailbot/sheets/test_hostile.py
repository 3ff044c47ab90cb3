"""Hostile workbooks: each ends in an answer or a finding, in time and memory, and the next file is served."""

import io
import random
import resource
import socket
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailbot.sheets.bench import Bench
from mailbot.sheets.child import MEMORY
from mailbot.sheets.orders import Read
from mailbot.sheets.reading import Reading
from mailbot.sheets.workbook import Limits, Unreadable
from tests.entries import CONTEXT, FORMS, filled
from tests.mailbot.sheets.packages import MAIN, package, relations

MOST_SECONDS = 5.0
TEXTS = ("urn:oasis:names:tc:opendocument:xmlns:", "office", "table", "text")
OFFICE_MEMORY = 500_000_000
"""Bytes that one file may take at most."""


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Bench() as opened:
        yield opened


def sheet(rows: str, *, after: str = "", strings: str = "") -> bytes:
    return package(f"<sheetData>{rows}</sheetData>{after}", strings=strings)


def zip_bomb() -> bytes:
    """320 MB of nothing in 320 KB."""
    file = io.BytesIO(package("<sheetData/>"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/media/image1.png", "w", force_zip64=True) as part:
            for _ in range(320):
                part.write(bytes(1 << 20))
    return file.getvalue()


def dishonest_zip() -> bytes:
    """A sheet of 100 MB that its directory gives as 100 bytes."""
    data = bytearray(sheet(" " * (100 << 20)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def million_rows() -> bytes:
    return sheet('<row><c t="str"><v>商品名</v></c></row>' * 1_000_000)


def deep_sheet() -> bytes:
    return sheet("<a>" * 1_000_000)


def deep_book() -> bytes:
    return package("", parts={"xl/workbook.xml": f'<workbook xmlns="{MAIN}">' + "<sheets>" * 1_000_000})


ENTITIES = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 10)
)


def entity_bomb() -> bytes:
    bomb = f"{ENTITIES}]><worksheet><sheetData><row><c t='str'><v>&a9;</v></c></row></sheetData></worksheet>"
    return package("", parts={"xl/worksheets/sheet1.xml": bomb})


def entity_bomb_in_the_book() -> bytes:
    return package("", parts={"xl/workbook.xml": f"{ENTITIES}]><workbook>&a9;</workbook>"})


def ten_megabyte_cell() -> bytes:
    return sheet(f'<row><c t="inlineStr"><is><t>{"あ" * 3_500_000}</t></is></c></row>')


def shared_string_bomb() -> bytes:
    """50,000 cells that all show one text of 7 MB, full of escapes."""
    cells = '<c t="s"><v>0</v></c>' * 100
    return sheet(f"<row>{cells}</row>" * 500, strings=f"<si><t>{'_x0041_' * 1_000_000}</t></si>")


def many_shared_strings() -> bytes:
    return sheet('<row><c t="s"><v>0</v></c></row>', strings="<si><t>a</t></si>" * 450_000)


def merge_bomb() -> bytes:
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 200_000
    return sheet("<row><c><v>1</v></c></row>", after=f"<mergeCells>{merges}</mergeCells>")


def broken_directory() -> bytes:
    data = bytearray(filled("food"))
    at = data.rfind(b"PK\x05\x06")
    data[at + 16 : at + 20] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(data)


def a_million_entries() -> bytes:
    """A directory that promises more parts than memory holds."""
    return filled("food") + b"PK\x01\x02" * 1_000_000


def picture_of_a_billion_pixels() -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBBI", 13, b"IHDR", 1 << 30, 1 << 30, 8, 6, 0, 0, 0, 0)
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(r1=("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": "<wsDr/>",
        "xl/drawings/_rels/drawing1.xml.rels": relations(r1=("image", "../media/image1.png")),
        "xl/media/image1.png": head,
    }
    return package("<sheetData/>", parts=parts)


def compound(stream: bytes) -> bytes:
    """An OLE compound file [MS-CFB] whose one stream is 'Workbook'."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    stream = stream.ljust(4096, b"\0")
    sectors = len(stream) // 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[none] * 108)
    chain = [0xFFFFFFFD, end, *range(3, sectors + 2), end]
    table = struct.pack("<128I", *chain, *[none] * (128 - len(chain)))
    return head + table + _entry("Root Entry", 5, end, 0, 1) + _entry("Workbook", 2, 2, len(stream)) + bytes(
        256
    ) + stream  # fmt: skip


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBB3I", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def old_excel_that_aborts() -> bytes:
    """Two cells in opposite corners: calamine makes all 16 million between them, and aborts its process."""
    end = record(0x000A, b"")
    name = struct.pack("<BBBB", 0, 0, 1, 0) + b"S"
    front = len(begin(5)) + 4 + 4 + len(name) + len(end)
    cells = (record(0x0203, struct.pack("<HHHd", row, row >> 8, 0, 1.0)) for row in (0, 0xFFFF))
    return compound(
        begin(5) + record(0x0085, struct.pack("<I", front) + name) + end + begin(16) + b"".join(cells) + end
    )


def old_excel_garbage() -> bytes:
    return compound(random.Random(1).randbytes(40_000))  # noqa: S311


def ods(table: str) -> bytes:
    spaces = " ".join(f'xmlns:{each}="{TEXTS[0]}{each}:1.0"' for each in TEXTS[1:])
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return file.getvalue()


def ods_bomb() -> bytes:
    """One cell that repeats itself 17,000 million times, with a text of as many spaces."""
    return ods(
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string" '
        'table:number-rows-spanned="1048576" table:number-columns-spanned="16384">'
        '<text:p>商品名<text:s text:c="999999999"/></text:p></table:table-cell></table:table-row>'
    )


def ods_deep() -> bytes:
    return ods("<table:table-row><table:table-cell>" * 500_000)


def ods_many_spaces() -> bytes:
    return ods(
        f"<table:table-row><table:table-cell>{'<text:p/>' * 400_000}</table:table-cell></table:table-row>"
    )


HOSTILE: tuple[Callable[[], bytes], ...] = (
    zip_bomb,
    dishonest_zip,
    million_rows,
    deep_sheet,
    deep_book,
    entity_bomb,
    entity_bomb_in_the_book,
    ten_megabyte_cell,
    shared_string_bomb,
    many_shared_strings,
    merge_bomb,
    broken_directory,
    a_million_entries,
    picture_of_a_billion_pixels,
    old_excel_that_aborts,
    old_excel_garbage,
    ods_bomb,
    ods_deep,
    ods_many_spaces,
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.__name__)
def test_hostile_workbook_ends(bench: Bench, hostile: Callable[[], bytes]) -> None:
    """In time and memory, whatever it holds; the next file is read as if nothing had been."""
    data = hostile()
    bench.do(order(b""))  # a child is at hand
    start = time.monotonic()

    ended = bench.do(order(data))

    assert time.monotonic() - start < MOST_SECONDS
    assert isinstance(ended, Reading | Unreadable)
    assert isinstance(ended, Unreadable) or ended.findings or ended.blank
    assert all(memory(pid) <= OFFICE_MEMORY for pid in bench.pids())
    after = bench.do(order(filled("food")))
    assert isinstance(after, Reading)
    assert [entry.value("jan") for entry in after.entries] == ["4569951116179"]


def order(data: bytes) -> Read:
    return Read.of(data, FORMS, CONTEXT, Limits())


def memory(pid: int) -> int:
    """Bytes that a process held at most; no child can pass its limit."""
    lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmPeak")]
    return int(peak) * 1024


def test_the_limit_of_memory_is_the_office_s() -> None:
    """What a child may take at most is what the office allows."""
    assert MEMORY <= OFFICE_MEMORY


def test_a_file_that_aborts_its_process(bench: Bench) -> None:
    """The child dies of it, and it counts as damaged."""
    bench.do(order(b""))
    before = set(bench.pids())

    ended = bench.do(order(old_excel_that_aborts()))

    assert isinstance(ended, Unreadable)
    assert ended.code == "damaged"
    assert not before & set(bench.pids())


def test_no_link_is_followed(bench: Bench) -> None:
    """External links, pictures and templates of a workbook are left alone: nobody calls."""
    with socket.create_server(("127.0.0.1", 0)) as there:
        url = f"http://127.0.0.1:{there.getsockname()[1]}/x"
        outside = '<Relationship Id="r{0}" Type="x/{1}" Target="{2}" TargetMode="External"/>'
        kinds = ("externalLinkPath", "image", "hyperlink", "attachedTemplate", "worksheet", "drawing")
        links = "".join(outside.format(number, kind, url) for number, kind in enumerate(kinds, 10))
        book = package(
            '<sheetData><row><c><f>WEBSERVICE("' + url + '")</f></c></row></sheetData>',
            parts={
                "xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships>{links}</Relationships>",
                "xl/externalLinks/externalLink1.xml": f'<externalLink href="{url}"/>',
            },
        )

        ended = bench.do(order(book))

        there.setblocking(False)
        with pytest.raises(BlockingIOError):
            there.accept()
    assert isinstance(ended, Reading)


def test_this_process_pays_for_nothing(bench: Bench) -> None:
    """The program itself never holds what a bomb unpacks to."""
    data = zip_bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for _ in range(3):
        bench.do(order(data))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
