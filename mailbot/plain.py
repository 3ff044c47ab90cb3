"""Values as JSON has them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, tzinfo
from typing import Any

Json = dict[str, Any]


def at(instant: datetime | None, zone: tzinfo) -> str | None:
    """ISO 8601 with the office's offset, to the second."""
    return None if instant is None else instant.astimezone(zone).isoformat(timespec="seconds")


def plain(value: Any, zone: tzinfo) -> Any:
    """A dataclass becomes an object with the names of its fields, an instant the text of `at`."""
    match value:
        case datetime():
            return at(value, zone)
        case date():
            return value.isoformat()
        case tuple():
            return [plain(item, zone) for item in value]
        case Mapping():
            return {key: plain(item, zone) for key, item in value.items()}
    if not is_dataclass(value):
        return value
    return {field.name: plain(getattr(value, field.name), zone) for field in fields(value)}
