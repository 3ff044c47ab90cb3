"""One answer that was written over several cells of a sheet whose merged cells are undone."""

import io

import pytest
from openpyxl import load_workbook

from mailbot.sheets.reading import read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.model import Entry, Value
from tests.entries import CONTEXT, FORMS, filled, form
from tests.sheets.edits import SHEET, at, unmerged
from tests.sheets.said import Raw


def entry(key: str, *pieces: Raw | bool | None) -> Entry:
    """The food sheet with these in the cells from an answer on."""
    book = load_workbook(io.BytesIO(filled("food")), rich_text=True)
    unmerged(book, form("food"))
    first = book[SHEET][at(form("food"), key)]
    for right, piece in enumerate(pieces):
        first.offset(0, right).value = piece
    file = io.BytesIO()
    book.save(file)
    opened = open_workbook(file.getvalue())
    assert isinstance(opened, Workbook)
    (found,) = read(opened, FORMS, CONTEXT).entries
    return found


@pytest.mark.parametrize(
    ("key", "pieces", "value"),
    [
        ("license_detail.until", ("令和", 13, "年", 3, "月", 31, "日"), "2031-03-31"),
        ("pl.until", ("令和9年", "9月", "30日"), "2027-09-30"),
        ("zip", ("838", "0141"), "838-0141"),
        ("zip", ("〒", "838", "-", "0141"), "838-0141"),
        ("tel", ("0942", "00", "1234"), "0942-00-1234"),
        ("price", (650, "円"), 650),
        ("price", (650, "円(税抜)"), 650),
        ("price", ("¥", 650), 650),
        ("wholesale", (70, "%"), "70%"),
        ("net", (150, "g"), "150g"),
        ("shelf_life", ("製造日より", 180, "日"), 180),
        ("size.width", (6, "cm"), 6),
        ("supply.monthly", (300, "個"), "300個"),
        ("jan", tuple("4569951116179"), "4569951116179"),
        ("contact_mail", ("info", "@", "example.jp"), "info@example.jp"),
        ("address", ("福岡県", "小郡市", "小郡100番地1"), "福岡県小郡市小郡100番地1"),
        ("biz_type", ("□", "法人", "■", "個人", "□", "団体"), "個人"),
        ("biz_type", ("法人", "○個人", "団体"), "個人"),
        ("biz_type", (False, "法人", True, "個人"), "個人"),
        ("recycle", (False, "プラ", True, "紙"), ("紙",)),
    ],
)
def test_the_cells_are_one_answer(key: str, pieces: tuple[Raw, ...], value: Value) -> None:
    """Pieces that say something only together are read together, and leave no doubt."""
    found = entry(key, *pieces)
    read_as = found.value(key)

    assert (str(read_as) if key.endswith("until") else read_as) == value
    assert [each.code for each in found.findings if each.field == key] == []
    assert not any(f"!{at(form('food'), key)}" in each.message for each in found.findings)


@pytest.mark.parametrize(
    ("key", "pieces", "code"),
    [
        ("price", (702, "円(税込)"), "tax_included"),
        ("biz_type", ("法人", "個人", "団体"), "not_in_list"),
        ("net", ("100g", "200g"), "two_answers"),
        ("size.width", (6, 8), "two_answers"),
        ("tel", ("0942-00-1234", "0942-00-9999"), "two_answers"),
        ("shelf_life", ("90日", "120日"), "two_answers"),
        ("price", (650, "要確認"), "two_answers"),
        ("name", ("梅ジャム", "柿ジャム"), "two_answers"),
    ],
)
def test_several_answers_are_not_made_one(key: str, pieces: tuple[Raw, ...], code: str) -> None:
    """Where each cell may be the answer, or the words beside it take it back, that is told."""
    assert [each.code for each in entry(key, *pieces).findings if each.field == key] == [code]


@pytest.mark.parametrize(
    ("first", "second"), [("※商品名を書いてください", "梅ジャム"), ("例:柿ジャム", "梅ジャム")]
)
def test_a_hint_beside_an_answer_is_none(first: str, second: str) -> None:
    """Advice and examples that stand where answers do are not taken for them."""
    found = entry("name", first, second)

    assert (found.value("name"), [each.code for each in found.findings]) == ("梅ジャム", [])


def test_an_example_alone_is_no_answer() -> None:
    """'例:柿ジャム' in an answer's cell leaves it empty."""
    assert entry("name", "例:柿ジャム").text("name") == ""


def test_a_sentence_that_begins_with_an_example_is_an_answer() -> None:
    """'例:パンに塗る…' of the length of a sentence is what its sender says of the goods."""
    said = "例:パンに塗る、ヨーグルトに混ぜるなど、いろいろな食べ方ができるあまおうのジャムです。"

    assert entry("pr", said).text("pr") == said
