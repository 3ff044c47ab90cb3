"""Reconciliation (照合): what lies on the server against what the office has recorded; differences are named."""

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mailbot.mail.parse import parse
from mailbot.servers.lots import Heading
from mailbot.wiring import Office
from rules.eras import era_instant
from rules.wording import shorten
from store import arrivals
from store.config import Imap
from store.health import Tally

if TYPE_CHECKING:  # the digest and `status` want the lines alone, and load no IMAP for them
    from mailbot.reception import Reception
    from mailbot.servers.mailbox import Mailbox

WINDOW = timedelta(days=60)
"""How far back the folders of handled mail are looked through: two rounds; the cost does not grow with the years."""

DAY = timedelta(days=1)
"""The server may count its days by another zone."""

SHOWN = 20
"""Names in one list: a person sees from fewer that something is wrong."""


def tally(
    office: Office, imap: Imap, mailbox: "Mailbox", reception: "Reception", *, strays: tuple[str, ...] = ()
) -> Tally:
    """The watched folder after a pass of `reception`: every mail under exactly one head."""
    db, left = office.store.snapshot(), office.left.places()
    taken = {place for place in reception.lying if arrivals.at(db, place) is not None}
    heads = (("taken", taken), ("left", left), ("earlier", reception.earlier), ("large", reception.large))
    found = Counter(
        next((name for name, places in heads if place in places), "waiting") for place in reception.lying
    )
    failed = mailbox.headings(sorted(reception.failed)) if reception.failed else {}
    return Tally(
        lying=len(reception.lying),
        taken=found["taken"],
        left=found["left"],
        earlier=found["earlier"],
        large=found["large"],
        waiting=found["waiting"],
        failed=tuple(_named(office, imap.folder, uid, each) for uid, each in failed.items())[:SHOWN],
        strays=strays,
    )


def strays(office: Office, imap: Imap, mailbox: "Mailbox", now: datetime) -> tuple[str, ...]:
    """Mails of the last weeks that lie in `done` or `person` although no record tells of them.

    Somebody moved them there before they were taken, or the record was lost, as by an old backup.
    """
    if office.config.letters.mode == "observe":
        return ()
    start = max(now - WINDOW, imap.start_at)
    known = arrivals.marks(office.store.snapshot())
    return tuple(
        _named(office, folder, uid, heading)
        for folder in (imap.done, imap.person)
        for uid, heading in mailbox.headings_in(folder, (start - DAY).date()).items()
        if heading.received_at >= start
        and (parse(heading.header).message_id or heading.received_at) not in known
    )[:SHOWN]


def lines(tally: Tally) -> tuple[str, ...]:
    """The figures and every difference in Japanese, a line each: for `status` and the daily digest."""
    return (
        f"受信箱 {tally.lying}通 = 移す前 {tally.taken} + そのまま残したもの {tally.left}"
        f" + 開始日より前 {tally.earlier} + 大きすぎるもの {tally.large} + 処理待ち {tally.waiting}",
        *(f"処理に失敗し、もう一度試すメール: {each}" for each in tally.failed),
        *(f"台帳に記録のないメール: {each}" for each in tally.strays),
    )


def _named(office: Office, folder: str, uid: int, heading: Heading) -> str:
    subject = shorten(parse(heading.header).subject) or "(件名なし)"
    return f"{folder} UID {uid} 「{subject}」 {era_instant(heading.received_at, office.calendar.zone)}着"
