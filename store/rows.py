"""Documents in memory: each with the bytes that stand in the file, and found by what stands in them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any, Self, TypeVar, cast

import msgspec

from rules.record import Struct, field
from store import codec

T = TypeVar("T", bound=Struct)


class Row:
    """One document as its bytes. It never changes, so that all commits in which it stands share it."""

    __slots__ = ("_value", "entry", "key", "place")

    def __init__(self, key: str, raw: msgspec.Raw, place: int) -> None:
        self.key = key
        self.entry = (b",%s:" % msgspec.json.encode(key), raw)
        """As it stands in the file behind others of its table."""
        self.place = place
        """Documents of a table stand in the order in which they first came; a later one has a higher place."""
        self._value: object = None

    @classmethod
    def of(cls, key: str, document: Mapping[str, Any], place: int) -> Self:
        return cls(key, msgspec.Raw(msgspec.json.encode(document)), place)

    @property
    def raw(self) -> msgspec.Raw:
        return self.entry[1]

    @property
    def document(self) -> dict[str, Any]:
        """Made anew for each caller."""
        return cast("dict[str, Any]", msgspec.json.decode(self.raw))

    def value(self, kind: type[T]) -> T:
        """As a struct of `store.codec`, understood once: reading costs more than a commit."""
        if type(self._value) is not kind:
            self._value = codec.read(kind, self.raw)
        return self._value


Rows = dict[str, Row]

_ENTRY = attrgetter("entry")


def borne(row: Row, head: type[Struct]) -> Iterator[tuple[str, Hashable]]:
    """The marks of a document: each field of `head` with its value, each value of a tuple by itself, none empty."""
    read = msgspec.json.decode(row.raw, type=head)
    for name in head.__struct_fields__:
        value = getattr(read, name)
        for each in value if isinstance(value, tuple) else (value,):
            if each not in (None, ""):
                yield name, each


class Marks:
    """Which documents of a table bear which mark. The sets of keys are never changed once they were handed out."""

    def __init__(self, head: type[Struct], rows: Rows) -> None:
        self._head = head
        self._bearers: dict[str, dict[Hashable, set[str]]] = {name: {} for name in head.__struct_fields__}
        for key, row in rows.items():
            for name, value in borne(row, head):
                self._bearers[name].setdefault(value, set()).add(key)

    def bearers(self, field: str, value: Hashable) -> set[str]:
        """Keys of the documents that bear this mark, in no order."""
        return self._bearers[field].get(value, set())

    def values(self, field: str) -> Iterable[Hashable]:
        """All that documents bear in this field."""
        return self._bearers[field]

    def copy(self) -> "Marks":
        """To be changed without disturbing those who hold this one."""
        copy = Marks(self._head, {})
        copy._bearers = {field: dict(bearers) for field, bearers in self._bearers.items()}
        return copy

    def move(self, before: Rows, after: Rows, keys: Iterable[str]) -> None:
        """Follows the documents of these keys from what they were to what they are."""
        for key in keys:
            gone, come = (
                set(() if row is None else borne(row, self._head))
                for row in (before.get(key), after.get(key))
            )
            for name, value in gone - come:
                left = self._bearers[name].pop(value) - {key}
                if left:
                    self._bearers[name][value] = left
            for name, value in come - gone:
                self._bearers[name][value] = self.bearers(name, value) | {key}


class State(Struct, frozen=True):
    """All documents of one commit. Nothing in it changes but what it remembers, so whoever reads it may share it."""

    tables: Mapping[str, Rows] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)
    """By table, each made when it is first asked for."""

    def with_table(self, name: str, rows: Rows) -> "State":
        return State({**self.tables, name: rows}, self.marks)

    def pieces(self, schema: int) -> list[bytes | msgspec.Raw]:
        """As it stands in the file, one JSON object. Documents are their bytes already: none is encoded or copied."""
        found: list[bytes | msgspec.Raw] = [b'{"schema":%d,"tables":{' % schema]
        for name, rows in self.tables.items():
            found.append(b"%s%s:{" % (b"," if len(found) > 1 else b"", msgspec.json.encode(name)))
            first = len(found)
            found.extend(
                chain.from_iterable(map(_ENTRY, rows.values()))
            )  # thousands: no call of ours for each
            if rows:
                found[first] = found[first][1:]
            found.append(b"}")
        return [*found, b"}}"]

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, msgspec.Raw]], earlier: Self) -> Self:
        """What stands in the file. Of documents that stood in `earlier` as well, all that was understood is kept."""
        marked = dict(earlier.marks)  # at once: other threads may ask the earlier one for more meanwhile
        state = cls(
            {name: _rows(raws, earlier.tables.get(name, {})) for name, raws in tables.items()},
            {name: marks.copy() for name, marks in marked.items()},
        )
        for name, marks in state.marks.items():
            before, after = earlier.tables.get(name, {}), state.tables.get(name, {})
            keys = before.keys() | after.keys()
            marks.move(before, after, [key for key in keys if before.get(key) is not after.get(key)])
        return state


def _rows(raws: Mapping[str, msgspec.Raw], earlier: Rows) -> Rows:
    rows, last = {}, -1
    for key, raw in raws.items():
        row = earlier.get(key)
        if row is None or row.place <= last or row.raw != raw:
            row = Row(key, raw.copy(), last + 1)  # a copy: it does not keep the whole file in memory
        rows[key], last = row, row.place
    return rows
