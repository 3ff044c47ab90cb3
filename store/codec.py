"""The office's values to and from JSON documents. Unknown keys are passed over: an older program reads on."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec import NODEFAULT
from msgspec.structs import FieldInfo, asdict, fields

from rules.model import Answer, Case, Entry
from rules.record import Struct
from store import answers
from store.answers import Answers

T = TypeVar("T", bound=Struct)

WITH_ANSWERS = (Case, Entry)
"""What holds answers, which stay unread until somebody asks: msgspec takes no type that may be a text or a date."""


def to_document(value: Struct) -> dict[str, Any]:
    """A struct as a document. Raises ValueError for a naive datetime: it is another instant elsewhere."""
    return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}


def from_document(kind: type[T], document: Mapping[str, Any]) -> T:
    """The struct that the document was made from; raises as `read` does."""
    return read(kind, msgspec.json.encode(document))


def read(kind: type[T], document: bytes | msgspec.Raw) -> T:
    """The struct whose document these bytes are; keys missing in it take their defaults.

    Raises msgspec.ValidationError for a wrong value or a missing key that has no default; of answers, when they are
    asked for.
    """
    if kind in WITH_ANSWERS:
        return cast("T", _whole(kind, _decoder(_head(kind)).decode(document)))
    return cast("T", _decoder(kind).decode(document))


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
    return to_document(value) if isinstance(value, Struct) else value


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


@cache
def _head(kind: type[Any]) -> type[Struct]:
    """What `kind` is read as: the same fields, with answers left as their bytes."""
    parts = [(field.name, _unread(field.type), *_default(field)) for field in fields(kind)]
    return msgspec.defstruct(f"{kind.__name__}Head", parts, kw_only=True)


def _unread(hint: Any) -> Any:
    if hint == Mapping[str, Answer]:
        return msgspec.Raw
    return _head(hint) if hint in WITH_ANSWERS else hint


def _default(field: FieldInfo) -> tuple[Any, ...]:
    if field.default_factory is not NODEFAULT:
        return (msgspec.Raw(msgspec.json.encode(field.default_factory())),)
    return () if field.required else (field.default,)


def _whole(kind: type[Any], head: Struct) -> Any:
    values = asdict(head)
    for name, value in values.items():
        if isinstance(value, msgspec.Raw):
            values[name] = Answers(value)
        elif type(value) is _head(Entry):
            values[name] = _whole(Entry, value)
    return kind(**values)
