"""A clerk's own letter: chosen, filled in, read word for word, ten minutes in the outbox, taken back by `u`."""

from datetime import timedelta

from textual.widgets import TextArea

from console.app import Console
from console.places import Place
from rules.model import LetterKind, LetterState
from store import outbox
from tests.console.screen import press, seated, settle, text
from tests.console.seed import NOW
from tests.console.test_casework import opened, typed


def written(console: Console) -> list[LetterState]:
    letters = outbox.letters(console.session.desk.store.snapshot())
    return [each.state for each in letters if each.kind is LetterKind.QUERY]


async def test_a_question_is_read_before_it_leaves(console: Console) -> None:
    """d: the text grows under the hand, with address, subject and the minute at which it leaves; u takes it back."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "55")
        seen = await press(pilot, "d")
        assert "> おたずね" in seen and "たずねたいことを入れてください" in seen
        await press(pilot, "enter")
        pilot.app.screen.query_one("#blank-text", TextArea).text = "瓶の容量は、150gと\n160gのどちらですか。"
        await settle(pilot)
        seen = text(console)
        assert "この手紙を 08:40 に送ります" in seen and "宛先: info@ogori-food.example.jp" in seen
        assert "160gのどちらですか" in seen and "R8-0055" in seen
        await press(pilot, "tab")
        typed(pilot, "day", "12/4")
        await settle(pilot)
        assert "令和8年12月4日" in text(console)
        seen = await press(pilot, "enter")

        (letter,) = (
            each
            for each in outbox.letters(console.session.desk.store.snapshot())
            if each.kind is LetterKind.QUERY
        )
        assert (letter.state, letter.due_at) == (LetterState.READY, NOW + timedelta(minutes=10))
        assert "160g" in letter.body and "08:40 に送ることにしました" in seen.replace("\n", "")
        await press(pilot, "u")
        assert written(console) == []


async def test_a_letter_lacks_nothing_when_it_is_written(console: Console) -> None:
    """Without a question, or with a day that is gone by, the form says so and stays."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "55")
        await press(pilot, "d", "enter", "tab", "enter")
        assert "たずねたいことを入れてください" in text(console) and written(console) == []
        pilot.app.screen.query_one("#blank-text", TextArea).text = "瓶の色は?"
        typed(pilot, "day", "2026-11-01")
        pilot.app.screen.query_one("#blank-day").focus()
        assert "もう過ぎた日です" in await press(pilot, "enter")
        await press(pilot, "escape")
        assert written(console) == []


async def test_a_delay_names_the_day_that_is_promised(console: Console) -> None:
    """The other text takes the day as the one on which the result will be told."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "55")
        await press(pilot, "d", "down", "enter", "tab")
        typed(pilot, "day", "12/18")
        await settle(pilot)
        assert "令和8年12月18日" in text(console) and "お知らせが遅れます" in text(console)
        await press(pilot, "enter")
        assert written(console) == [LetterState.READY]


async def test_a_letter_is_read_where_it_is_written(console: Console) -> None:
    """On a small screen the clerk's own words lie below its edge: PageDown in the last line brings them, and there
    they stay while the line is filled in.
    """
    async with seated(console) as pilot:
        await opened(pilot, "55")
        await press(pilot, "d", "enter")
        pilot.app.screen.query_one("#blank-text", TextArea).text = "ふたの色は、何色ですか。"
        assert text(console).count("ふたの色は") == 1
        assert "PageDown 続きを読む" in await press(pilot, "tab")
        assert text(console).count("ふたの色は") == 1
        await press(pilot, "pagedown")
        assert text(console).count("ふたの色は") == 2
        assert "令和8年12月4日" in await press(pilot, "1", "2", "slash", "4")
        assert text(console).count("ふたの色は") == 2
        await press(pilot, "pageup")
        assert text(console).count("ふたの色は") == 1


async def test_an_outcome_is_read_where_it_is_recorded(console: Console) -> None:
    """The letter's first line is in sight, its result is not: PageDown in the note brings it."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "s")
        assert "PageDown 続きを読む" in seen and "結　　果　選定" not in seen
        assert "結　　果　選定" in await press(pilot, "pagedown")
