"""The ledger: what was sent to an office against what its mailboxes, Postfix and the store's files show afterwards.

Two times of checking: `torn` holds at any instant, `wrong` once a pass has come to its end.
"""

import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from tests.crash import books
from tests.crash.books import Books, Document
from tests.crash.office import FOLDERS, Office
from tests.crash.traffic import Mail

PATIENCE = 15
"""Seconds for a letter that Postfix took to lie in its mailbox."""

LEFT_FOR_GOOD = ("sent", "bounced")


def torn(office: Office) -> list[str]:
    """At any instant, also right after a kill: files that can be read, and no letter that left once too often."""
    found = Books.of(office.data)
    office.log.read_on()
    return [*found.torn, *_doubled(office, found)]


def wrong(office: Office) -> list[str]:
    """After a pass that came to its end: nothing lost, nothing doubled, nothing out of step."""
    found = Books.of(office.data)
    _await_delivery(office, found)
    return [
        *found.torn,
        *_misplaced(office, found),
        *_unrecorded(office, found),
        *_unanswered(office, found),
        *_doubled(office, found),
        *_unsent(office, found),
        *_undelivered(office, found),
        *_untold(found),
        *_out_of_step(found),
        *_forgotten(office, found),
        *_litter(office, found),
    ]


def _misplaced(office: Office, found: Books) -> Iterator[str]:
    """Every mail that came lies in exactly one place; what is none of ours is still in the inbox."""
    lying = {folder: office.inbox.mails(folder) for folder in FOLDERS}
    for mail in office.mails:
        there = {folder: mails[mail.message_id] for folder, mails in lying.items() if mails[mail.message_id]}
        if sum(there.values()) != mail.copies:
            yield f"lost or doubled: mail {mail.message_id} lies in {there}, was put there {mail.copies} times"
        elif ("INBOX" in there) != _stays(mail, found):
            yield f"mail {mail.message_id} lies in {there}"


def _unrecorded(office: Office, found: Books) -> Iterator[str]:
    """Every mail has one record and its bytes, or a line of the left ones for each place and no bytes."""
    lines = Counter(line["message_id"] for line in found.left)
    for mail in office.mails:
        id = sha256(mail.data).hexdigest()
        record = found.arrivals.get(id)
        if _stays(mail, found):
            if record or id in found.raw or lines[mail.message_id] != mail.copies:
                yield f"mail {mail.message_id} is left {lines[mail.message_id]} times, {record}"
        elif record is None or id not in found.raw or lines[mail.message_id]:
            yield f"lost: mail {mail.message_id} has no record or no bytes"
        elif len(record["places"]) != mail.copies or not record["filed"]:
            yield f"mail {mail.message_id} has the places {record['places']}, filed {record['filed']}"
    if len(found.arrivals) != sum(not _stays(mail, found) for mail in office.mails):
        yield "the register knows mails that never came"


def _unanswered(office: Office, found: Books) -> Iterator[str]:
    """One answer for each mail that gets one, at most one for any; none where a person got the mail instead.

    What completes a matter whose answer still waits is told of in that answer.
    """
    answers = [letter for letter in found.letters.values() if letter.get("answers")]
    counts = Counter(letter["answers"] for letter in answers)
    for mail in office.mails:
        id = sha256(mail.data).hexdigest()
        record = found.arrivals.get(id, {"handled": "", "cases": []})
        due = mail.answered and record["handled"] != "set_aside"
        told = counts[id] or any(set(record["cases"]) <= set(letter["cases"]) for letter in answers)
        if counts[id] > 1 or (due and not told) or (mail.stays and counts[id]):
            yield f"mail {mail.message_id} has {counts[id]} answers"


def _doubled(office: Office, found: Books) -> Iterator[str]:
    """No letter reached Postfix more often than once and once more for each word of a clerk."""
    for letter in found.letters.values():
        taken = office.log.taken[letter["message_id"]]
        if taken > 1 + office.resent[letter["id"]]:
            yield f"doubled: letter {letter['id']} ({letter['kind']}) was taken {taken} times"


def _unsent(office: Office, found: Books) -> Iterator[str]:
    """Postfix has every letter that counts as sent, and none that nobody tried to send."""
    for letter in found.letters.values():
        taken = office.log.taken[letter["message_id"]]
        surely = found.of_letter(letter["id"], "sent")
        perhaps = found.of_letter(letter["id"], "uncertain")
        if not surely <= taken <= surely + perhaps:
            yield f"letter {letter['id']} was sent {surely} times, perhaps {perhaps}, and taken {taken} times"
        if (letter["state"] in LEFT_FOR_GOOD) and not surely:
            yield f"letter {letter['id']} counts as sent, and no event says so"
        tried = surely + perhaps + found.of_letter(letter["id"], "deferred", "refused")
        if letter["state"] == "sending" or tried != letter["attempts"]:
            yield f"letter {letter['id']} is {letter['state']}, tried {letter['attempts']}, settled {tried} times"
    for name in ("id", "key", "message_id"):
        if len({letter[name] for letter in found.letters.values()}) < len(found.letters):
            yield f"two letters with one {name}"


def _undelivered(office: Office, found: Books) -> Iterator[str]:
    """What Postfix took lies with the one to whom it was addressed, and a copy of what was sent in the sent folder."""
    kept = office.inbox.mails("Sent")
    for address, letters in _by_recipient(found).items():
        there = office.recipient(address).mails("INBOX")
        for letter in letters:
            if there[letter["message_id"]] != office.log.taken[letter["message_id"]]:
                yield f"letter {letter['id']} lies {there[letter['message_id']]} times with {address}"
            if letter["state"] == "sent" and kept[letter["message_id"]] != 1:
                yield f"letter {letter['id']} has {kept[letter['message_id']]} copies"


def _untold(found: Books) -> Iterator[str]:
    """Staff are told of every letter of which nobody knows whether it arrived."""
    keys = [letter["key"] for letter in found.letters.values()]
    for letter in found.letters.values():
        if letter["state"] == "uncertain" and letter["kind"] != "alert":
            told = f"alert:letter:{letter['id']}:uncertain:{letter['attempts']}:"
            if sum(key.startswith(told) for key in keys) != 1:
                yield f"untold: letter {letter['id']} is uncertain"


def _out_of_step(found: Books) -> Iterator[str]:
    """Each document has its events and each event its document; numbers are given without a gap."""
    subjects = {event["subject"] for event in found.audit}
    yield from (f"case {number} is in no event" for number in found.cases if number not in subjects)
    for id, mail in found.arrivals.items():
        events = [
            event for event in found.audit if event["subject"] == id and event["what"].startswith("mail.")
        ]
        if [event["what"] for event in events] != [f"mail.{mail['handled']}"]:
            yield f"mail {id} is {mail['handled']}, and its events are {[event['what'] for event in events]}"
    dropped = {event["subject"] for event in found.audit if event["what"] == "letter.dropped"}
    for event in found.audit:
        kind = event["what"].partition(".")[0]
        documents = {"case": found.cases, "letter": found.letters, "mail": found.arrivals}.get(kind)
        if documents is not None and event["subject"] not in documents.keys() | dropped:
            yield f"{event['what']} tells of {event['subject']}, which is not there"
    years: dict[str, set[int]] = {}
    for number in found.cases:
        year, _, running = number.partition("-")
        years.setdefault(year, set()).add(int(running))
    for year, given in years.items():
        if given != set(range(1, len(given) + 1)):
            yield f"the numbers of {year} are {sorted(given)}"


def _forgotten(office: Office, found: Books) -> Iterator[str]:
    """What a clerk was told is done, is done."""
    names = {event["by"] for event in found.events}
    yield from (f"lost: the deed of {by}" for by in office.done if by not in names)


def _litter(office: Office, found: Books) -> Iterator[str]:
    """Nothing half written stays, no try is still counted, and no file is what its name does not say."""
    yield from books.spoilt(office.data)
    yield from books.wide(office.data)
    yield from books.half_written(office.data)
    yield from (f"a try of {id} is still counted" for id in found.attempts)


def _stays(mail: Mail, found: Books) -> bool:
    return sha256(mail.data).hexdigest() not in found.arrivals if mail.stays is None else mail.stays


def _by_recipient(found: Books) -> dict[str, list[Document]]:
    letters: dict[str, list[Document]] = {}
    for letter in found.letters.values():
        for address in letter["to"]:
            letters.setdefault(address, []).append(letter)
    return letters


def _await_delivery(office: Office, found: Books) -> None:
    """Postfix writes its log and fills the mailboxes a moment after it has taken a letter."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        office.log.read_on()
        if not [*_unsent(office, found), *_undelivered(office, found)]:
            return
        time.sleep(0.02)
