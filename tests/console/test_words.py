"""The words of the screens can be drawn on every terminal."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

import console
from console import words
from rules.model import LetterKind, LetterState, Role, Severity, State

PACKAGE = Path(console.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TAKEN_AWAY = {"shown.py", "gate.py"}
"""Modules that name the characters which are never drawn."""
PICTURES = {"dots.py"}
"""Half blocks are ambiguous: an office turns them off where its terminal draws them wide."""
NAMED = {"keys.py", "readings.py"}
"""Modules that name keys and letters of the keyboard."""
DRAWN = [file for file in MODULES if file.name not in TAKEN_AWAY | PICTURES]
OTHERS = [file for file in MODULES if file.parent.name != "words" and file.name not in NAMED]


def drawn(file: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that may be drawn: all but docstrings and patterns of characters to remove."""
    tree = ast.parse(file.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.name)
def test_nothing_of_ambiguous_width_is_drawn(file: Path) -> None:
    """No letter of the screens is one cell on one terminal and two on the next (East Asian Ambiguous)."""
    found = [
        (line, char)
        for line, text in drawn(file)
        for char in text
        if unicodedata.east_asian_width(char) == "A"
    ]

    assert found == []


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.name)
def test_japanese_stands_in_words_alone(file: Path) -> None:
    """One folder holds every Japanese word of the screens; elsewhere only patterns of company names."""
    allowed = re.compile(r"会社|【|〓|令和")
    found = [
        (line, text)
        for line, text in drawn(file)
        if re.search("[\u3041-\u30ff\u4e00-\u9fff]", text) and not allowed.search(text)
    ]

    assert found == []


def test_every_member_has_its_word() -> None:
    """No state, kind or severity is shown as its English name."""
    assert words.STATES.keys() == set(State)
    assert words.LETTERS.keys() == set(LetterKind)
    assert words.LETTER_STATES.keys() == set(LetterState)
    assert words.ROLES.keys() == set(Role)
    assert words.SEVERITIES.keys() == set(Severity)


def test_short_words_fit_their_columns() -> None:
    """The state of a case and of a letter take at most six cells, a letter's kind ten."""
    assert max(cell_len(word) for word in words.STATES.values()) <= 6
    assert max(cell_len(word) for word in words.LETTER_STATES.values()) <= 6
    assert max(cell_len(word) for word in words.LETTERS.values()) <= 10
