"""What clerks did lately, with what stood there before: kept so that a deed can be taken back.

The register holds the head of each deed. What stood there before lies in a file of its own, written before the commit,
so that a deed over a whole round does not weigh on every later commit.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from rules.model import Letter
from rules.record import Struct
from store import cases, codec, durable, outbox, results
from store.audit import Event
from store.documents import Documents
from store.faults import fault

DEEDS = "deeds"

KEPT = 200
"""Deeds that can be taken back; older ones are forgotten."""

PASSING = frozenset({DEEDS, cases.COUNTERS})
"""Tables that no undo touches: a number once given is never given again."""


class Deed(Struct, frozen=True, kw_only=True):
    """One deed, as the clerk would name it."""

    id: str
    """'D-000123'."""
    at: datetime
    by: str
    login: str = ""
    what: str
    """The word of its audit event: 'outcome.recorded'."""
    subject: str
    detail: str = ""


class Touched(Struct, frozen=True, kw_only=True):
    """One document that a deed changed."""

    table: str
    key: str
    before: Mapping[str, Any] | None = None
    """None: there was none."""
    after: str = ""
    """`digest` of the document that the deed left."""


def keep(db: Documents, directory: Path, event: Event) -> Deed:
    """Keeps the deed that this event names, at the end of its transaction."""
    touched = [
        Touched(table=table, key=key, before=before, after=digest(db.get(table, key)))
        for (table, key), before in db.before.items()
        if table not in PASSING and not _is_derived(db, table, key, before)
    ]
    deed = Deed(
        id=f"D-{cases.running_number(db, 'deed'):06}",
        at=event.at,
        by=event.by,
        login=event.login,
        what=event.what,
        subject=event.subject,
        detail=event.detail,
    )
    path = file_of(directory, deed.id)
    durable.folder(path.parent)
    sweep(db, directory)
    durable.replace(path, msgspec.json.encode([codec.to_document(each) for each in touched]))
    fault("deeds.kept")
    db.put(DEEDS, deed.id, codec.to_document(deed))
    for old in list(db.rows(DEEDS))[:-KEPT]:
        forget(db, old)
    return deed


def every(db: Documents) -> Iterator[Deed]:
    """Those that can still be taken back, oldest first."""
    return (row.value(Deed) for row in list(db.rows(DEEDS).values()))


def last(db: Documents, by: str) -> Deed | None:
    """What this clerk did last and can take back."""
    newest_first = (row.value(Deed) for row in reversed(list(db.rows(DEEDS).values())))
    return next((deed for deed in newest_first if deed.by == by), None)


def touched(directory: Path, id: str) -> tuple[Touched, ...] | None:
    """What the deed changed; None where its file is lost, so that nobody can take it back."""
    try:
        return tuple(msgspec.json.decode(file_of(directory, id).read_bytes(), type=tuple[Touched, ...]))
    except (OSError, msgspec.DecodeError):
        return None


def file_of(directory: Path, id: str) -> Path:
    return directory / "deeds" / f"{id}.json"


def forget(db: Documents, id: str) -> None:
    """It can't be taken back from now on. Its file stays until `sweep`: the commit may still fail."""
    db.remove(DEEDS, id)


def sweep(db: Documents, directory: Path) -> None:
    """Deletes what no deed needs any more: neither in this transaction nor if that is dropped. Raises Unwritable."""
    needed = {*db.rows(DEEDS)} | {key for table, key in db.before if table == DEEDS}
    for file in (directory / "deeds").glob("*.json"):
        if file.stem not in needed:
            with durable.writing(file):
                file.unlink(missing_ok=True)


def digest(document: Mapping[str, Any] | None) -> str:
    """The hash of what a document says, whatever its version; '' for none."""
    if document is None:
        return ""
    said = {key: value for key, value in document.items() if key != "version"}
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _is_derived(db: Documents, table: str, key: str, before: Mapping[str, Any] | None) -> bool:
    """A result letter that has not left: `results.settle` makes it from the outcomes at any time."""
    document = db.get(table, key) or before
    if table != outbox.LETTERS or document is None:
        return False
    letter = codec.from_document(Letter, document)
    return results.is_derived(letter)
