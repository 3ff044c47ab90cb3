"""The archive (書庫): what is finished with, out of the register but not out of reach. One SQLite file.

A document lies here as it stood in the register, under the same table and key, and is found by what it is known by.
Only whoever holds the register's lock writes.
"""

import errno
import hashlib
import os
import sqlite3
import threading
from collections.abc import Hashable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from store import concordance, durable
from store.errors import Damaged, NewerSchema, StoreBusy, Unwritable
from store.finished import SUMMARY, Finished, Summary, summary
from store.rows import Row

NAME = "archive.sqlite3"

SCHEMA = 2
"""Number of the tables' shape (`user_version`). A higher one means a newer program wrote it; what has 1 founds its
concordance at the next write.
"""

TABLES = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    year TEXT NOT NULL,
    document BLOB NOT NULL,
    UNIQUE (kind, key)
);
CREATE TABLE marks (
    mark BLOB NOT NULL,
    document INTEGER NOT NULL REFERENCES documents,
    PRIMARY KEY (mark, document)
) WITHOUT ROWID;
CREATE TABLE summaries (
    document INTEGER PRIMARY KEY REFERENCES documents,
    number TEXT NOT NULL,
    year TEXT NOT NULL,
    state TEXT NOT NULL,
    round TEXT,
    business TEXT NOT NULL,
    name TEXT NOT NULL,
    product TEXT NOT NULL,
    arrived_at TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX summaries_of_year ON summaries (year, number);
CREATE INDEX summaries_of_business ON summaries (business);
"""

WAIT_SECONDS = 5.0
"""How long a reader waits for the writer, and the other way round."""

PRAGMAS = (
    "synchronous = EXTRA",  # what left the register must not come back as lost
    "secure_delete = ON",  # what is erased is overwritten
    "cache_size = -256",  # KiB: the system keeps the file's pages anyway
)
NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


class Archive:
    """Any number of processes and threads may hold one each. Raises StoreBusy, Damaged, NewerSchema, Unwritable."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.file = directory / NAME
        self._local = threading.local()

    def get(self, kind: str, key: str) -> Row | None:
        rows = self.ask("SELECT key, document FROM documents WHERE kind = ? AND key = ?", (kind, key))
        return next((_row(*each) for each in rows), None)

    def find(self, kind: str, field: str, value: Hashable) -> list[Row]:
        """Those that bear this mark, in the order in which they came here."""
        question = (
            "SELECT key, documents.document FROM marks JOIN documents ON id = marks.document "
            "WHERE mark = ? AND kind = ? ORDER BY id"
        )
        return [_row(*each) for each in self.ask(question, (_mark(kind, field, value), kind))]

    def every(self, kind: str) -> Iterator[Row]:
        """All of a table, in the order in which they came here."""
        rows = self.ask("SELECT key, document FROM documents WHERE kind = ? ORDER BY id", (kind,))
        return (_row(*each) for each in rows)

    def keys(self, kind: str) -> list[str]:
        return [key for (key,) in self.ask("SELECT key FROM documents WHERE kind = ? ORDER BY id", (kind,))]

    def numbers_of(self, business: str) -> list[str]:
        """The cases of this business (its id)."""
        question = "SELECT number FROM summaries WHERE business = ?"
        return [number for (number,) in self.ask(question, (business,))]

    def years(self) -> dict[str, int]:
        """How many cases of each fiscal year lie here, the latest first."""
        rows = self.ask(
            "SELECT year, count(*), max(arrived_at) FROM summaries GROUP BY year ORDER BY 3 DESC", ()
        )
        return {year: count for year, count, _ in rows}

    def summaries(self, year: str | None = None) -> list[Summary]:
        """Of the cases of a fiscal year, or of all of them. By words: `store.catalogue`."""
        where, values = ("", ()) if year is None else ("WHERE year = ?", (year,))
        rows = self.ask(f"SELECT {SUMMARY} FROM summaries {where}", values)  # noqa: S608
        return [summary(*row) for row in rows]

    @property
    def backlog(self) -> int:
        """The last id of a case that the concordance does not know yet, 0 where it knows them all."""
        version = self.ask("PRAGMA user_version")
        rows = self.ask("SELECT last FROM backlog" if version >= [(SCHEMA,)] else concordance.ALL)
        return int(rows[0][0]) if rows else 0

    def work_off(self, most: int) -> None:
        """Lets the concordance know so many more cases of its backlog."""
        if self._exists():
            with self._told(), _transaction(self._connection()) as connection:
                concordance.work_off(connection, most)

    def put(self, finished: Iterable[Finished]) -> None:
        """All of them, durably, or none. What is here already is replaced; its older marks still lead to it."""
        self._found()
        with self._told(), _transaction(self._connection()) as connection:
            for each in finished:
                _put(connection, each)

    def remove(self, keys: Iterable[tuple[str, str]]) -> None:
        """Erases these documents (kind, key) with all that leads to them; what is not here is passed over."""
        if self._exists():
            with self._told():
                with _transaction(self._connection()) as connection:
                    for each in keys:
                        _remove(connection, each)
                concordance.forget(self._connection())

    def check(self) -> str:
        """What is wrong with the file, '' when it is whole. Reads all of it."""
        try:
            rows = self.ask("PRAGMA integrity_check(1)", ())
        except Damaged as error:
            return error.detail
        return "" if rows in ([], [("ok",)]) else str(rows[0][0])

    def copy(self, to: Path) -> None:
        """One consistent state of it as another file, while others go on; nothing where there is no archive."""
        if self._exists():
            with self._told(), closing(sqlite3.connect(to)) as target:
                self._connection().backup(target)

    def ask(self, question: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """For this package alone: what SQLite answers, nothing where there is no archive."""
        if not self._exists():
            return []
        with self._told():
            try:
                return self._connection().execute(question, values).fetchall()
            except sqlite3.OperationalError:
                if self._exists():
                    raise
                return []  # the first words in it were half written by a crash, and have just been taken back

    @property
    def token(self) -> tuple[int, int]:
        """Size and time of change (ns) of the file: another after every change; zeros where nothing was archived."""
        try:
            stat = self.file.stat()
        except FileNotFoundError:
            return (0, 0)
        return (stat.st_size, stat.st_mtime_ns) if stat.st_size else (0, 0)

    def _exists(self) -> bool:
        return self.token != (0, 0)

    def _found(self) -> None:
        """Makes the file, for its owner alone, where there is none."""
        with durable.writing(self.file):
            if not self.file.exists():
                os.close(os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
                durable.sync_folder(self.directory)

    def _connection(self) -> sqlite3.Connection:
        """One for each thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self.file.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > SCHEMA:
                raise NewerSchema(self.file, version, SCHEMA)
            self._local.connection = connection
        return connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says, as the errors of this package."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StoreBusy(self.file, WAIT_SECONDS) from error
            if code in NO_ROOM:
                raise Unwritable(self.file, OSError(errno.EIO, str(error))) from error
            raise Damaged(self.file, str(error)) from error


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            for statement in filter(str.strip, TABLES.split(";")):
                connection.execute(statement)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < SCHEMA:
            for statement in concordance.TABLES:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        yield connection
        connection.execute("COMMIT")  # refused while others read for longer than they may
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _put(connection: sqlite3.Connection, each: Finished) -> None:
    (id,) = connection.execute(
        "INSERT INTO documents (kind, key, year, document) VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) "
        "DO UPDATE SET year = excluded.year, document = excluded.document RETURNING id",
        (each.kind, each.row.key, each.year, bytes(each.row.raw)),
    ).fetchone()
    connection.executemany(
        "INSERT OR IGNORE INTO marks (mark, document) VALUES (?, ?)",
        [(_mark(each.kind, field, value), id) for field, value in each.marks],
    )
    if (summary := each.summary) is not None:
        concordance.strike(connection, id)
        connection.execute(
            "INSERT OR REPLACE INTO summaries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                id,
                summary.number,
                summary.year,
                summary.state,
                summary.round,
                summary.business,
                summary.name,
                summary.product,
                summary.arrived_at.isoformat(),
                each.words,
            ),
        )
        concordance.enter(connection, id, each.words)


def _remove(connection: sqlite3.Connection, each: tuple[str, str]) -> None:
    found = connection.execute("SELECT id FROM documents WHERE kind = ? AND key = ?", each).fetchall()
    for id in found:
        concordance.strike(connection, *id)
        connection.execute("DELETE FROM marks WHERE document = ?", id)
        connection.execute("DELETE FROM summaries WHERE document = ?", id)
        connection.execute("DELETE FROM documents WHERE id = ?", id)


def _row(key: str, document: bytes) -> Row:
    return Row(key, msgspec.Raw(document), -1)


def _mark(kind: str, field: str, value: Hashable) -> bytes:
    """Half of a sha256: no two marks meet, and 700,000 of them stay small."""
    said = msgspec.json.encode((kind, field, value))
    return hashlib.sha256(said).digest()[:16]
