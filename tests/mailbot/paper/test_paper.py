"""The 誓約書: one page of real text in its own font, typeset by the rules of Japanese."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mailbot.paper import pledge as paper
from tests.conftest import require
from tests.entries import LIBRARY, OFFICE

PLEDGE = paper.pledge(OFFICE, LIBRARY.pledge())


@pytest.fixture
def text(tmp_path: Path) -> str:
    """What a reader of the PDF copies out of it."""
    program = shutil.which("pdftotext")
    require(program is not None, "pdftotext is not installed (package poppler-utils)")
    file = tmp_path / "pledge.pdf"
    file.write_bytes(PLEDGE)
    return subprocess.run([str(program), str(file), "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.office
def test_all_six_promises_can_be_read(text: str) -> None:
    """Every item stands in the paper as text, not as a picture, and the office's names are filled in."""
    words = "".join(text.split())

    assert len(LIBRARY.pledge().items) == 6
    for item in LIBRARY.pledge().items:
        assert item in words
    for label in (*LIBRARY.pledge().signature, OFFICE.signatory, "".join(OFFICE.shop.split())):
        assert label in words
    assert "{" not in words


@pytest.mark.office
def test_one_page(text: str) -> None:
    """It is one sheet of paper: pdftotext ends each page with a form feed."""
    assert text.count("\f") == 1


def test_the_font_is_inside() -> None:
    """A machine without any Japanese font shows it: the font program is embedded."""
    assert b"/FontFile3" in PLEDGE
    assert b"NotoSansCJK" in PLEDGE


def test_always_the_same_bytes() -> None:
    """Made twice it is the same file, so that its hash stands for it."""
    assert paper.pledge(OFFICE, LIBRARY.pledge()) == PLEDGE
