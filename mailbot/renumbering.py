"""A folder whose mails the server numbered anew (UIDVALIDITY, RFC 3501, 2.3.1.1): every place in our records is void.

What was taken is known again by its bytes when it is fetched. What was left has no bytes here: it is known again
by Message-ID and arrival, without a download.
"""

from collections.abc import Mapping
from datetime import datetime

from mailbot.mail.parse import parse
from mailbot.servers.mailbox import Mailbox
from mailbot.staff import telling
from mailbot.wiring import Office
from rules.model import Place
from rules.record import replace
from store import arrivals
from store.config import Imap

WHAT_TO_DO = "心当たりがなければ、メールサーバーの管理者に確かめてください。受付に必要な作業はありません。"


def recognise(
    office: Office, imap: Imap, mailbox: Mailbox, unseen: Mapping[Place, int], now: datetime
) -> None:
    """Gives left mail among the `unseen` its new places, and tells staff once. Nothing where nothing was renumbered."""
    known = _numberings(office, imap)
    (current,) = {place.uidvalidity for place in unseen}
    if not known - {current}:
        return
    if current not in known:
        what = f"{imap.title} のメールの番号が、サーバーで付け直されました。全部を調べ直し、二重には受け付けません。"
        with office.store.transaction() as db:
            telling(office, f"renumbered:{imap.title}:{current}", what, WHAT_TO_DO)(db, now)
    left = {(each.message_id, each.received_at): each for each in office.left.every() if each.message_id}
    if left:
        headings = mailbox.headings(unseen.values())
        office.left.append(
            *(
                replace(left[mark], place=place)
                for place, uid in unseen.items()
                if (found := headings.get(uid))
                and (mark := (parse(found.header).message_id, found.received_at)) in left
            )
        )


def _numberings(office: Office, imap: Imap) -> set[int]:
    """Every UIDVALIDITY under which mail of this folder is recorded."""
    places = (*arrivals.places(office.store.snapshot()), *office.left.places())
    return {
        place.uidvalidity for place in places if (place.account, place.folder) == (imap.account, imap.folder)
    }
