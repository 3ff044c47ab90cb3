"""The daemon's log: one line for each thing that happened, for a person and for journald."""

import logging
from typing import TextIO

from rules.shown import clean


class Line(logging.Formatter):
    """Time with offset, level, text. What strangers wrote can neither break the line nor steer a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


def begin(stream: TextIO) -> None:
    """From now on; of the libraries only what went wrong."""
    lines = logging.StreamHandler(stream)
    lines.setFormatter(Line())
    logging.basicConfig(level=logging.WARNING, handlers=[lines])
    logging.getLogger("mailbot").setLevel(logging.INFO)
