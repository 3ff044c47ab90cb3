"""The line of places: where I am and where I can go, whatever the terminal's width."""

import pytest
from rich.cells import cell_len

from console import places
from console.places import SPOTS, Place, Spot

TEN = tuple(
    Spot(Place.TRAY if digit == "2" else Place.CASE, digit, (name, "reading"), "module:Class")
    for digit, name in zip(
        "0123456789",
        ("統計", "今日", "受付", "会議", "決裁", "送信箱", "要確認", "事業者", "郵送", "稼働"),
        strict=True,
    )
)


def test_ten_places_fit_the_narrow_screen() -> None:
    """With all ten the line leaves a clerk's name ten of its 80 cells, and stands in the keyboard's order."""
    line = places.line(Place.TRAY, 80, TEN)

    assert line == "1今日 [2]受付 3会議 4決裁 5送信箱 6要確認 7事業者 8郵送 9稼働 0統計"
    assert cell_len(line) <= 69


def test_a_wide_screen_is_airy() -> None:
    """From 100 cells on, digits and names stand apart."""
    line = places.line(Place.TRAY, 100, TEN)

    assert line.startswith("1 今日  [2]受付  3 会議")
    assert cell_len(line) <= 89


@pytest.mark.parametrize("width", (80, 140))
@pytest.mark.parametrize("here", [spot.place for spot in SPOTS if spot.digit])
def test_the_places_there_are_fit(here: Place, width: int) -> None:
    """No place of the program is cut off, and the one where I am stands in brackets."""
    line = places.line(here, width)

    assert cell_len(line) <= width - 11
    assert line.count("[") == 1
