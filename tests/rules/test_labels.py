"""Labels: found whatever people do to their marks and spacing, never taken for answers."""

import pytest
from hypothesis import given, strategies as st

from rules import labels
from rules.forms import Field, Form, Row, Section

PLAIN = "商品名/フリガナ"


def _form(*fields: Field, note: str = "") -> Form:
    rows = tuple(Row(label=field.label, answers=(field,), note=note) for field in fields)
    section = Section(title="商品について", rows=rows)
    return Form(name="t", form_id="T-1", revision="1", title="申込書", sheet="申込書", sections=(section,))


FORM = _form(
    Field(key="name", label="商品名", synonyms=("品名", "商品の名称")),
    Field(key="net", label="内容量", unit="g", synonyms=("商品名の量",)),
    note="1つだけ書いてください。",
)


@pytest.mark.parametrize(
    "text",
    [
        "【必須】商品名/フリガナ",
        "商品名/フリガナ(必須)",
        "商品名/フリガナ※",
        "★ 商品名/フリガナ",
        "①商品名/フリガナ",
        "⑴ 商品名/フリガナ",
        "12.商品名/フリガナ",
        "３）商品名／フリガナ",
        "(4) 商品名・フリガナ:",
        "商 品 名\n(ﾌﾘｶﾞﾅ)",
        "[任意] 商品名 フリガナ",
        "1-3 商品名/フリガナ",
        "A. 商品名/フリガナ",
        "(ア)商品名/フリガナ",
        "問4 商品名/フリガナ",
        "■商品名/フリガナ",
        "商品名／フリガナ",
    ],
)
def test_marks_numbers_and_widths_do_not_hide_a_label(text: str) -> None:
    """A label keeps its key under required marks, numbers, brackets, widths and white space."""
    assert labels.key(text) == labels.key(PLAIN)


@pytest.mark.parametrize("other", ["商品名", "商品名称", "20歳未満表示", "1〜4", "必要な商品名/フリガナ"])
def test_other_words_are_another_label(other: str) -> None:
    """What the words say still counts, and so do digits that are part of them."""
    assert labels.key(other) not in ("", labels.key(PLAIN))


def test_synonyms_lead_to_the_field() -> None:
    """A field is found by its label and by each synonym."""
    found = labels.of(FORM)

    assert [found.field(text) for text in ("【必須】商品名", "品　名", "商品の名称", "內容量")] == [
        *["name"] * 3,
        "net",
    ]
    assert found.field("商品") is None


@pytest.mark.parametrize(
    "text",
    [
        "商品名\n※正式な名称を、略さずに",
        "商品名\n(正式な名称)",
        "商品名(例:梅干し)",
        "商品名 例)梅干し",
        "商品名\n例:梅干し",
        "商品名：※略さずに",
        "商品名:60字以内",
        "商品名 記入欄",
        "ご商品名欄：",
        "商品名について",
    ],
)
def test_a_label_is_known_by_what_stands_before_its_explanation(text: str) -> None:
    """Advice, examples and limits behind a label are neither a part of it nor its answer."""
    found = labels.of(FORM)

    assert (found.field(text), found.pairs(text)) == ("name", ())


def test_printed_texts_are_no_answers() -> None:
    """Titles, labels, notes and units of the form are known as its own; an answer is not."""
    found = labels.of(FORM)

    assert all(map(found.is_printed, ("商品について", "申込書", "※1つだけ書いてください。", "g", "内容量")))
    assert not any(map(found.is_printed, ("150g", "梅干し", "", "—")))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("商品名:梅干し", "梅干し"),
        ("【必須】商品名：梅干し", "梅干し"),
        ("品名\n梅干し\n(大)", "梅干し\n(大)"),
        ("商品の名称 :\u3000梅干し (大)", "梅干し (大)"),
    ],
)
def test_an_answer_behind_its_label_is_cut_off(text: str, answer: str) -> None:
    """A colon or a line break parts a label from the answer in its own cell."""
    pair = labels.of(FORM).split(text)

    assert pair is not None
    assert (pair.field, pair.answer) == ("name", answer)


@pytest.mark.parametrize(
    "text",
    [
        "商品名",
        "商品名:",
        "商品名称:梅",
        "商品名:内容量",
        "梅干し:商品名",
        "商品名 正式",
        "商品名\n(正式な名称)",
        "商品名:※正式",
    ],
)
def test_a_label_without_an_answer_is_not_split(text: str) -> None:
    """No answer is made of a bare label, of two labels, of a longer one, or of what explains a label."""
    assert labels.of(FORM).split(text) is None


def test_words_that_two_fields_claim_belong_to_the_one_that_prints_them() -> None:
    """A synonym never takes a label away from the field that prints it."""
    form = _form(
        Field(key="maker", label="製造者", synonyms=("所在地",)),
        Field(key="address", label="所在地", synonyms=("製造者",)),
    )
    found = labels.of(form)

    assert (found.field("所在地"), found.field("製造者")) == ("address", "maker")


@pytest.mark.parametrize(
    ("name", "texts", "example"),
    [
        ("【記入例】", [], True),
        ("食料品の記入例 (2)", [], True),
        ("エントリーシート", ["", "記入例"], True),
        ("エントリーシート", ["【記入例】(食料品)"], True),
        ("エントリーシート", ["記入例を見ながら書いてください。"], False),
        ("梅干し", ["記入日"], False),
    ],
)
def test_example_sheets_say_so(name: str, texts: list[str], example: bool) -> None:
    """記入例 in a sheet's name, or alone in a cell, marks the example; a sentence about it does not."""
    assert labels.is_example(name, texts) is example


@pytest.mark.parametrize(
    ("text", "beside", "head"),
    [
        ("記入例", ["項目", "記入欄"], True),
        ("【記入例】", ["ご記入欄"], True),
        ("記入例", ["エントリーシート(食料品)"], False),
        ("記入欄", ["項目", "記入例"], False),
    ],
)
def test_an_example_may_be_a_column(text: str, beside: list[str], head: bool) -> None:
    """記入例 beside other heads is over a column, and does not make an example of the sheet."""
    assert labels.is_example_head(text, beside) is head


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text makes a label rule raise, and a key holds letters and digits alone."""
    labels.of(FORM).split(text)

    assert all(map(str.isalnum, labels.key(text)))
