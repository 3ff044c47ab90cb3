"""Strings as strangers write them, through the widgets, through every place and through a terminal."""

from pathlib import Path

import pytest
from textual.app import App

from console.app import Console
from console.places import SPOTS, START
from console.session import Session
from rules.record import replace
from tests.console.parade import BATCH, CONTROL, HEIGHT, WIDTH, Parade, batches
from tests.console.screen import press, rows, seated, settle
from tests.console.seed import NOW, sow
from tests.console.strange import ALL, strings
from tests.console.test_hostile import poison
from tests.soak import strangers
from tests.soak.bounds import Bounds

SLICE = 640
TANGLE = "".join(text for text in ALL if len(text) < 12)[:400]
"""Something of everything."""


def test_a_slice_of_the_parade() -> None:
    """640 of the 17,000 strings of `make soak`: 0 exceptions, 0 control characters, shown text is cleaned text."""
    report = strangers.run(2, Bounds(count=SLICE))

    assert not report.failures
    assert report.summary.startswith(f"{SLICE} strings")


async def test_the_parade_notices_what_is_wrong() -> None:
    """Other text than what stands there is a failure, and so is a control character on the screen."""
    first, second = list(batches(1, 2 * BATCH))
    app = Parade(gate=False)
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        app.draw(first)
        await pilot.pause()
        assert strangers.wrong(app, first, "here") == []
        assert strangers.wrong(app, second, "here")
    assert CONTROL.search(strangers.OURS.sub(b"", b"\x1b[1mx\x1b]0;evil\x07").decode())


def test_the_same_seed_writes_the_same() -> None:
    """A finding can be had again; another seed writes something else, and all that we know is among it."""
    assert list(strings(3, 500)) == list(strings(3, 500)) != list(strings(4, 500))
    assert set(ALL) <= set(strings(5, len(ALL)))


async def test_every_place_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each place of the table shows a poisoned register without one control character, gate or not."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    clerk = sow(tmp_path / "data")
    poison(clerk, TANGLE)
    app = Console(Session(desk=replace(clerk, by=TANGLE), clock=lambda: NOW))
    async with seated(app, start=START) as pilot:
        for spot in (spot for spot in SPOTS if spot.digit):
            for key in (spot.digit, "down", "right", "y", "enter", "escape", "f1", "escape"):
                await press(pilot, key)
                await settle(pilot)
                assert [row for row in rows(app) if CONTROL.search(row)] == [], (spot.place, key)
            assert app.place is not None and app.is_running
