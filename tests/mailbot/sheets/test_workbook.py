"""Opening workbooks: what a cell shows, what is refused and why, and that no bytes ever raise."""

import io
import zipfile

import pytest
from hypothesis import example, given, settings, strategies as st
from openpyxl import Workbook as NewBook
from openpyxl.drawing.image import Image
from openpyxl.packaging.custom import StringProperty

from mailbot.sheets.workbook import Area, Limits, Sheet, Unreadable, Workbook, open_workbook
from tests.mailbot.sheets.packages import STRICT, package, png, relations


def sheet(data: bytes, limits: Limits | None = None) -> Sheet:
    book = open_workbook(data, limits)
    assert isinstance(book, Workbook)
    return book.sheets[0]


def test_strict_files_read_alike() -> None:
    """The namespaces of strict Open XML make no difference."""
    data = (
        '<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="B2:C3"/></mergeCells>'
    )
    plain, strict = sheet(package(data)), sheet(package(data, space=STRICT))

    assert plain == strict
    assert plain.merges == (Area(2, 2, 3, 3),)


def test_one_bad_cell_does_not_lose_the_sheet() -> None:
    """Cells before damaged XML are kept, and the sheet says that it was cut."""
    broken = sheet(package('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row <'))

    assert [cell.text for cell in broken.cells.values()] == ["1", "2"]
    assert broken.cut


def test_cells_beyond_the_form_area_are_not_read() -> None:
    """Rows and columns beyond the limits cost nothing and hold nothing."""
    data = '<c r="A1"><v>1</v></c><c r="CW1"><v>2</v></c></row><row r="501"><c r="A501"><v>3</v></c>'

    area = sheet(package(f'<sheetData><row r="1">{data}</row></sheetData>'))

    assert list(area.cells) == [(1, 1)]
    assert area.cut


def test_a_long_text_is_cut_with_a_mark() -> None:
    """A cell keeps its first characters and says that there were more."""
    cells = sheet(
        package('<sheetData><row><c t="inlineStr"><is><t>' + "長" * 9_000 + "</t></is></c></row></sheetData>")
    )

    assert cells.cell(1, 1).text == "長" * 3_999 + "…"


def test_a_part_beyond_its_limit_is_read_so_far() -> None:
    """A sheet of a hundred thousand rows gives its first ones, and says that it was cut."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 100_000))
    cut = sheet(package(f"<sheetData>{rows}</sheetData>"), Limits(part=1 << 20))

    assert len(cut.cells) == 500
    assert cut.cut


def test_sheets_properties_and_pictures() -> None:
    """Names, hidden sheets, custom properties, and the pictures that lie on each sheet."""
    made = NewBook()
    made.worksheets[0].title = "梅干し"
    made.worksheets[0].add_image(Image(io.BytesIO(png())), "B2")
    made.worksheets[0].add_image(Image(io.BytesIO(png(400))), "B9")
    made.create_sheet("リスト").sheet_state = "veryHidden"
    made.custom_doc_props.append(  # type: ignore[attr-defined]  # the stubs lack it
        StringProperty(name="form_id", value="OGORI-F-2")
    )
    file = io.BytesIO()
    made.save(file)
    book = open_workbook(file.getvalue())

    assert isinstance(book, Workbook)
    assert [(each.name, each.hidden, each.pictures) for each in book.sheets] == [
        ("梅干し", False, 2),
        ("リスト", True, 0),
    ]
    assert book.properties == {"form_id": "OGORI-F-2"}


@pytest.mark.parametrize(("media", "pictures"), [(png(), 1), (b"no picture", 0)])
@pytest.mark.parametrize(
    ("cell", "store"),
    [
        (
            '<c r="A1"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
            "xl/_rels/cellimages.xml.rels",
        ),
        ('<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>', "xl/richData/_rels/richValueRel.xml.rels"),
    ],
)
def test_pictures_in_cells_count(cell: str, store: str, media: bytes, pictures: int) -> None:
    """A picture that is the value of a cell counts where it can be read, and is no answer in words."""
    found = sheet(
        package(
            f"<sheetData><row>{cell}</row></sheetData>",
            parts={"xl/media/image1.png": media, store: relations(r1=("image", "/xl/media/image1.png"))},
        )
    )

    assert (found.pictures, found.cells) == (pictures, {})


def test_a_damaged_drawing_costs_only_its_pictures() -> None:
    """Answers are read although the drawing beside them is broken."""
    data = package(
        '<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>',
        parts={"xl/worksheets/_rels/sheet1.xml.rels": "<Relationships><broken"},
    )

    assert (sheet(data).cell(1, 1).text, sheet(data).pictures) == ("1", 0)


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(64)


def _zip(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def _locked_zip() -> bytes:
    """The flag 'encrypted' on each entry, in the local head and in the directory."""
    data = bytearray(package("<sheetData/>"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (_ole("EncryptedPackage"), "encrypted"),
        (_locked_zip(), "encrypted"),
        (_ole("Workbook"), "damaged"),
        (_ole("NothingKnown"), "damaged"),
        (_ole("WordDocument"), "word"),
        (_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "damaged"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        ("商品名,梅干し\n".encode("cp932"), "csv"),
        (b"%PDF-1.7", "pdf"),
        (png(), "photo"),
        (_zip(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "word"),
        (_zip(**{"a.txt": "x"}), "zip"),
        (package("<sheetData/>")[:900], "damaged"),
        (package("<sheetData/>", parts={"xl/workbook.xml": "<workbook><"}), "damaged"),
        (
            package("<sheetData/>", parts={"xl/workbook.xml": "<!DOCTYPE a><workbook/>"}),
            "damaged",
        ),
    ],
)
def test_what_can_not_be_opened_is_named(data: bytes, code: str) -> None:
    """Each format that is no workbook is recognised by its content and told in whole sentences."""
    refused = open_workbook(data)

    assert isinstance(refused, Unreadable)
    assert refused.code == code
    assert refused.message.endswith("。")


@pytest.mark.parametrize("limits", [Limits(size=100), Limits(unpacked=1_000), Limits(entries=3)])
def test_sizes_are_limited_before_anything_is_unpacked(limits: Limits) -> None:
    """Bytes, unpacked bytes and number of parts: one too many refuses the file."""
    refused = open_workbook(package("<sheetData/>"), limits)

    assert isinstance(refused, Unreadable)
    assert refused.code == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_never_expanded(encoding: str) -> None:
    """A DOCTYPE in a sheet ends its reading, however it is written: no entity is resolved, no file is opened."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    rows = '<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    data = package("", parts={"xl/worksheets/sheet1.xml": f"{bomb}{rows}".encode(encoding)})

    assert sheet(data).cells == {}
    assert sheet(data).cut


def test_a_doctype_between_two_reads_is_seen() -> None:
    """A part is inflated piece by piece; a DOCTYPE that lies across two pieces is refused all the same."""
    for before in range((1 << 16) - 9, 1 << 16):
        late = f"<?xml version='1.0'?>{' ' * (before - 21)}<!DOCTYPE x><worksheet><sheetData/></worksheet>"
        assert sheet(package("", parts={"xl/worksheets/sheet1.xml": late})).cut, before


def test_a_part_of_too_many_elements_is_read_as_far_as_allowed() -> None:
    """What stands before the limit counts, and the sheet says that it was cut."""
    rows = '<row><c t="str"><v>梅干し</v></c></row>' * 10_000
    book = open_workbook(package(f"<sheetData>{rows}</sheetData>"), Limits(tags=20_000))

    assert isinstance(book, Workbook)
    assert 0 < len(book.sheets[0].cells) < 10_000
    assert book.sheets[0].cut


def test_a_dishonest_directory_does_not_inflate_more_than_it_says() -> None:
    """The unpacked size is counted while inflating, not believed: a bomb ends at the limit of its part."""
    bomb = package("<sheetData/>", parts={"xl/sharedStrings.xml": "<sst>" + " " * (30 << 20)})

    assert len(bomb) < 1 << 20
    assert isinstance(open_workbook(bomb), Workbook | Unreadable)


SOUND = package(
    '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>46344</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="C1:H1"/></mergeCells>',
    strings="<si><t>商品名</t></si>",
)


@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes_open_or_are_refused(data: bytes) -> None:
    """No bytes raise."""
    assert isinstance(open_workbook(data), Workbook | Unreadable)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 4_000),
)
def test_damaged_workbooks_open_or_are_refused(flips: list[tuple[int, int]], length: int) -> None:
    """No change of bytes in a sound workbook raises, nor any truncation."""
    data = bytearray(SOUND)
    for at, value in flips:
        data[at % len(data)] = value
    whole, short = open_workbook(bytes(data)), open_workbook(bytes(data[:length]))

    assert isinstance(whole, Workbook | Unreadable)
    assert isinstance(short, Workbook | Unreadable)


@settings(max_examples=150)
@given(st.text(alphabet='<>/="rcvtsifA1Z9e.:- &;', max_size=120))
def test_any_sheet_xml_is_read(xml: str) -> None:
    """No XML inside a sound package raises."""
    assert isinstance(open_workbook(package(f"<sheetData><row>{xml}")), Workbook)
