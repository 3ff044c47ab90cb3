"""The answers of a sheet as they stand in their document: read when somebody asks, and let go again.

Lists, counts and mails look at a case's head alone, and nine tenths of a case are answers.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from rules.model import Answer, Value

KEPT = 8
"""Sheets that stay read: what one screen or one letter looks at again and again."""


class Answers(Mapping[str, Answer]):
    """By field; equal to any mapping of the same answers. `raw` is their JSON object."""

    __slots__ = ("_known", "raw")

    def __init__(self, raw: msgspec.Raw) -> None:
        self.raw = raw
        self._known: dict[str, Answer] | None = None

    def __getitem__(self, key: str, /) -> Answer:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __repr__(self) -> str:
        return repr(self._read())

    def _read(self) -> dict[str, Answer]:
        known = self._known
        if known is None:
            known = self._known = {
                key: _answer(**each) for key, each in msgspec.json.decode(self.raw).items()
            }
            _LAST_READ.append(self)
            if len(_LAST_READ) > KEPT:
                _LAST_READ.popleft()._known = None
        return known


_LAST_READ: deque[Answers] = deque()


def plain(value: Value) -> Any:
    """A judged value for JSON. Marked: a date, since a text may look the same, and what is too large for a number."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, int) and value.bit_length() > 63:
        return {"int": str(value)}
    return value


def _answer(value: Any = None, text: str = "", cell: str | None = None, **_: Any) -> Answer:
    if isinstance(value, dict):
        value = date.fromisoformat(value["date"]) if "date" in value else int(value["int"])
    elif isinstance(value, list):
        value = tuple(value)
    return Answer(value=value, text=text, cell=cell)
