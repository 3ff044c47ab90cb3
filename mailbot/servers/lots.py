"""What comes from the mailbox, and how much of it at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rules.record import Struct

BATCH = 10
"""Mails in one FETCH or MOVE: a tenth of the round trips; more gains nothing and keeps more in memory."""

BATCH_BYTES = 8_000_000
"""Bodies in one FETCH: the library needs twice as much memory. One larger mail goes alone."""

HEADS = 500
"""Mails in one FETCH of dates and sizes: keeps the command line well below 8,000 bytes (RFC 7162, 4)."""


class Head(Struct, frozen=True, kw_only=True):
    received_at: datetime
    """INTERNALDATE, aware: when the server took the mail in."""
    size: int


class Heading(Struct, frozen=True, kw_only=True):
    """What tells mails apart without a download."""

    received_at: datetime
    header: bytes
    """Message-ID, Subject and From alone, as they stand in the mail."""


class Fetched(Struct, frozen=True, kw_only=True):
    uid: int
    received_at: datetime
    data: bytes


def in_lots(uids: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), most):
        yield uids[start : start + most]


def by_size(heads: dict[int, Head]) -> Iterator[list[int]]:
    """In the order given, each lot small enough for one FETCH of bodies."""
    lot: list[int] = []
    for uid, head in heads.items():
        if lot and (len(lot) == BATCH or sum(heads[one].size for one in lot) + head.size > BATCH_BYTES):
            yield lot
            lot = []
        lot.append(uid)
    if lot:
        yield lot
