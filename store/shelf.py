"""The documents of one table as values: taken by key, by a mark, or all of them."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from rules.record import Struct
from store import codec
from store.documents import Documents
from store.rows import Row

T = TypeVar("T", bound=Struct)


class Head(Struct):
    """What documents are found by. A field that is missing in a document, or empty, leads to none."""


class Shelf(Struct, Generic[T], frozen=True):
    table: str
    kind: type[T]
    head: type[Head]
    """Each of its fields can be asked for; no question walks through the documents."""
    archived: tuple[str, ...] | None = None
    """Fields by which archived documents are found as well; None where nothing of the table is ever archived.

    Whoever puts a document that was archived takes it up again: what stands in the register counts.
    """

    def get(self, db: Documents, key: str) -> T | None:
        row = db.rows(self.table).get(key)
        if row is None and self.archived is not None:
            row = db.archive.get(self.table, key)
        return None if row is None else row.value(self.kind)

    def every(self, db: Documents) -> Iterator[T]:
        """In the order in which they first came."""
        return (row.value(self.kind) for row in list(db.rows(self.table).values()))

    def newest(self, db: Documents) -> Iterator[T]:
        """The last that came first."""
        return (row.value(self.kind) for row in reversed(list(db.rows(self.table).values())))

    def find(self, db: Documents, **marks: Hashable) -> list[T]:
        """Those that bear all of these marks, in the order in which they first came; an empty mark is borne by none."""
        live = db.find(self.table, self.head, marks)
        return [row.value(self.kind) for row in (*self._archived(db, marks), *live)]

    def first(self, db: Documents, **marks: Hashable) -> T | None:
        return next(iter(self.find(db, **marks)), None)

    def borne(self, db: Documents, field: str) -> set[Any]:
        """Every value of this field that leads to something."""
        return set(db.borne(self.table, self.head, field))

    def _archived(self, db: Documents, marks: Mapping[str, Hashable]) -> list[Row]:
        asked = [(field, value) for field, value in marks.items() if value not in (None, "")]
        if len(asked) != 1 or asked[0][0] not in (self.archived or ()):
            return []
        rows = db.rows(self.table)
        return [row for row in db.archive.find(self.table, *asked[0]) if row.key not in rows]

    def put(self, db: Documents, key: str, value: T) -> None:
        db.put(self.table, key, codec.to_document(value))
