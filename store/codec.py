"""The office's values to and from JSON documents. Unknown keys are passed over: an older program reads on."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

import msgspec

from rules.model import Answer, Case, Entry
from store import answers
from store.answers import Answers

T = TypeVar("T")

WITH_ANSWERS = (Case, Entry)
"""What holds answers, which stay unread until somebody asks: msgspec takes no type that may be a text or a date."""


def to_document(value: Any) -> dict[str, Any]:
    """A dataclass as a document. Raises ValueError for a naive datetime: it is another instant elsewhere."""
    return {name: _plain(getattr(value, name)) for name in _names(cast("Any", type(value)))}


def from_document(kind: type[T], document: Mapping[str, Any]) -> T:
    """The dataclass that the document was made from; raises as `read` does."""
    return read(kind, msgspec.json.encode(document))


def read(kind: type[T], document: bytes | msgspec.Raw) -> T:
    """The dataclass whose document these bytes are; keys missing in it take their defaults.

    Raises msgspec.ValidationError for a wrong value or a missing key that has no default; of answers, when they are
    asked for.
    """
    hashable = cast("Any", kind)
    if kind in WITH_ANSWERS:
        return cast("T", _whole(kind, _decoder(_head(hashable)).decode(document)))
    return cast("T", _decoder(hashable).decode(document))


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
            return {
                "value": _plain(answers.plain(value.value)),
                "text": _plain(value.text),
                "cell": _plain(value.cell),
            }
        case datetime():
            if value.tzinfo is None:
                raise ValueError(f"naive datetime: {value!r}")
            return value.isoformat()
        case date():
            return value.isoformat()
        case Answers():
            return msgspec.json.decode(value.raw)
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
    return to_document(value) if is_dataclass(value) else value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


@cache
def _head(kind: type[Any]) -> type[msgspec.Struct]:
    """What `kind` is read as: the same fields, with answers left as their bytes."""
    hints = get_type_hints(kind)
    parts = [(field.name, _unread(hints[field.name]), *_default(field)) for field in fields(kind)]
    return msgspec.defstruct(f"{kind.__name__}Head", parts, kw_only=True)


def _unread(hint: Any) -> Any:
    if hint == Mapping[str, Answer]:
        return msgspec.Raw
    return _head(hint) if hint in WITH_ANSWERS else hint


def _default(field: Field[Any]) -> tuple[Any, ...]:
    if field.default_factory is not MISSING:
        return (msgspec.Raw(msgspec.json.encode(field.default_factory())),)
    return () if field.default is MISSING else (field.default,)


def _whole(kind: type[Any], head: msgspec.Struct) -> Any:
    values = msgspec.structs.asdict(head)
    for name, value in values.items():
        if isinstance(value, msgspec.Raw):
            values[name] = Answers(value)
        elif isinstance(value, msgspec.Struct):
            values[name] = _whole(Entry, value)
    return kind(**values)
