"""What keeps a piece of work from being done for a while: logged when it begins and when it is over, not each time."""

import logging
import random
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

LONGEST_REST = 60.0
"""Seconds between two tries of what lasts: a server that is back is found within two minutes."""

LOGIN_REST = 300.0
"""Seconds between two tries of a login that was refused: servers lock an account after a handful of wrong ones."""


class Trouble:
    """Of one kind of work, called `work` in Japanese. `clock` counts seconds and never goes back.

    `chance` (0 to 1) shortens a rest by up to a quarter, so that not everybody comes back at the same moment.
    """

    def __init__(
        self,
        work: str,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.why = ""
        """A whole Japanese sentence; '' while there is none."""
        self.failures = 0
        """In a row."""
        self._work = work
        self._clock = clock
        self._chance = chance
        self._rest_until = clock()

    @property
    def rest(self) -> float:
        """Seconds until the work should be tried again."""
        return max(0.0, self._rest_until - self._clock())

    def happened(self, why: str, *, least: float = 0.0) -> None:
        """`least`: seconds that the rest must last."""
        if why != self.why:
            log.warning("%s: %s", self._work, why)
        self.why = why
        self.failures += 1
        growing = min(LONGEST_REST, 2.0 ** min(self.failures, 30)) * (1 - self._chance() / 4)
        self._rest_until = self._clock() + max(least, growing)

    def over(self) -> None:
        """The work was done."""
        if self.failures:
            log.info("%s: 元に戻りました。", self._work)
        self.why, self.failures, self._rest_until = "", 0, self._clock()
