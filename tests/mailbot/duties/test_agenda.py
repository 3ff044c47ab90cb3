"""付議資料: to the committee and the operator, held until a clerk has looked; out, once one of them may leave."""

from datetime import datetime

from rules.model import Letter, LetterKind, LetterState, OutcomeKind, State
from rules.record import replace
from store import raw
from store.desk import letters, meeting, outcomes
from tests.e2e.town import MONDAY, SENDER, entry
from tests.looking import looked_at
from tests.mailbot.duties.month import (
    CUTOFF,
    DAY,
    SECOND,
    decide,
    of_kind,
    with_committee,
    with_operator,
    with_rounds,
)
from tests.mailbot.intake.counter import Counter, sheet

KURUME, OKAWA = "kurume@example.jp", "okawa@example.jp"
AFTER = CUTOFF + SECOND


def agendas(counter: Counter) -> list[Letter]:
    return of_kind(counter, LetterKind.AGENDA)


def test_each_member_gets_one(counter: Counter) -> None:
    """After the cut-off, once, for the committee and for the operator who takes part: held, with every product."""
    counter = with_committee(with_operator(counter), KURUME, OKAWA)
    counter.bring()
    counter.do_duties(CUTOFF)
    assert not agendas(counter)

    for _ in range(2):
        counter.do_duties(AFTER)

    assert [letter.to for letter in agendas(counter)] == [(KURUME,), (OKAWA,), ("unei@example.jp",)]
    assert {(letter.state, letter.cases) for letter in agendas(counter)} == {(LetterState.HELD, ("R8-0001",))}


def test_workbook_without_contacts_and_prices(counter: Counter) -> None:
    """Each letter carries the same list; of phone numbers, addresses and wholesale prices it holds nothing."""
    counter = with_committee(counter, KURUME, OKAWA)
    counter.bring(sheet(wholesale="400円"))
    counter.do_duties(AFTER)

    ((file,), again) = (letter.files for letter in agendas(counter))
    assert again == (file,) and file.name == "令和8年11月分_一覧表.xlsx"
    book = looked_at(raw.get(counter.office.directory, file.sha256))
    shown = " ".join(str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row)
    assert "あまおうジャム" in shown and SENDER not in shown and counter.businesses[0].phone not in shown


def test_what_a_clerk_proposes_changes_the_letters_that_wait(counter: Counter) -> None:
    """選定案 entered after the letters were made stands in their workbook; the same list is not made twice."""
    counter = with_committee(counter, KURUME)
    counter.bring()
    counter.do_duties(AFTER)
    before = agendas(counter)
    counter.do_duties(AFTER)
    assert agendas(counter) == before

    meeting.propose(counter.desk(), "R8-0001", OutcomeKind.SELECTED, now=AFTER)
    counter.do_duties(AFTER)

    assert agendas(counter)[0].files != before[0].files and agendas(counter)[0].id == before[0].id


def test_operator_who_takes_no_part_gets_none(counter: Counter) -> None:
    """`operator.agenda = false`; and with no committee nobody gets one: clerks hand it out."""
    counter = with_operator(counter)
    operator = replace(counter.office.config.operator, agenda=False)
    config = replace(counter.office.config, operator=operator)
    counter = replace(counter, office=replace(counter.office, config=config))
    counter.bring()
    counter.do_duties(AFTER)

    assert not agendas(counter)


def test_no_agenda_without_products(counter: Counter) -> None:
    """A round in which nothing is tabled needs none."""
    counter = with_committee(counter, KURUME)
    counter.bring(sheet(storage=""))
    counter.do_duties(AFTER)

    assert not agendas(counter)


def test_late_work_joins_the_letters_that_wait(counter: Counter) -> None:
    """Arrived in time and taken in days later: in every letter, as long as all are held."""
    counter = with_committee(counter, KURUME, OKAWA)
    counter.bring()
    counter.do_duties(AFTER)
    counter.take(_mail(), MONDAY, now=AFTER + DAY)
    counter.do_duties(AFTER + DAY)

    assert [letter.cases for letter in agendas(counter)] == [("R8-0001", "R8-0002")] * 2


def test_nothing_joins_an_agenda_that_is_out(counter: Counter) -> None:
    """A clerk let one go: what is taken in now stands in the next round and says so; no letter changes."""
    counter = with_committee(counter, KURUME, OKAWA)
    counter.bring()
    counter.do_duties(AFTER)
    letters.release(counter.desk(), agendas(counter)[0].id, now=AFTER)
    counter.take(_mail(), MONDAY, now=AFTER + DAY)
    counter.do_duties(AFTER + DAY)

    late = counter.cases[1]
    assert (late.state, late.round, late.accepted_at) == (State.ACCEPTED, "2026-12", MONDAY)
    assert any("付議資料を渡したあと" in sentence for sentence in late.attention)
    assert [letter.cases for letter in agendas(counter)] == [("R8-0001",)] * 2


def test_agenda_waits_for_the_days_of_grace(counter: Counter) -> None:
    """With three days of grace the list is whole on the 27th, and a correction of the 26th is on it."""
    counter = with_rounds(with_committee(counter, KURUME), grace_days=3)
    counter.bring()
    counter.bring(sheet("nonfood", material=""), MONDAY, pledge=False)
    graced = datetime.fromisoformat("2026-11-26T15:00:00+09:00")
    counter.do_duties(graced)
    assert not agendas(counter)

    counter.bring(sheet("nonfood"), graced, pledge=False)
    counter.do_duties(datetime.fromisoformat("2026-11-27T00:00:00+09:00"))

    assert [letter.cases for letter in agendas(counter)] == [("R8-0001", "R8-0002")]


def test_letters_that_nobody_needs_any_more_go(counter: Counter) -> None:
    """All is decided and they still wait: they are dropped, and made again when something is undecided again."""
    counter = with_committee(counter, KURUME)
    counter.bring()
    counter.do_duties(AFTER)
    decide(counter, "R8-0001", OutcomeKind.SELECTED, AFTER + DAY)
    counter.do_duties(AFTER + DAY)
    assert not agendas(counter)

    outcomes.clear(counter.desk(), "R8-0001", now=AFTER + DAY)
    counter.do_duties(AFTER + DAY)
    assert [letter.state for letter in agendas(counter)] == [LetterState.HELD]


def _mail() -> bytes:
    return entry(sheet("nonfood"), pledge=False)
