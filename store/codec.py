"""The office's values to and from JSON documents. Unknown keys are passed over: an older program reads on."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

import msgspec

from rules.model import Answer, Case, Entry, Value

T = TypeVar("T")

ANSWERS = Mapping[str, Answer]

WITH_ANSWERS = (Case, Entry)
"""What holds answers is read field by field: msgspec takes no type that may be a text or a date."""


def to_document(value: Any) -> dict[str, Any]:
    """A dataclass as a document. Raises ValueError for a naive datetime: it is another instant elsewhere."""
    return {name: _plain(getattr(value, name)) for name in _names(cast("Any", type(value)))}


def from_document(kind: type[T], document: Mapping[str, Any]) -> T:
    """The dataclass that the document was made from; keys missing in it take their defaults.

    Raises msgspec.ValidationError or TypeError for a wrong value or a missing key that has no default.
    """
    if kind not in WITH_ANSWERS:
        return msgspec.convert(document, kind)
    hints = _hints(cast("Any", kind))
    return kind(**{key: _typed(hints[key], raw) for key, raw in document.items() if key in hints})


def _plain(value: Any) -> Any:
    """Asked for each value of each document, so what comes most often stands first."""
    match value:
        case None | bool() | int() | float():
            return value
        case StrEnum():
            return value.value
        case str():
            return value if value.isascii() else value.encode("utf-8", "replace").decode()
        case tuple():
            return [_plain(item) for item in value]
        case Answer():
            return {"value": _judged(value.value), "text": _plain(value.text), "cell": _plain(value.cell)}
        case datetime():
            if value.tzinfo is None:
                raise ValueError(f"naive datetime: {value!r}")
            return value.isoformat()
        case date():
            return value.isoformat()
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
    return to_document(value) if is_dataclass(value) else value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _judged(value: Value) -> Any:
    """Marked: a date, since a text may look the same, and what is too large for a number in the file."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, int) and value.bit_length() > 63:
        return {"int": str(value)}
    return _plain(value)


def _typed(hint: Any, raw: Any) -> Any:
    if hint is Entry:
        return from_document(Entry, raw)
    if hint == ANSWERS:
        return {key: _answer(**answer) for key, answer in raw.items()}
    return msgspec.convert(raw, hint)


def _answer(value: Any = None, text: str = "", cell: str | None = None, **_: Any) -> Answer:
    if isinstance(value, dict):
        value = date.fromisoformat(value["date"]) if "date" in value else int(value["int"])
    elif isinstance(value, list):
        value = tuple(value)
    return Answer(value=value, text=text, cell=cell)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
