"""Sheets of A4 filled from top to bottom with lines that are already set; the typeface drawn on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from mailbot.paper.typeface import NAME, typeface
from rules.record import Struct, replace

POINT = 25.4 / 72
WIDTH = 210.0
INK, QUIET, RULE = (26, 32, 39), (95, 107, 118), (150, 162, 161)
FOLIO, FOLIO_SIZE = 284.0, 9.0
"""Where the page number stands, and how large it is."""


class Run(Struct, frozen=True, kw_only=True):
    """A piece of a line: where it begins, its type size in points, millimetres put between its characters."""

    x: float
    text: str
    size: float
    spread: float = 0.0


class Line(Struct, frozen=True, kw_only=True):
    runs: tuple[Run, ...]
    height: float
    """Millimetres from the baseline above to its own."""


class Unit(Struct, frozen=True, kw_only=True):
    """Lines that begin `gap` millimetres below what stands above; on one page if they are to stay together."""

    lines: tuple[Line, ...]
    gap: float = 0.0
    together: bool = True

    @property
    def height(self) -> float:
        return self.gap + sum(line.height for line in self.lines)


Page = tuple[Line, ...]


def paginated(units: Sequence[Unit], *, first: float, top: float, bottom: float, foot: float) -> list[Page]:
    """The lines of each page, the white space above a line in its height; no page begins with white space.

    The first page is filled from `first` on, the others from `top`; the last unit leaves `foot` millimetres free.
    """
    pages: list[list[Line]] = [[]]
    y = first
    for place, unit in enumerate(units):
        end = bottom - (foot if place == len(units) - 1 else 0)
        gap = unit.gap if pages[-1] else 0.0
        if pages[-1] and unit.together and y + unit.height > end:
            pages, y, gap = [*pages, []], top, 0.0
        for line in unit.lines:
            if pages[-1] and y + gap + line.height > end:
                pages, y, gap = [*pages, []], top, 0.0
            pages[-1].append(replace(line, height=line.height + gap))
            y, gap = y + gap + line.height, 0.0
    return [tuple(page) for page in pages]


class Sheets:
    """The pages of one paper. Texts must have been shown to the typeface."""

    def __init__(self, title: str, made: datetime) -> None:
        from fpdf import FPDF

        self.pdf = FPDF(format="A4")
        self.pdf.set_creation_date(made)
        self.pdf.set_title(title)
        self.pdf.set_lang("ja")
        self.pdf.set_auto_page_break(False)
        typeface().into(self.pdf)
        self._widths: Mapping[int, float] = self.pdf.fonts[NAME.lower()].cw  # type: ignore[assignment]
        self.turn()

    def turn(self) -> None:
        self.pdf.add_page()
        self.pdf.set_text_color(*INK)

    def measure(self, text: str, size: float) -> float:
        """Millimetres."""
        return sum(self._widths[ord(each)] for each in text) * size * POINT / 1000

    def draw(self, lines: Iterable[Line], *, top: float) -> None:
        y = top
        for line in lines:
            y += line.height
            for run in line.runs:
                self.pdf.set_font(NAME, size=run.size)
                self.pdf.set_char_spacing(run.spread / POINT)
                self.pdf.text(run.x, y, run.text)
        self.pdf.set_char_spacing(0)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.pdf.set_draw_color(*RULE)
        self.pdf.set_line_width(0.2)
        self.pdf.rect(x, y, width, height)

    def ticks(self, heights: Sequence[float]) -> None:
        """Marks at the left edge that show where to fold."""
        self.pdf.set_draw_color(*RULE)
        self.pdf.set_line_width(0.15)
        for y in heights:
            self.pdf.line(4, y, 8, y)

    def number(self) -> None:
        """Page numbers, where there is more than one page."""
        total = self.pdf.pages_count
        for page in range(1, total + 1) if total > 1 else ():
            self.pdf.page = page
            folio = f"{page} / {total}"
            self.pdf.set_font(NAME, size=FOLIO_SIZE)
            self.pdf.set_text_color(*QUIET)
            self.pdf.text((WIDTH - self.measure(folio, FOLIO_SIZE)) / 2, FOLIO, folio)

    def output(self) -> bytes:
        return bytes(self.pdf.output())
