"""The 誓約書 as a PDF of one A4 page, with real text and its Japanese font inside: a bare machine has none.

The same words and office always give the same bytes: the paper is attached to letters and kept by hash.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rules.forms import PledgePaper
from store.config import Office

if TYPE_CHECKING:
    from fpdf import FPDF

MADE = datetime(2026, 12, 1, tzinfo=UTC)
LEFT, RIGHT, TOP = 27.0, 183.0, 30.0
LEADING = 7.4
"""All in millimetres."""
INK, QUIET, RULE = (31, 41, 51), (95, 107, 118), (150, 162, 161)
NOT_FIRST = "、。，．・:;?!」』)）〕】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
NOT_LAST = "「『(（〔【"
"""行頭禁則 and 行末禁則: what may not begin and what may not end a line."""


def worded(text: str, office: Office) -> str:
    """The text with the office's own words in the places of `{name}`, `{shop}`, `{signatory}` and so on."""
    for name in ("name", "address", "postal", "phone", "fax", "shop", "signatory"):
        text = text.replace(f"{{{name}}}", getattr(office, name))
    return text


def pledge(office: Office, paper: PledgePaper) -> bytes:
    """The paper to sign."""
    page = _Page(worded(paper.title, office))
    page.title("　".join(paper.title))
    page.text(worded(paper.addressee, office), after=9)
    page.text(worded(paper.opening, office), indent=1, after=5)
    for number, item in enumerate(paper.items, 1):
        page.item(f"{number}", worded(item, office))
    page.signature(paper)
    page.note(worded(paper.note, office))
    return bytes(page.pdf.output())


def broken(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines no wider than `width`, by the line breaking rules of Japanese (禁則処理)."""
    lines = [""]
    for character in text:
        if not lines[-1] or measure(lines[-1] + character) <= width:
            lines[-1] += character
            continue
        kept, moved = lines[-1], character
        while len(kept) > 1 and (moved[0] in NOT_FIRST or kept[-1] in NOT_LAST):
            kept, moved = kept[:-1], kept[-1] + moved
        lines[-1:] = [kept, moved]
    return lines


class _Page:
    """One sheet of paper, written from top to bottom."""

    def __init__(self, title: str) -> None:
        self.pdf = _pdf(title)
        self.y = TOP

    def title(self, text: str) -> None:
        self.pdf.set_font("Noto", size=20)
        self._at((LEFT + RIGHT - self.pdf.get_string_width(text)) / 2, text)
        self.pdf.set_font("Noto", size=11)
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
        self.pdf.set_font("Noto", size=9)
        self._at(seal - self.pdf.get_string_width(paper.seal) / 2, paper.seal, lift=1.8)

    def note(self, text: str) -> None:
        self.y += 12
        for line in broken(text, RIGHT - LEFT, self.pdf.get_string_width):
            self._at(LEFT, line)
            self.y += 5

    def _at(self, x: float, text: str, *, lift: float = 0) -> None:
        self.pdf.text(x, self.y - lift, text)


def _pdf(title: str) -> "FPDF":
    from fpdf import FPDF
    from noto_cjk_sans_jp_regular import FONT_PATH

    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_title(title)
    pdf.set_lang("ja")
    pdf.set_auto_page_break(False)
    pdf.add_font("Noto", fname=str(FONT_PATH))
    pdf.add_page()
    pdf.set_text_color(*INK)
    return pdf
