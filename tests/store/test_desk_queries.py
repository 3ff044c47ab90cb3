"""A clerk's own letter: the very words that were shown, ten minutes in the outbox, and no further once taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.model import Letter, LetterKind, LetterState
from rules.moves import Refusal
from rules.record import replace
from store import audit, cases, deeds, outbox
from store.deeds import Deed
from store.desk import Desk, queries, undo
from store.desk.queries import Wish
from store.library import Library
from tests.console.seed import NOW, sow

JAM, VINEGAR = "R8-0055", "R8-0059"
QUESTION = Wish(template="query_question", text="内容量は150gですか。", reply_by=date(2026, 12, 1))


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def written(clerk: Desk) -> list[Letter]:
    return [each for each in outbox.letters(clerk.store.snapshot()) if each.kind is LetterKind.QUERY]


def test_waits_ten_minutes(clerk: Desk) -> None:
    """It says what was rehearsed, goes to the notice address as a reply to the case's mail, due in ten minutes."""
    shown = queries.rehearse(clerk, JAM, QUESTION, now=NOW)
    assert isinstance(shown, Letter) and written(clerk) == []

    letter = queries.write(clerk, JAM, QUESTION, now=NOW)

    assert isinstance(letter, Letter)
    assert (letter.subject, letter.body, letter.to) == (shown.subject, shown.body, shown.to)
    assert "内容量は150gですか。" in letter.body and "令和8年12月1日" in letter.body and JAM in letter.subject
    assert (letter.state, letter.due_at) == (LetterState.READY, NOW + timedelta(minutes=10))
    assert letter.in_reply_to == f"<{JAM}@x>"
    early = outbox.due(clerk.store.snapshot(), NOW + timedelta(minutes=9))
    assert letter.id not in {each.id for each in early}
    event = audit.every(clerk.store.log)[-1]
    assert (event.what, event.subject, event.by) == ("query.written", JAM, "田中")


def test_two_are_two_and_each_can_be_taken_back(clerk: Desk) -> None:
    """A second letter of the same text is a letter of its own; taking the first back leaves the second."""
    first, second = (queries.write(clerk, number, QUESTION, now=NOW) for number in (JAM, JAM))
    assert isinstance(first, Letter) and isinstance(second, Letter) and first.key != second.key
    earlier = list(deeds.every(clerk.store.snapshot()))[-2]

    assert isinstance(undo.take_back(clerk, earlier.id, now=NOW), Deed)

    assert [each.id for each in written(clerk)] == [second.id]


def test_once_it_left_it_stays(clerk: Desk) -> None:
    """Taken back too late, the letter and the sentence that says so remain."""
    letter = queries.write(clerk, JAM, QUESTION, now=NOW)
    assert isinstance(letter, Letter)
    with clerk.store.transaction() as db:
        assert isinstance(outbox.claim(db, letter, letter.due_at), Letter)

    assert isinstance(undo.take_back(clerk, now=NOW), Refusal)
    assert len(written(clerk)) == 1


@pytest.mark.parametrize(
    ("number", "wish", "says"),
    [
        (JAM, replace(QUESTION, text=" "), "たずねたいこと"),
        (JAM, replace(QUESTION, reply_by=date(2026, 11, 1)), "もう過ぎています"),
        (VINEGAR, Wish(template="query_delay"), "まだ回に入っていない"),
        (JAM, Wish(template="query_correction"), "文面はありません"),
        (JAM, Wish(template="../receipt"), "文面はありません"),
        ("R8-9999", QUESTION, "案件はありません"),
    ],
)
def test_refused(clerk: Desk, number: str, wish: Wish, says: str) -> None:
    """What the text needs and does not have is one sentence; no letter is made."""
    refused = queries.write(clerk, number, wish, now=NOW)

    assert isinstance(refused, Refusal) and says in refused.message
    assert written(clerk) == []


def test_own_text_of_the_office(clerk: Desk, tmp_path: Path) -> None:
    """letters/query_NAME.txt in the data directory is offered after ours and needs no words where it names none."""
    (tmp_path / "data" / "letters").mkdir()
    own = "件名: {mark}試食会のご案内 (整理番号 {numbers})\n\n{addressee}\n\n試食会にお越しください。\n"
    (tmp_path / "data" / "letters" / "query_tasting.txt").write_text(own, "utf-8")
    own_desk = replace(clerk, library=Library(tmp_path / "data"))
    assert queries.templates(own_desk) == ("query_question", "query_delay", "query_tasting")

    letter = queries.write(own_desk, JAM, Wish(template="query_tasting"), now=NOW)

    assert isinstance(letter, Letter) and "試食会" in letter.subject


def test_without_an_address_it_is_printed(clerk: Desk) -> None:
    """Who has no address gets it on paper, and the letter speaks of no mail."""
    with clerk.store.transaction() as db:
        case = cases.get(db, JAM)
        assert case is not None
        cases.put(db, replace(case, notice_to=""))

    letter = queries.write(clerk, JAM, QUESTION, now=NOW)

    assert isinstance(letter, Letter)
    assert (letter.state, letter.to) == (LetterState.TO_PRINT, ())
    assert "このメールへの返信" not in letter.body
