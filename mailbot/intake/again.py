"""A mail taken once more on a clerk's word, from its kept bytes and as of its arrival."""

from datetime import datetime
from functools import partial

from mailbot.intake import succession, unlocking
from mailbot.intake.taking import Again, Coming, take_again
from mailbot.mail.parse import ParsedMail, parse
from mailbot.wiring import Office
from rules.model import Arrival, Business, Case, Channel
from rules.moves import Move, Refusal, refusal
from rules.record import replace
from rules.scanned import DESPITE
from store import cases, raw
from store.audit import Event
from store.desk import Desk, businesses, mails as deeds
from store.documents import Documents


def again(
    office: Office,
    desk: Desk,
    id: str,
    *,
    password: str = "",
    business: str = "",
    despite_scan: str = "",
    now: datetime,
) -> Arrival | Refusal:
    """Cases that it made are continued, and what was answered is not answered again (the letter's key is the mail).

    `password` opens its locked files on the bench; in the same deed its sender becomes one of the people of the
    `business`. `despite_scan`: why its files are opened whatever the virus scanner says. Raises Damaged where its
    bytes are gone, Overtaken where somebody was quicker; nothing is changed then.
    """
    snapshot = office.store.snapshot()
    mail = deeds.wanted(snapshot, id)
    if isinstance(mail, Refusal):
        return mail
    if mail.channel is Channel.POST:
        return Refusal(message="紙で届いたものは、処理し直せません。「mailbot receive」で加えてください。")
    for case in _made(snapshot, mail):
        if refused := _refusal(case, mail):
            return refused
    data = raw.get(office.directory, mail.id)
    read = parse(data)
    if password:
        with_plain = unlocking.opened(office.bench, read, password)
        if isinstance(with_plain, Refusal):
            return with_plain
        read = _kept(office, with_plain, read)
    detail = "パスワードで開きました。" if password else ""
    detail += DESPITE.format(reason=despite_scan) if despite_scan else ""
    event = Event(
        at=now, by=desk.by, login=desk.login, what="mail.reprocessed", subject=mail.id, detail=detail
    )
    word = Again(earlier=mail, event=event, mail=read, desk=desk, despite_scan=bool(despite_scan))
    if business:
        meant = _meant(desk, snapshot, mail, business)
        if isinstance(meant, Refusal):
            return meant
        word = _of(meant, word)
    return take_again(office, Coming(data=data, received_at=mail.received_at), word, now=now)


def _meant(desk: Desk, db: Documents, mail: Arrival, id: str) -> Business | Refusal:
    return desk.business(db, id) if mail.sender else Refusal(message=businesses.NO_SENDER)


def _of(business: Business, word: Again) -> Again:
    mail, desk = word.earlier, word.desk
    told = replace(
        word.event,
        what="business.same",
        subject=business.id,
        detail=f"{mail.sender} {mail.subject} {word.event.detail}".strip(),
    )
    vouch = partial(businesses.vouch, desk, business=business.id, sender=mail.sender)
    return replace(word, event=told, first=vouch)


def _kept(office: Office, mail: ParsedMail, locked: ParsedMail) -> ParsedMail:
    """What was under the password is kept like the mail itself: nobody could find it in there again."""
    for file in mail.attachments:
        if file not in locked.attachments:
            raw.put(office.directory, file.data)
    return mail


def _made(db: Documents, mail: Arrival) -> list[Case]:
    """The cases that have a sheet of this mail."""
    found = (cases.get(db, number) for number in mail.cases)
    return [case for case in found if case and succession.brought(case, mail.id)]


def _refusal(case: Case, mail: Arrival) -> Refusal | None:
    if succession.sheets(case)[-1].id != mail.id:
        return Refusal(
            message=f"整理番号 {case.number} は、そのあとに届いたエントリーシートで差し替えられているため、"
            "このメールは処理し直せません。"
        )
    return refusal(case, Move.RECEIVE)
