"""The look of the screens: the words at two sizes, and that no look hides any of them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from console.looks import LOOKS
from store.config import Look
from tests.console.drawing import colours, svg
from tests.console.pictures import ALL_LOOKS, KEPT, SHOTS, SIZES, Shot, capture, shown, words
from tests.console.screen import rows

SIZE_IDS = [f"{columns}x{lines}" for columns, lines in SIZES]
READABLE = 4.5
"""Contrast that WCAG 2 asks of text."""


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
@pytest.mark.parametrize("shot", [shot for shot in SHOTS if shot.name in KEPT], ids=lambda shot: shot.name)
async def test_words_stand_where_they_stood(shot: Shot, size: tuple[int, int], tmp_path: Path) -> None:
    """The same register gives the same screen; after a change meant so: `python -m tests.console.pictures --keep`."""
    assert await words(shot, size, "dark", tmp_path) == capture(shot, size).read_text("utf-8")


@pytest.mark.parametrize("size", [SIZES[0], pytest.param(SIZES[1], marks=pytest.mark.soak)], ids=SIZE_IDS)
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_a_screen_fills_its_terminal(shot: Shot, size: tuple[int, int], tmp_path: Path) -> None:
    """Every line has exactly the cells of the terminal, and nothing but spaces and words stands in it."""
    async with shown(shot, size, "dark", tmp_path) as app:
        seen = rows(app)

    assert len(seen) == size[1]
    assert {cell_len(row) for row in seen} == {size[0]}
    assert all(row.replace(" ", "").replace("\u3000", "").isprintable() for row in seen)


@pytest.mark.parametrize("look", ALL_LOOKS)
@pytest.mark.parametrize("shot", [SHOTS[1], *SHOTS[-8:]], ids=lambda shot: shot.name)
async def test_every_look_is_readable(shot: Shot, look: Look, tmp_path: Path) -> None:
    """All text stands out from its ground as WCAG asks; black and white has no colour at all."""
    async with shown(shot, SIZES[0], look, tmp_path) as app:
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]

    seen = {colours(segment) for segment in segments if segment.text.strip()}
    assert {pair: contrast(*pair) for pair in seen if contrast(*pair) < READABLE} == {}
    assert len(seen) > 1
    if look == "mono":
        assert {each[1:3] == each[3:5] == each[5:7] for pair in seen for each in pair} == {True}


async def test_pictures_are_svg_and_the_same_each_time(tmp_path: Path) -> None:
    """Every word of the screen stands in the picture, and two runs give the same bytes."""
    drawn = []
    for turn in ("first", "second"):
        async with shown(SHOTS[1], SIZES[0], "dark", tmp_path / turn) as app:
            drawn.append(svg(app, "tray"))
            seen = rows(app)
    texts = "".join(ElementTree.fromstring(drawn[0]).itertext())  # noqa: S314  # our own

    assert drawn[0] == drawn[1]
    assert all(word in texts for row in seen for word in row.split())
    assert set(LOOKS) == set(ALL_LOOKS)


def contrast(ink: str, ground: str) -> float:
    """WCAG 2's ratio of the lighter to the darker."""
    bright, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
