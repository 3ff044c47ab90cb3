"""What a person needs beside a mail that changes nothing by itself: the mail that it belongs to, its sender's cases."""

from collections.abc import Sequence
from datetime import timedelta

from rules import matching
from rules.model import Arrival, Case, Handled
from rules.record import replace
from store import arrivals, cases
from store.documents import Documents

TOGETHER = timedelta(days=1)
"""A password comes in a second mail, minutes or hours after its file (PPAP)."""

READY = "取下げとして扱うときは、「mailbot outcome {number} withdrawn --by 担当者」か、画面の取下げで記録してください。"


def file_of(db: Documents, password: Arrival) -> Arrival:
    """The password mail, laid beside its sender's last mail whose file waits for a person; each names the other."""
    waiting = [
        mail
        for mail in arrivals.from_sender(db, password.sender)
        if mail.attachments
        and mail.handled is Handled.PERSON
        and not mail.done
        and abs(password.received_at - mail.received_at) <= TOGETHER
    ]
    if not waiting:
        return password
    arrivals.put(db, replace(waiting[-1], beside=password.id))
    told = f"同じ差出人の「{waiting[-1].subject}」({waiting[-1].id[:8]})のファイルのパスワードと思われます。"
    return replace(password, beside=waiting[-1].id, reason=f"{password.reason}{told}")


def withdrawn(db: Documents, mail: Arrival, replied: Sequence[Case]) -> Arrival:
    """A withdrawal with the cases that it may mean, and the deed that a person may do; the cases stay as they are."""
    own = replied or cases.of_address(db, mail.sender)
    meant = [case for case in own if case.state in matching.CONTINUED]
    told = READY.format(number=meant[0].number if len(meant) == 1 else "整理番号") if meant else ""
    return replace(mail, cases=tuple(case.number for case in meant), reason=f"{mail.reason}{told}")
