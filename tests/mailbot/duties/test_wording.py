"""A letter's text, or the office's own lines, changed after 決裁: the letters fall back, staff hear at once, once."""

from datetime import timedelta

import pytest

from rules.model import LetterKind, LetterState, OutcomeKind, State
from rules.record import replace
from store import notices
from store.library import BUILTIN
from store.tomlfile import LibraryError
from tests.mailbot.duties.month import CUTOFF, DAY, decide, of_kind, release
from tests.mailbot.intake.counter import STAFF, Counter

APPROVED = CUTOFF + 2 * DAY
CHANGED = APPROVED + timedelta(hours=3)


def approved(counter: Counter) -> None:
    counter.bring()
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    release(counter, APPROVED)
    counter.do_duties(APPROVED)
    assert [letter.state for letter in of_kind(counter, LetterKind.RESULT)] == [LetterState.READY]


def told(counter: Counter) -> list[str]:
    alerts = (each for each in of_kind(counter, LetterKind.ALERT) if each.key.startswith("alert:wording:"))
    return [each.body for each in alerts if each.to == (STAFF,)]


def rewritten(counter: Counter, old: str, new: str) -> None:
    """The office's own text of the result letter."""
    file = counter.office.directory / "letters" / "result.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text((BUILTIN / "letters" / "result.txt").read_text("utf-8").replace(old, new))


def test_staff_hear_days_before_the_notice(counter: Counter) -> None:
    """The next look at the calendar takes the letter back and says which product needs 決裁 again."""
    approved(counter)
    rewritten(counter, "下記のとおり通知します", "次のとおり通知します")

    for minute in range(3):
        counter.do_duties(CHANGED + timedelta(minutes=minute))

    (result,) = of_kind(counter, LetterKind.RESULT)
    assert (result.state, result.reason) == (LetterState.HELD, notices.WORDS_CHANGED)
    assert "次のとおり" in result.body and counter.cases[0].state is State.DECIDED
    (body,) = told(counter)
    assert "R8-0001" in body and "もう一度決裁" in body.replace("\n", "").replace("\u3000", "")


def test_what_is_approved_anew_stays(counter: Counter) -> None:
    """決裁 of the new words holds, and nobody is told again."""
    approved(counter)
    rewritten(counter, "下記のとおり通知します", "次のとおり通知します")
    counter.do_duties(CHANGED)
    release(counter, CHANGED + DAY)
    counter.do_duties(CHANGED + DAY)

    assert [letter.state for letter in of_kind(counter, LetterKind.RESULT)] == [LetterState.READY]
    assert len(told(counter)) == 1


def test_the_offices_own_lines_count_too(counter: Counter) -> None:
    """Another signatory in config.toml is another letter."""
    approved(counter)
    config = counter.office.config
    office = replace(config.office, signatory="小郡市長職務代理者")
    counter = replace(counter, office=replace(counter.office, config=replace(config, office=office)))
    counter.do_duties(CHANGED)

    assert len(told(counter)) == 1


def test_texts_of_other_letters_do_not_matter(counter: Counter) -> None:
    """A new receipt takes no result back."""
    approved(counter)
    file = counter.office.directory / "letters" / "receipt.txt"
    file.parent.mkdir()
    file.write_text((BUILTIN / "letters" / "receipt.txt").read_text("utf-8") + "\n")
    counter.do_duties(CHANGED)

    assert not told(counter) and counter.cases[0].state is State.RELEASED


def test_a_text_that_no_program_reads_hinders_no_other_duty(counter: Counter) -> None:
    """Saved in Shift_JIS by an editor: it is told at each look, and the digest behind it is made all the same."""
    approved(counter)
    file = counter.office.directory / "letters" / "result.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((BUILTIN / "letters" / "result.txt").read_text("utf-8").encode("cp932", "replace"))

    with pytest.raises(LibraryError, match=r"result\.txt"):
        counter.do_duties(CHANGED + timedelta(days=2, hours=8))

    assert of_kind(counter, LetterKind.DIGEST)
