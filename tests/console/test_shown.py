"""Strangers' text is harmless, whole and of known width before any widget sees it."""

import unicodedata

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from console.shown import Shown, clean, fit, fold, hidden, lines

HOSTILE = {
    "clear the screen": "\x1b[2Jジャム",
    "write the clipboard": "\x1b]52;c;ZXZpbA==\x07ジャム",
    "set the title in C1": "\x9d0;evil\x9cジャム",
    "turn the reading direction": "\u202eムャジ",
    "isolate": "\u2066ジャム\u2069",
    "hide in zero width": "ジ\u200bャ\ufeffム",
    "hide in tags": "ジャム\U000e0041\U000e007f",
    "break the line": "ジャ\u2028ム\r\nとう",
    "lone surrogate": "ジャム\ud800",
    "filler letters": "\u3164\uffa0ジャム",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_harmless(text: str) -> None:
    """No control, format or separator character and no surrogate is left; the visible part is."""
    shown = clean(text)

    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert "ム" in shown
    shown.encode()


@given(st.text())
def test_any_text_becomes_one_harmless_line(text: str) -> None:
    """One encodable line without control characters comes out; cleaning it again changes nothing."""
    shown = clean(text)

    shown.encode()
    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert clean(shown) == shown


@given(st.text(), st.integers(min_value=0, max_value=80))
def test_fit_is_exact(text: str, width: int) -> None:
    """A cell of a table takes exactly its width, whatever stands in it."""
    assert cell_len(fit(clean(text), width)) == width


@given(st.text(), st.integers(min_value=8, max_value=80), st.integers(min_value=0, max_value=5))
def test_fold_stays_within_the_width(text: str, width: int, indent: int) -> None:
    """No folded line is wider than the widget, and no visible character is lost."""
    shown = clean(text)
    folded = fold(shown, width, indent)

    assert all(cell_len(line) <= width for line in folded)
    assert "".join("".join(line.split()) for line in folded) == "".join(shown.split())


@pytest.mark.parametrize("end", ["。", "」", "。」", "。」)", "\U000e0100、"])
def test_no_line_begins_with_what_ends_a_word(end: str) -> None:
    """What closes a sentence takes its last letter along, also several marks or the variant of a letter."""
    for length in range(6, 14):
        folded = fold(clean(f"{'あ' * length}{end}{'い' * 9}"), 16)

        assert not [line for line in folded if line[0] in "、。」)\U000e0100"]
        assert "".join(folded) == f"{'あ' * length}{end}{'い' * 9}"


def test_marks_alone_are_folded_like_letters() -> None:
    """A stranger's row of nothing but marks takes no more lines than it needs."""
    assert len(fold(clean("。" * 80), 16)) == 10


def test_names_keep_their_variants() -> None:
    """The IVS of 葛󠄀 and the letter 髙 belong to names and stay; か with a loose dakuten is one letter."""
    assert clean("葛\U000e0100城 髙橋") == "葛\U000e0100城 髙橋"
    assert clean("か\u3099") == "が"


def test_hidden_characters_are_counted() -> None:
    """The clerk is told how many characters were dropped; breaks and tabs are no sign of tampering."""
    assert hidden("ジャム\u202e\x1b[2J\n\t") == 2


def test_a_long_text_keeps_its_lines() -> None:
    """A mail's text is shown line by line, empty lines too."""
    assert lines("一行目\r\n\n三行目\n") == (Shown("一行目"), Shown(""), Shown("三行目"))


def test_what_is_read_as_one_stays_on_one_line() -> None:
    """A number, a name of a file, an address and what follows a bracket; what is longer than half a line is broken."""
    assert fold(clean("開くプログラムは、管理者が設定 [console] viewer で決められます。"), 46) == (
        "開くプログラムは、管理者が設定 [console] ",
        "viewer で決められます。",
    )
    assert fold(clean("整理番号 R8-0004 R8-0005 ほか3"), 20, 2) == ("整理番号 R8-0004 ", "  R8-0005 ほか3")
    assert fold(clean("選定結果について(通知) (整理番号 R8-0004)"), 24)[0] == "選定結果について(通知) "
    assert fold(clean(f"写真 {'x' * 30}.jpg"), 20)[0] == f"写真 {'x' * 15}"
