"""The tray as docs/console.svg: `python -m tests.console.picture docs/console.svg`.

Textual's own picture sets a line as one text and squeezes kanji; here every word stands in its cells, whatever font
the viewer has.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.segment import Segment

from console.app import Console
from console.places import Place
from console.session import Session
from rules.model import OutcomeKind
from store.desk import outcomes
from tests.console.seed import NOW, sow

COLUMNS, ROWS = 100, 30
WIDTH, HEIGHT, MARGIN = 10, 24, 12
"""One cell, and the frame, in the picture's units."""
GROUND, INK = "#121212", "#e0e0e0"
FONTS = "'Noto Sans Mono CJK JP','BIZ UDGothic','MS Gothic','Osaka-Mono',monospace"


async def picture() -> str:
    desk = sow(Path(tempfile.mkdtemp()) / "data")
    outcomes.record(desk, "R8-0054", OutcomeKind.REJECTED, reason="R01", now=NOW)
    outcomes.record(desk, "R8-0055", OutcomeKind.SELECTED, note="試食は好評", now=NOW)
    app = Console(Session(desk=desk, clock=lambda: NOW))
    app.start = Place.TRAY
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
    drawn = "\n".join(shape for row, strip in enumerate(strips) for shape in _line(row, list(strip)))
    width, height = COLUMNS * WIDTH + 2 * MARGIN, ROWS * HEIGHT + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-MARGIN} {width} {height}"'
        f' font-family="{FONTS}" font-size="{2 * WIDTH}">\n'
        "<title>mailbot console: the tray of cases</title>\n"
        f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{width}" height="{height}" rx="8" fill="{GROUND}"/>\n'
        f"{drawn}\n</svg>\n"
    )


def _line(row: int, segments: list[Segment]) -> Iterator[str]:
    column = 0
    for segment in segments:
        ink, ground, bold = _colours(segment)
        cells = cell_len(segment.text)
        if ground != GROUND:
            yield (
                f'<rect x="{column * WIDTH}" y="{row * HEIGHT}" width="{cells * WIDTH}" height="{HEIGHT}"'
                f' fill="{ground}"/>'
            )
        for word in re.finditer(r"\S+( \S+)*", segment.text):
            at = column + cell_len(segment.text[: word.start()])
            yield (
                f'<text x="{at * WIDTH}" y="{row * HEIGHT + 18}" textLength="{cell_len(word.group()) * WIDTH}"'
                f' fill="{ink}"{bold}>{escape(word.group())}</text>'
            )
        column += cells


def _colours(segment: Segment) -> tuple[str, str, str]:
    style = segment.style
    ground = style.bgcolor.get_truecolor().hex if style and style.bgcolor else GROUND
    ink = style.color.get_truecolor().hex if style and style.color else INK
    if style and style.reverse:
        ink, ground = ground, ink
    return ink, ground, ' font-weight="bold"' if style and style.bold else ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(picture()), "utf-8")
