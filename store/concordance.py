"""The concordance of the archive (書庫の索引): which cases a piece of text stands in, without reading them through.

It is derived from `summaries.words`, and written in the transactions that write them. Every pair of neighbouring
characters is a token of an FTS5 table, so that a phrase of tokens is a piece of text of any length; each character
that a text has stands once more alone, behind the text.
"""

from collections.abc import Iterable, Sequence
from operator import add
from typing import Any, Protocol

from rules.lookup import Word

ALL = "SELECT coalesce(max(document), 0) AS last FROM summaries"
TABLES = (
    "DROP TABLE IF EXISTS concordance",
    "DROP TABLE IF EXISTS backlog",
    "CREATE VIRTUAL TABLE concordance USING fts5 (tokens, content = '', columnsize = 0, tokenize = 'ascii')",
    f"CREATE TABLE backlog AS {ALL}",
)
"""Found an empty one, in place of any other. What lies here already is its backlog: ids up to `last`."""

PAGES = 500
"""Written by one step of `forget`: between two of them others get their turn."""


class Connection(Protocol):
    """The archive's, as `store.archive` opened it."""

    @property
    def total_changes(self) -> int: ...

    def execute(self, question: str, values: tuple[object, ...] = (), /) -> Any: ...


def enter(connection: Connection, document: int, words: str) -> None:
    """What is still in the backlog waits for its turn."""
    if document > _last(connection):
        values = (document, _tokens(words))
        connection.execute("INSERT INTO concordance (rowid, tokens) VALUES (?, ?)", values)


def strike(connection: Connection, document: int) -> None:
    """While its words are still known. It is found no more; out of the file it goes by `forget`."""
    found = connection.execute("SELECT words FROM summaries WHERE document = ?", (document,)).fetchone()
    if found and document > _last(connection):
        values = ("delete", document, _tokens(*found))
        connection.execute("INSERT INTO concordance (concordance, rowid, tokens) VALUES (?, ?, ?)", values)


def work_off(connection: Connection, most: int) -> None:
    """Enters so many cases of the backlog, the latest; by rising ids, which is what FTS5 is quick at."""
    question = "SELECT document, words FROM summaries WHERE document <= ? ORDER BY document DESC LIMIT ?"
    some = connection.execute(question, (_last(connection), most)).fetchall()
    rest = some[-1][0] - 1 if len(some) == most else 0
    connection.execute("UPDATE backlog SET last = ?", (rest,))
    for document, words in reversed(some):
        enter(connection, document, words)


def forget(connection: Connection) -> None:
    """Takes what was struck out off the disk, in transactions of its own; does nothing where nothing was."""
    pages = -PAGES  # the first step, by its minus, says that all of it is meant
    while _merged(connection, pages):
        pages = PAGES


def _merged(connection: Connection, pages: int) -> bool:
    """Whether there was something to merge: FTS5 tells by the number of changes."""
    before = connection.total_changes
    connection.execute("INSERT INTO concordance (concordance, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before >= 2


def question(wanted: Sequence[Word]) -> tuple[str, tuple[str]]:
    """SQL for the ids (`document`) of the cases that all of these words fit, and its value."""
    there = " AND ".join(f"({_any_of(word)})" for word in wanted if not word.is_not)
    absent = " OR ".join(_any_of(word) for word in wanted if word.is_not)
    found = "SELECT rowid AS document FROM concordance WHERE concordance MATCH ?"
    if not there:
        return f"SELECT document FROM summaries EXCEPT {found}", (absent,)  # noqa: S608
    return found, (f"({there}) NOT ({absent})" if absent else there,)


def _any_of(word: Word) -> str:
    return " OR ".join(f'"{" ".join(_phrase(each))}"' for each in word.any_of)


def _phrase(text: str) -> Iterable[str]:
    letters = _letters(text)
    return letters if len(letters) == 1 else map(add, letters, letters[1:])


def _tokens(words: str) -> str:
    letters = _letters(words)
    return " ".join((*map(add, letters, letters[1:]), *sorted(set(letters))))


def _letters(text: str) -> list[str]:
    """Each as letters and digits alone, which are neither blanks nor signs to FTS5; none begins like another."""
    return [letter.encode().hex() for letter in text]


def _last(connection: Connection) -> int:
    (last,) = connection.execute("SELECT last FROM backlog").fetchone()
    return int(last)
