"""Letters as the reader gets them, and the templates that the office may rewrite."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from rules.letters import COMMON as COMMON_NAMES, KNOWN, kind_of, problems, render, scope
from rules.letters.language import parse
from rules.letters.paragraphs import COLUMNS, NEVER_FIRST, NEVER_LAST, width, wrap
from rules.letters.template import Shape
from rules.model import LetterKind
from store.library import Library
from tests.rules.notices import COMMON, NOTICES

GOLDEN = Path(__file__).parent / "letters"
TEMPLATE = "件名: {mark}お知らせ (整理番号 {numbers})\n\n"


@pytest.mark.parametrize("name", NOTICES)
def test_letter_as_it_is_read(name: str) -> None:
    """Every letter reads as it was approved; a changed word shows here."""
    notice = NOTICES[name]()

    letter = render(
        Library().letter(notice.template or notice.kind),
        {**COMMON, "paper": "" if notice.to else "郵送", **notice.values},
    )

    assert letter.unfilled == ()
    assert f"件名: {letter.subject}\n\n{letter.body}" == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", NOTICES)
def test_lines_fit_a_plain_text_reader(name: str) -> None:
    """No line is wider than 35 full-width letters and a hanging comma."""
    lines = (GOLDEN / f"{name}.txt").read_text("utf-8").split("\n")[2:]

    assert max(map(width, lines)) <= COLUMNS + 2


@pytest.mark.parametrize("name", NOTICES)
def test_every_letter_tells_phone_and_fax(name: str) -> None:
    """Whoever can't mend by mail can call or fax; the subject bears the office's mark."""
    text = (GOLDEN / f"{name}.txt").read_text("utf-8")

    assert COMMON["phone"] in text
    assert COMMON["fax"] in text
    assert COMMON["mark"] in text.split("\n")[0]


@pytest.mark.parametrize("name", [name for name, notice in NOTICES.items() if not notice().to])
def test_a_printed_letter_speaks_of_no_mail(name: str) -> None:
    """Who gets paper is not asked to reply to a mail; only the office's own address is named."""
    text, _, contact = (GOLDEN / f"{name}.txt").read_text("utf-8").partition("-" * 40)

    assert "メール" not in text
    assert "返信" not in text
    assert COMMON["address"] in contact


@pytest.mark.parametrize("name", NOTICES)
def test_notices_fill_what_is_known(name: str) -> None:
    """The names that templates may use are the names that the rules fill, in lists too."""
    notice = NOTICES[name]()

    _agree(notice.values, {**KNOWN[notice.kind], "addressee": {}})


def _agree(values: Mapping[str, object], shape: Shape) -> None:
    assert set(values) == set(shape)
    for name, inner in shape.items():
        found = values[name]
        if inner:
            assert isinstance(found, list)
            for item in found:
                _agree(item, inner)
        else:
            assert isinstance(found, str)


@pytest.mark.parametrize("name", Library().letters())
def test_builtin_templates_are_sound(name: str) -> None:
    """What we ship passes the check that the office's own texts must pass, and sample values fill it."""
    template, kind = Library().letter(name), kind_of(name)
    assert kind is not None

    assert problems(template, kind) == ()
    assert render(template, _sample(scope(kind))).unfilled == ()


def test_every_name_has_a_sample() -> None:
    """What texts may name is shown with realistic data in previews, and tried with the longest."""
    usual = Library().table("samples")["usual"]
    given = {"place", "count", *usual, *COMMON_NAMES, *(f"{name}_count" for name in usual)}

    assert {name for shape in KNOWN.values() for name in _names(shape)} <= given
    assert set(Library().table("samples")["extreme"]) <= set(usual)


def _names(shape: Shape) -> Iterator[str]:
    for name, inner in shape.items():
        yield from _names(inner) if inner else (name,)


def _sample(shape: Shape) -> dict[str, object]:
    return {name: [_sample(inner)] if inner else name for name, inner in shape.items()}


def test_common_values_are_the_common_names() -> None:
    """The tests fill what every letter may name."""
    assert set(COMMON) == set(COMMON_NAMES)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("{商品名}", "{商品名}"),
        ("{product}", "{product}"),
        ("{#accepted}\n{cell}\n{/accepted}", "{cell}"),
        ("{#accepted}\n{product}", "{accepted}"),
        ("{/accepted}", "{accepted}"),
        ("{accepted}", "{accepted}"),
    ],
)
def test_problems_name_the_placeholder(body: str, problem: str) -> None:
    """Unknown names, names outside their list, open sections and lists used as a text are all told."""
    found = problems(TEMPLATE + body, LetterKind.ACKNOWLEDGEMENT)

    assert len(found) == 1
    assert problem in found[0]


def test_subject_line_is_needed() -> None:
    """A template without 「件名:」 is refused, by the check and when it is rendered."""
    assert problems("お知らせ\n\n本文", LetterKind.RECEIPT) != ()
    assert render("お知らせ\n\n本文", COMMON).unfilled != ()


@pytest.mark.parametrize(
    "body", ["{nothing}", "{#nothing}\nx\n{/nothing}", "{#phone}\nx", "{^nothing}\nx\n{/nothing}"]
)
def test_unfilled_is_reported(body: str) -> None:
    """What nothing fills makes the letter unusable, not the reader puzzled."""
    assert render(f"件名: お知らせ\n\n{body}", COMMON).unfilled != ()


def test_sections() -> None:
    """A list repeats, an empty one shows its other side, a text shows once, inner names hide outer ones."""
    template = (
        "件名: お知らせ\n\n"
        "{#items}\n- {name} {phone}\n{/items}\n{^none}\nなし\n{/none}\n{#phone}\nあり\n{/phone}"
    )
    items = [{"name": "一"}, {"name": "二", "phone": "119"}]

    assert (
        render(template, {"items": items, "none": [], "phone": "110"}).body
        == "- 一 110\n- 二 119\nなし\nあり\n"
    )


def test_values_are_not_templates() -> None:
    """A product called {phone} stays what it is, and can't break the subject."""
    letter = render(
        "件名: {product}\n\n　{product}", {"product": "{phone}\r\nBcc: x@example.com", "phone": "110"}
    )

    assert letter.subject == "{phone} Bcc: x@example.com"
    assert "110" not in letter.body
    assert letter.unfilled == ()


def test_lines_of_a_value_keep_the_indent() -> None:
    """A list in one value stands under its first line."""
    assert render("件名: x\n\n　{list}", {"list": "一\n二"}).body == "　一\n　二\n"


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Mn", "Cf"))), st.integers(20, 80)
)
def test_wrapping_loses_nothing(text: str, columns: int) -> None:
    """Whatever the text, its letters come out in their order."""
    assert wrap(text, columns).replace("\n", "").replace("\u3000", "") == text


@given(st.text("あ漢、。」)(「ー", min_size=1, max_size=200))
def test_lines_break_as_in_print(text: str) -> None:
    """No line begins with a comma or ends with an opening bracket, where the text leaves a choice."""
    lines = wrap(text, 20).split("\n")

    assert not any(line[0] in NEVER_FIRST for line in lines[1:])
    assert not any(line[-1] in NEVER_LAST for line in lines[:-1])


def test_words_stay_whole() -> None:
    """Addresses and numbers are not cut, and a label's text hangs under itself."""
    assert wrap("連絡先はkikaku@city.ogori.lg.jpです", 20) == "連絡先は\nkikaku@city.ogori.lg.jp\nです"
    assert wrap("　理由　長い長い理由です", 16) == "　理由　長い長い\n　　　　理由です"


@given(st.text("{}#^/ab\n　 "))
def test_templates_never_raise(text: str) -> None:
    """Whatever the office writes, it is told and not thrown."""
    parse(text)
    problems(text, LetterKind.RESULT)
    render(text, COMMON)
