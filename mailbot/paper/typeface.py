"""The typeface of what is printed, cut once in a process to the letters that its papers need.

The full font has 65,000 glyphs and costs a paper 0.6 s to open and cut; from a small one it is a tenth. A paper embeds
only its own glyphs, and its bytes are the same whatever was printed before it.
"""

import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

NAME = "Noto"
GETA = "〓"
"""What printers set for a sort that the case lacks (下駄)."""

UNUSED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx")
"""Tables of the font that a PDF has no use for."""


class Typeface:
    """Grows with the texts that it has been shown."""

    def __init__(self) -> None:
        from fontTools.ttLib import TTFont
        from noto_cjk_sans_jp_regular import FONT_PATH

        self._source = Path(FONT_PATH)
        with TTFont(self._source, lazy=True) as full:
            self._all = frozenset(map(chr, full.getBestCmap()))
        self._known: frozenset[str] = frozenset(map(chr, range(0x20, 0x7F)))
        self._folder = tempfile.TemporaryDirectory(prefix="mailbot-")
        self._file = Path(self._folder.name) / "noto.otf"

    def printable(self, text: str) -> str:
        """The same text with a geta for each character that the font lacks."""
        return "".join(each if each in self._all or each == "\n" else GETA for each in text)

    def show(self, texts: Iterable[str]) -> None:
        """Cuts the font anew if these texts need more of it; showing a whole batch first cuts it once."""
        needed = frozenset(GETA).union(*map(frozenset, texts)) & self._all
        if not self._file.exists() or not needed <= self._known:
            self._known |= needed
            _cut(self._source, self._known, self._file)

    def into(self, pdf: "FPDF") -> None:
        """Adds the font to a paper whose texts were shown before."""
        pdf.add_font(NAME, fname=str(self._file))
        pdf.fonts[NAME.lower()].ttfont.recalcBBoxes = False  # type: ignore[union-attr]


@cache
def typeface() -> Typeface:
    return Typeface()


def _cut(source: Path, characters: Iterable[str], to: Path) -> None:
    """Without subroutines, so that each glyph is the same bytes in every cut, and so in every paper."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(notdef_outline=True, recommended_glyphs=True, desubroutinize=True, hinting=False)
    options.drop_tables += UNUSED
    cutter = Subsetter(options)
    cutter.populate(unicodes=map(ord, characters))
    with TTFont(source, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        cutter.subset(font)
        font.save(to)
