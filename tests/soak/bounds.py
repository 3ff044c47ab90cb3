"""How long a soak goes on, and what came of it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
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


@dataclass(slots=True, kw_only=True)
class Report:
    """`summary` is one line of figures; `failures` one line each, with what is needed to have it again."""

    summary: str = ""
    failures: list[str] = field(default_factory=list)
