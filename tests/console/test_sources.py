"""Rules about the console's own source that no type can hold."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import console

PACKAGE = Path(console.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MARKUP = {"Static", "Label", "Button", "Option", "OptionList", "Select", "DataTable", "Tree", "Toast"}
"""Widgets that read markup out of a str: the console has none of them."""


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.name)
def test_no_text_is_ever_markup(file: Path) -> None:
    """No widget that obeys markup, no toast without markup=False, no text in a border or tooltip."""
    for name, call in calls(file):
        assert name not in MARKUP, f"{file.name}:{call.lineno}"
        if name == "notify":
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            assert given.get("markup") == "False", f"{file.name}:{call.lineno}"
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            assert node.attr not in {"border_title", "border_subtitle", "tooltip"}, (
                f"{file.name}:{node.lineno}"
            )


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.name)
def test_shown_text_is_made_in_one_place(file: Path) -> None:
    """Only shown.py calls `Shown(...)`: with the types of mypy no other text reaches a widget."""
    made = [call.lineno for name, call in calls(file) if name == "Shown"]

    assert made == [] or file.name == "shown.py"


def test_textual_is_told_first() -> None:
    """The switches stand before its first import: an IME commit would arrive as wrong keys, a preview late."""
    code = "import console.app, textual.constants as c; assert c.DISABLE_KITTY_KEY and c.MAX_FPS == 240"
    subprocess.run([sys.executable, "-c", code], check=True)
