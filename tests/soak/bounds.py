"""How long a soak goes on, and what came of it."""

import time
from collections.abc import Iterator

from rules.record import Struct, field


class Bounds(Struct, frozen=True, kw_only=True):
    """The first that is reached ends it; `count` alone makes a run that can be had again."""

    count: int | None = None
    seconds: float | None = None

    def rounds(self) -> Iterator[int]:
        started, number = time.monotonic(), 0
        while (self.count is None or number < self.count) and (
            self.seconds is None or time.monotonic() - started < self.seconds
        ):
            yield number
            number += 1


class Report(Struct, kw_only=True):
    """`summary` is one line of figures; `failures` one line each, with what is needed to have it again."""

    summary: str = ""
    failures: list[str] = field(default_factory=list)
