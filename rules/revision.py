"""What a corrected sheet changed. Every datetime is aware."""

from datetime import datetime

from rules.record import Struct


class Change(Struct, frozen=True, kw_only=True):
    """One answer that a corrected sheet gives otherwise, as its sender wrote it before and now."""

    field: str
    label: str
    old: str
    new: str


class Revision(Struct, frozen=True, kw_only=True):
    """What a resubmitted sheet changed: its answers, and the gaps by their labels."""

    mail: str
    """Id of the arrival that brought it."""
    received_at: datetime
    changes: tuple[Change, ...] = ()
    closed: tuple[str, ...] = ()
    still_open: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    """Gaps that the sheet before did not have."""

    @property
    def asked(self) -> int:
        """How many gaps the sheet before had."""
        return len(self.closed) + len(self.still_open)
