"""The look of the screens: words and colours at two sizes, and that no look hides any of the words."""

import asyncio
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from console.looks import LOOKS
from store.config import Look
from tests.console.drawing import colours, svg
from tests.console.pictures import ALL_LOOKS, SHOTS, SIZES, STYLES, Seen, capture, gallery, visited
from tests.console.screen import rows

pytestmark = pytest.mark.xdist_group("captures")

READABLE = 4.5
"""Contrast that WCAG 2 asks of text."""
HELD: dict[str, str] = tomllib.loads(STYLES.read_text("utf-8"))

Gallery = tuple[tuple[int, int], dict[str, Seen]]


@pytest.fixture(
    scope="module",
    params=[SIZES[0], pytest.param(SIZES[1], marks=pytest.mark.soak)],
    ids=[f"{columns}x{lines}" for columns, lines in SIZES],
)
def screens(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    """All shots of one size, seen in one console."""
    size: tuple[int, int] = request.param
    return size, asyncio.run(gallery(size, tmp_path_factory.mktemp("gallery")))


@pytest.mark.parametrize("name", [shot.name for shot in SHOTS])
def test_words_stand_where_they_stood(name: str, screens: Gallery) -> None:
    """The same register gives the same screen; after a change meant so: `python -m tests.console.pictures --keep`."""
    size, seen = screens
    assert seen[name].words == capture(name, size).read_text("utf-8")


@pytest.mark.parametrize("look", ALL_LOOKS)
@pytest.mark.parametrize("name", [shot.name for shot in SHOTS])
def test_colours_are_what_they_were(name: str, look: Look, screens: Gallery) -> None:
    """Ink, ground and weight of every cell, held by a digest; kept anew by the same command."""
    size, seen = screens
    assert seen[name].digest(look) == HELD[f"{capture(name, size).stem}-{look}"]


@pytest.mark.parametrize("name", [shot.name for shot in SHOTS])
def test_a_screen_fills_its_terminal(name: str, screens: Gallery) -> None:
    """Every line has exactly the cells of the terminal, and nothing but spaces and words stands in it."""
    size, seen = screens
    drawn = seen[name].rows

    assert len(drawn) == size[1]
    assert {cell_len(row) for row in drawn} == {size[0]}
    assert all(row.replace(" ", "").replace("\u3000", "").isprintable() for row in drawn)


@pytest.mark.parametrize("look", ALL_LOOKS)
@pytest.mark.parametrize("name", [shot.name for shot in SHOTS])
def test_every_look_is_readable(name: str, look: Look, screens: Gallery) -> None:
    """All text stands out from its ground as WCAG asks; black and white has no colour at all."""
    lines = screens[1][name].lines[look]

    seen = {colours(segment) for line in lines for segment in line if segment.text.strip()}
    assert {pair: contrast(*pair) for pair in seen if contrast(*pair) < READABLE} == {}
    assert len(seen) > 1
    if look == "mono":
        assert {each[1:3] == each[3:5] == each[5:7] for pair in seen for each in pair} == {True}


async def test_pictures_are_svg_and_the_same_each_time(tmp_path: Path) -> None:
    """Every word of the screen stands in the picture, and two runs give the same bytes."""
    drawn = []
    for turn in ("first", "second"):
        async for _, pilot in visited(SIZES[0], tmp_path / turn, SHOTS[1:2]):
            drawn.append(svg(pilot.app, "tray"))
            seen = rows(pilot.app)
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
