"""What asks for a correction is looked at once more when it leaves: nobody is asked for what is settled meanwhile."""

from datetime import datetime

from rules.model import Letter, LetterKind, LetterState, OutcomeKind, State
from rules.moves import Refusal
from rules.record import replace
from store import cases, requests
from store.desk import letters, outcomes, sending
from tests.e2e.town import MONDAY, signed_pledge
from tests.mailbot.duties.month import CUTOFF, SECOND, of_kind, play
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.intake.desk import WIRE, mail, with_file, with_sheet

ASKED = datetime.fromisoformat("2026-11-12T10:00:00+09:00")
REMINDED = datetime.fromisoformat("2026-11-15T09:00:00+09:00")


def stopped(counter: Counter, now: datetime) -> None:
    """Sending is stopped, so that letters lie and wait."""
    sending.pause(counter.desk(), "点検", now=now)


def goes_on(counter: Counter, now: datetime) -> None:
    sending.resume(counter.desk(), now=now)
    play(counter, now)


def withdrawn(counter: Counter, number: str, now: datetime) -> None:
    assert not isinstance(outcomes.record(counter.desk(), number, OutcomeKind.WITHDRAWN, now=now), Refusal)


def two_faulty(counter: Counter) -> None:
    counter.bring(sheet(storage=""), ASKED)
    counter.bring(sheet("nonfood", material=""), ASKED, pledge=False)
    counter.send_all(ASKED)


def reminders(counter: Counter) -> list[Letter]:
    return of_kind(counter, LetterKind.REMINDER)


def test_reminder_of_what_was_withdrawn_does_not_leave(counter: Counter) -> None:
    """It waited while sending was stopped: the one that leaves names what is still open alone."""
    two_faulty(counter)
    stopped(counter, REMINDED)
    counter.do_duties(REMINDED)
    assert [letter.cases for letter in reminders(counter)] == [("R8-0001", "R8-0002")]
    withdrawn(counter, "R8-0001", MONDAY)

    goes_on(counter, MONDAY)

    assert [(letter.cases, letter.state) for letter in reminders(counter)] == [
        (("R8-0002",), LetterState.SENT)
    ]


def test_reminder_does_not_leave_after_its_cutoff(counter: Counter) -> None:
    """The day that it names is over."""
    two_faulty(counter)
    stopped(counter, REMINDED)
    counter.do_duties(REMINDED)

    goes_on(counter, CUTOFF + SECOND)

    assert not reminders(counter)


def test_request_about_what_was_withdrawn_does_not_leave(counter: Counter) -> None:
    """All its products are withdrawn: it is removed, and the withdrawal alone is confirmed."""
    counter.bring(sheet(storage=""), ASKED)
    withdrawn(counter, "R8-0001", ASKED)

    play(counter, ASKED)

    told = [(letter.kind, letter.state) for letter in counter.letters if letter.kind is not LetterKind.DIGEST]
    assert told == [(LetterKind.WITHDRAWAL_RECEIPT, LetterState.SENT)]


def test_request_that_tells_of_others_waits_for_a_clerk(counter: Counter) -> None:
    """One product of the mail was accepted, and its sender has not heard so yet: a person decides."""
    both = with_sheet(with_sheet(mail(), sheet("nonfood")), sheet(storage=""))
    counter.take(with_file(both, signed_pledge(), "誓約書.pdf").as_bytes(policy=WIRE), ASKED)
    faulty = next(case for case in counter.cases if case.state is State.CORRECTION_REQUESTED)
    withdrawn(counter, faulty.number, ASKED)

    play(counter, ASKED)

    (request,) = of_kind(counter, LetterKind.CORRECTION_REQUEST)
    assert (request.state, request.reason) == (LetterState.HELD, requests.ANSWERED)


def test_paper_reminder_is_not_printed_in_vain(counter: Counter) -> None:
    """Its product was withdrawn while it lay in the print queue: it is gone when a clerk says that it was printed."""
    counter.bring(sheet(storage=""), ASKED)
    with counter.office.store.transaction() as db:
        cases.put(db, replace(counter.cases[0], notice_to="", addresses=()))
    counter.do_duties(REMINDED)
    (letter,) = reminders(counter)
    withdrawn(counter, "R8-0001", MONDAY)

    assert isinstance(letters.printed(counter.desk(), letter.id, now=MONDAY), Refusal)
    assert not reminders(counter)
