"""The rows of a table: a list of them, or as many as there are, each made when somebody looks at it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol, overload

from console.views.lines import Row


class Rows(Protocol):
    """Two of them are equal where they look the same for certain: then nothing is drawn anew."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Row: ...

    def place(self, key: str) -> int | None:
        """The row of this key, from 0."""

    @property
    def keys(self) -> Sequence[str]:
        """All of them, in order; asking for one is cheap, however many there are."""

    @property
    def markable(self) -> Sequence[str]:
        """What 'all' means."""


class Listed:
    """Rows that are all there."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int, /) -> Row:
        return self._rows[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listed) and self._rows == other._rows

    def place(self, key: str) -> int | None:
        return self._places.get(key)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.key for row in self._rows)

    @property
    def markable(self) -> tuple[str, ...]:
        return self.keys

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys)}


class Keys(Sequence[str]):
    """The keys of rows that are made on demand, without making them all."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int, /) -> str: ...

    @overload
    def __getitem__(self, index: slice, /) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice, /) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self._rows[each].key for each in range(*index.indices(len(self))))
        return self._rows[range(len(self))[index]].key

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._rows.place(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (self._rows[each].key for each in range(len(self)))

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        place = self._rows.place(value)
        if place is None or place not in range(len(self))[start:stop]:
            raise ValueError(value)
        return place
