"""The first sheet of a marked workbook: what it lists, and that nothing on it is ever taken for an entry."""

from mailbot.sheets.workbook import Workbook, open_workbook
from rules.labels import NOTICE
from rules.record import replace
from tests.entries import form
from tests.mailbot.marking.rich import faulty
from tests.mailbot.marking.seen import PAGE, amber, comments, edited, errors, gap, marked, reading, sheets


def test_the_list_may_be_deleted() -> None:
    """Without our sheet the marks of the earlier round are still known."""
    once = edited(marked(faulty()), lambda book: book.remove(book[NOTICE]))
    twice = marked(once, errors(once)[-1:])

    assert amber(twice) == ["C47"]
    assert set(comments(twice)) == {"C11", "C47"}


def test_a_sheet_of_theirs_with_our_name_is_kept() -> None:
    """Ours is then called otherwise: nothing of the sender's is ever overwritten."""
    data = edited(faulty(), lambda book: book.create_sheet(NOTICE).append(["大切なこと"]))
    done = sheets(marked(data, [gap(f"{PAGE}!C47")]))

    assert done.sheetnames[0] == f"{NOTICE} (2)"
    assert done[NOTICE]["A1"].value == "大切なこと"


def test_a_long_list_is_no_entry() -> None:
    """Labels beside answers look like a form: our list is never read as one, nor is a copy of it."""
    listed = [replace(gap(f"{PAGE}!C47", shown="梅干し"), label=field.label) for field in form("food").fields]
    done = marked(faulty(), listed)
    copied = edited(done, lambda book: setattr(book.copy_worksheet(book[NOTICE]), "title", f"{NOTICE} (2)"))

    for data in (done, copied):
        assert reading(data) == reading(faulty())


def test_a_gap_without_a_cell_is_listed() -> None:
    """A label that is not on the sheet has no cell to colour: it stands in the list, without a link."""
    done = marked(faulty(), [gap(None), gap("別のシート!A1")])
    row = next(sheets(done)[NOTICE].iter_rows(min_row=7))

    assert row[1].value == "保存温度帯"
    assert row[2].hyperlink is None
    assert amber(done) == []


def test_strangers_words_stay_words() -> None:
    """Markup, quotes, control characters and Excel's own escapes in a finding are text and nothing else."""
    words = "<b>&amp;\"'\x0b\ud800 _x0041_ =1+1 ]]>"
    done = marked(faulty(), [gap(f"{PAGE}!C47", message=words, shown=words)])
    clean = words.replace("\x0b", "").replace("\ud800", "")
    row = next(sheets(done)[NOTICE].iter_rows(min_row=7))

    assert (row[3].value, row[4].value) == (clean.replace("_x", "_x005F_x"),) * 2
    (shown,) = (cell for cell in _ours(done) if cell.startswith("<b>"))
    assert shown == clean


def _ours(data: bytes) -> set[str]:
    book = open_workbook(data)
    assert isinstance(book, Workbook)
    return {cell.text for cell in book.sheets[0].cells.values()}


def test_a_sheet_name_with_a_quote() -> None:
    """The link doubles the quote, as formulas do."""
    data = edited(faulty(), lambda book: setattr(book[PAGE], "title", "梅's & <干し>"))
    done = marked(data)

    assert sheets(done)[NOTICE]["C7"].hyperlink.location == "'梅''s & <干し>'!C21:E21"
