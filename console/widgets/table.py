"""Rows with a cursor and marks, drawn only where seen; both stay on their keys, whatever the daemon changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from textual.events import Click, Key, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.shown import NOTHING, Shown, clean, fit, joined
from console.views.lines import Row, Tone
from console.views.rows import Listed, Rows
from console.widgets.line import Toned
from rules.record import Struct

CURSOR, MARK, BLANK = clean(">"), clean("*"), clean(" ")
NO_MARGIN = joined(BLANK, BLANK)


class Column(Struct, frozen=True):
    """`width` cells, or with `share` that part of what the fixed ones leave; drawn in tables of `least` cells up."""

    title: Shown
    width: int = 0
    share: int = 0
    least: int = 0


class Table(ScrollView, Toned, can_focus=True, inherit_bindings=False):
    """A heading and rows; the cursor is a '>' and a shade, and keeps its height on the screen.

    Rows can be marked ('*'). A mark belongs to its key and outlives a filter, but counts only while its row is
    shown: no deed touches what the clerk does not see.
    """

    class Moved(Message):
        """The cursor stands on another row, or on none ('')."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Marked(Message):
        """Rows were marked or let go."""

    class Opened(Message):
        def __init__(self, table: "Table") -> None:
            super().__init__()
            self.table, self.key = table, table.key

    def __init__(self, columns: Sequence[Column], *, id: str, empty: Shown = NOTHING) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._rows: Rows = Listed()
        self._cursor = 0
        self._marks: set[str] = set()
        self._empty = empty
        self._head = int(any(column.title for column in columns))
        """Lines of heading: none where no column has a title."""

    @property
    def key(self) -> str:
        """The key under the cursor, '' in an empty table."""
        return self._rows[self._cursor].key if len(self._rows) else ""

    @property
    def keys(self) -> Sequence[str]:
        return self._rows.keys

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(self._marks)

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked rows that are shown, in their order."""
        places = ((self._rows.place(key), key) for key in self._marks)
        return tuple(key for place, key in sorted((place, key) for place, key in places if place is not None))

    @property
    def chosen(self) -> tuple[str, ...]:
        """What a deed is about: the marked rows that are shown, in their order, else the one under the cursor."""
        return self.marked or tuple(filter(None, (self.key,)))

    @property
    def position(self) -> int:
        """Row of the cursor, from 0."""
        return self._cursor

    @property
    def text(self) -> str:
        """All rows as drawn, for tests."""
        return "\n".join(self._draw(index, self.size.width) for index in range(len(self._rows)))

    @property
    def line(self) -> Shown:
        """The row under the cursor as words alone, to be copied."""
        cells = self._rows[self._cursor].cells if len(self._rows) else ()
        return joined(*filter(str.strip, cells), by="  ")

    def show(self, rows: Rows | Sequence[Row], *, empty: Shown | None = None) -> None:
        """Replaces the rows, the same ones cost nothing. A key that went leaves the cursor where it was."""
        new = Listed(rows) if isinstance(rows, Sequence) else rows
        empty = self._empty if empty is None else empty
        if (new, empty) == (self._rows, self._empty):
            return
        before, height = self.key, self._cursor - self.scroll_offset.y
        self._rows, self._empty = new, empty
        self._cursor = min(self._cursor, max(len(self._rows) - 1, 0))
        if before and self.key != before and (place := self._rows.place(before)) is not None:
            self._cursor = place
        self.virtual_size = Size(self.size.width, len(self._rows) + self._head)
        self.scroll_to(y=self._cursor - height, animate=False)
        self._follow()
        self.refresh()
        if self.key != before:
            self.post_message(self.Moved(self.key))

    def go(self, key: str) -> None:
        """Puts the cursor on this key, if it is here."""
        if (place := self._rows.place(key)) is not None:
            self._put(place)

    def mark(self) -> None:
        """Marks the row under the cursor or lets it go, and goes on to the next."""
        if self.key:
            self._set_marks(self._marks ^ {self.key})
            self._put(self._cursor + 1)

    def mark_all(self) -> None:
        """All that are shown; once more, none of them."""
        keys = set(self._rows.markable)
        self._set_marks(self._marks - keys if keys <= self._marks else self._marks | keys)

    def choose(self, keys: Iterable[str]) -> None:
        """These are marked, and no others."""
        self._set_marks(set(keys))

    def unmark(self, keys: Iterable[str] | None = None) -> None:
        """Lets these go (None: all)."""
        self._set_marks(set() if keys is None else self._marks - set(keys))

    def _set_marks(self, marks: set[str]) -> None:
        if marks != self._marks:
            self._marks = marks
            self.refresh()
            self.post_message(self.Marked())

    def _put(self, index: int) -> None:
        index = max(0, min(index, len(self._rows) - 1))
        if not len(self._rows) or index == self._cursor:
            return
        before, self._cursor = self._cursor, index
        self._follow()
        self.refresh_lines(before + self._head)
        self.refresh_lines(index + self._head)
        self.post_message(self.Moved(self.key))

    def _follow(self) -> None:
        """Scrolls just far enough that the cursor is seen below the heading."""
        room = max(self.size.height - self._head, 1)
        top = self.scroll_offset.y
        if not top <= self._cursor < top + room:
            self.scroll_to(y=self._cursor if self._cursor < top else self._cursor - room + 1, animate=False)

    def on_key(self, event: Key) -> None:
        """Its own keys are done here: a binding is looked for by the program, which the key reaches 3 ms later."""
        if act := KEYS.get(event.key):
            event.stop()
            act(self)

    def move(self, step: int) -> None:
        self._put(self._cursor + step)

    def mark_along(self, step: int) -> None:
        """The row and the one that the cursor comes to are marked."""
        before = self.key
        self._put(self._cursor + step)
        self._set_marks(self._marks | set(filter(None, (before, self.key))))

    def page(self, way: int) -> None:
        self._put(self._cursor + way * max(self.size.height - 2, 1))

    def edge(self, end: int) -> None:
        self._put(end * (len(self._rows) - 1))

    def open_row(self) -> None:
        if self.key:
            self.post_message(self.Opened(self))

    def on_click(self, event: Click) -> None:
        index = event.y - self._head + self.scroll_offset.y
        if self._head <= event.y and index < len(self._rows):
            if event.x < len(MARK) + len(CURSOR):
                self._set_marks(self._marks ^ {self._rows[index].key})
            elif index == self._cursor:
                self.open_row()
            self._put(index)

    def on_resize(self, event: Resize) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows) + self._head)
        self._follow()
        self.refresh()

    def draw_line(self, y: int, width: int) -> Strip:
        if y < self._head:
            titles = tuple(column.title for column in self._columns)
            return self.strip(_line(self._columns, titles, NO_MARGIN, width), width, Tone.QUIET)
        index = y - self._head + self.scroll_offset.y
        if index >= len(self._rows):
            words = joined(NOTHING, self._empty, by="  ") if index == 0 else NOTHING
            return self.strip(words, width, Tone.QUIET)
        under = index == self._cursor
        return self.strip(self._draw(index, width), width, Tone.CURSOR if under else self._rows[index].tone)

    def _draw(self, index: int, width: int) -> Shown:
        row = self._rows[index]
        under = CURSOR if index == self._cursor else BLANK
        margin = joined(under, MARK if row.key in self._marks else BLANK)
        return _line(self._columns, row.cells, margin, width)


@lru_cache(maxsize=512)  # a list that scrolls by a row draws all others again as they were
def _line(columns: tuple[Column, ...], cells: tuple[Shown, ...], margin: Shown, width: int) -> Shown:
    seen = [(column, cell) for column, cell in zip(columns, cells, strict=True) if column.least <= width]
    shares = sum(column.share for column, _ in seen)
    spare = width - 2 - sum(column.width + 1 for column, _ in seen)
    parts = [
        fit(cell, column.width + (max(spare, 0) * column.share // shares if column.share else 0))
        for column, cell in seen
    ]
    return joined(margin, joined(*parts, by=" "))


KEYS: Mapping[str, Callable[[Table], None]] = {
    **dict.fromkeys(("down", "j"), lambda table: table.move(1)),
    **dict.fromkeys(("up", "k"), lambda table: table.move(-1)),
    "shift+down": lambda table: table.mark_along(1),
    "shift+up": lambda table: table.mark_along(-1),
    "pagedown": lambda table: table.page(1),
    "pageup": lambda table: table.page(-1),
    **dict.fromkeys(("home", "g"), lambda table: table.edge(0)),
    **dict.fromkeys(("end", "G"), lambda table: table.edge(1)),
    "enter": Table.open_row,
}
"""By Textual's names."""
