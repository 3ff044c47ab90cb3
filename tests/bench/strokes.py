"""What one does at the keys of a console and of a DataTable, each stroke with the wait that it costs."""

import re
from collections.abc import Iterator

from console import words
from console.words import tray as said
from rules.record import Struct
from tests.bench.waits import Waits
from tests.terminals import PATIENCE, Terminal

QUIET = 0.15
"""Seconds without output after which a screen stands still."""
BETWEEN = 0.04
"""Seconds without output after which a stroke is over: more than two of Textual's frames."""
RATE = 30
"""Strokes a second of a key that is held down."""
PAGE = 40
"""Rows by which a page moves the cursor, at most: the height of the terminal."""
DOWN, NEXT_PAGE, ENTER, ERASE, ESCAPE = b"\x1b[B", b"\x1b[6~", b"\r", b"\x7f", b"\x1b"
TOP, GRID_TOP = b"g", b"\x1b[1;5H"
WORD = "見本"
"""Stands in every case, so that the whole list is found again."""
CURSOR = "> "
"""What begins the row under the cursor, and in a list nothing else."""
UNDER_CURSOR = re.compile(rb"> (\w+-\d+) ")


class Strokes(Struct, frozen=True, kw_only=True):
    """How many of each."""

    keys: int = 0
    pages: int = 0
    cases: int = 0
    """Opened and left again."""
    holds: int = 0
    held: int = 0
    """Strokes of one hold."""
    words: int = 0


def at_console(shown: Terminal, size: int, strokes: Strokes, into: Waits) -> None:
    """On a list of so many cases, the live ones first; in the end as it was, with the cursor elsewhere."""
    for _ in _downward(shown, strokes.keys, size - 1, TOP):
        row, preview = _moved(shown)
        into.cursor.append(row)
        into.settled.append(preview)
    for _ in _downward(shown, strokes.pages, size // PAGE, TOP):
        into.page.append(_until(shown, NEXT_PAGE, CURSOR))
    for place in _downward(shown, strokes.cases, size, TOP):
        into.opened.append(_until(shown, ENTER, words.PLACE_IN_LIST.format(place=place, count=size)))
        settle(shown)
        into.back.append(_until(shown, b"q", CURSOR))
        settle(shown)
        shown.type(DOWN)
    for _ in _downward(shown, strokes.holds, 1, TOP):
        into.held.append(_tail(shown, min(strokes.held, size - 1)))
    if strokes.words:
        _search(shown, strokes.words, into)


def at_grid(shown: Terminal, size: int, strokes: Strokes, into: Waits) -> None:
    """The same at a DataTable of so many rows. It has no mark at its cursor: whatever is drawn is counted."""
    for _ in _downward(shown, strokes.keys, size - 1, GRID_TOP):
        first, last = _answered(shown, DOWN)
        into.cursor.append(first)
        into.settled.append(last)
    for _ in _downward(shown, strokes.pages, size // PAGE, GRID_TOP):
        into.page.append(_answered(shown, NEXT_PAGE)[1])
    if strokes.words:
        shown.type(b"/")
    for n in range(strokes.words):
        settle(shown)
        into.search.append(_until(shown, _typed(n), f"FOUND {_wanted(n)}"))


def settle(shown: Terminal, quiet: float = QUIET) -> None:
    while shown.read(quiet):
        pass


def _downward(shown: Terminal, count: int, most: int, top: bytes) -> Iterator[int]:
    """So many strokes that lead down, from the top again before the list ends; which it is since then, from 1."""
    most = max(most, 1)
    for n in range(count):
        settle(shown, BETWEEN)
        if n % most == 0:
            shown.type(top)
            settle(shown)
        yield n % most + 1


def _until(shown: Terminal, key: bytes, text: str) -> float:
    """From a key to this text, drawn for it."""
    begun, at = shown.clock(), len(shown.drawn)
    shown.type(key)
    shown.until(text, since=at)
    return 1000 * (shown.clock() - begun)


def _moved(shown: Terminal) -> tuple[float, float]:
    """From a key that moves the cursor to its row, and to the preview of the case in that row."""
    begun, at = shown.clock(), len(shown.drawn)
    shown.type(DOWN)
    shown.until(CURSOR, since=at)
    row = shown.clock()
    while not (under := UNDER_CURSOR.search(shown.drawn, at)):
        assert shown.read(PATIENCE), "a row broke off"
    shown.until(f"{under[1].decode()} {WORD}", since=at)
    return 1000 * (row - begun), 1000 * (shown.clock() - begun)


def _answered(shown: Terminal, key: bytes) -> tuple[float, float]:
    """From a key to the first and to the last that the program draws for it."""
    begun = shown.clock()
    shown.type(key)
    shown.read(PATIENCE)
    first = last = shown.clock()
    while shown.read(BETWEEN):
        last = shown.clock()
    return 1000 * (first - begun), 1000 * (last - begun)


def _tail(shown: Terminal, count: int) -> float:
    begun = last = shown.clock()
    for n in range(count):
        while (left := begun + n / RATE - shown.clock()) > 0:
            shown.read(left)
        shown.type(DOWN)
        last = shown.clock()
    end = last
    while shown.read(QUIET):
        end = shown.clock()
    return 1000 * (end - last)


def _search(shown: Terminal, count: int, into: Waits) -> None:
    shown.type(b"/")
    for n in range(count):
        settle(shown)
        at = len(shown.drawn)
        begun = shown.clock()
        shown.type(_typed(n))
        shown.until(f"{_wanted(n)}\x1b", since=at)  # the field alone ends its colour behind the word
        into.echo.append(1000 * (shown.clock() - begun))
        shown.until(said.FILTERED.partition("{")[0] + f"{_wanted(n)}  ", since=at)
        into.search.append(1000 * (shown.clock() - begun))
        if said.STILL_SEARCHING.encode() in shown.drawn[at:]:
            shown.until("件)", since=at)
        into.archive.append(1000 * (shown.clock() - begun))
    shown.type(ESCAPE)
    settle(shown)


def _typed(n: int) -> bytes:
    """見, 本, then 本 is taken away again, and so on: every stroke changes what is found for."""
    return WORD[n % 2].encode() if n < 2 else (ERASE if n % 2 == 0 else WORD[1].encode())


def _wanted(n: int) -> str:
    """What stands in the filter after it."""
    return WORD[: n % 2 + 1]
