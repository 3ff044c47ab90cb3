"""Named places where a test lets the program die, to show that a crash there loses and doubles nothing."""

import os
import signal
from collections import Counter

_passed: Counter[str] = Counter()


def fault(name: str) -> None:
    """Kills this process if MAILBOT_FAULT is `name`, or `name:3` at the third passage; does nothing else."""
    armed = os.environ.get("MAILBOT_FAULT")
    if not armed:
        return
    wanted, _, passage = armed.partition(":")
    if wanted == name:
        _passed[name] += 1
        if _passed[name] == int(passage or 1):
            os.kill(os.getpid(), signal.SIGKILL)
