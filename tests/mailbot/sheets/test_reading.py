"""Reading by label: an answer is found wherever it moved, doubt is told, nothing is guessed in silence."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Area, Sheet, Unreadable, Workbook, open_workbook
from rules.checks import check
from rules.forms import Field, Form, Kind, Need, Row, Section, When
from rules.model import Entry
from rules.values import Cell
from tests.entries import CONTEXT, FORMS, blank, filled

Texts = dict[tuple[int, int], str]
Merge = tuple[int, int, int, int]


def form(*rows: Row, name: str = "food", form_id: str = "T-1") -> Form:
    section = Section(title="商品について", rows=(*rows, ID))
    return Form(
        name=name, form_id=form_id, revision="1", title=f"申込書({name})", sheet="申込書", sections=(section,)
    )


ID = Row(label="様式ID", answers=(Field(key="form_id", label="様式ID"),))
NAME = Row(
    label="商品名/フリガナ",
    answers=(
        Field(key="name", label="商品名/フリガナ", need=Need.REQUIRED, synonyms=("商品名",)),
        Field(key="name.kana", label="フリガナ", kind=Kind.KANA),
    ),
    note="略さずに書いてください。",
)
SIZE = Row(
    label="サイズ",
    answers=(
        Field(key="size.width", label="縦(cm)", kind=Kind.NUMBER, unit="cm"),
        Field(key="size.depth", label="横(cm)", kind=Kind.NUMBER, unit="cm"),
    ),
)
KIND = Row(
    label="分類", answers=(Field(key="category", label="分類", kind=Kind.LIST, options=("菓子", "酒類")),)
)
TIES = Row(
    label="要件", answers=(Field(key="ties", label="要件", kind=Kind.TICKS, options=("製造", "原料")),)
)
DATE = Row(
    label="記入日",
    answers=(Field(key="date", label="記入日", kind=Kind.DATE, skeleton="令和  年  月  日"),),
)
ALCOHOL = Row(
    label="酒類の品目",
    answers=(
        Field(
            key="alcohol",
            label="酒類の品目",
            need=Need.WHEN,
            when=When(field="category", is_=("酒類",)),
        ),
    ),
)
FORM = form(NAME, SIZE, KIND, TIES, DATE)


def sheet(texts: Texts, *merges: Merge, name: str = "梅干し", form_id: str = "T-1") -> Sheet:
    """The texts at their places, and the form id far below."""
    cells = {
        place: Cell(at=f"{name}!R{place[0]}C{place[1]}", text=text, raw=text)
        for place, text in ({(90, 1): "様式ID", (90, 2): form_id} | dict(texts)).items()
        if text
    }
    return Sheet(name=name, cells=cells, merges=tuple(Area(*merge) for merge in merges))


def reading(*sheets: Sheet, forms: Sequence[Form] = (FORM,), **properties: str) -> Reading:
    return read(Workbook(sheets=sheets, properties=properties), forms, CONTEXT)


def only(found: Reading) -> Entry:
    (entry,) = found.entries
    return entry


def codes(entry: Entry) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.field) for finding in entry.findings]


LABELS: Texts = {(1, 2): "【必須】商品名/フリガナ", (3, 2): "分類", (4, 2): "要件", (5, 2): "記入日"}


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


OTHER = form(
    NAME,
    Row(label="分類", answers=(Field(key="category", label="分類", kind=Kind.LIST, options=("家具",)),)),
    Row(label="素材", answers=(Field(key="material", label="素材"),)),
    name="nonfood",
    form_id="T-2",
)


def test_the_form_is_known_by_its_id() -> None:
    """The id in a cell decides, else the id in the properties, without any doubt."""
    texts = LABELS | {(1, 3): "梅干し"}
    by_cell = only(reading(sheet(texts, form_id="Ｔ－２"), forms=(FORM, OTHER)))
    by_property = only(reading(sheet(texts, form_id=""), forms=(FORM, OTHER), form_id="T-1"))

    assert [
        (entry.form, [code for code, key in codes(entry) if code != "text_unread"])
        for entry in (by_cell, by_property)
    ] == [
        ("nonfood", []),
        ("food", []),
    ]


def test_without_an_id_most_labels_decide_and_a_person_looks() -> None:
    """The form of which most labels are on the sheet is taken, with a warning."""
    entry = only(reading(sheet(LABELS | {(1, 3): "梅干し"}, form_id=""), forms=(OTHER, FORM)))

    assert (entry.form, codes(entry)) == ("food", [("form_by_labels", None)])


def test_an_answer_of_another_form_is_told() -> None:
    """An option that only another form offers: the sheet may be the wrong one."""
    entry = only(reading(sheet(LABELS | {(1, 3): "椅子", (3, 3): "家具"}), forms=(FORM, OTHER)))

    assert codes(entry) == [("not_in_list", "category"), ("wrong_form", "category")]
    assert "申込書(nonfood)" in entry.findings[1].message


def test_a_workbook_of_others_has_no_entry() -> None:
    """Without a sheet of ours there is nothing to read, and that is said."""
    found = reading(sheet({(1, 1): "請求書", (2, 1): "商品名", (2, 2): "梅干し"}, form_id=""), forms=FORMS)

    assert (found.entries, found.blank) == ((), False)
    assert [finding.code for finding in found.findings] == ["unknown_form"]


def test_which_sheets_are_entries() -> None:
    """Each filled sheet is one; the 記入例 (by name or first cells), hidden and untouched sheets are none."""
    first, second = (sheet(LABELS | {(1, 3): name}, name=name) for name in ("梅干し", "梅酒"))
    others = (
        replace(first, name="記入例"),
        sheet(LABELS | {(1, 3): "見本", (1, 1): "記入例"}, name="コピー"),
        replace(first, name="旧", hidden=True),
        sheet(LABELS, name="未記入"),
    )
    found = reading(first, *others, second)

    assert [entry.sheet for entry in found.entries] == ["梅干し", "梅酒"]
    assert not found.blank


def test_an_untouched_form_is_blank() -> None:
    """Our blank returned as it is holds no entry, whatever is printed on it."""
    for each in FORMS:
        book = open_workbook(blank(each.name))
        assert isinstance(book, Workbook)
        assert read(book, FORMS, CONTEXT) == Reading(blank=True)


def test_a_sheet_that_was_cut_is_told() -> None:
    """Where not all of a sheet could be read, a person looks."""
    cut = replace(sheet(LABELS | {(1, 3): "梅干し"}), cut=True)

    assert codes(only(reading(cut))) == [("sheet_cut", None)]


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


@pytest.mark.parametrize(("rows", "columns"), [({1}, set()), (set(), {3})])
def test_hidden_answers_are_read_and_told(rows: set[int], columns: set[int]) -> None:
    """What nobody sees who opens the sheet still counts, and a person is told."""
    plain = sheet(LABELS | {(1, 3): "梅干し"})
    hidden = replace(plain, hidden_rows=frozenset(rows), hidden_columns=frozenset(columns))
    entry = only(reading(hidden))

    assert (entry.text("name"), codes(entry)) == ("梅干し", [("hidden_cells", None)])


def test_a_copy_left_as_it_is_is_no_second_entry() -> None:
    """The same answers on two sheets are one entry, and the workbook's findings say so."""
    first = sheet(LABELS | {(1, 3): "梅干し"})
    found = reading(first, replace(first, name="梅干し (2)"))

    assert [entry.sheet for entry in found.entries] == ["梅干し"]
    assert [finding.code for finding in found.findings] == ["same_sheet"]
