"""What keeps a piece of work from being done for a while: logged when it begins and when it is over, not each time."""

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

LONGEST_REST = 300.0
"""Seconds between two tries of what lasts; the first rests are shorter."""


class Trouble:
    """Of one kind of work, called `work` in Japanese. `clock` counts seconds and never goes back."""

    def __init__(self, work: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.why = ""
        """A whole Japanese sentence; '' while there is none."""
        self.failures = 0
        """In a row."""
        self._work = work
        self._clock = clock
        self._rest_until = clock()

    @property
    def rest(self) -> float:
        """Seconds until the work should be tried again."""
        return max(0.0, self._rest_until - self._clock())

    def happened(self, why: str) -> None:
        if why != self.why:
            log.warning("%s: %s", self._work, why)
        self.why = why
        self.failures += 1
        self._rest_until = self._clock() + min(LONGEST_REST, 2.0 ** min(self.failures, 30))

    def over(self) -> None:
        """The work was done."""
        if self.failures:
            log.info("%s: 元に戻りました。", self._work)
        self.why, self.failures, self._rest_until = "", 0, self._clock()
