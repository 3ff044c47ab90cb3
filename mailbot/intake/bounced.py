"""A letter of ours that came back becomes `bounced`, its cases and address show it; a bounce is believed no further."""

from datetime import datetime

from mailbot import logbook
from mailbot.mail.bounces import Bounce, bounce
from mailbot.mail.parse import ParsedMail
from mailbot.wiring import Office
from rules import decide, replies, undelivered
from rules.model import Arrival, Handled, Letter, LetterState
from rules.moves import Refusal
from rules.record import replace
from store import addresses, cases, outbox, results
from store.documents import Documents


def take(office: Office, db: Documents, mail: ParsedMail, arrival: Arrival, now: datetime) -> Arrival:
    """Matched by the Message-IDs that we issued alone (PEERS R-18): a forged or foreign bounce changes nothing."""
    words = {name: tuple(each) for name, each in office.library.table("mail_words").items()}
    found = bounce(mail, words)
    letter = _letter(db, found) if found else None
    if found is None or letter is None:
        return replace(arrival, handled=Handled.PERSON)
    ours = replace(arrival, cases=letter.cases)
    if not found.failed:
        waiting = "まだ届いていませんが、相手のサーバーが送り直しています。"
        return replace(ours, handled=Handled.IGNORED, reason=arrival.reason + waiting)
    if letter.state is LetterState.BOUNCED:
        return replace(ours, handled=Handled.IGNORED, reason=f"{arrival.reason}すでに不達と記録しています。")
    why = replies.told(" ".join(filter(None, (found.status, found.detail)))) or "理由の記載なし"
    settled = outbox.bounced(db, letter.id, f"相手に届かず戻りました。{why}")
    if isinstance(settled, Refusal):
        return replace(ours, handled=Handled.PERSON, reason=f"{arrival.reason}{settled.message}")
    logbook.record(db, now, "letter.bounced", letter.id, why)
    for address in settled.to:
        addresses.lost(db, address, arrival.received_at)
    _tell_cases(db, settled, now)
    told = f"{arrival.reason}手紙 {letter.id} は届きませんでした。{why}"
    return replace(ours, handled=Handled.PERSON, reason=told)


def _letter(db: Documents, found: Bounce) -> Letter | None:
    letters = (outbox.by_message_id(db, id) for id in found.ids)
    return next((letter for letter in letters if letter is not None), None)


def _tell_cases(db: Documents, letter: Letter, now: datetime) -> None:
    note = undelivered.sentence(letter)
    for number in letter.cases:
        case = cases.get(db, number)
        if case is None:
            continue
        result = results.tells(letter) and case.round == letter.round
        stored = cases.put(db, decide.bounced(case, note, result=result))
        logbook.record(db, now, f"case.{stored.state}", number, letter.id)
