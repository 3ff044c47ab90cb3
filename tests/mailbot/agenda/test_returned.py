"""A filled list comes back: from any program, as any format, or as a sheet of the committee's own."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from mailbot.agenda import returned
from mailbot.sheets.tables import FORMULA
from mailbot.sheets.workbook import Unreadable
from rules.agenda.decisions import Minutes, changes
from rules.entered import Source
from rules.model import OutcomeKind
from store.desk import answers, outcomes, undo
from store.desk.meeting import propose
from tests.mailbot.agenda.meeting import LATER, NOW, filled_in, like, made
from tests.mailbot.intake.counter import Counter
from tests.mailbot.sheets.test_hostile import entity_bomb, zip_bomb


@pytest.fixture
def meeting(counter: Counter) -> Counter:
    """R8-0001 to R8-0003 are before the committee."""
    counter.bring()
    like(counter)
    like(counter)
    return counter


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def of_their_own(*rows: tuple[object, ...]) -> Any:
    """A workbook that a member made, with these rows somewhere in it."""
    book = Workbook()
    sheet: Any = book.active
    sheet["B2"] = "審査のまとめ"
    for row, values in enumerate(rows, 5):
        for column, value in enumerate(values, 3):
            sheet.cell(row, column, value)
    return book


def understood(meeting: Counter, data: bytes) -> Minutes:
    office = meeting.office
    found = returned.read(office, office.store.snapshot(), data)
    assert isinstance(found, Minutes), found
    return found


def told(found: Minutes) -> dict[str, tuple[OutcomeKind, str | None, str]]:
    return {each.case.number: (each.kind, each.reason, each.note) for each in found.decided}


def test_our_own_list_filled_in(meeting: Counter) -> None:
    """Outcome, reason and remark are taken from their columns; what was left empty stays undecided."""
    words = {"Y5": "選定", "AB5": "満場一致", "Y6": "不選定", "Z6": "R04 賞味期限・保存条件が店舗に合わない"}

    found = understood(meeting, filled_in(made(meeting), words))

    assert told(found) == {
        "R8-0001": (OutcomeKind.SELECTED, None, "満場一致"),
        "R8-0002": (OutcomeKind.REJECTED, "R04", ""),
    }
    assert (found.empty, found.refused) == (1, ())


def test_a_list_that_is_older_than_the_case(meeting: Counter) -> None:
    """The answers that the row stands for are compared: nobody decides about what he has not seen."""
    data = filled_in(made(meeting), {"Y5": "選定", "Y6": "選定"})
    answers.give(meeting.desk(), "R8-0001", "price", "700", source=Source.PHONE, now=LATER)

    found = understood(meeting, data)

    [refused] = found.refused
    assert "5行目" in refused.message and "申請の内容が変わっています" in refused.message
    assert list(told(found)) == ["R8-0002"]


def test_a_list_fits_whatever_clerks_did_beside_the_answers(meeting: Counter) -> None:
    """A proposal changes no product, nor does an outcome that was taken back before the same list came again."""
    desk, data = meeting.desk(), filled_in(made(meeting), {"Y5": "選定"})
    propose(desk, "R8-0001", OutcomeKind.SELECTED, now=NOW)
    outcomes.record(desk, "R8-0001", OutcomeKind.REJECTED, reason="R04", now=NOW)
    undo.take_back(desk, now=NOW)

    found = understood(meeting, data)

    assert (found.refused, list(told(found))) == ((), ["R8-0001"])


def test_conditions_have_a_column_of_their_own(meeting: Counter) -> None:
    """They are told to the business; the 備考 beside them stays with the staff. Only a selection has conditions."""
    words = {
        "Y5": "選定",
        "AA5": "産地の表示を直すこと",
        "AB5": "満場一致",
        "Y6": "継続審査",
        "AA6": "表示の確認",
    }

    found = understood(meeting, filled_in(made(meeting), words))

    [decided] = found.decided
    assert (decided.conditions, decided.note) == ("産地の表示を直すこと", "満場一致")
    assert [line[3] for line in changes(found)] == ["選定 条件「産地の表示を直すこと」 控え「満場一致」"]
    [refused] = found.refused
    assert "条件を書けるのは、選定のときだけ" in refused.message


def test_a_sheet_of_their_own(meeting: Counter) -> None:
    """A 整理番号 and a 結果 are enough, wherever the table stands and whatever stands beside it."""
    rows = (
        ("", "審査 結果", "商品", "整理番号"),
        ("a", "○", "ジャム", "Ｒ８－０００２"),
        ("b", "継続", "?", "R8-0003"),
    )

    found = understood(meeting, saved(of_their_own(*rows)))

    assert told(found) == {
        "R8-0002": (OutcomeKind.SELECTED, None, ""),
        "R8-0003": (OutcomeKind.DEFERRED, None, ""),
    }
    assert [each.line.row for each in found.decided] == [6, 7]


def test_heads_on_each_page_and_filtered_rows(meeting: Counter) -> None:
    """Heads that stand a second time are no product; a row that a filter hides was decided all the same."""
    head = ("整理番号", "結果")
    book = of_their_own(head, ("R8-0001", "選定"), head, ("R8-0002", "選定"))
    book.active.row_dimensions[8].hidden = True

    found = understood(meeting, saved(book))

    assert (list(told(found)), found.refused) == (["R8-0001", "R8-0002"], ())


def test_a_formula_without_a_value_decides_nothing(meeting: Counter) -> None:
    """No program of ours works it out, and it is not taken for an empty cell."""
    found = understood(meeting, saved(of_their_own(("整理番号", "結果"), ("R8-0001", '=IF(1>0,"選定","")'))))

    [refused] = found.refused
    assert FORMULA in refused.message and not found.decided


def test_a_hidden_sheet_decides_nothing(meeting: Counter) -> None:
    book = of_their_own(("整理番号", "結果"), ("R8-0001", "選定"))
    hidden = book.create_sheet("裏")
    hidden.append(("整理番号", "結果"))
    hidden.append(("R8-0002", "選定"))
    hidden.sheet_state = "hidden"

    assert list(told(understood(meeting, saved(book)))) == ["R8-0001"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"R8-0001,\xe9\x81\xb8", "csv"),
        (saved(of_their_own(("番号", "結果"), ("R8-0001", "選定"))), "no_table"),
        (saved(of_their_own(("整理番号", "結果")))[:900], "damaged"),
        (zip_bomb(), "too_large"),
        (entity_bomb(), "no_table"),
    ],
    ids=["empty", "csv", "no number", "cut off", "bomb", "entities"],
)
def test_a_file_without_a_list_is_told(meeting: Counter, data: bytes, code: str) -> None:
    """A member's file is a stranger's file: it is opened on the bench, and harms nothing."""
    office = meeting.office

    found = returned.read(office, office.store.snapshot(), data)

    assert isinstance(found, Unreadable) and found.code == code
