"""送信箱: what waits for a person on top; letting go, holding, sending again."""

from datetime import date

from console.app import Console
from rules.model import Letter, LetterKind, LetterState, OutcomeKind
from store import outbox
from store.desk import approval, outcomes
from tests.console.screen import press, seated, text
from tests.console.seed import NOW


def letters(console: Console) -> dict[str, Letter]:
    """By the first case each is about; a result in place of the answer before it."""
    return {each.cases[0]: each for each in outbox.letters(console.session.desk.store.snapshot())}


async def test_trouble_on_top_with_its_reason(console: Console) -> None:
    """A refused letter leads the list; its words and the reason stand below."""
    async with seated(console) as pilot:
        seen = await press(pilot, "5")

        assert "拒否 1   送信待 1   送信済 10" in seen
        assert "> 拒否   補正の依頼" in seen and "takahashi@okawa.example.jp" in seen
        assert "宛先のアドレスがないと" in seen


async def test_hold_and_let_go(console: Console) -> None:
    """h holds a waiting letter with the clerk's name, a lets it go, u takes each back."""
    async with seated(console) as pilot:
        await press(pilot, "5", "down", "h")
        assert "受信の返信 R8-0060 を保留にしました" in text(console)
        held = letters(console)["R8-0060"]
        assert held.state is LetterState.HELD and "田中" in held.reason

        await press(pilot, "a")
        assert letters(console)["R8-0060"].state is LetterState.READY
        await press(pilot, "u")
        assert letters(console)["R8-0060"].state is LetterState.HELD
        await press(pilot, "u")
        assert letters(console)["R8-0060"].state is LetterState.READY


async def test_keys_that_are_off_say_why(console: Console) -> None:
    """A sent letter is not held; a result letter does not leave before 決裁."""
    async with seated(console) as pilot:
        assert "保留にできるのは" in await press(pilot, "5", "end", "h")
        outcomes.record(console.session.desk, "R8-0054", OutcomeKind.SELECTED, now=NOW)
        console.look()
        seen = await press(pilot, "home", "down", "a")

        assert "> 決裁待 結果の通知" in seen and "決裁済にすると送れます" in seen
        assert letters(console)["R8-0054"].state is LetterState.HELD


async def test_retry_asks_first(console: Console) -> None:
    """Sending once more is a question whose first answer is No; Yes makes the letter ready at once."""
    async with seated(console) as pilot:
        seen = await press(pilot, "5", "r")
        assert "もう一度送りますか" in seen and "> いいえ" in seen
        assert "また断られます" in seen and "2通届きます" not in seen  # a refused letter lies nowhere
        await press(pilot, "enter")
        assert letters(console)["R8-0061"].state is LetterState.REFUSED

        await press(pilot, "r", "down", "enter")
        again = letters(console)["R8-0061"]
        assert (again.state, again.due_at) == (LetterState.READY, NOW)


async def test_letter_that_left_is_not_held_back(console: Console) -> None:
    """u after the courier took the letter is told; nothing changes."""
    desk = console.session.desk
    outcomes.record(desk, "R8-0054", OutcomeKind.SELECTED, now=NOW)
    approval.release(desk, "2026-11", approver="課長", approved_on=date(2026, 11, 24), now=NOW)
    console.session.look()
    async with seated(console) as pilot:
        await press(pilot, "5", "down", "h", "a")
        with desk.store.transaction() as db:
            ready = next(each for each in outbox.letters(db) if each.cases == ("R8-0060",))
            outbox.claim(db, ready, NOW)

        seen = await press(pilot, "u")

        assert "すでに手紙が送られているため、取り消せません" in seen
        assert letters(console)["R8-0060"].state is LetterState.SENDING


async def test_cursor_follows_its_letter(console: Console) -> None:
    """When the courier sends the letter under the cursor, the cursor goes with it."""
    async with seated(console) as pilot:
        await press(pilot, "5", "down")
        with console.session.desk.store.transaction() as db:
            ready = next(each for each in outbox.letters(db) if each.cases == ("R8-0060",))
            outbox.claim(db, ready, NOW)
            outbox.sent(db, ready.id, NOW)
        console.look()
        await pilot.pause()

        assert "> 送信済 受信の返信" in text(console)
        assert letters(console)["R8-0060"].kind is LetterKind.RECEIPT
