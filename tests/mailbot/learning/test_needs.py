"""How a paper says what can't be left out: each way by itself, on a small sheet."""

import io
from collections.abc import Callable, Mapping

import pytest
from openpyxl import Workbook

from mailbot.learning import learn
from mailbot.learning.proposal import Proposal
from rules.forms import Need
from tests.entries import LIBRARY
from tests.mailbot.learning.paper import GREY, THICK, YELLOW, Page

LABELS = ("甲社名", "乙氏名", "丙欄", "丁欄", "戊欄")
WANTED = {"甲社名", "丁欄"}


def _demanded(draw: Callable[[Page], None]) -> set[str]:
    book = Workbook()
    draw(Page(book.worksheets[0]))
    written = io.BytesIO()
    book.save(written)
    proposal = learn(written.getvalue(), "own", LIBRARY)
    assert isinstance(proposal, Proposal)
    assert len(proposal.drawn) == len(LABELS)
    return {field.label for field in proposal.form.fields if field.need is Need.REQUIRED}


def _rows(page: Page, legend: str, marked: Mapping[str, str] | None = None) -> None:
    page.text("A1", "申込書", 16)
    page.text("A2", legend)
    for row, label in enumerate(LABELS, 4):
        page.box(f"A{row}", (marked or {}).get(label, label))
        page.box(f"C{row}")


@pytest.mark.parametrize("mark", ["【必須】{}", "{}(必須)", "{}\n※必須", "{} 要記入", "必須 {}"])
def test_words(mark: str) -> None:
    """必須 in the label, before or behind, in whatever brackets."""
    assert _demanded(lambda page: _rows(page, "", {label: mark.format(label) for label in WANTED})) == WANTED


@pytest.mark.parametrize("sign", ["※", "★", "*"])
@pytest.mark.parametrize("legend", ["{}印は必ずご記入ください。", "{}は必須項目です。", ""])
def test_signs(sign: str, legend: str) -> None:
    """A sign at some labels, be it explained or not."""
    marked = {label: f"{sign}{label}" for label in WANTED}

    assert _demanded(lambda page: _rows(page, legend.format(sign), marked)) == WANTED


def test_a_cell_of_its_own() -> None:
    """A column of 必須 and 任意 between label and answer."""

    def draw(page: Page) -> None:
        _rows(page, "")
        for row, label in enumerate(LABELS, 4):
            page.box(f"B{row}", "必須" if label in WANTED else "任意")

    assert _demanded(draw) == WANTED


def test_fill_with_a_legend() -> None:
    """「色の欄は必須」: the one fill that answers have."""

    def draw(page: Page) -> None:
        _rows(page, "黄色の欄は必須です。色のついた欄を埋めてください。")
        for row, label in enumerate(LABELS, 4):
            if label in WANTED:
                page.box(f"C{row}", fill=YELLOW)

    assert _demanded(draw) == WANTED


def test_fill_with_a_sample() -> None:
    """Where answers have several fills, the cell beside the legend shows which is meant."""

    def draw(page: Page) -> None:
        _rows(page, "左の色の欄は必須です。")
        page.box("A2", fill=YELLOW)
        page.text("B2", "左の色の欄は必須です。")
        for row, label in enumerate(LABELS, 4):
            page.box(f"C{row}", fill=YELLOW if label in WANTED else GREY)

    assert _demanded(draw) == WANTED


def test_fill_alone_demands_nothing() -> None:
    """A colour that nothing explains is a colour."""

    def draw(page: Page) -> None:
        _rows(page, "")
        page.box("C4", fill=YELLOW)

    assert _demanded(draw) == set()


def test_thick_frames() -> None:
    """「太枠内は必須」: thick rules all around the answer, not the frame of the whole table."""

    def draw(page: Page) -> None:
        _rows(page, "太枠内は必ずご記入ください。")
        for row, label in enumerate(LABELS, 4):
            if label in WANTED:
                page.box(f"C{row}", side=THICK)

    assert _demanded(draw) == WANTED
