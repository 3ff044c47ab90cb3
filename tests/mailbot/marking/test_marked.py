"""Marking: the gaps are shown, and all else of the sender's workbook is as it came."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from mailbot.marking import mark
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.labels import NOTICE
from tests.conftest import Convert
from tests.entries import filled
from tests.mailbot.marking.rich import MAIN, SHEET, changed, faulty, rich, with_photo
from tests.mailbot.marking.seen import PAGE, amber, comments, edited, errors, gap, marked, reading, sheets

MENDED = {"C21": "0942-00-1234", "C34": "150g", "C47": "常温"}


def members(data: bytes) -> Mapping[str, tuple[int, int, bytes]]:
    """Name -> method, checksum and the packed bytes."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for each in archive.infolist():
            name, extra = struct.unpack_from("<2H", data, each.header_offset + 26)
            start = each.header_offset + 30 + name + extra
            found[each.filename] = (each.compress_type, each.CRC, data[start : start + each.compress_size])
    return found


def test_the_gaps_are_shown() -> None:
    """Each gap's cell is amber, commented, and linked from the first sheet, which says what stands and what to do."""
    done = marked(faulty())
    book = sheets(done)
    first = book.worksheets[0]
    rows = {row[1].value: row for row in first.iter_rows(min_row=7)}

    assert amber(done) == list(MENDED)
    assert comments(done)["C47"].startswith(f"{NOTICE}\n「保存温度帯」が未記入です。")
    assert (first.title, book.active.title) == (NOTICE, NOTICE)
    assert rows["内容量"][2].value == "C34"
    assert rows["内容量"][2].hyperlink.location == f"'{PAGE}'!C34:E34"
    assert rows["内容量"][3].value == "100g/200g"
    assert "シートを分けて" in rows["内容量"][4].value


def test_the_cursor_is_on_the_first_gap() -> None:
    """The list is what opens; on the sheet behind it the cursor already is where the work begins."""
    view = sheets(marked(faulty()))[PAGE].sheet_view

    assert view.selection[0].activeCell == "C21"
    assert not view.tabSelected


def test_untouched_parts_keep_their_packed_bytes() -> None:
    """Photo, drawing, macros, check boxes, printer settings, other sheets: the same bytes, names and order."""
    before, after = members(faulty()), members(marked(faulty()))
    touched = {name for name in before if before[name] != after[name]}

    assert list(after)[: len(before)] == list(before)
    assert touched == {
        SHEET,
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }


def test_the_sheet_itself_differs_in_little() -> None:
    """Of the sheet's XML only the styles of the gaps and the cursor change: lists, boxes and links stay."""
    with zipfile.ZipFile(io.BytesIO(faulty())) as old, zipfile.ZipFile(io.BytesIO(marked(faulty()))) as new:
        before, after = old.read(SHEET), new.read(SHEET)

    tail = before.index(b"</sheetData>")
    assert after.endswith(before[tail:])
    assert len(after) - len(before) < 80


def test_a_marked_cell_looks_as_before_but_for_its_colour() -> None:
    """Number format, font, borders and alignment of the cell are kept."""
    old, new = (sheets(each)[PAGE]["C34"] for each in (faulty(), marked(faulty())))

    for aspect in ("number_format", "font", "border", "alignment", "protection"):
        assert repr(getattr(old, aspect)) == repr(getattr(new, aspect))


def test_comments_of_others_stay() -> None:
    """Somebody's comment stays word for word; where it sits on a gap, it is not ours to replace."""
    assert comments(marked(faulty()))["C11"] == "社内メモ: 部長に確認"

    on_gap = marked(rich(comment_at="C47", storage=""))
    assert comments(on_gap) == {"C47": "社内メモ: 部長に確認"}
    assert amber(on_gap) == ["C47"]


def test_names_and_print_areas_follow_their_sheets() -> None:
    """A sheet put first moves the others: print areas and titles go with them."""
    before, after = sheets(faulty()), sheets(marked(faulty()))

    for name in before.sheetnames:
        assert after[name].print_area == before[name].print_area
        assert after[name].print_title_rows == before[name].print_title_rows


def test_the_answers_read_the_same() -> None:
    """Our list, colour and comments change no answer and make no entry; another reader sees the same values."""
    done = marked(faulty())

    assert reading(done) == reading(faulty())
    old, new = (CalamineWorkbook.from_filelike(io.BytesIO(each)) for each in (faulty(), done))
    assert new.sheet_names == [NOTICE, *old.sheet_names]
    assert new.get_sheet_by_name(PAGE).to_python() == old.get_sheet_by_name(PAGE).to_python()


def prefixed(data: bytes) -> bytes:
    """As other libraries write XML: every name of the main namespace with a prefix."""
    names = (SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/comments/comment1.xml")
    changes = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in names:
            part = archive.read(name).decode()
            named = re.sub(r"<(/?)(?=\w+[\s/>])", r"<\1y:", part).replace(" xmlns=", " xmlns:y=")
            changes[name] = [(part, named)]
    return changed(data, changes)


@pytest.mark.parametrize(
    "made",
    [
        faulty,
        lambda: prefixed(faulty()),
        lambda: filled("nonfood", caution=""),
        lambda: edited(faulty(), lambda book: book[PAGE].delete_rows(30, 50)),
        lambda: edited(faulty(), lambda book: setattr(book[PAGE], "freeze_panes", "C4")),
        lambda: changed(faulty(), {SHEET: [("<sheetViews>", "<!-- "), ("</sheetViews>", " -->")]}),
    ],
    ids=["rich", "prefixed", "nonfood", "short", "frozen", "without views"],
)
def test_any_cell_can_be_marked(made: Callable[[], bytes]) -> None:
    """Whatever program saved it, filled or not, even where neither cell nor row is there."""
    data = made()
    book = open_workbook(data)
    assert isinstance(book, Workbook)
    sheet = next(each for each in book.sheets if each.name == PAGE)
    places = [cell.at for cell in list(sheet.cells.values())[::9]]
    more = [f"{PAGE}!{cell}" for cell in ("M30", "AC410", "B412", "A412")]

    done = marked(data, [gap(at) for at in (*places, *more)])

    assert reading(done) == reading(data)
    assert {at.rpartition("!")[2] for at in more} <= set(amber(done))


def test_the_samples_can_be_marked() -> None:
    """Every tenth sheet of the corpus: sound, and read as before. Strict OOXML is the one dialect left alone."""
    found = sorted(Path(__file__).parents[2].joinpath("sheets").rglob("*.xlsx"))
    files = [file for file in found if "strict" not in file.name][::10]
    for data in (file.read_bytes() for file in files):
        for entry in reading(data).entries:
            gaps = [gap(answer.cell) for answer in entry.fields.values()]
            assert reading(marked(data, gaps)) == reading(data)
    assert files


def test_several_sheets_are_marked() -> None:
    """Three products in one workbook: each sheet shows its own gaps, the list names the sheet of each."""

    def three_products(book: Any) -> None:
        for name in ("ジャム大", "ジャム 特大"):
            sheet = book.copy_worksheet(book[PAGE])
            sheet.title = sheet["C26"].value = name

    data = edited(filled("food", storage=""), three_products)
    done = marked(data)
    names = [entry.sheet for entry in reading(data).entries]

    assert len(names) == 3
    assert all("C47" in amber(done, name) for name in names)
    where = [row[2].value for row in sheets(done).worksheets[0].iter_rows(min_row=7)]
    assert where == [f"{name} の C47" for name in names]


def test_mended_and_returned_it_is_accepted() -> None:
    """The gaps filled in the marked workbook, nothing else done: no error is left, and one entry is read."""

    def mend(book: Any) -> None:
        for cell, value in MENDED.items():
            book[PAGE][cell].value = value

    returned = edited(marked(faulty()), mend)

    assert errors(returned) == []
    assert [entry.sheet for entry in reading(returned).entries] == [PAGE]
    assert reading(returned).findings == reading(rich()).findings


def test_marks_of_an_earlier_round_are_replaced() -> None:
    """What was mended is amber no more and has no comment of ours; one list, of what is left."""

    def mend(book: Any) -> None:
        book[PAGE]["C21"].value = "0942-00-1234"

    once = marked(faulty())
    for returned in (once, edited(once, mend)):
        left = errors(returned)[-2:]
        twice = marked(returned, left)
        assert amber(twice) == ["C34", "C47"]
        assert set(comments(twice)) == {"C11", "C34", "C47"}
        assert sheets(twice).sheetnames == sheets(once).sheetnames
        assert sheets(twice)[NOTICE].max_row == 8


def test_names_with_backslashes() -> None:
    """Some programs write them into the zip: a part is changed where it is, not added beside itself."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(faulty())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\"), old.read(name))
    done = mark(file.getvalue(), errors(faulty()))
    assert done is not None

    names = [name.replace("\\", "/") for name in members(done)]
    assert len(set(names)) == len(names)
    assert reading(done) == reading(faulty())


def test_no_gaps_no_file() -> None:
    """Where nothing is missing there is nothing to give back."""
    assert mark(faulty(), []) is None


@pytest.mark.parametrize(
    "made",
    [
        lambda: b"",
        lambda: b"%PDF-1.7",
        lambda: faulty()[:2000],
        lambda: changed(faulty(), {}, {"_xmlsignatures/sig1.xml": b"<Signature/>"}),
        lambda: changed(
            faulty(), {"xl/workbook.xml": [(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")]}
        ),
        lambda: changed(faulty(), {SHEET: [("<worksheet ", "<!DOCTYPE x><worksheet ")]}),
        lambda: re.sub(rb"(?<=PK\x01\x02.{4})..", b"\x01\x00", faulty(), flags=re.DOTALL),
    ],
    ids=["empty", "pdf", "cut", "signed", "strict", "doctype", "password"],
)
def test_what_cannot_be_changed_is_not(made: Callable[[], bytes]) -> None:
    """Signed, under a password, damaged, of another dialect: the letter's text is enough."""
    assert mark(made(), [gap(f"{PAGE}!C47")]) is None


@pytest.mark.parametrize("seed", range(60))
def test_damage_never_raises(seed: int) -> None:
    """Bytes or None, whatever was changed in the file or inside of one of its parts."""
    chance = random.Random(seed)  # noqa: S311  # damage, no secret
    gaps = [gap(f"{PAGE}!C47"), gap(f"{PAGE}!XFD1048576"), gap("A!!"), gap(f"{PAGE}!C0")]
    if seed % 2:
        data = bytearray(faulty())
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        damaged = bytes(data)
    else:
        with zipfile.ZipFile(io.BytesIO(faulty())) as archive:
            name = chance.choice(
                [each for each in archive.namelist() if each.endswith(("xml", "rels", "vml"))]
            )
            part = archive.read(name).decode()
        at = chance.randrange(len(part))
        end = at + chance.randrange(1, 200)
        damaged = changed(faulty(), {name: [(part, part[:at] + part[end:])]})

    assert isinstance(mark(damaged, gaps), bytes | None)


def test_the_same_gaps_give_the_same_bytes() -> None:
    """Files are kept by their hash, and a rehearsal must repeat."""
    assert marked(faulty()) == marked(faulty())


def test_libreoffice_keeps_the_marks(soffice: Convert, tmp_path: Path) -> None:
    """Opened and saved again, photo, lists, comments and colour are there; marked anew, it is still sound."""
    source = tmp_path / "entry.xlsx"
    source.write_bytes(marked(with_photo(tel="", storage="")))

    saved = soffice(source, "xlsx", tmp_path / "saved").read_bytes()

    assert amber(saved, merged=True) == ["C21", "C47"]
    assert all(text.startswith(NOTICE) for text in comments(saved).values())
    assert len(sheets(saved)[PAGE].data_validations.dataValidation) > 5
    assert reading(saved).entries[0].pictures == 1
    assert [each.cell for each in errors(saved)] == [f"{PAGE}!C21", f"{PAGE}!C47"]
    again = mark(saved, errors(saved)[:1])
    assert again is not None
    assert amber(again, merged=True) == list(comments(again)) == ["C21"]


def test_mended_in_libreoffice_it_is_accepted(soffice: Convert, tmp_path: Path) -> None:
    """The cells filled in, then saved by another program as xlsx: no error is left."""

    def mend(book: Any) -> None:
        book[PAGE]["C21"].value, book[PAGE]["C47"].value = "0942-00-1234", "常温"

    source = tmp_path / "entry.xlsx"
    source.write_bytes(edited(marked(with_photo(tel="", storage="")), mend))

    assert errors(soffice(source, "xlsx", tmp_path / "saved").read_bytes()) == []
