"""Several rows at once: marked by keys, kept by key, and changed as one deed."""

from console.app import Console
from console.widgets.table import Table
from rules.model import LetterState, OutcomeKind, State
from store import cases
from store.desk import outcomes
from tests.console.screen import press, seated, text
from tests.console.seed import NOW


def table(console: Console) -> Table:
    return console.screen.query_one(Table)


async def test_space_marks_and_goes_on(console: Console) -> None:
    """Space marks the row with a '*' and moves down; q lets all go before it does anything else."""
    async with seated(console) as pilot:
        seen = await press(pilot, "space", "space")
        assert "選択中 2件" in seen and " *R8-0060" in seen and "> R8-0058" in seen
        assert table(console).chosen == ("R8-0060", "R8-0061")

        assert "選択中" not in await press(pilot, "q")
        assert table(console).chosen == ("R8-0058",)


async def test_shift_marks_a_range_and_a_all(console: Console) -> None:
    """Shift with down marks each row that it passes; A marks all that are shown, A again none."""
    async with seated(console) as pilot:
        await press(pilot, "shift+down", "shift+down")
        assert table(console).chosen == ("R8-0060", "R8-0061", "R8-0058")
        assert "選択中 12件" in await press(pilot, "A")
        assert "選択中" not in await press(pilot, "A")


async def test_marks_outlive_refresh_and_filter_but_count_only_where_seen(console: Console) -> None:
    """What a colleague commits moves no mark; a filtered row keeps its mark and no deed touches it."""
    async with seated(console) as pilot:
        await press(pilot, "space")
        outcomes.record(console.session.desk, "R8-0051", OutcomeKind.SELECTED, now=NOW)
        console.look()
        assert table(console).chosen == ("R8-0060",)

        await press(pilot, "slash", *"組子", "enter")
        assert table(console).chosen == (table(console).key,) != ("R8-0060",)
        await press(pilot, "escape")
        assert table(console).chosen == ("R8-0060",)


async def test_marked_cases_are_decided_as_one_deed(console: Console) -> None:
    """s on two marked rows records both outcomes; one u takes both back."""
    store = console.session.desk.store

    def states() -> set[State | None]:
        found = (cases.get(store.snapshot(), number) for number in ("R8-0052", "R8-0053"))
        return {case.state if case else None for case in found}

    async with seated(console) as pilot:
        await press(pilot, "slash", *"組子", "enter", "A")
        assert "選んだ 2件を「選定」と記録します" in await press(pilot, "s")
        seen = await press(pilot, "enter")
        assert "2件を選定と記録しました" in seen
        assert states() == {State.DECIDED} and not table(console).marks

        assert "選択中 2件" in await press(pilot, "u")
        assert states() == {State.TABLED} and table(console).chosen == ("R8-0052", "R8-0053")


async def test_marks_come_back_with_their_own_deed_alone(console: Console) -> None:
    """Taken back from the record of deeds as well; after another deed nobody remembers what was marked before it."""
    async with seated(console) as pilot:
        await press(pilot, "slash", *"組子", "enter", "A", "s", "enter")
        assert "選択中 2件" in await press(pilot, "U", "enter")

        await press(pilot, "s", "enter", "x")
        assert "選択中" not in await press(pilot, "u")
        assert "選択中" not in await press(pilot, "u")


async def test_what_has_nothing_in_common_says_so(console: Console) -> None:
    """An empty line would leave the clerk wondering which key it is."""
    async with seated(console) as pilot:
        assert "まとめてできることはありません。Esc" in await press(pilot, "A")
        seen = await press(pilot, "escape")
        assert "まとめて" not in seen and "選択中" not in seen


async def test_one_refusal_stops_all(console: Console) -> None:
    """Where one of the marked can't be done, the sentence names it and nothing is changed."""
    async with seated(console) as pilot:
        before = console.session.desk.store.token()
        seen = await press(pilot, "A", "s")

        assert "整理番号 R8-0060 は" in seen
        assert console.session.desk.store.token() == before


async def test_marked_letters_are_held_together(console: Console) -> None:
    """In the outbox h holds what is marked, and says so in one sentence."""
    async with seated(console) as pilot:
        seen = await press(pilot, "5", "down", "space", "up", "h")

        held = [each for each in console.session.register.letters.values() if each.state is LetterState.HELD]
        assert [each.cases for each in held] == [("R8-0060",)]
        assert "を保留にしました" in seen


async def test_click_on_the_margin_marks(console: Console) -> None:
    """The mouse marks where the '*' stands."""
    async with seated(console) as pilot:
        await pilot.click("#cases", offset=(1, 3))
        assert table(console).marks == {table(console).keys[2]}
        assert "選択中 1件" in text(console)
