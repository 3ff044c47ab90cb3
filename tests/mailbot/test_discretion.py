"""A clerk's word on one case: answers given by phone, errors that may pass, another round, the terms of a selection."""

from datetime import date, datetime, timedelta

import pytest

from rules.entered import Source
from rules.model import Case, Letter, LetterKind, LetterState, OutcomeKind, Severity, State
from rules.moves import Refusal
from rules.record import replace
from store import cases, outbox
from store.desk import answers, judgement, outcomes, terms, undo
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import Counter, sheet

CUTOFF = MONDAY.replace(day=20, hour=23, minute=50)
TUESDAY = MONDAY + timedelta(days=1)
NUMBER = "R8-0001"
REASON = "現物で確認済み"


def only(counter: Counter) -> Case:
    (case,) = counter.cases
    return case


def phoned(counter: Counter, field: str, text: str, at: datetime, now: datetime | None = None) -> Case:
    done = answers.give(
        counter.desk(), NUMBER, field, text, source=Source.PHONE, received_at=at, now=now or at
    )
    assert isinstance(done, Case), done
    return done


def ok(done: Case | Refusal) -> Case:
    assert isinstance(done, Case), done
    return done


def asked(counter: Counter, **gaps: str) -> None:
    """A sheet with these gaps came, and the business was asked to mend them."""
    counter.bring(sheet(**gaps))
    counter.send_all(MONDAY)


def acknowledgements(counter: Counter) -> list[Letter]:
    return [letter for letter in counter.letters if letter.kind is LetterKind.ACKNOWLEDGEMENT]


def test_phoned_answer_closes_the_gap(counter: Counter) -> None:
    """Entered days after the cut-off, it counts for the round in which it was given; both values are kept."""
    asked(counter, storage="")

    case = phoned(counter, "storage", "常温", CUTOFF, now=CUTOFF + timedelta(days=4))

    assert (case.state, case.accepted_at, case.round) == (State.ACCEPTED, CUTOFF, "2026-11")
    assert case.entry.value("storage") == "常温" and case.entry.fields["storage"].cell is None
    (given,) = case.given
    assert (given.text, given.sheet, given.source, given.by) == ("常温", "", Source.PHONE, "山田")
    assert not [each for each in case.findings if each.severity is Severity.ERROR]


def test_business_hears_that_it_is_complete(counter: Counter) -> None:
    """The acknowledgement goes to the case's address after the time in which the deed can be undone."""
    asked(counter, storage="")

    phoned(counter, "storage", "常温", TUESDAY)

    (letter,) = acknowledgements(counter)
    assert letter.to == ("info@ogori-foods.example.jp",) and letter.due_at == TUESDAY + timedelta(minutes=10)
    assert NUMBER in letter.subject and letter.in_reply_to == only(counter).mails[0].message_id


def test_answer_is_undone(counter: Counter) -> None:
    """The case asks again as before, and nobody is told that it was complete."""
    asked(counter, storage="")
    before = only(counter)
    phoned(counter, "storage", "常温", TUESDAY)

    undo.take_back(counter.desk(), now=TUESDAY)

    assert replace(only(counter), version=before.version) == before
    assert acknowledgements(counter) == []


def test_one_of_two_gaps(counter: Counter) -> None:
    """The case still waits for the other; nothing is told."""
    asked(counter, storage="", price="")

    case = phoned(counter, "storage", "常温", TUESDAY)

    assert case.state is State.CORRECTION_REQUESTED and acknowledgements(counter) == []
    assert [each.field for each in case.findings if each.severity is Severity.ERROR] == ["price"]


def test_unreadable_answer_stays_a_gap(counter: Counter) -> None:
    """What the checks would refuse on a sheet they refuse here."""
    asked(counter, jan="")

    case = phoned(counter, "jan", "4569951116178", TUESDAY)

    assert case.state is State.CORRECTION_REQUESTED
    assert [each.code for each in case.findings if each.field == "jan"] == ["check_digit"]


def test_answer_stays_over_a_corrected_sheet(counter: Counter) -> None:
    """The business mends another field and leaves this one empty: what it said on the phone still counts."""
    asked(counter, storage="", price="")
    phoned(counter, "storage", "常温", TUESDAY)

    counter.bring(sheet(storage=""), TUESDAY)

    case = only(counter)
    assert (case.state, case.entry.value("storage")) == (State.ACCEPTED, "常温")
    assert [each.text for each in case.given] == ["常温"]


def test_sheet_that_answers_anew_counts(counter: Counter) -> None:
    """The business now fills that very field: its own last word counts, and the earlier one is history."""
    asked(counter, storage="", price="")
    phoned(counter, "storage", "冷蔵", TUESDAY)

    counter.bring(sheet(storage="冷凍"), TUESDAY)

    case = only(counter)
    assert (case.entry.value("storage"), case.given) == ("冷凍", ())


def test_second_word_takes_the_place_of_the_first(counter: Counter) -> None:
    """Beside it stands what the sheet says, not the first word."""
    asked(counter, storage="", price="")
    phoned(counter, "name", "あまおうジャム 160g", TUESDAY)
    case = phoned(counter, "name", "あまおうジャム 150g 箱入り", TUESDAY)

    (given,) = case.given
    assert (given.text, given.sheet) == ("あまおうジャム 150g 箱入り", "あまおうジャム 150g")
    assert case.product == "あまおうジャム 150g 箱入り"


@pytest.mark.parametrize(("field", "text"), [("nonsense", "x"), ("storage", " ")])
def test_no_answer(counter: Counter, field: str, text: str) -> None:
    """A field that the form lacks, or an empty answer, is refused."""
    asked(counter, storage="")

    done = answers.give(counter.desk(), NUMBER, field, text, source=Source.FAX, now=TUESDAY)

    assert isinstance(done, Refusal)


def test_answer_unseats_no_accepted_case(counter: Counter) -> None:
    """Nor does one after the cut-off change what the committee is to see."""
    counter.bring(sheet())
    wrong = answers.give(counter.desk(), NUMBER, "jan", "123", source=Source.PHONE, now=TUESDAY)
    late = answers.give(
        counter.desk(), NUMBER, "tel", "0942-00-9999", source=Source.PHONE, now=CUTOFF + timedelta(days=1)
    )

    assert isinstance(wrong, Refusal) and isinstance(late, Refusal)
    assert only(counter).state is State.ACCEPTED


def test_error_that_may_pass(counter: Counter) -> None:
    """Accepted as of the sheet's arrival, not of the click; the finding stays visible with reason and name."""
    asked(counter, storage="")
    late = CUTOFF + timedelta(days=5)

    case = ok(judgement.accept(counter.desk(), NUMBER, "missing", reason=REASON, now=late))

    assert (case.state, case.accepted_at, case.round) == (State.ACCEPTED, MONDAY, "2026-11")
    (finding,) = [each for each in case.findings if each.code == "missing" and each.field == "storage"]
    assert finding.severity is Severity.INFO and REASON in finding.message and "山田" in finding.message
    assert len(acknowledgements(counter)) == 1


def test_error_stays_overruled_on_a_new_sheet(counter: Counter) -> None:
    """On this field alone: another gap of the same code asks as ever."""
    asked(counter, storage="", price="")
    ok(judgement.accept(counter.desk(), NUMBER, "missing", field="storage", reason=REASON, now=MONDAY))
    assert only(counter).state is State.CORRECTION_REQUESTED

    counter.bring(sheet(storage="", net=""), TUESDAY)
    assert [each.field for each in only(counter).findings if each.severity is Severity.ERROR] == ["net"]

    counter.bring(sheet(storage=""), TUESDAY)
    assert only(counter).state is State.ACCEPTED


def test_pledge_may_pass(counter: Counter) -> None:
    """A pledge that lies on a colleague's desk keeps nobody waiting."""
    counter.bring(sheet(), pledge=False)

    case = ok(judgement.accept(counter.desk(), NUMBER, "pledge_missing", reason=REASON, now=TUESDAY))

    assert (case.state, case.accepted_at) == (State.ACCEPTED, MONDAY)


def test_request_that_asks_for_nothing_is_not_sent(counter: Counter) -> None:
    """The letter about the missing pledge still waited for a second mail: it gives way to the acknowledgement."""
    counter.bring(sheet(), pledge=False)
    assert [letter.state for letter in counter.letters] == [LetterState.READY]

    ok(judgement.accept(counter.desk(), NUMBER, "pledge_missing", reason=REASON, now=MONDAY))

    assert [letter.kind for letter in counter.letters] == [LetterKind.ACKNOWLEDGEMENT]


@pytest.mark.parametrize(("code", "reason"), [("check_digit", REASON), ("missing", " ")])
def test_nothing_to_overrule(counter: Counter, code: str, reason: str) -> None:
    """A code that the case does not have, or no reason, is refused."""
    asked(counter, storage="")

    assert isinstance(judgement.accept(counter.desk(), NUMBER, code, reason=reason, now=MONDAY), Refusal)


def test_another_round(counter: Counter) -> None:
    """The history says from where, to where and why; undone, the case stands where it stood."""
    counter.bring(sheet())

    case = ok(judgement.move(counter.desk(), NUMBER, "2026-12", reason="試食の都合", now=TUESDAY))

    assert (case.round, case.state, case.accepted_at) == ("2026-12", State.ACCEPTED, MONDAY)
    assert case.attention[-1] == "令和8年11月分から令和8年12月分に移しました(理由: 試食の都合)。"
    undo.take_back(counter.desk(), now=TUESDAY)
    assert only(counter).round == "2026-11"


def test_into_a_round_that_is_closed(counter: Counter) -> None:
    """After its cut-off the case is on the agenda at once."""
    counter.bring(sheet(), CUTOFF + timedelta(days=1))

    case = ok(
        judgement.move(
            counter.desk(), NUMBER, "2026-11", reason="郵送は間に合っていた", now=CUTOFF + timedelta(days=2)
        )
    )

    assert (case.round, case.state) == ("2026-11", State.TABLED)


def test_told_case_is_not_moved(counter: Counter) -> None:
    """Nor one whose outcome is recorded: that has to be cleared first."""
    counter.bring(sheet())
    outcomes.record(counter.desk(), NUMBER, OutcomeKind.SELECTED, now=TUESDAY)

    assert isinstance(judgement.move(counter.desk(), NUMBER, "2026-12", reason="都合", now=TUESDAY), Refusal)


def selected(counter: Counter, kind: OutcomeKind = OutcomeKind.SELECTED) -> None:
    """Told by the letter of its round."""
    counter.bring(sheet())
    reason = "R01" if kind is OutcomeKind.REJECTED else None
    case = ok(outcomes.record(counter.desk(), NUMBER, kind, reason=reason, now=TUESDAY))
    with counter.office.store.transaction() as db:
        cases.put(db, replace(case, state=State.NOTIFIED))


def test_terms_of_a_selection(counter: Counter) -> None:
    """From talks to the shelf, each step with its day; no letter is made."""
    selected(counter)
    letters = len(list(outbox.letters(counter.office.store.snapshot())))

    for state, on in ((State.NEGOTIATING, MONDAY.date()), (State.LISTED, TUESDAY.date())):
        case = ok(terms.tell(counter.desk(), NUMBER, state, on=on, note="掛け率65%", now=TUESDAY))

    assert case.state is State.LISTED
    assert [(each.state, each.on) for each in case.terms] == [
        (State.NEGOTIATING, date(2026, 11, 16)),
        (State.LISTED, date(2026, 11, 17)),
    ]
    assert len(list(outbox.letters(counter.office.store.snapshot()))) == letters


def test_no_terms_without_a_selection(counter: Counter) -> None:
    """Nor on a day that has not come."""
    selected(counter, OutcomeKind.REJECTED)

    assert isinstance(terms.tell(counter.desk(), NUMBER, State.NEGOTIATING, now=TUESDAY), Refusal)
    assert isinstance(
        terms.tell(counter.desk(), NUMBER, State.LISTED, on=date(2027, 1, 1), now=TUESDAY), Refusal
    )
