"""日報: what a morning brings, in one mail to staff."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rules.eras import era_day
from rules.letters import passages
from rules.model import Case, LetterKind, Notice
from rules.record import Struct
from rules.rounds import Calendar
from rules.wording import shorten

SHOWN, LINE = 20, 200
"""Lines of one heading, and characters of one line; the console shows the rest."""

Named = tuple[Case, str]
"""A case with the name of its business."""


class Morning(Struct, frozen=True, kw_only=True):
    """Everything since the last digest, and everything that waits. Sentences are whole and Japanese."""

    received: Sequence[Named] = ()
    """New entries."""
    corrected: Sequence[Named] = ()
    """Corrections that came."""
    added: Sequence[Named] = ()
    """What came alone for cases that are known: a pledge, photos."""
    person: Sequence[Named] = ()
    """Cases that wait for a person."""
    mails: Sequence[str] = ()
    """Mails that wait for a person."""
    overdue: Sequence[Named] = ()
    """Asked for corrections, and nothing came in time."""
    failures: Sequence[str] = ()
    """Letters that did not arrive, servers that were away."""
    mailbox: Sequence[str] = ()
    """Where mailbox and register disagree."""
    coming: Sequence[str] = ()
    """What the next days bring; alone no reason to write."""

    @property
    def is_quiet(self) -> bool:
        return not any(getattr(self, name) for name in self.__struct_fields__ if name != "coming")


def digest(morning: Morning, *, to: str, now: datetime, calendar: Calendar, audit: str = "") -> Notice | None:
    """None where there is nothing to say: no mail then. One a day and address, on the office's clock.

    `audit` is the hash of the log's last line: who keeps this mail can tell later that no line before was changed.
    """
    if morning.is_quiet:
        return None
    day = now.astimezone(calendar.zone).date()
    values: dict[str, object] = {"addressee": "担当職員 様", "dated": era_day(day), "audit": audit}
    for name in morning.__struct_fields__:
        found = getattr(morning, name)
        values |= {name: _listed(map(_line, found)), f"{name}_count": str(len(found))}
    return Notice(kind=LetterKind.DIGEST, key=f"digest:{day}:{to}", to=to, due_at=now, values=values)


def _line(each: Named | str) -> str:
    if isinstance(each, str):
        return shorten(each, LINE)
    case, business = each
    return f"{passages.line(case)}({shorten(business, passages.NAME_LENGTH)})"


def _listed(lines: Iterable[str]) -> str:
    all_ = list(lines)
    more = [f"ほか{len(all_) - SHOWN}件"] if len(all_) > SHOWN else []
    return "\n".join((*all_[:SHOWN], *more))
