"""The daemon's beat: every so many seconds, however the machine's clock is set meanwhile."""

from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger


class Beat(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """APScheduler's own interval counts each beat that was missed, one by one: 40 days of them stop the program."""

    def __init__(self, seconds: float) -> None:
        self._pause = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """So long after now: what was missed is missed, since all that is due is computed from the register."""
        return now + self._pause
