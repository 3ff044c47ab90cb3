"""The daemon's log: one line for each thing that happened, for a person and journald, or as JSON for machines.

Whoever logs what concerns cases gives their numbers beside: `extra=about(numbers)`.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

from rules.shown import clean


def about(cases: Iterable[str]) -> Mapping[str, Any]:
    """The `extra` of a record that concerns these cases."""
    return {"cases": tuple(cases)}


class Line(logging.Formatter):
    """Time with offset, level, text. What strangers wrote can neither break the line nor steer a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


class Json(logging.Formatter):
    """One object a line: `at` (UTC), `level`, `from` (the module), `text`, `cases`, and `trace` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "text": clean(record.getMessage()),
            "cases": getattr(record, "cases", ()),
        }
        if record.exc_info:
            told["trace"] = clean(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def begin(stream: TextIO, form: Literal["lines", "json"]) -> None:
    """From now on, in this form; of the libraries only what went wrong."""
    lines = logging.StreamHandler(stream)
    lines.setFormatter(Json() if form == "json" else Line())
    logging.basicConfig(level=logging.WARNING, handlers=[lines])
    logging.getLogger("mailbot").setLevel(logging.INFO)
    # It warns of each beat that comes while the one before is still at work: that is how they are meant.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
