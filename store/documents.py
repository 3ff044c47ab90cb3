"""The register: one TinyDB file of documents, shared by several processes, each commit whole or absent."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from store import audit, codec, durable, locks, raw
from store.audit import Event
from store.errors import Damaged, NewerSchema, StoreBusy, Unwritable

SCHEMA = 1
"""Number of the documents' shape. A higher one in the file means a newer program wrote it."""

WAIT_SECONDS = 5.0
"""How long a transaction waits for another process."""

EVENTS = "events"
"""The table of the last commit's audit events: kept until the next commit, so that the log can catch up."""

Tables = Mapping[str, Mapping[str, dict[str, Any]]]
Token = tuple[int, int]


class Sheet(Storage):
    """All tables in memory, as TinyDB's storage: a commit writes the file once, however much was changed."""

    def __init__(self, tables: Tables) -> None:
        self.tables = dict(tables)
        self.changed = False

    def read(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.tables)

    def write(self, data: dict[str, Any]) -> None:
        self.tables = data
        self.changed = True


class Drawer(Table):
    """A TinyDB table whose documents are found by the office's own numbers.

    A change makes new dicts, so whoever reads the tables of an earlier commit is not disturbed.
    """

    document_id_class = str  # type: ignore[assignment]  # TinyDB takes any class; its hint says int

    def document(self, key: str) -> dict[str, Any] | None:
        return cast("dict[str, Any] | None", self.get(doc_id=cast("int", key)))

    def put(self, key: str, document: dict[str, Any]) -> None:
        self._update_table(lambda rows: rows.__setitem__(cast("int", key), document))

    def discard(self, key: str) -> None:
        self.remove(doc_ids=[cast("int", key)])


class Register(TinyDB):
    table_class = Drawer


class Documents:
    """One consistent state of the register: JSON documents, each under a table's name and a key.

    What is handed out belongs to the register: take it, never change it in place. Changing a snapshot changes
    nothing but the snapshot.
    """

    def __init__(self, tables: Tables) -> None:
        self._register = Register(tables, storage=Sheet)
        self.events: list[Event] = []
        self.before: dict[tuple[str, str], dict[str, Any] | None] = {}
        """What stood under each table and key before it was first changed; None where nothing did."""

    @property
    def sheet(self) -> Sheet:
        return cast("Sheet", self._register.storage)

    def get(self, table: str, key: str) -> dict[str, Any] | None:
        return self._drawer(table).document(key)

    def put(self, table: str, key: str, document: dict[str, Any]) -> None:
        """Takes the place of whatever the key held."""
        self._remember(table, key)
        self._drawer(table).put(key, document)

    def all(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Key and document of each, in the order in which they first came."""
        for document in self._drawer(table):
            yield str(document.doc_id), document

    def remove(self, table: str, key: str) -> None:
        self._remember(table, key)
        self._drawer(table).discard(key)

    def record(self, event: Event) -> None:
        """An audit event that becomes part of this commit."""
        self.events.append(event)

    def _remember(self, table: str, key: str) -> None:
        if (table, key) not in self.before:
            self.before[table, key] = self.get(table, key)

    def _drawer(self, table: str) -> Drawer:
        return cast("Drawer", self._register.table(table))


class Store:
    """The data directory's register. Any number of processes and threads may hold one each."""

    def __init__(self, directory: Path) -> None:
        """Makes the directory (0700) if it is missing, and clears away what a crash left half written."""
        self.directory = durable.folder(directory)
        self.file = directory / "register.json"
        self.previous = directory / "register.json.previous"
        self.log = directory / "audit.jsonl"
        self._lock = directory / "cases.lock"
        self._read: tuple[Token, Tables] | None = None
        with suppress(StoreBusy), locks.exclusive(self._lock, wait=0):
            durable.sweep(self.file)
        raw.sweep(directory)

    @contextmanager
    def transaction(self) -> Iterator[Documents]:
        """The newest documents for this caller alone; committed when the block ends, dropped when it raises.

        Raises StoreBusy after WAIT_SECONDS, Damaged, NewerSchema, and Unwritable when the disk takes no more.
        """
        with locks.exclusive(self._lock, wait=WAIT_SECONDS):
            tables = self._newest()
            audit.append(self.log, _pending(tables))
            documents = Documents(tables)
            yield documents
            if documents.sheet.changed or documents.events:
                self._commit(documents)

    def snapshot(self) -> Documents:
        """The last commit, without waiting for anybody. Raises Damaged and NewerSchema."""
        return Documents(self._newest())

    def token(self) -> Token:
        """Inode and time of change (ns) of the register: new after every commit, zeros before the first."""
        try:
            return _token(self.file.stat())
        except FileNotFoundError:
            return (0, 0)

    def _commit(self, documents: Documents) -> None:
        tables = documents.sheet.tables
        tables[EVENTS] = {event.id: codec.to_document(event) for event in documents.events}
        data = msgspec.json.encode({"schema": SCHEMA, "tables": tables})
        durable.replace(self.file, data, previous=self.previous)
        self._read = (self.token(), tables)
        with suppress(Unwritable):  # the commit stands; the next transaction lets the log catch up
            audit.append(self.log, documents.events)

    def _newest(self) -> Tables:
        known = self._read
        if known is not None and known[0] == self.token():
            return known[1]
        try:
            with self.file.open("rb") as file:
                token, data = _token(os.fstat(file.fileno())), file.read()
        except FileNotFoundError:
            if self.previous.exists() or self.log.exists():
                raise self._damaged("ファイルがありません") from None
            return {}
        tables = self._tables(data)
        self._read = (token, tables)
        return tables

    def _tables(self, data: bytes) -> Tables:
        try:
            kept = msgspec.json.decode(data, type=Kept)
            if kept.schema > SCHEMA:
                raise NewerSchema(self.file, kept.schema, SCHEMA)
            return msgspec.json.decode(kept.tables, type=dict[str, dict[str, dict[str, Any]]])
        except msgspec.DecodeError as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, reason: str) -> Damaged:
        before = f"。1つ前の内容は {self.previous.name} にあります" if self.previous.exists() else ""
        return Damaged(self.file, reason + before)


class Kept(msgspec.Struct):
    """The register as it stands in its file."""

    schema: int
    tables: msgspec.Raw


def _pending(tables: Tables) -> list[Event]:
    return [codec.from_document(Event, document) for document in tables.get(EVENTS, {}).values()]


def _token(stat: os.stat_result) -> Token:
    return (stat.st_ino, stat.st_mtime_ns)
