"""Reading by label: an answer is found wherever it moved, doubt is told, nothing is guessed in silence."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Unreadable, open_workbook
from rules.checks import check
from rules.record import replace
from rules.values import Cell
from tests.entries import CONTEXT, FORMS, filled
from tests.mailbot.sheets.smallform import (
    ALCOHOL,
    DATE,
    FORM,
    KIND,
    LABELS,
    NAME,
    OTHER,
    TIES,
    Merge,
    Texts,
    codes,
    form,
    only,
    reading,
    sheet,
)


@pytest.mark.parametrize(
    ("texts", "merges"),
    [
        ({(1, 3): "梅干し"}, ()),
        ({(1, 3): "梅干し"}, ((1, 3, 1, 8),)),
        ({(1, 5): "梅干し"}, ()),
        ({(1, 4): "梅干し"}, ((1, 2, 2, 3),)),
        ({(1, 3): "梅干し", (1, 9): "略さずに書いてください。"}, ((1, 3, 1, 8),)),
        ({(1, 3): "梅干し", (1, 9): "営業より: 至急"}, ((1, 3, 1, 8),)),
        ({(1, 3): "梅干し", (1, 6): "フリガナ", (1, 7): "ウメボシ"}, ()),
        ({(2, 2): "梅干し"}, ((1, 2, 1, 8), (2, 2, 2, 8))),
        ({(2, 2): "梅干し"}, ((2, 2, 2, 8),)),
        ({(1, 2): "商品名/フリガナ: 梅干し"}, ()),
        ({(1, 2): "商品名\n梅干し"}, ()),
        ({(1, 2): "", (70, 9): "① 商品名 ※", (70, 10): "梅干し"}, ()),
    ],
)
def test_an_answer_is_found_by_its_label(texts: Texts, merges: Sequence[Merge]) -> None:
    """Right of the label or further right, past merged cells, below, in its cell, or elsewhere with it."""
    entry = only(reading(sheet(LABELS | texts, *merges)))

    assert entry.text("name") == "梅干し"
    assert [code for code, _ in codes(entry) if code != "text_unread"] == []


@pytest.mark.parametrize(
    "texts",
    [
        {(1, 3): "縦(cm)", (1, 4): "6", (1, 5): "横(cm)", (1, 6): "8"},
        {(1, 3): "縦(cm)", (1, 4): "横(cm)", (2, 3): "6", (2, 4): "8"},
        {(1, 3): "縦(cm):6", (1, 4): "横(cm):8"},
        {(1, 3): "縦(cm)", (1, 4): "6", (1, 5): "cm", (2, 3): "横(cm)", (2, 4): "8"},
    ],
)
def test_answers_side_by_side_have_their_own_small_labels(texts: Texts) -> None:
    """Right of each small label, under it, or behind it in its cell; printed units are no answers."""
    entry = only(reading(sheet({(1, 2): "サイズ", (5, 2): "分類", (5, 3): "菓子"} | texts, (1, 2, 2, 2))))

    assert (entry.value("size.width"), entry.value("size.depth")) == (6, 8)


def test_ticks_may_be_spread_over_cells() -> None:
    """The boxes of an unmerged answer are one answer."""
    entry = only(reading(sheet(LABELS | {(4, 3): "■ 製造", (4, 4): "□ 原料"})))

    assert entry.value("ties") == ("製造",)
    assert entry.findings == ()


def test_an_empty_answer_names_the_cell_to_fill() -> None:
    """An answer that is not there keeps the place where it belongs; skeleton text alone is no answer."""
    entry = only(reading(sheet(LABELS | {(3, 3): "菓子", (5, 3): "令和　　年　　月　　日"})))

    assert (entry.text("name"), entry.fields["name"].cell) == ("", "梅干し!C1")
    assert (entry.value("date"), entry.fields["date"].text) == (None, "")


def test_a_label_that_is_gone_is_told_and_not_called_missing() -> None:
    """A demanded answer without its label is one warning for a person, and no error."""
    entry = only(reading(sheet(LABELS | {(1, 2): "", (3, 3): "菓子"})))

    assert codes(entry) == [("label_not_found", "name")]
    assert [finding.code for finding in check(entry, FORM, CONTEXT) if finding.field == "name"] == [
        "label_not_found"
    ]


@pytest.mark.parametrize(("category", "told"), [("酒類", [("label_not_found", "alcohol")]), ("菓子", [])])
def test_a_row_that_is_not_needed_may_be_deleted(category: str, told: list[tuple[str, str]]) -> None:
    """A label that only some entries need is missed only in those."""
    texts = LABELS | {(1, 3): "梅酒", (3, 3): category}

    found = codes(only(reading(sheet(texts), forms=(form(NAME, KIND, ALCOHOL, TIES, DATE),))))

    assert found == told


@pytest.mark.parametrize(
    "texts",
    [{(1, 3): "梅干し", (1, 4): "梅酒"}, {(1, 3): "梅干し", (30, 2): "商品名/フリガナ", (30, 3): "梅酒"}],
)
def test_two_answers_are_told(texts: Texts) -> None:
    """Where two texts fit one label the first is taken, and a person is told where both stand."""
    entry = only(reading(sheet(LABELS | texts)))
    (doubt,) = entry.findings

    assert (entry.text("name"), doubt.code, doubt.field) == ("梅干し", "two_answers", "name")
    assert "梅干し!R1C3" in doubt.message


def test_the_same_answer_twice_is_one() -> None:
    """A label printed twice with the same answer leaves no doubt."""
    texts = {(1, 3): "梅干し", (30, 2): "商品名/フリガナ", (30, 3): "梅干し"}

    assert only(reading(sheet(LABELS | texts))).findings == ()


def test_a_formula_without_a_value_is_no_empty_answer() -> None:
    """A formula whose result was never saved has its own finding."""
    plain = sheet(LABELS | {(3, 3): "菓子"})
    formula = Cell(at="梅干し!C1", text="", formula_without_value=True)

    assert codes(only(reading(replace(plain, cells={**plain.cells, (1, 3): formula})))) == [
        ("formula_no_value", "name")
    ]


REAL = filled("food")
WORDS = [
    "商品名/フリガナ",
    "商品名:梅",
    "フリガナ",
    "サイズ",
    "縦(cm)",
    "分類",
    "記入日",
    "記入例",
    "T-1",
    "■",
    "150g",
]


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 8), st.integers(1, 8)), st.sampled_from(WORDS) | st.text(max_size=20)
    ),
    st.lists(st.tuples(*[st.integers(1, 8)] * 4), max_size=4),
)
def test_any_cells_are_read(texts: Texts, merges: list[Merge]) -> None:
    """No arrangement of labels, answers and merged cells raises."""
    assert isinstance(reading(sheet(texts, *merges), forms=(FORM, OTHER)), Reading)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_are_read_or_refused(seed: int) -> None:
    """A real workbook with bytes changed or cut off never raises on its way to an entry."""
    chance = random.Random(seed)  # noqa: S311  # damage, no secret
    data = bytearray(REAL)
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 4 == 0:
        del data[chance.randrange(len(data)) :]
    book = open_workbook(bytes(data))

    assert isinstance(book, Unreadable) or isinstance(read(book, FORMS, CONTEXT), Reading)


def test_writing_that_belongs_to_no_answer_is_told_with_its_cell() -> None:
    """A remark beside the form is no answer, and nobody has to search for it."""
    entry = only(reading(sheet(LABELS | {(1, 3): "梅干し", (20, 7): "至急お願いします"})))

    assert codes(entry) == [("text_unread", None)]
    assert "梅干し!R20C7" in entry.findings[0].message


def test_an_answer_further_off_is_read_and_told() -> None:
    """Columns put in between push an answer out of its place: the nearest text is taken, and a person looks."""
    entry = only(reading(sheet(LABELS | {(1, 12): "梅干し"})))

    assert (entry.text("name"), codes(entry)) == ("梅干し", [("answer_elsewhere", "name")])


def test_a_column_of_examples_is_none_of_answers() -> None:
    """Under the head 記入例 stand examples, on whichever side of the answers."""
    heads = {(1, 2): "項目", (1, 3): "記入例", (1, 4): "記入欄"}
    texts = {
        (2, 2): "商品名",
        (2, 3): "例の品",
        (2, 4): "梅干し",
        (3, 2): "分類",
        (3, 3): "酒類",
        (3, 4): "菓子",
    }
    entry = only(reading(sheet(heads | texts)))

    assert (entry.text("name"), entry.value("category")) == ("梅干し", "菓子")


def test_a_remark_beside_the_form_is_no_optional_answer() -> None:
    """What may be left empty is not read from far off: a person is told of the writing instead."""
    entry = only(reading(sheet(LABELS | {(1, 3): "梅干し", (1, 4): "フリガナ", (1, 12): "至急お願いします"})))

    assert (entry.text("name.kana"), codes(entry)) == ("", [("text_unread", None)])


@pytest.mark.parametrize(("rows", "columns"), [({1}, set()), (set(), {3})])
def test_hidden_answers_are_read_and_told(rows: set[int], columns: set[int]) -> None:
    """What nobody sees who opens the sheet still counts, and a person is told."""
    plain = sheet(LABELS | {(1, 3): "梅干し"})
    hidden = replace(plain, hidden_rows=frozenset(rows), hidden_columns=frozenset(columns))
    entry = only(reading(hidden))

    assert (entry.text("name"), codes(entry)) == ("梅干し", [("hidden_cells", None)])
