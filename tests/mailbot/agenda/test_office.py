"""The agenda in a real LibreOffice: it opens, prints as meant, comes back from every format, and text stays text."""

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from mailbot.agenda import returned
from mailbot.paper.pen import plain
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.agenda.decisions import Minutes
from tests.conftest import Convert
from tests.mailbot.agenda.meeting import filled_in, hostile, hostile_cells, like, made
from tests.mailbot.agenda.test_returned import told
from tests.mailbot.intake.counter import Counter, opened, sheet

A4, A3 = (595, 842), (1191, 842)

pytestmark = pytest.mark.xdist_group("agenda in LibreOffice")


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """One product by mail, and five with thirty hostile texts."""
    counter = opened(tmp_path_factory.mktemp("meeting"))
    hostile(counter)
    return counter


@pytest.fixture(scope="module")
def filled(meeting: Counter) -> bytes:
    """The agenda with the committee's words in it."""
    words = {
        "Y5": "選定",
        "AB5": "=1+1 と書いた",
        "Y6": "不選定",
        "Z6": "R04 賞味期限・保存条件が店舗に合わない",
    }
    return filled_in(made(meeting), words)


@pytest.mark.parametrize("to", ["xlsx", "ods", "xls"])
def test_saved_again_it_comes_back(
    to: str, meeting: Counter, filled: bytes, soffice: Convert, tmp_path: Path
) -> None:
    """The committee's words are read from each format, and what a sender wrote is still his very text."""
    (source := tmp_path / "list.xlsx").write_bytes(filled)
    data = soffice(source, to, tmp_path / "saved").read_bytes()
    office = meeting.office

    found = returned.read(office, office.store.snapshot(), data)

    assert isinstance(found, Minutes) and found.refused == () and found.empty == 4
    assert told(found) == {
        "R8-0001": ("selected", None, "=1+1 と書いた"),
        "R8-0002": ("rejected", "R04", ""),
    }
    book = open_workbook(data)
    assert isinstance(book, Workbook)
    cells = {cell.at.rpartition("!")[2]: cell for cell in book.sheets[0].cells.values()}
    for at, text in hostile_cells().items():
        assert isinstance(cells[at].raw, str) and not cells[at].formula_without_value
        if not text.startswith("_x"):  # LibreOffice forgets that such a text needs escaping
            assert cells[at].text.strip()[:1000] == plain(text, "…").strip()[:1000]


def test_nothing_runs_after_libreoffice_wrote_it(filled: bytes, soffice: Convert, tmp_path: Path) -> None:
    """Saved by a program that knows formulas: it found none, on the list or on any 個票."""
    (source := tmp_path / "agenda.xlsx").write_bytes(filled)

    again = soffice(source, "xlsx", tmp_path / "saved").read_bytes()

    with zipfile.ZipFile(io.BytesIO(again)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 3 + 6
    assert not any(re.search(r"<f[ >]", each) for each in sheets)
    assert not any(re.search(r'<c [^>]*t="(e|b|str)"', each) for each in sheets)


def test_pages_are_printed_as_meant(counter: Counter, soffice: Convert, tmp_path: Path) -> None:
    """The list on A3 landscape, the counts on A4, both sides of a sheet for each product, long or short."""
    counter.bring()
    like(counter, form="nonfood")
    counter.bring(sheet(jan="なし", name="柿酢", pr="と" * 400, ingredients="い" * 900), pledge=False)
    (source := tmp_path / "agenda.xlsx").write_bytes(made(counter))

    with pypdfium2.PdfDocument(soffice(source, "pdf", tmp_path)) as document:
        sizes = [tuple(map(round, document.get_page_size(page))) for page in range(len(document))]
        words = [document[page].get_textpage().get_text_range() for page in range(len(document))]

    assert sizes[0] == A3 and set(sizes[1:]) == {A4}
    assert len(sizes) == 1 + 1 + 2 * len(counter.cases) + 1
    for page, case in enumerate(counter.cases):
        front, back = words[2 + 2 * page : 4 + 2 * page]
        assert "会議結果" in front and case.number in front and "事業者について" not in front
        assert "事業者について" in back and "経過" in back
    assert [page for page in (2, 4, 6) if "裏面" in words[page]] == [6]
