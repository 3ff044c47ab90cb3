"""What goes into the archive: documents that are finished with, and what lists show of a case among them."""

from collections.abc import Hashable
from datetime import datetime
from typing import Any

import msgspec

from rules.record import Struct
from store.rows import Row

SUMMARY = "number, year, state, round, business, name, product, arrived_at"
"""Columns of the archive's table `summaries`."""


class Summary(Struct, frozen=True, kw_only=True):
    """An archived case as lists show it."""

    number: str
    year: str
    """The fiscal year that it is kept under: 'R7'."""
    state: str
    round: str | None
    business: str
    """Its id; `name` is what the business was called then."""
    name: str
    product: str
    arrived_at: datetime


class Finished(Struct, frozen=True, kw_only=True):
    """A document on its way from the register into the archive."""

    kind: str
    """The register's table."""
    row: Row
    year: str
    marks: tuple[tuple[str, Hashable], ...] = ()
    """Fields and values by which it will be asked for."""
    summary: Summary | None = None
    """Of a case."""
    words: str = ""
    """What a search finds the case by (`rules.lookup.text_of`)."""


def summary(*row: Any) -> Summary:
    """Of a row with the columns SUMMARY."""
    return msgspec.convert(dict(zip(SUMMARY.split(", "), row, strict=True)), Summary)
