"""The 誓約書 as a PDF of one A4 page, with real text and its Japanese font inside: a bare machine has none.

The same words and office always give the same bytes: the paper is attached to letters and kept by hash.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mailbot.paper.typeface import NAME, typeface
from mailbot.paper.typesetting import broken
from rules.forms import PledgePaper
from store.config import Office

if TYPE_CHECKING:
    from fpdf import FPDF

MADE = datetime(2026, 12, 1, tzinfo=UTC)
LEFT, RIGHT, TOP = 27.0, 183.0, 30.0
LEADING = 7.4
"""All in millimetres."""
INK, QUIET, RULE = (31, 41, 51), (95, 107, 118), (150, 162, 161)


def worded(text: str, office: Office) -> str:
    """The text with the office's own words in the places of `{name}`, `{shop}`, `{signatory}` and so on."""
    for name in ("name", "address", "postal", "phone", "fax", "shop", "signatory"):
        text = text.replace(f"{{{name}}}", getattr(office, name))
    return text


def pledge(office: Office, paper: PledgePaper) -> bytes:
    """The paper to sign."""
    words = (
        *paper.items,
        *paper.signature,
        paper.addressee,
        paper.opening,
        paper.note,
        paper.date,
        paper.seal,
    )
    page = _Page(worded(paper.title, office), [worded(text, office) for text in (*words, " 0123456789　")])
    page.title("　".join(paper.title))
    page.text(worded(paper.addressee, office), after=9)
    page.text(worded(paper.opening, office), indent=1, after=5)
    for number, item in enumerate(paper.items, 1):
        page.item(f"{number}", worded(item, office))
    page.signature(paper)
    page.note(worded(paper.note, office))
    return bytes(page.pdf.output())


class _Page:
    """One sheet of paper, written from top to bottom."""

    def __init__(self, title: str, texts: Iterable[str]) -> None:
        self.pdf = _pdf(title, texts)
        self.y = TOP

    def title(self, text: str) -> None:
        self.pdf.set_font(NAME, size=20)
        self._at((LEFT + RIGHT - self.pdf.get_string_width(text)) / 2, text)
        self.pdf.set_font(NAME, size=11)
        self.y += 20

    def text(self, text: str, *, indent: int = 0, after: float = 0) -> None:
        for line in broken("　" * indent + text, RIGHT - LEFT, self.pdf.get_string_width):
            self._at(LEFT, line)
            self.y += LEADING
        self.y += after

    def item(self, number: str, text: str) -> None:
        hang = LEFT + 9
        self._at(LEFT + 2, number)
        for line in broken(text, RIGHT - hang, self.pdf.get_string_width):
            self._at(hang, line)
            self.y += LEADING
        self.y += 2.2

    def signature(self, paper: PledgePaper) -> None:
        """The date, then a ruled line for each label; the last one is signed, or sealed in the circle."""
        self.y += 8
        self._at(RIGHT - self.pdf.get_string_width(paper.date), paper.date)
        self.y += 7
        start, seal = LEFT + 36, RIGHT - 8
        self.pdf.set_draw_color(*RULE)
        self.pdf.set_line_width(0.2)
        for label in paper.signature:
            self.y += 12
            self._at(start, label)
            self.pdf.line(start, self.y + 3, RIGHT, self.y + 3)
        self.pdf.circle(seal, self.y - 3, 5.2)
        self.pdf.set_text_color(*QUIET)
        self.pdf.set_font(NAME, size=9)
        self._at(seal - self.pdf.get_string_width(paper.seal) / 2, paper.seal, lift=1.8)

    def note(self, text: str) -> None:
        self.y += 12
        for line in broken(text, RIGHT - LEFT, self.pdf.get_string_width):
            self._at(LEFT, line)
            self.y += 5

    def _at(self, x: float, text: str, *, lift: float = 0) -> None:
        self.pdf.text(x, self.y - lift, text)


def _pdf(title: str, texts: Iterable[str]) -> "FPDF":
    from fpdf import FPDF

    typeface().show((title, *texts))
    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_title(title)
    pdf.set_lang("ja")
    pdf.set_auto_page_break(False)
    typeface().into(pdf)
    pdf.add_page()
    pdf.set_text_color(*INK)
    return pdf
