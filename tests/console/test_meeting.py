"""会議: outcomes in all their words, one by one and over marked rows; 選定案; who is undecided."""

from datetime import date

import pytest
from textual.widget import Widget

from console.app import Console
from console.deeds.meeting import codes
from console.places import Place
from console.session import Session
from console.views import meeting as committee
from console.widgets.page import Page
from rules.model import Case, OutcomeKind, Screening, State
from store import cases, results
from store.desk import approval, meeting, outcomes
from tests.console.screen import press, seated, text
from tests.console.seed import NOW, desk

FIRST, SECOND, THIRD = "R8-0051", "R8-0052", "R8-0053"


def stored(console: Console, number: str) -> Case:
    case = cases.get(console.session.desk.store.snapshot(), number)
    assert case is not None
    return case


def kind_of(console: Console, number: str) -> OutcomeKind | None:
    outcome = stored(console, number).outcome
    return outcome.kind if outcome else None


def screening(console: Console, number: str) -> Screening | None:
    return stored(console, number).screening


async def test_two_keys_record(console: Console) -> None:
    """s, Enter: selected. The cursor stays, the counts and the gauge follow."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        assert f"> {FIRST}" in text(console)
        seen = await press(pilot, "s", "enter")

        assert kind_of(console, FIRST) is OutcomeKind.SELECTED
        assert "選定 1   不選定 0   継続審査 0   未決 5" in seen and "###" in seen and "1 / 6" in seen


async def test_what_the_business_is_told(console: Console) -> None:
    """Conditions and remark stand in the letter while they are typed; the note does not."""
    async with seated(console, 80, 40, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "s", *"memo", "tab", *"Kaku", "tab", *"Soe")
        letter = seen[seen.index("保留で用意します") :]
        assert "条　　件　Kaku" in letter and "備　　考　Soe" in letter and "memo" not in letter
        await press(pilot, "enter")

        outcome = stored(console, FIRST).outcome
        assert outcome is not None
        assert (outcome.note, outcome.conditions, outcome.remark) == ("memo", "Kaku", "Soe")
        held = results.about(console.session.desk.store.snapshot(), stored(console, FIRST))
        assert held is not None and "Kaku" in held.body and "memo" not in held.body
        beside = console.screen.query_one("#preview", Page).text
        assert "条件: Kaku  備考: Soe  メモ: memo" in beside


async def test_the_same_again_keeps_its_words(console: Console) -> None:
    """Who opens an outcome again finds its words; Enter keeps them."""
    desk_ = console.session.desk
    outcomes.record(desk_, FIRST, OutcomeKind.DEFERRED, reason="R04", note="n", remark="r", now=NOW)
    console.session.look()
    async with seated(console, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "c")
        assert "> R04" in seen
        await press(pilot, "enter", "end", "2", "enter")

        outcome = stored(console, FIRST).outcome
        assert outcome is not None
        assert (outcome.reason, outcome.note, outcome.remark) == ("R04", "n2", "r")


async def test_marked_rows_together(console: Console) -> None:
    """Marked rows get one outcome with one reason, as one deed that u takes back."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "space", "down", "space", "f")
        assert "選んだ 2件を「不選定」と記録します" in seen and "条件 (" not in seen
        await press(pilot, "down", "enter", "enter")
        assert {kind_of(console, number) for number in (FIRST, THIRD)} == {OutcomeKind.REJECTED}
        assert kind_of(console, SECOND) is None

        await press(pilot, "u")
        assert {kind_of(console, number) for number in (FIRST, THIRD)} == {None}
        await press(pilot, "x")
        assert "2件" in text(console)


async def test_clear_marked(console: Console) -> None:
    """x makes the marked rows undecided again, all of them or none."""
    for number in (FIRST, SECOND):
        outcomes.record(console.session.desk, number, OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console, start=Place.ROUNDS) as pilot:
        await press(pilot, "space", "space", "space", "x")
        assert kind_of(console, FIRST) is OutcomeKind.SELECTED

        await press(pilot, "q", "home", "space", "space", "x")
        assert (kind_of(console, FIRST), kind_of(console, SECOND)) == (None, None)


async def test_a_recorded_outcome_is_not_lost_unseen(console: Console) -> None:
    """Who marks a row that was decided otherwise is told so before Enter; the same outcome again says nothing."""
    outcomes.record(console.session.desk, FIRST, OutcomeKind.REJECTED, reason="R04", now=NOW)
    console.session.look()
    async with seated(console, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "home", "space", "space", "s")
        assert f"いまの記録が変わります: {FIRST} 不選定" in seen and SECOND not in seen
        await press(pilot, "escape")
        assert "いまの記録が変わります" not in await press(pilot, "f")


async def test_undecided_only(console: Console) -> None:
    """t leaves those without an outcome; a decision takes its row off; t shows all again."""
    outcomes.record(console.session.desk, FIRST, OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "t")
        assert FIRST not in seen and "未決だけ (t で全部)" in seen and f"> {SECOND}" in seen
        seen = await press(pilot, "s", "enter")
        assert f"\n  {SECOND}" not in seen and f"> {THIRD}" in seen
        seen = await press(pilot, "A", "s", "enter")
        assert "未決の案件はありません" in seen
        assert FIRST in await press(pilot, "t")


async def test_proposal(console: Console) -> None:
    """v writes 選定案 with codes and note; unknown codes are named; opened again, it stands there."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        assert "選定案を記入します" in await press(pilot, "v")
        await press(pilot, "down", "enter", *"R01 R99", "enter", *"why")
        seen = await press(pilot, "enter")
        assert "理由コード R99 はありません" in seen
        await press(pilot, *"r01 R04", "enter", "enter")

        found = screening(console, FIRST)
        assert found is not None
        assert (found.kind, found.reasons, found.note) == (OutcomeKind.REJECTED, ("R01", "R04"), "why")
        assert "選定案: 不選定 R01 R04 why (田中)" in text(console)

        seen = await press(pilot, "v")
        assert "> 不選定" in seen and "R01 R04" in seen
        await press(pilot, "down", "down", "enter", "enter", "enter")
        assert screening(console, FIRST) is None
        await press(pilot, "u", "u")
        assert screening(console, FIRST) is None


async def test_proposal_for_marked_rows(console: Console) -> None:
    """The same 選定案 for all that are marked, one deed."""
    async with seated(console, 140, 40, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "A", "v")
        assert "選んだ 6件に" in seen
        await press(pilot, "enter", "enter", "enter")
        assert screening(console, FIRST) is not None
        await press(pilot, "u")
        assert screening(console, FIRST) is None


async def test_proposal_only_before_approval(console: Console) -> None:
    """v on an approved case says why not."""
    clerk = console.session.desk
    outcomes.record(clerk, FIRST, OutcomeKind.SELECTED, now=NOW)
    approval.release(clerk, "2026-11", approver="課長", approved_on=date(2026, 11, 24), now=NOW)
    console.session.look()
    async with seated(console, start=Place.ROUNDS) as pilot:
        seen = await press(pilot, "v")
        assert "記入します" not in seen and "決裁済" in seen


async def test_colleague_proposed_first(console: Console) -> None:
    """A 選定案 over one that a colleague has just written is refused with their name."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        await press(pilot, "v")
        colleague = desk(console.session.desk.store.directory, by="佐藤")
        meeting.propose(colleague, FIRST, OutcomeKind.DEFERRED, now=NOW)
        seen = await press(pilot, "enter", "enter", "enter")

        found = screening(console, FIRST)
        assert found is not None and found.by == "佐藤" and "佐藤" in seen


async def test_round_stays_chosen(console: Console) -> None:
    """Left and right choose the round; who comes back from elsewhere finds it chosen."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        await press(pilot, "right", "2", "3")
        assert "[12月分]" in text(console)
        assert stored(console, FIRST).state is State.TABLED


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_few_widgets(console: Console, size: tuple[int, int]) -> None:
    """At most 25 widgets on the place and on each of its questions."""
    async with seated(console, *size, start=Place.ROUNDS) as pilot:
        for key in (None, "s", "f", "v", "e", "i"):
            if key:
                await press(pilot, key)
            assert len(list(pilot.app.screen.walk_children(Widget))) <= 25
            if key:
                await press(pilot, "escape")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("R01 R04", ("R01", "R04")), ("ｒ０１、r04，R01", ("R01", "R04")), (" ", ()), ("R1", ("R1",))],
)
def test_codes_as_clerks_type_them(typed: str, found: tuple[str, ...]) -> None:
    """Full width, small letters, commas of either kind; each code once."""
    assert codes(typed) == found


def test_what_can_be_proposed_no_more_is_not_offered(session: Session) -> None:
    """A product whose notice has left asks for no 選定案; one before the committee says by which key."""
    register = session.register
    told = {
        number: " ".join(line.text for line in committee.preview(register.cases[number], register))
        for number in ("R8-0041", "R8-0051")
    }

    assert "選定案: ありません。" in told["R8-0041"] and "v で記入" in told["R8-0051"]
