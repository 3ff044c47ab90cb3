"""One cell: what a person sees there, whatever the file holds and its looks do to it."""

from datetime import date, datetime

import pytest

from mailbot.sheets.workbook import Sheet, Workbook, open_workbook
from rules.values import Cell
from tests.mailbot.sheets.packages import package


def sheet(data: bytes) -> Sheet:
    book = open_workbook(data)
    assert isinstance(book, Workbook)
    return book.sheets[0]


def one_cell(xml: str, strings: str = "") -> Cell:
    return sheet(package(f'<sheetData><row r="1">{xml}</row></sheetData>', strings=strings)).cell(1, 1)


@pytest.mark.parametrize(
    ("xml", "raw", "text"),
    [
        ('<c r="A1"><v>4569951116179</v></c>', 4569951116179, "4569951116179"),
        ('<c r="A1"><v>4.569951116179E12</v></c>', 4569951116179, "4569951116179"),
        ('<c r="A1" t="n"><v>150.0</v></c>', 150, "150"),
        ('<c r="A1"><v>0.30000000000000004</v></c>', 0.30000000000000004, "0.3"),
        ('<c r="A1" s="1"><v>0.08</v></c>', "8%", "8%"),
        ('<c r="A1" s="1"><v>0.07</v></c>', "7%", "7%"),
        ('<c r="A1" s="2"><v>46344</v></c>', date(2026, 11, 18), "2026/11/18"),
        ('<c r="A1" s="3"><v>46344</v></c>', date(2026, 11, 18), "2026/11/18"),
        ('<c r="A1" s="2"><v>46344.5</v></c>', datetime(2026, 11, 18, 12), "2026/11/18 12:00"),  # noqa: DTZ001
        ('<c r="A1" s="2"><v>2958466</v></c>', "2958466", "2958466"),
        ('<c r="A1" s="2"><v>2958465.9999999</v></c>', "2958465.9999999", "2958465.9999999"),
        ('<c r="A1" s="2"><v>0.5</v></c>', "12:00", "12:00"),
        ('<c r="A1" s="4"><v>90</v></c>', "90days", "90days"),
        ('<c r="A1" s="5"><v>702</v></c>', "702円(税込)", "702円(税込)"),
        ('<c r="A1" s="6"><v>1.2</v></c>', "約1.2kg", "約1.2kg"),
        ('<c r="A1" s="7"><v>7</v></c>', "7掛", "7掛"),
        ('<c r="A1" s="8"><v>1080</v></c>', 1080, "1080"),
        ('<c r="A1" s="9"><v>47908</v></c>', "2031年3月", "2031年3月"),
        ('<c r="A1" s="10"><v>650</v></c>', 650, "650"),
        (
            '<c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>600円</t></r><r><t>650円</t></r></is></c>',
            "650円",
            "650円",
        ),
        (
            '<c r="A1" t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>650円</t></r></is></c>',
            "650円",
            "650円",
        ),
        (
            '<c r="A1" t="inlineStr"><is><r><rPr><rFont val="Wingdings"/></rPr><t>þ</t></r><r><t>常温</t></r></is></c>',
            "☑常温",
            "☑常温",
        ),
        ('<c r="A1" t="inlineStr"><is><t>\uf0fe常温</t></is></c>', "☑常温", "☑常温"),
        ('<c r="A1" s="12" t="inlineStr"><is><t>P</t></is></c>', "✓", "✓"),
        ('<c r="A1" s="99999"><v>5</v></c>', 5, "5"),
        ('<c r="A1" t="b"><v>1</v></c>', True, "TRUE"),
        ('<c r="A1" t="d"><v>2026-11-18T00:00:00</v></c>', date(2026, 11, 18), "2026/11/18"),
        ('<c r="A1" t="inlineStr"><is><t>梅干し</t></is></c>', "梅干し", "梅干し"),
        ('<c r="A1" t="str"><f>A2</f><v>梅_x000D_&#10;干し_x0041_</v></c>', "梅\n干しA", "梅\n干しA"),
        ('<c r="A1"><f>500*1.08</f><v>540</v></c>', 540, "540"),
        ('<c r="A1"><v>NaN</v></c>', "NaN", "NaN"),
        ('<c r="A1"><v>1e400</v></c>', "1e400", "1e400"),
        ("<c><v>7</v></c>", 7, "7"),
        ('<c r="A1" t="inlineStr"><is><t>a_x0007_b</t></is></c>', "ab", "ab"),
    ],
)
def test_a_cell_shows_what_a_person_sees(xml: str, raw: object, text: str) -> None:
    """No '.0' and no exponent, percents times 100, dates as dates; a bad value stays as it is written."""
    cell = one_cell(xml)

    assert (cell.raw, cell.text, cell.formula_without_value) == (raw, text, False)


def test_what_is_struck_through_is_not_there() -> None:
    """A cell that its sender has struck through says no more than those of its runs that are not."""
    runs = "<r><t>旧</t></r><r><rPr><b/></rPr><t>新</t></r>"
    xml = (
        '<c r="A1" s="11"><v>0</v></c><c r="B1" s="11" t="inlineStr"><is><t>旧</t></is></c>'
        f'<c r="C1" s="11" t="inlineStr"><is>{runs}</is></c><c r="D1" s="11" t="s"><v>0</v></c>'
    )
    data = package(f'<sheetData><row r="1">{xml}</row></sheetData>', strings=f"<si>{runs}</si>")

    assert [cell.text for cell in sheet(data).cells.values()] == ["新", "新"]


def test_furigana_is_no_part_of_a_text() -> None:
    """Runs of a shared string are joined; its phonetic runs are left out."""
    strings = "<si><r><t>小</t></r><r><t>郡</t></r><rPh sb='0' eb='2'><t>オゴオリ</t></rPh></si>"

    assert one_cell('<c r="A1" t="s"><v>0</v></c>', strings).text == "小郡"


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"><f>1+1</f></c>',
        '<c r="A1"><f>1+1</f><v></v></c>',
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="A1" t="s"><v>99</v></c>',
    ],
)
def test_a_value_that_is_not_there_is_not_an_empty_cell(xml: str) -> None:
    """A formula without a cached value, an error value, a string that is missing: something stands there."""
    assert one_cell(xml).formula_without_value


def test_a_formula_that_shows_nothing_is_empty() -> None:
    """=IF(A2="","",A2) with the cached value '' is an empty cell."""
    assert sheet(package('<sheetData><row><c r="A1" t="str"><f>A2</f><v/></c></row></sheetData>')).cells == {}
