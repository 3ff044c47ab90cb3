"""A screen as an SVG. Textual's own picture sets a line as one text and squeezes kanji; here every word stands in its
cells, whatever font the viewer has.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip

WIDTH, HEIGHT, MARGIN = 10, 24, 12
"""One cell, and the frame, in the picture's units."""
FONTS = "'Noto Sans Mono CJK JP','BIZ UDGothic','MS Gothic','Osaka-Mono',monospace"


def svg(app: App[None], title: str) -> str:
    """What stands on the app's screen now. The same screen gives the same bytes."""
    strips: Sequence[Strip] = app.screen._compositor.render_strips()
    ground = app.screen.background_colors[1].hex6.lower()
    drawn = "\n".join(shape for row, strip in enumerate(strips) for shape in _line(row, list(strip), ground))
    width = app.size.width * WIDTH + 2 * MARGIN
    height = app.size.height * HEIGHT + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-MARGIN} {width} {height}"'
        f' font-family="{FONTS}" font-size="{2 * WIDTH}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{width}" height="{height}" rx="8" fill="{ground}"/>\n'
        f"{drawn}\n</svg>\n"
    )


def _line(row: int, segments: list[Segment], screen: str) -> Iterator[str]:
    column = 0
    for segment in segments:
        ink, ground = colours(segment)
        bold = ' font-weight="bold"' if segment.style and segment.style.bold else ""
        cells = cell_len(segment.text)
        if ground != screen:
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


def colours(segment: Segment) -> tuple[str, str]:
    """Ink and ground of a segment as '#rrggbb'; every cell of the console has both."""
    style = segment.style
    ink = style.color.get_truecolor().hex if style and style.color else "#e0e0e0"
    ground = style.bgcolor.get_truecolor().hex if style and style.bgcolor else "#121212"
    return (ground, ink) if style and style.reverse else (ink, ground)
