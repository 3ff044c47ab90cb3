"""What becomes of letters by keys: those in trouble are settled by a clerk's word."""

import pytest

from console.app import Console
from rules.model import Letter, LetterState
from store import outbox
from tests.console.screen import press, seated
from tests.console.seed import NOW


def letter(console: Console, number: str) -> Letter:
    (found,) = outbox.about(console.session.desk.store.snapshot(), number)
    return found


@pytest.fixture
def doubtful(console: Console) -> Console:
    """The answer about R8-0060 was on its way when the connection broke."""
    with console.session.desk.store.transaction() as db:
        (ready,) = outbox.about(db, "R8-0060")
        outbox.claim(db, ready, NOW)
        outbox.uncertain(db, ready.id, "送信の途中で接続が切れました。")
    console.session.look()
    return console


async def test_it_arrived(doubtful: Console) -> None:
    """d on a letter that nobody knew of: sent, said so, and taken back by u."""
    async with seated(doubtful) as pilot:
        seen = await press(pilot, "5")
        assert "> 不明" in seen and "d 届いていた" in seen

        seen = await press(pilot, "d")
        assert "届いていたことにしました" in seen
        assert letter(doubtful, "R8-0060").state is LetterState.SENT

        await press(pilot, "u")
        assert letter(doubtful, "R8-0060").state is LetterState.UNCERTAIN


async def test_once_more_may_double_it(doubtful: Console) -> None:
    """r on a letter that may have arrived warns of a second copy; one that was refused lies nowhere."""
    async with seated(doubtful) as pilot:
        assert "2通届きます" in await press(pilot, "5", "r")


async def test_told_by_phone(console: Console) -> None:
    """t on a refused letter asks how its reader was told; the answer settles it, Esc and silence do not."""
    async with seated(console) as pilot:
        seen = await press(pilot, "5", "t")
        assert "どう伝えましたか" in seen and "takahashi@okawa.example.jp" in seen
        assert "を入れてください" in await press(pilot, "enter")
        await press(pilot, "escape")
        assert letter(console, "R8-0061").state is LetterState.REFUSED

        seen = await press(pilot, "t", *"phone", "enter")
        told = letter(console, "R8-0061")
        assert (told.state, told.reason) == (LetterState.TOLD, "phone(田中)")
        assert "連絡済にしました" in seen and "失敗" not in seen.splitlines()[0]
        seen = await press(pilot, "end")
        assert "> 連絡済 補正の依頼" in seen and "phone(田中)" in seen

        await press(pilot, "u")
        assert letter(console, "R8-0061").state is LetterState.REFUSED


async def test_off_elsewhere(console: Console) -> None:
    """Neither key does anything to a letter that was sent; the sentence names its state."""
    async with seated(console) as pilot:
        assert "届いていたとできるのは" in await press(pilot, "5", "end", "d")
        assert "連絡済にできるのは" in await press(pilot, "t")
