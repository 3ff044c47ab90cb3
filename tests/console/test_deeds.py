"""U: what was done last and by whom, and taking back one's own deed from the list."""

from dataclasses import replace

from console.app import Console
from rules.model import OutcomeKind
from store import cases
from store.desk import outcomes
from tests.console.screen import press, seated
from tests.console.seed import NOW


async def test_own_deed_is_taken_back_from_the_list(console: Console) -> None:
    """Not only the last: Enter takes back the deed under the cursor."""
    desk = console.session.desk
    for number in ("R8-0051", "R8-0052"):
        outcomes.record(desk, number, OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console) as pilot:
        seen = await press(pilot, "U")
        assert seen.index("R8-0052") < seen.index("R8-0051")
        assert "取り消しました" in await press(pilot, "down", "enter")

        db = desk.store.snapshot()
        first, second = cases.get(db, "R8-0051"), cases.get(db, "R8-0052")
        assert first and second and first.outcome is None and second.outcome is not None


async def test_deeds_of_others_are_read_only(console: Console) -> None:
    """A colleague's deed is shown with the name; Enter says who can take it back."""
    outcomes.record(replace(console.session.desk, by="佐藤"), "R8-0051", OutcomeKind.SELECTED, now=NOW)
    async with seated(console) as pilot:
        before = console.session.desk.store.token()
        assert "佐藤" in await press(pilot, "U")
        assert "佐藤さんが取り消せます" in await press(pilot, "enter")

        assert console.session.desk.store.token() == before


async def test_nothing_was_done(console: Console) -> None:
    """On a quiet morning the list says so."""
    async with seated(console) as pilot:
        assert "まだ操作はありません" in await press(pilot, "U")
