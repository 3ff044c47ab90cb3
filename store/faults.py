"""Named places where a test lets the program die, to show that a crash there loses and doubles nothing."""

import os
import signal
from collections import Counter
from collections.abc import Callable

_passed: Counter[str] = Counter()

witness: Callable[[str], None] | None = None
"""Hears of every place that is passed: so a test knows how far a life came that it ended from outside."""


def fault(name: str) -> None:
    """Kills this process if MAILBOT_FAULT is `name`, or `name:3` at the third passage; does nothing else."""
    if witness is not None:
        witness(name)
    armed = os.environ.get("MAILBOT_FAULT")
    if not armed:
        return
    wanted, _, passage = armed.partition(":")
    if wanted == name:
        _passed[name] += 1
        if _passed[name] == int(passage or 1):
            os.kill(os.getpid(), signal.SIGKILL)
