"""The state table: what each move makes of a case, and which are refused."""

from datetime import datetime

import pytest

from rules import decide
from rules.model import Approval, Case, Finding, MailRef, OutcomeKind, Role, Severity, State
from rules.moves import TABLE, Move, Refusal, refusal
from rules.record import replace
from rules.words import STATES
from tests.rules.office import ARRIVAL, CALENDAR, case, gap, instant, outcome

WARNING = gap("photo_missing", Severity.WARNING)
PLEDGE = gap("pledge_missing")
ERROR = gap("missing", label="保存温度帯")

AFTER_CUTOFF = instant("2026-11-21T00:00:00")
APPROVAL = Approval(
    approver="企画課長",
    approved_on=instant("2026-12-07T00:00:00").date(),
    by="田中",
    recorded_at=instant("2026-12-07T09:00:00"),
)


def ok(result: Case | Refusal) -> Case:
    assert not isinstance(result, Refusal), result.message
    return result


def received(case_: Case, *findings: Finding, at: datetime = ARRIVAL) -> Case:
    return ok(decide.received(case_, findings=findings, at=at, calendar=CALENDAR))


def accepted() -> Case:
    return received(case())


def tabled() -> Case:
    return ok(decide.close_round(accepted(), now=AFTER_CUTOFF, calendar=CALENDAR))


def decided(kind: OutcomeKind = OutcomeKind.SELECTED) -> Case:
    return ok(decide.record_outcome(tabled(), outcome(kind)))


def released(kind: OutcomeKind = OutcomeKind.SELECTED) -> Case:
    return ok(decide.release(decided(kind), APPROVAL))


def test_complete_sheet_is_accepted() -> None:
    """Without an error the arrival of the sheet fixes the round."""
    done = accepted()

    assert (done.state, done.accepted_at, done.round) == (State.ACCEPTED, ARRIVAL, "2026-11")


def test_warnings_never_delay() -> None:
    """A case with warnings alone is accepted at once, and keeps them."""
    done = received(case(), WARNING)

    assert done.state is State.ACCEPTED
    assert done.findings == (WARNING,)


def test_errors_ask_for_a_correction() -> None:
    """An error keeps the case out of every round."""
    done = received(case(), ERROR, WARNING)

    assert (done.state, done.accepted_at, done.round) == (State.CORRECTION_REQUESTED, None, None)
    assert done.correction_round == "2026-11"


def test_correction_counts_from_its_own_arrival() -> None:
    """A sheet mended after the cut-off belongs to the next round."""
    late = instant("2026-11-21T00:00:00")

    done = received(received(case(), ERROR), at=late)

    assert (done.accepted_at, done.round) == (late, "2026-12")


def test_no_sheet_replaces_another_after_the_cut_off() -> None:
    """What the committee is to see stands from the cut-off on, even before the round was closed."""
    refused = decide.received(accepted(), findings=(), at=AFTER_CUTOFF, calendar=CALENDAR)

    assert isinstance(refused, Refusal)
    assert "締切のあと" in refused.message


def test_replacing_an_accepted_sheet_keeps_its_day() -> None:
    """Nothing was outstanding: a better sheet does not cost the round."""
    done = received(accepted(), WARNING, at=instant("2026-11-20T10:00:00"))

    assert (done.accepted_at, done.round, done.findings) == (ARRIVAL, "2026-11", (WARNING,))


def test_a_faulty_sheet_does_not_unseat_an_accepted_one() -> None:
    """A person looks; the accepted answers stand."""
    refused = decide.received(accepted(), findings=(ERROR,), at=ARRIVAL, calendar=CALENDAR)

    assert isinstance(refused, Refusal)
    assert "R8-0012" in refused.message


def test_no_sheet_replaces_one_on_the_agenda() -> None:
    """After the cut-off the committee's list stands."""
    refused = decide.received(tabled(), findings=(), at=AFTER_CUTOFF, calendar=CALENDAR)

    assert isinstance(refused, Refusal)


def test_the_pledge_completes_a_case() -> None:
    """The last thing that the business had to send fixes the day."""
    waiting = received(case(), PLEDGE, WARNING)
    came = instant("2026-11-19T08:00:00")

    done = decide.files_arrived(waiting, attached=(WARNING,), at=came, calendar=CALENDAR)

    assert (done.state, done.accepted_at, done.findings) == (State.ACCEPTED, came, (WARNING,))


def test_the_pledge_completes_nothing_that_lacks_more() -> None:
    """A sheet with an error stays with the business."""
    waiting = received(case(), ERROR, PLEDGE)

    done = decide.files_arrived(waiting, attached=(), at=ARRIVAL, calendar=CALENDAR)

    assert (done.state, done.findings) == (State.CORRECTION_REQUESTED, (ERROR,))


def test_a_pledge_that_came_before_the_sheet() -> None:
    """Taken in out of order: the later of the two arrivals counts, whichever is worked on last."""
    sheet = MailRef(id="b" * 64, message_id="<b@example.jp>", role=Role.CORRECTION, received_at=AFTER_CUTOFF)
    waiting = replace(received(case(), PLEDGE), mails=(sheet,))

    done = decide.files_arrived(waiting, attached=(), at=ARRIVAL, calendar=CALENDAR)

    assert (done.accepted_at, done.round) == (AFTER_CUTOFF, "2026-12")


def test_a_sheet_taken_in_after_a_later_pledge() -> None:
    """A sheet of the 18th that is imported when the pledge of the 21st is there counts from the 21st."""
    done = ok(decide.received(case(), findings=(), at=ARRIVAL, calendar=CALENDAR, pledge_at=AFTER_CUTOFF))

    assert (done.accepted_at, done.round) == (AFTER_CUTOFF, "2026-12")


def test_pictures_for_a_tabled_case() -> None:
    """They take a warning away and move nothing."""
    before = replace(tabled(), findings=(WARNING,))

    done = decide.files_arrived(before, attached=(), at=AFTER_CUTOFF, calendar=CALENDAR)

    assert done == replace(before, findings=())


def test_round_is_not_closed_early() -> None:
    """Up to the last second of the 20th the case stays accepted."""
    before = instant("2026-11-20T23:59:59")

    assert isinstance(decide.close_round(accepted(), now=before, calendar=CALENDAR), Refusal)


def test_late_intake_is_tabled_in_its_own_round() -> None:
    """Arrived on the 20th, taken in on the 25th: the round of the arrival."""
    arrived = instant("2026-11-20T23:59:59")
    taken_in = instant("2026-11-25T08:00:00")

    done = ok(decide.close_round(received(case(), at=arrived), now=taken_in, calendar=CALENDAR))

    assert (done.state, done.round) == (State.TABLED, "2026-11")


@pytest.mark.parametrize("start", [accepted, tabled, decided])
def test_outcome_is_allowed_from(start: object) -> None:
    """From accepted, tabled and decided; the last word counts."""
    assert callable(start)

    done = ok(decide.record_outcome(start(), outcome(OutcomeKind.REJECTED, "R01")))

    assert done.state is State.DECIDED
    assert done.outcome and done.outcome.kind is OutcomeKind.REJECTED


def test_rejection_needs_a_reason() -> None:
    """A business is always told why."""
    refused = decide.record_outcome(tabled(), outcome(OutcomeKind.REJECTED))

    assert isinstance(refused, Refusal)
    assert "理由" in refused.message


@pytest.mark.parametrize("kind", [OutcomeKind.SELECTED, OutcomeKind.DEFERRED])
def test_outcome_is_refused_before_acceptance(kind: OutcomeKind) -> None:
    """Nobody decides about an incomplete sheet."""
    assert isinstance(decide.record_outcome(received(case(), ERROR), outcome(kind)), Refusal)


@pytest.mark.parametrize("finding", [(), (ERROR,)])
def test_withdrawal_sets_the_state(finding: tuple[Finding, ...]) -> None:
    """取下げ is possible before acceptance too, since the business may give up mending."""
    done = ok(decide.record_outcome(received(case(), *finding), outcome(OutcomeKind.WITHDRAWN)))

    assert done.state is State.WITHDRAWN


def test_changed_after_approval() -> None:
    """Another word after 決裁 takes the approval away; once the first was told, it is refused."""
    changed = ok(decide.record_outcome(released(), outcome(OutcomeKind.DEFERRED)))
    refused = decide.record_outcome(released(), outcome(OutcomeKind.DEFERRED), told=True)

    assert (changed.state, changed.approval) == (State.DECIDED, None)
    assert isinstance(refused, Refusal) and "送られています" in refused.message


def test_told_outcome_is_put_right_by_another() -> None:
    """What was told stays in the history beside its approval; the new word needs 決裁 of its own."""
    told_at = instant("2026-12-10T09:00:05")
    notified = ok(decide.notified(released(), now=told_at, calendar=CALENDAR))
    right = outcome(OutcomeKind.REJECTED, "R02")

    done = ok(decide.correct_outcome(notified, right, told_at=told_at, why="転記の誤り"))

    assert (done.state, done.outcome, done.approval) == (State.DECIDED, right, None)
    (told,) = decide.put_right(done)
    assert (told.outcome, told.approval, told.why) == (notified.outcome, APPROVAL, "転記の誤り")
    assert isinstance(decide.clear_outcome(done, now=told_at, calendar=CALENDAR), Refusal)


@pytest.mark.parametrize("kind", [OutcomeKind.REJECTED, OutcomeKind.DEFERRED, OutcomeKind.WITHDRAWN])
def test_only_a_selection_has_conditions(kind: OutcomeKind) -> None:
    """Nobody reads under which conditions a product was not selected."""
    meant = replace(outcome(kind, "R01"), conditions="容量の表示を直すこと")

    assert isinstance(decide.record_outcome(tabled(), meant), Refusal)


def test_clearing_an_outcome_puts_the_case_back() -> None:
    """On the agenda after the cut-off, accepted before it, with the business when it was incomplete."""
    early = ok(decide.record_outcome(accepted(), outcome(OutcomeKind.SELECTED)))
    gone = ok(decide.record_outcome(received(case(), ERROR), outcome(OutcomeKind.WITHDRAWN)))

    assert ok(decide.clear_outcome(decided(), now=AFTER_CUTOFF, calendar=CALENDAR)) == tabled()
    assert ok(decide.clear_outcome(early, now=ARRIVAL, calendar=CALENDAR)) == accepted()
    assert ok(decide.clear_outcome(gone, now=ARRIVAL, calendar=CALENDAR)).state is State.CORRECTION_REQUESTED


def test_what_was_told_is_not_taken_back() -> None:
    """Once a letter has left, undoing would contradict it."""
    assert isinstance(
        decide.clear_outcome(decided(), now=AFTER_CUTOFF, calendar=CALENDAR, told=True), Refusal
    )
    assert isinstance(decide.unrelease(released(), told=True), Refusal)


def test_release_and_back() -> None:
    """決裁済 carries the approval; taking it back takes the approval along."""
    assert released().approval == APPROVAL
    assert ok(decide.unrelease(released())) == decided()


@pytest.mark.parametrize("kind", [OutcomeKind.SELECTED, OutcomeKind.REJECTED])
def test_notified(kind: OutcomeKind) -> None:
    """The server's acceptance ends the round for a decided case."""
    start = replace(released(), outcome=outcome(kind, "R01"))

    done = ok(decide.notified(start, now=instant("2026-12-10T09:00:05"), calendar=CALENDAR))

    assert done.state is State.NOTIFIED
    assert done.outcome == outcome(kind, "R01")


@pytest.mark.parametrize(
    ("now", "state"), [("2026-12-10T09:00:05", State.ACCEPTED), ("2026-12-21T00:00:00", State.TABLED)]
)
def test_a_deferred_case_goes_on(now: str, state: State) -> None:
    """Once told it returns to the next round, outcome empty, on its agenda if that cut-off has passed."""
    done = ok(decide.notified(released(OutcomeKind.DEFERRED), now=instant(now), calendar=CALENDAR))

    assert (done.state, done.round, done.outcome, done.approval) == (state, "2026-12", None, None)
    assert done.accepted_at == ARRIVAL
    assert done.attention == ("令和8年11月分では継続審査となりました。",)


def test_a_new_sheet_keeps_the_round_of_a_deferred_case() -> None:
    """It is not thrown back into the round that was told already."""
    on = ok(
        decide.notified(released(OutcomeKind.DEFERRED), now=instant("2026-12-10T09:00:05"), calendar=CALENDAR)
    )

    assert received(on, at=instant("2026-12-12T10:00:00")).round == "2026-12"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_refusals_tell_why_not(state: State, move: Move) -> None:
    """In every state each move is allowed by the table, or refused with the case and its state named."""
    refused = refusal(replace(case(), state=state), move)

    assert (refused is None) is (state in TABLE[move][1])
    assert refused is None or (STATES[state] in refused.message and "R8-0012" in refused.message)


def test_every_move_has_a_state() -> None:
    """The table knows every move, and no move starts nowhere."""
    assert set(TABLE) == set(Move)
    assert all(states for _, states in TABLE.values())
