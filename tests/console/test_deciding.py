"""Recording the committee's outcomes, 決裁, and taking both back, by keys alone."""

from datetime import date

import pytest

from console.app import Console
from rules.model import Case, LetterKind, LetterState, OutcomeKind, State
from store import audit, cases, outbox
from store.desk import outcomes
from tests.console.screen import press, seated, text
from tests.console.seed import NOW, desk


def stored(console: Console, number: str) -> Case:
    case = cases.get(console.session.desk.store.snapshot(), number)
    assert case is not None
    return case


def results(console: Console) -> list[LetterState]:
    letters = outbox.letters(console.session.desk.store.snapshot())
    return [letter.state for letter in letters if letter.kind is LetterKind.RESULT]


async def find(console: Console, pilot: object, *words: str) -> None:
    """Puts the cursor of the tray on the one case with these letters."""
    await press(pilot, "slash", *words, "enter")  # type: ignore[arg-type]


async def test_select_with_a_note(console: Console) -> None:
    """s, the letter as it will be, a note, Enter: stored, held, and offered to be undone."""
    async with seated(console) as pilot:
        await find(console, pilot, *"フィナンシェ")
        seen = await press(pilot, "s")
        assert "「選定」と記録します" in seen and "saryo@ukiha.example.jp" in seen

        seen = await press(pilot, *"good", "enter")

        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None
        assert (outcome.kind, outcome.note, outcome.by) == (OutcomeKind.SELECTED, "good", "田中")
        assert results(console) == [LetterState.HELD]
        assert "R8-0051 を選定と記録しました" in seen and "u 取り消し: 「R8-0051" in seen


async def test_reject_asks_for_the_reason(console: Console) -> None:
    """f opens the reasons; the letter follows the cursor; Enter, Enter records the chosen one."""
    async with seated(console, 80, 40) as pilot:
        await find(console, pilot, *"フィナンシェ")
        seen = await press(pilot, "f")
        assert "> R01" in seen and "選定要件に当てはまること" in seen.replace("\n", "").replace(" ", "")

        seen = await press(pilot, "down", "down", "down")
        assert "賞味期限または保存の条件" in seen
        await press(pilot, "enter", "enter")

        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None and (outcome.kind, outcome.reason) == (OutcomeKind.REJECTED, "R04")


async def test_defer_may_go_without_reason(console: Console) -> None:
    """c offers 理由を付けない first."""
    async with seated(console) as pilot:
        await find(console, pilot, *"フィナンシェ")
        assert "> 理由を付けない" in await press(pilot, "c")
        await press(pilot, "enter", "enter")

        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None and (outcome.kind, outcome.reason) == (OutcomeKind.DEFERRED, None)


@pytest.mark.parametrize("key", ["s", "f", "c"])
async def test_escape_records_nothing(console: Console, key: str) -> None:
    """A question that is left by Esc has changed nothing."""
    before = console.session.desk.store.token()
    async with seated(console) as pilot:
        await find(console, pilot, *"フィナンシェ")
        await press(pilot, key, "escape")

    assert console.session.desk.store.token() == before


async def test_undo_and_clear(console: Console) -> None:
    """u takes back the last deed, x an outcome; u after x brings the outcome back with its note."""
    async with seated(console) as pilot:
        await find(console, pilot, *"フィナンシェ")
        await press(pilot, "s", *"memo", "enter", "u")
        assert stored(console, "R8-0051").state is State.TABLED

        await press(pilot, "s", *"memo", "enter", "x")
        assert stored(console, "R8-0051").outcome is None
        await press(pilot, "u")
        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None and outcome.note == "memo"

        await press(pilot, "u")
        assert stored(console, "R8-0051").outcome is None
        assert "取り消せる操作はありません" in await press(pilot, "u")


async def test_key_that_is_off_says_why(console: Console) -> None:
    """s on a case under correction is a sentence about its state, no dialog."""
    async with seated(console) as pilot:
        await find(console, pilot, *"柿酢")
        seen = await press(pilot, "s")

        assert "補正依頼中" in seen and "記録します" not in seen


async def test_colleague_was_first(console: Console) -> None:
    """Who records over a colleague's fresh outcome is told who changed what; nothing is overwritten."""
    async with seated(console) as pilot:
        await find(console, pilot, *"フィナンシェ")
        await press(pilot, "s")
        colleague = desk(console.session.desk.store.directory, by="佐藤")
        outcomes.record(colleague, "R8-0051", OutcomeKind.REJECTED, reason="R01", now=NOW)
        seen = await press(pilot, "enter")

        assert "佐藤" in seen and "結果を記録" in seen
        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None and outcome.by == "佐藤"


async def test_undo_never_takes_a_colleagues_word_back(console: Console) -> None:
    """u on a case that somebody decided anew since then is told; their outcome stands."""
    async with seated(console) as pilot:
        await find(console, pilot, *"フィナンシェ")
        await press(pilot, "s", "enter")
        colleague = desk(console.session.desk.store.directory, by="佐藤")
        outcomes.record(colleague, "R8-0051", OutcomeKind.REJECTED, reason="R01", now=NOW)
        seen = await press(pilot, "u")

        assert "佐藤" in seen
        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None and outcome.by == "佐藤"


async def test_release_and_undo(console: Console) -> None:
    """R shows how many letters leave when; only はい releases; u takes 決裁 back."""
    for number in ("R8-0054", "R8-0055"):
        outcomes.record(console.session.desk, number, OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console) as pilot:
        assert "[11月分] 未決4" in await press(pilot, "3")
        seen = await press(pilot, "R")
        assert "2件を決裁済にします" in seen and "2通" in seen and "12月10日(木) 09:00" in seen
        assert "株式会社小郡食品" in seen
        await press(pilot, *"Chief", "enter", "enter", *"K-1", "enter", "enter")
        assert results(console) == [LetterState.HELD] * 2

        seen = await press(pilot, "R", *"Chief", "enter", "enter", *"K-1", "enter", "down", "enter")
        assert "決裁済にしました" in seen
        approval = stored(console, "R8-0055").approval
        assert approval is not None
        assert (approval.approver, approval.approved_on) == ("Chief", date(2026, 11, 24))
        assert results(console) == [LetterState.READY] * 2

        await press(pilot, "u")
        assert stored(console, "R8-0055").state is State.DECIDED
        assert results(console) == [LetterState.HELD] * 2


async def test_release_wants_approver_and_date(console: Console) -> None:
    """Without an approver, or with a day to come, nothing is released and the hint says what to mend."""
    outcomes.record(console.session.desk, "R8-0054", OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console) as pilot:
        seen = await press(pilot, "3", "R", "enter", "enter", "enter")
        assert "「決裁者 (例: 企画課長)」を入れてください" in seen
        seen = await press(pilot, *"Chief", "enter", *"2026-11-30", "enter", "enter")
        assert "決裁日が今日より後です" in seen
        assert "R8.12.8 または 12/8" in await press(pilot, "ctrl+u", *"8.11.20", "enter", "enter")
        assert stored(console, "R8-0054").state is State.DECIDED
        await press(pilot, "ctrl+u", *"R8.11.20", "enter", "enter", "down", "enter")

    approval = stored(console, "R8-0054").approval
    assert approval is not None and approval.approved_on == date(2026, 11, 20)


async def test_release_is_in_the_audit(console: Console) -> None:
    """The clerk's name and login stand beside 決裁 in the record."""
    outcomes.record(console.session.desk, "R8-0054", OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console) as pilot:
        await press(pilot, "3", "R", *"Chief", "enter", "enter", "enter", "down", "enter")

    event = audit.every(console.session.desk.store.log)[-1]
    assert (event.what, event.subject, event.by, event.login) == (
        "round.released",
        "2026-11",
        "田中",
        "tanaka",
    )


async def test_rounds_by_left_and_right(console: Console) -> None:
    """The place opens on the oldest unfinished round; left and right go through the others."""
    async with seated(console) as pilot:
        assert "[11月分]" in await press(pilot, "3")
        assert "R8-0057" in await press(pilot, "right")
        assert "(受付中)" in text(console)
        assert "R8-0041" in await press(pilot, "left", "left")
