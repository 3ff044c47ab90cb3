"""Values as JSON has them."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from rules.record import Struct

Json = dict[str, Any]


def at(instant: datetime | None, zone: tzinfo) -> str | None:
    """ISO 8601 with the office's offset, to the second."""
    return None if instant is None else instant.astimezone(zone).isoformat(timespec="seconds")


def plain(value: Any, zone: tzinfo) -> Any:
    """A struct becomes an object with the names of its fields, an instant the text of `at`."""
    match value:
        case datetime():
            return at(value, zone)
        case date():
            return value.isoformat()
        case tuple():
            return [plain(item, zone) for item in value]
        case Mapping():
            return {key: plain(item, zone) for key, item in value.items()}
    if not isinstance(value, Struct):
        return value
    return {name: plain(getattr(value, name), zone) for name in value.__struct_fields__}
