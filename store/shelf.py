"""The documents of one table as values: taken by key, by a mark, or all of them."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from store import codec
from store.documents import Documents

T = TypeVar("T")


class Head(msgspec.Struct):
    """What documents are found by. A field that is missing in a document, or empty, leads to none."""


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    table: str
    kind: type[T]
    head: type[Head]
    """Each of its fields can be asked for; no question walks through the documents."""

    def get(self, db: Documents, key: str) -> T | None:
        row = db.rows(self.table).get(key)
        return None if row is None else row.value(self.kind)

    def every(self, db: Documents) -> Iterator[T]:
        """In the order in which they first came."""
        return (row.value(self.kind) for row in list(db.rows(self.table).values()))

    def newest(self, db: Documents) -> Iterator[T]:
        """The last that came first."""
        return (row.value(self.kind) for row in reversed(list(db.rows(self.table).values())))

    def find(self, db: Documents, **marks: Hashable) -> list[T]:
        """Those that bear all of these marks, in the order in which they first came; an empty mark is borne by none."""
        return [row.value(self.kind) for row in db.find(self.table, self.head, marks)]

    def first(self, db: Documents, **marks: Hashable) -> T | None:
        return next(iter(self.find(db, **marks)), None)

    def borne(self, db: Documents, field: str) -> set[Any]:
        """Every value of this field that leads to something."""
        return set(db.borne(self.table, self.head, field))

    def put(self, db: Documents, key: str, value: T) -> None:
        db.put(self.table, key, codec.to_document(value))
