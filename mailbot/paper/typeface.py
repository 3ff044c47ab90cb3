"""The typeface of what is printed, cut to the letters that the office's papers need.

The full font has 65,000 glyphs and costs a paper 0.6 s to open and cut; from a small one it is a tenth. A cut is kept
for the processes to come, and grows; whoever finds all letters in it never opens the full font. A paper embeds only its
own glyphs, and its bytes are the same whatever was printed before it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

NAME = "Noto"
GETA = "〓"
"""What printers set for a sort that the case lacks (下駄)."""

_ONE = Lock()

UNUSED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx")
"""Tables of the font that a PDF has no use for."""


class Typeface:
    """Grows with the texts that it has been shown, in whatever thread."""

    def __init__(self, folder: Path) -> None:
        """Takes over the cut that lies in this folder, and leaves its own there."""
        from noto_cjk_sans_jp_regular import FONT_PATH

        self._source = Path(FONT_PATH)
        self._kept = folder / f"noto-{self._source.stat().st_size}.otf"
        self._folder = tempfile.TemporaryDirectory(prefix="mailbot-")
        self._file = Path(self._folder.name) / "noto.otf"
        self._lock = Lock()
        self._known = self._taken_over()

    @cached_property
    def _all(self) -> frozenset[str]:
        return _characters(self._source)

    def printable(self, text: str) -> str:
        """The same text with a geta for each character that the font lacks."""
        return "".join(
            each if each in self._known or each == "\n" or each in self._all else GETA for each in text
        )

    def show(self, texts: Iterable[str]) -> None:
        """Cuts the font anew if these texts need more of it; showing a whole batch first cuts it once."""
        wanted = frozenset(GETA).union(*map(frozenset, texts))
        with self._lock:
            if wanted <= self._known or (known := self._known | wanted & self._all) == self._known:
                return
            new = self._file.with_suffix(".new")
            _cut(self._source, known, new)
            new.replace(self._file)  # a paper that is being set reads on in the cut that it has opened
            self._known = known
            self._leave()

    def into(self, pdf: "FPDF") -> None:
        """Adds the font to a paper whose texts were shown before."""
        pdf.add_font(NAME, fname=str(self._file))
        pdf.fonts[NAME.lower()].ttfont.recalcBBoxes = False  # type: ignore[union-attr]

    def _taken_over(self) -> frozenset[str]:
        """Its characters. A copy of ours, as another process may leave a cut without them."""
        try:
            shutil.copyfile(self._kept, self._file)
            return _characters(self._file)
        except Exception:  # none there, or one that was damaged: it is cut anew, in time
            return frozenset()

    def _leave(self) -> None:
        try:
            self._kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = self._kept.with_suffix(f".{os.getpid()}")
            shutil.copyfile(self._file, new)
            new.replace(self._kept)
        except OSError:  # nowhere to leave it: every process cuts its own
            pass


def typeface() -> Typeface:
    """The one of this process."""
    with _ONE:
        return _typeface()


@cache
def _typeface() -> Typeface:
    return Typeface(_folder())


def _folder() -> Path:
    """For what can be made again: the one of the service (systemd.exec, CacheDirectory), else the user's own (XDG)."""
    if service := os.environ.get("CACHE_DIRECTORY"):
        return Path(service)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "mailbot"


def _characters(font: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))


def _cut(source: Path, characters: Iterable[str], to: Path) -> None:
    """Without subroutines, so that each glyph is the same bytes in every cut, and so in every paper."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(notdef_outline=True, recommended_glyphs=True, desubroutinize=True, hinting=False)
    options.drop_tables += UNUSED
    cutter = Subsetter(options)
    cutter.populate(unicodes=[*range(0x20, 0x7F), *map(ord, characters)])
    with TTFont(source, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        cutter.subset(font)
        font.save(to)
