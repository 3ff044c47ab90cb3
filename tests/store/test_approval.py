"""決裁: what was approved is what is sent. Any later change takes the letter back until it is approved again."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rules.model import Case, Letter, LetterKind, LetterState, OutcomeKind, State
from rules.moves import Refusal
from rules.record import replace
from store import audit, cases, notices, outbox, results
from store.desk import Desk, approval, businesses, letters, outcomes, undo
from store.desk.outcomes import Word
from store.library import BUILTIN, Library
from tests.console.seed import NOW, TOKYO, sow

NOTICE = datetime(2026, 12, 10, 9, 0, tzinfo=TOKYO)
JAM, LARGE_JAM, SOUP = "R8-0055", "R8-0056", "R8-0054"
SELECTED, REJECTED, DEFERRED = OutcomeKind.SELECTED, OutcomeKind.REJECTED, OutcomeKind.DEFERRED


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    """With the office's own copies of forms and letters, which may be edited."""
    sown = sow(tmp_path / "data")
    return replace(sown, library=Library(tmp_path / "data"))


def approve(clerk: Desk, now: datetime = NOW, number: str = "8企第123号") -> None:
    on = date(2026, 11, 24)
    done = approval.release(
        clerk, "2026-11", approver="課長", approved_on=on, document_number=number, now=now
    )
    assert not isinstance(done, Refusal), done.message


def case_of(clerk: Desk, number: str) -> Case:
    case = cases.get(clerk.store.snapshot(), number)
    assert case is not None
    return case


def result_letters(clerk: Desk) -> list[Letter]:
    return [each for each in outbox.letters(clerk.store.snapshot()) if each.kind is LetterKind.RESULT]


def only_result(clerk: Desk) -> Letter:
    (letter,) = result_letters(clerk)
    return letter


def reword(clerk: Desk, old: str = "ありがとうございました", new: str = "御礼申し上げます") -> None:
    """The office edits its own text of the result notice."""
    folder = clerk.store.directory / "letters"
    folder.mkdir(exist_ok=True)
    text = (BUILTIN / "letters" / "result.txt").read_text("utf-8")
    assert old in text
    (folder / "result.txt").write_text(text.replace(old, new), "utf-8")


def leaves(clerk: Desk, letter: Letter, now: datetime = NOTICE) -> bool:
    """Whether the courier may take this letter now; then the server has it."""
    with clerk.store.transaction() as db:
        results.recheck(db, clerk.library, clerk.config, letter, now)
        claimed = outbox.claim(db, letter, now)
        return isinstance(claimed, Letter) and isinstance(outbox.sent(db, letter.id, now), Letter)


def test_business_reads_conditions_and_remark_but_never_the_note(clerk: Desk) -> None:
    """Conditions of a selection and a word to the business stand in its letter, the staff's note in none."""
    outcomes.record(
        clerk, JAM, SELECTED, conditions="冷蔵で納めること", remark="試食が好評でした", note="内規", now=NOW
    )

    body = only_result(clerk).body
    assert "条　　件　冷蔵で納めること" in body and "備　　考　試食が好評でした" in body
    assert "内規" not in body


def test_approval_keeps_the_words(clerk: Desk) -> None:
    """The hash of the very letter, its document number and day included, stands with the approval of each product."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    outcomes.record(clerk, LARGE_JAM, REJECTED, reason="R01", now=NOW)
    approve(clerk)

    letter = only_result(clerk)
    words = {case_of(clerk, number).approval for number in (JAM, LARGE_JAM)}
    assert {each.words for each in words if each} == {notices.digest(letter)}
    assert "8企第123号" in letter.body and "令和8年12月10日" in letter.body


def test_changed_outcome_takes_the_whole_letter_back(clerk: Desk) -> None:
    """One product changed after 決裁: its neighbour in the same letter waits for a new approval, too."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    outcomes.record(clerk, LARGE_JAM, SELECTED, now=NOW)
    approve(clerk)
    id = only_result(clerk).id

    outcomes.record(clerk, JAM, REJECTED, reason="R01", now=NOW)

    letter = only_result(clerk)
    assert (letter.id, letter.state, letter.reason) == (id, LetterState.HELD, notices.OUTCOME_CHANGED)
    assert [case_of(clerk, number).state for number in (JAM, LARGE_JAM)] == [State.DECIDED] * 2
    assert "8企第123号" not in letter.body
    assert not leaves(clerk, letter)
    approve(clerk, number="8企第124号")
    assert leaves(clerk, only_result(clerk))


def test_undone_change_is_approved_as_before(clerk: Desk) -> None:
    """Taking the change back restores the very letter that was approved, also days after the notice day."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    outcomes.record(clerk, LARGE_JAM, SELECTED, now=NOW)
    approve(clerk)
    before = only_result(clerk)
    outcomes.record(clerk, JAM, REJECTED, reason="R01", now=NOTICE)

    undo.take_back(clerk, now=NOTICE + timedelta(days=3))

    letter = only_result(clerk)
    assert (letter.body, letter.state) == (before.body, LetterState.READY)
    assert leaves(clerk, letter, NOTICE + timedelta(days=3))


def test_edited_text_is_approved_anew(clerk: Desk) -> None:
    """The office edits its text after 決裁: at the notice instant nothing leaves, and the letter says why."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    approve(clerk)
    reword(clerk)

    assert not leaves(clerk, only_result(clerk))

    letter = only_result(clerk)
    assert (letter.state, letter.reason) == (LetterState.HELD, notices.WORDS_CHANGED)
    assert "御礼申し上げます" in letter.body
    assert case_of(clerk, JAM).state is State.DECIDED
    assert any(event.what == "case.unreleased" for event in audit.every(clerk.store.log))
    approve(clerk, now=NOTICE)
    assert leaves(clerk, only_result(clerk))


def test_edited_text_that_is_put_back_leaves_as_approved(clerk: Desk) -> None:
    """What matters is what would be sent: the same words again need no second approval."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    approve(clerk)
    reword(clerk)
    reword(clerk, "ありがとうございました", "ありがとうございました")

    assert leaves(clerk, only_result(clerk))


def test_business_under_another_name_is_approved_anew(clerk: Desk) -> None:
    """The addressee is part of what was approved; the mail address is not, so that a notice may be redirected."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    outcomes.record(clerk, SOUP, SELECTED, now=NOW)
    approve(clerk)
    with clerk.store.transaction() as db:
        jam, soup = (cases.business(db, case_of(clerk, number).business) for number in (JAM, SOUP))
        assert jam is not None and soup is not None
        cases.put_business(db, replace(jam, name="合同会社あたらしい名前"))
        cases.put_business(db, replace(soup, notice_to="other@example.jp"))

    left = {letter.cases[0]: leaves(clerk, letter) for letter in result_letters(clerk)}
    moved = next(letter for letter in result_letters(clerk) if letter.cases == (SOUP,))

    assert left == {JAM: False, SOUP: False}
    assert moved.to == ("other@example.jp",) and leaves(clerk, moved)
    assert case_of(clerk, JAM).state is State.DECIDED


def test_second_approval_joins_the_letters(clerk: Desk) -> None:
    """A product approved later comes into the letter that waits, which is then approved as a whole."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    approve(clerk, number="8企第123号")
    outcomes.record(clerk, LARGE_JAM, SELECTED, now=NOW)
    approve(clerk, number="8企第130号")

    letter = only_result(clerk)
    assert letter.cases == (JAM, LARGE_JAM) and "8企第130号" in letter.body
    assert leaves(clerk, letter)


def test_two_records_of_one_business_are_approved_together(clerk: Desk) -> None:
    """Products of merged records stand in one letter with the one approved before; one letter is counted as one."""
    businesses.merge(clerk, "J-0001", "J-0006", now=NOW)
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    approve(clerk, number="8企第123号")
    outcomes.record(clerk, LARGE_JAM, SELECTED, now=NOW)
    outcomes.record(clerk, SOUP, SELECTED, now=NOW)

    done = approval.release(clerk, "2026-11", approver="課長", approved_on=date(2026, 11, 24), now=NOW)

    assert not isinstance(done, Refusal)
    assert (done.cases, done.letters) == ((SOUP, LARGE_JAM), 1)
    assert only_result(clerk).cases == (SOUP, JAM, LARGE_JAM) and leaves(clerk, only_result(clerk))


def test_letter_on_its_second_try_is_what_it_was(clerk: Desk) -> None:
    """Once a server has been asked, the bytes stand: a text edited meanwhile stops no retry."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    approve(clerk)
    letter = only_result(clerk)
    with clerk.store.transaction() as db:
        outbox.claim(db, letter, NOTICE)
        outbox.deferred(db, letter.id, NOTICE, "450 busy")
    reword(clerk)

    assert isinstance(outcomes.record(clerk, JAM, REJECTED, reason="R01", now=NOTICE), Refusal)
    assert leaves(clerk, only_result(clerk), NOTICE + timedelta(hours=1))


def told(clerk: Desk, number: str) -> None:
    """Selected, approved, sent and counted as told."""
    outcomes.record(clerk, number, SELECTED, now=NOW)
    approve(clerk)
    letter = next(each for each in result_letters(clerk) if number in each.cases)
    assert leaves(clerk, letter)
    with clerk.store.transaction() as db:
        cases.put(db, replace(case_of(clerk, number), state=State.NOTIFIED))


def correction(clerk: Desk) -> Letter:
    found = (each for each in outbox.letters(clerk.store.snapshot()) if each.kind is LetterKind.QUERY)
    return next(found)


def test_told_result_is_put_right_by_a_second_letter(clerk: Desk) -> None:
    """The first letter and its approval stay as they were; the correction is held, approved and sent by itself."""
    told(clerk, JAM)
    first = only_result(clerk)
    word = Word(number=JAM, kind=REJECTED, reason="R02", note="議事録と照合")

    assert isinstance(outcomes.correct(clerk, word, why="転記を誤りました。", now=NOTICE), Case)

    letter = correction(clerk)
    assert (letter.state, letter.reason) == (LetterState.HELD, notices.UNAPPROVED)
    assert "令和8年12月10日付け8企第123号" in letter.body and "転記を誤りました。" in letter.body
    assert only_result(clerk) == first
    assert not leaves(clerk, letter)
    approve(clerk, now=NOTICE, number="8企第150号")
    assert "8企第150号" in correction(clerk).body
    assert leaves(clerk, correction(clerk))
    assert only_result(clerk) == first


def test_correction_is_undone_until_it_left(clerk: Desk) -> None:
    """Taken back, the case is told as before and no letter is left behind."""
    told(clerk, JAM)
    before = case_of(clerk, JAM)
    word = Word(number=JAM, kind=DEFERRED)
    outcomes.correct(clerk, word, why="転記を誤りました。", now=NOTICE)

    undo.take_back(clerk, now=NOTICE)

    assert replace(case_of(clerk, JAM), version=before.version) == before
    assert not [each for each in outbox.letters(clerk.store.snapshot()) if each.kind is LetterKind.QUERY]


def test_untold_outcome_is_not_corrected_but_changed(clerk: Desk) -> None:
    """Before the letter left there is nothing to put right, and no correction without a reason for the business."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    word = Word(number=JAM, kind=REJECTED, reason="R02")

    assert isinstance(outcomes.correct(clerk, word, why="誤り", now=NOW), Refusal)
    assert isinstance(outcomes.correct(clerk, word, why=" ", now=NOW), Refusal)


def test_many_outcomes_are_one_deed(clerk: Desk) -> None:
    """A committee's list is recorded at once; what is refused is told beside it, and one undo takes all back."""
    stale = Word(number=SOUP, kind=SELECTED, seen=999)
    words = [Word(number=JAM, kind=SELECTED), Word(number=LARGE_JAM, kind=REJECTED), stale]

    done = outcomes.record_all(clerk, words, now=NOW)

    assert [type(each) for each in done] == [Case, Refusal, Refusal]
    assert only_result(clerk).cases == (JAM,)
    undo.take_back(clerk, now=NOW)
    assert case_of(clerk, JAM).state is State.TABLED and result_letters(clerk) == []


def test_printed_notice_is_the_approved_one(clerk: Desk) -> None:
    """A paper letter counts as handed over only in the words that were approved."""
    with clerk.store.transaction() as db:
        jam = case_of(clerk, JAM)
        owner = cases.business(db, jam.business)
        assert owner is not None
        cases.put(db, replace(jam, notice_to=""))
        cases.put_business(db, replace(owner, notice_to=""))
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    approve(clerk)
    letters.release(clerk, only_result(clerk).id, now=NOW)
    reword(clerk)

    assert isinstance(letters.printed(clerk, only_result(clerk).id, now=NOTICE), Refusal)
    approve(clerk, now=NOTICE)
    letters.release(clerk, only_result(clerk).id, now=NOTICE)
    assert isinstance(letters.printed(clerk, only_result(clerk).id, now=NOTICE), Letter)


def test_rehearsal_is_what_release_makes(clerk: Desk) -> None:
    """Every letter with its number, one a business, without a change; then the very words are approved."""
    for number, kind, reason in ((JAM, SELECTED, None), (LARGE_JAM, DEFERRED, None), (SOUP, REJECTED, "R04")):
        outcomes.record(clerk, number, kind, reason=reason, now=NOW)
    before, on = clerk.store.token(), date(2026, 11, 24)

    shown = approval.rehearse(
        clerk, "2026-11", approver="課長", approved_on=on, document_number="8企第123号", now=NOW
    )
    assert clerk.store.token() == before and not isinstance(shown, Refusal)
    approve(clerk)

    made = {letter.id: letter for letter in result_letters(clerk)}
    assert [letter.cases for letter in shown] == [(SOUP,), (JAM, LARGE_JAM)]
    assert all("8企第123号" in letter.body for letter in shown)
    for letter in shown:
        assert (letter.subject, letter.body) == (made[letter.id].subject, made[letter.id].body)


def test_rehearsal_refuses_as_release_does(clerk: Desk) -> None:
    """With nothing decided, and with a day that is not there yet."""
    for on in (date(2026, 11, 24), date(2026, 11, 25)):
        shown = approval.rehearse(clerk, "2026-11", approver="課長", approved_on=on, now=NOW)
        done = approval.release(clerk, "2026-11", approver="課長", approved_on=on, now=NOW)
        assert isinstance(shown, Refusal) and shown == done
