"""Mail about what lies in the archive: recognised as if it had never left the register."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from mailbot.duties import archiving
from mailbot.duties.due import Look
from mailbot.intake.taking import Coming, take
from mailbot.wiring import Office
from rules.model import Handled, Letter, LetterState, State
from rules.record import replace
from store import arrivals, cases, outbox
from tests import entries
from tests.e2e.town import MONDAY
from tests.mailbot.intake.desk import (
    arrives,
    has_left,
    last_letter,
    mail,
    office,
    only_case,
    with_sheet,
)
from tests.mails.bounces import POSTFIX, machine, report, returned
from tests.mails.wire import part

LATER = timedelta(days=300)


def archived(desk: Office, message: EmailMessage | None = None) -> Letter:
    """A case of last year, brought by this message, was answered, withdrawn and archived; the answer."""
    arrives(desk, message or with_sheet(mail(), entries.filled("food")))
    letter = last_letter(desk)
    has_left(desk, letter, MONDAY + timedelta(days=1))
    with desk.store.transaction() as db:
        arrival = next(arrivals.every(db))
        arrivals.put(db, replace(arrival, filed=True))
        cases.put(db, replace(only_case(desk), state=State.WITHDRAWN))
    (due,) = archiving.due(Look(office=desk, db=desk.store.snapshot(), now=MONDAY + LATER))
    with desk.store.transaction() as db:
        due.carry_out(db, MONDAY + LATER)
    assert not list(cases.every(desk.store.snapshot()))
    return letter


def test_a_reply_goes_to_a_person_with_its_case_named(tmp_path: Path) -> None:
    """Who answers a letter of last year is heard: a person reads it and sees which case it is about."""
    with office(tmp_path) as desk:
        letter = archived(desk)
        came = arrives(desk, mail(answers=letter.message_id, subject="Re: 受付のお知らせ"), after=LATER)

    assert (came.handled, came.cases) == (Handled.PERSON, letter.cases)


def test_a_copy_of_archived_mail_makes_no_second_case(tmp_path: Path) -> None:
    """The same bytes, and the same content relayed once more, are known and change nothing."""
    with office(tmp_path) as desk:
        message = with_sheet(mail(), entries.filled("food"))
        letter = archived(desk, message)
        again = arrives(desk, message, after=LATER)
        del message["Date"]
        relayed = arrives(desk, message, after=LATER)
        made = list(cases.every(desk.store.snapshot()))

    assert again.id == letter.answers and again.cases == letter.cases
    assert relayed.handled is Handled.IGNORED and relayed.cases == letter.cases
    assert not made


def test_a_late_bounce_brings_its_case_back_to_the_desk(tmp_path: Path) -> None:
    """The letter is marked as returned, and a clerk finds the case among those that need somebody."""
    with office(tmp_path) as desk:
        letter = archived(desk)
        head, body = report(POSTFIX, machine("failed", "5.1.1"), returned(id=letter.message_id))
        data = part([("From", "MAILER-DAEMON@mx.example.jp"), ("Return-Path", "<>"), *head], body)
        came = take(desk, Coming(data=data, received_at=MONDAY + LATER), now=MONDAY + LATER)
        (case,) = cases.every(desk.store.snapshot())
        (told,) = outbox.about(desk.store.snapshot(), case.number)

    assert (came.handled, came.cases) == (Handled.PERSON, (case.number,))
    assert (told.id, told.state) == (letter.id, LetterState.BOUNCED)
    assert letter.to[0] in case.attention[-1]
