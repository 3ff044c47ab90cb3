"""How fast letters may leave: a minute's worth at once, then evenly."""

from collections.abc import Callable


class Pace:
    """`clock` counts seconds and never goes back; `per_minute` = 0 means no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left = float(per_minute)
        self._seen = clock()

    def grant(self, wanted: int) -> int:
        """How many of `wanted` letters may leave now; they count as gone."""
        if not self._per_minute:
            return wanted
        granted = min(wanted, int(self._refilled()))
        self._left -= granted
        return granted

    def wait(self) -> float:
        """Seconds until at least one letter may leave."""
        if not self._per_minute:
            return 0.0
        return max(0.0, (1 - self._refilled()) * 60 / self._per_minute)

    def _refilled(self) -> float:
        now = self._clock()
        self._left = min(self._per_minute, self._left + (now - self._seen) * self._per_minute / 60)
        self._seen = now
        return self._left
