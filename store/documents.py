"""The register: one TinyDB file of documents, shared by several processes, each commit whole or absent."""

import mmap
import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from rules.record import Struct
from store import audit, codec, durable, locks, raw
from store.archive import Archive
from store.audit import Event
from store.errors import Damaged, NewerSchema, StoreBusy, Unwritable
from store.rows import Marks, Row, Rows, State

SCHEMA = 1
"""Number of the documents' shape. A higher one in the file means a newer program wrote it."""

WAIT_SECONDS = 5.0
"""How long a transaction waits for another process."""

EVENTS = "events"
"""The table of the last commit's audit events: kept until the next commit, so that the log can catch up."""

Token = tuple[int, int]
Tables = dict[str, dict[str, msgspec.Raw]]


class Sheet(Storage):
    """All tables in memory, as TinyDB's storage: a commit writes the file once, however much was changed."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self.tables = dict(tables)
        self._own: set[str] = set()

    @property
    def changed(self) -> bool:
        return bool(self._own)

    def read(self) -> dict[str, Any]:
        return self.tables

    def write(self, data: dict[str, Any]) -> None:
        self.tables = data
        self._own |= data.keys()

    def own(self, table: str) -> Rows:
        """The rows of a table, copied before the first change: whoever reads an earlier commit is not disturbed."""
        if table not in self._own:
            self.tables[table] = dict(self.tables.get(table, {}))
            self._own.add(table)
        return self.tables[table]


class Drawer(Table):
    """A TinyDB table whose documents are rows, found by the office's own numbers."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB takes any class; its hint says int
    document_class = staticmethod(lambda row, _: row)  # type: ignore[assignment]  # rows are handed out as they are

    @property
    def rows(self) -> Rows:
        return cast("Rows", self._read_table())

    def put(self, key: str, row: Row) -> None:
        self._update_table(lambda rows: rows.__setitem__(cast("int", key), cast("Any", row)))

    def discard(self, key: str) -> None:
        self._update_table(lambda rows: rows.__delitem__(cast("int", key)))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], Any]) -> None:
        """One change costs the same however many documents there are."""
        updater(cast("Any", cast("Sheet", self._storage).own(self.name)))


class Register(TinyDB):
    table_class = Drawer


class Documents:
    """One consistent state of the register: JSON documents, each under a table's name and a key.

    Changing a snapshot changes nothing but the snapshot.
    """

    def __init__(self, state: State, archive: Archive) -> None:
        self.archive = archive
        """What left the register: `store.shelf` looks there for what it does not find here."""
        self._state = state
        self._register = Register(state.tables, storage=Sheet)
        self._marks: dict[str, Marks] = {}
        """Of those tables that were changed here; the others are found by those of the state."""
        self.events: list[Event] = []
        self.before: dict[tuple[str, str], dict[str, Any] | None] = {}
        """What stood under each table and key before it was first changed; None where nothing did."""

    @property
    def state(self) -> State:
        """As it stands now."""
        kept = {table: marks for table, marks in dict(self._state.marks).items() if self._untouched(table)}
        return State(self._sheet.tables, kept | self._marks)

    @property
    def changed(self) -> bool:
        return self._sheet.changed or bool(self.events)

    def get(self, table: str, key: str) -> dict[str, Any] | None:
        row = self.rows(table).get(key)
        return None if row is None else row.document

    def all(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Key and document of each, in the order in which they first came."""
        return ((key, row.document) for key, row in list(self.rows(table).items()))

    def rows(self, table: str) -> Mapping[str, Row]:
        """The documents as they are kept, by key, in the order in which they first came."""
        return self._sheet.tables.get(table, {})

    def find(self, table: str, head: type[Struct], marks: Mapping[str, Hashable]) -> list[Row]:
        """Those whose fields, as `head` reads them, are these values or hold them; the one that came first is first.

        A frozenset stands for any of its values.
        """
        rows, known = self.rows(table), self._marked(table, head)
        bearers = sorted((_bearers(known, field, value) for field, value in marks.items()), key=len)
        keys = bearers[0].intersection(*bearers[1:])
        return sorted((rows[key] for key in keys), key=lambda row: row.place)

    def borne(self, table: str, head: type[Struct], field: str) -> Iterable[Hashable]:
        """Every value of this field that leads to a document, in no order."""
        return self._marked(table, head).values(field)

    def put(self, table: str, key: str, document: Mapping[str, Any]) -> None:
        """Takes the place of whatever the key held."""
        rows = self._drawer(table).rows
        last = next(reversed(rows.values())).place if rows else -1
        place = rows[key].place if key in rows else last + 1
        self._change(table, key, Row.of(key, document, place))

    def remove(self, table: str, key: str) -> None:
        if key in self.rows(table):
            self._change(table, key, None)

    def record(self, event: Event) -> None:
        """An audit event that becomes part of this commit."""
        self.events.append(event)

    def _change(self, table: str, key: str, row: Row | None) -> None:
        if (table, key) not in self.before:
            self.before[table, key] = self.get(table, key)
        drawer = self._drawer(table)
        before = {key: drawer.rows[key]} if key in drawer.rows else {}
        if self._untouched(table) and (marks := self._state.marks.get(table)):
            self._marks[table] = marks.copy()
        if row is None:
            drawer.discard(key)
        else:
            drawer.put(key, row)
        if table in self._marks:
            self._marks[table].move(before, {} if row is None else {key: row}, (key,))

    def _marked(self, table: str, head: type[Struct]) -> Marks:
        """Made at the first question, then carried from commit to commit."""
        kept = self._state.marks if self._untouched(table) else self._marks
        marks = kept.get(table)
        if marks is None:
            marks = kept[table] = Marks(head, self._drawer(table).rows)
        return marks

    def _untouched(self, table: str) -> bool:
        """Other threads may look at the same state, and find or make its marks, at any time."""
        return self._sheet.tables.get(table) is self._state.tables.get(table)

    @property
    def _sheet(self) -> Sheet:
        return cast("Sheet", self._register.storage)

    def _drawer(self, table: str) -> Drawer:
        return cast("Drawer", self._register.table(table))


def _bearers(known: Marks, field: str, value: Hashable) -> set[str]:
    if isinstance(value, frozenset):
        return set().union(*(known.bearers(field, each) for each in value))
    return known.bearers(field, value)


class Store:
    """The data directory's register. Any number of processes and threads may hold one each."""

    def __init__(self, directory: Path) -> None:
        """Makes the directory (0700) if it is missing, and clears away what a crash left half written, if it may."""
        self.directory = durable.folder(directory)
        self.file = directory / "register.json"
        self.previous = directory / "register.json.previous"
        self.log = directory / "audit.jsonl"
        self.archive = Archive(directory)
        self.lock = directory / "cases.lock"
        self._read: tuple[Token, State] | None = None
        with suppress(StoreBusy, Unwritable), locks.exclusive(self.lock, wait=0):
            durable.sweep(directory, self.file.name)
            durable.sweep(directory / "deeds")
        raw.sweep(directory)

    @contextmanager
    def transaction(self) -> Iterator[Documents]:
        """The newest documents for this caller alone; committed when the block ends, dropped when it raises.

        Raises StoreBusy after WAIT_SECONDS, Damaged, NewerSchema, and Unwritable when the disk takes no more.
        """
        with locks.exclusive(self.lock, wait=WAIT_SECONDS):
            state = self._newest()
            audit.append(self.log, _pending(state))
            documents = Documents(state, self.archive)
            yield documents
            if documents.changed:
                self._commit(documents)

    def snapshot(self) -> Documents:
        """The last commit, without waiting for anybody. Raises Damaged and NewerSchema."""
        return Documents(self._newest(), self.archive)

    def token(self) -> Token:
        """Inode and time of change (ns) of the register: new after every commit, zeros before the first."""
        try:
            return _token(self.file.stat())
        except FileNotFoundError:
            return (0, 0)

    def _commit(self, documents: Documents) -> None:
        events = {
            event.id: Row.of(event.id, codec.to_document(event), place)
            for place, event in enumerate(documents.events)
        }
        state = documents.state.with_table(EVENTS, events)
        durable.replace(self.file, *state.pieces(SCHEMA), previous=self.previous)
        self._read = (self.token(), state)
        with suppress(Unwritable):  # the commit stands; the next transaction lets the log catch up
            audit.append(self.log, documents.events)

    def _newest(self) -> State:
        known = self._read
        if known is not None and known[0] == self.token():
            return known[1]
        try:
            with self.file.open("rb") as file:
                stat = os.fstat(file.fileno())
                token, data = _token(stat), _pages(file, stat.st_size)
        except FileNotFoundError:
            if self.previous.exists() or self.log.exists():
                raise self._damaged("ファイルがありません") from None
            return State()
        state = self._state(data, State() if known is None else known[1])
        self._read = (token, state)
        return state

    def _state(self, data: bytes | mmap.mmap, earlier: State) -> State:
        try:
            kept = msgspec.json.decode(data, type=Kept)
            if kept.schema > SCHEMA:
                raise NewerSchema(self.file, kept.schema, SCHEMA)
            return State.of(msgspec.json.decode(kept.tables, type=Tables), earlier)
        except msgspec.DecodeError as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, reason: str) -> Damaged:
        before = f"。1つ前の内容は {self.previous.name} にあります" if self.previous.exists() else ""
        return Damaged(self.file, reason + before)


class Kept(Struct):
    """The register as it stands in its file."""

    schema: int
    tables: msgspec.Raw


def _pending(state: State) -> list[Event]:
    return [row.value(Event) for row in state.tables.get(EVENTS, {}).values()]


def _pages(file: BufferedReader, size: int) -> bytes | mmap.mmap:
    """What stands in the file, in pages of its own, which go back to the system whole.

    From megabytes that malloc got back it learns to keep as many, in each thread, from then on (mallopt(3), dynamic
    threshold).
    """
    if not size:
        return b""
    pages = mmap.mmap(-1, size)
    file.readinto(pages)
    return pages


def _token(stat: os.stat_result) -> Token:
    return (stat.st_ino, stat.st_mtime_ns)
