"""決裁・発送: letters are read before they are approved, approved as they stand, and followed as they leave."""

from collections.abc import Callable
from datetime import datetime

import pytest
from textual.widget import Widget

from console.app import Console
from console.places import Place
from console.widgets.page import Page
from rules.model import Letter, LetterKind, OutcomeKind, State
from store import cases, outbox, results
from store.desk import businesses, outcomes, terms
from store.documents import Documents
from tests.console.screen import press, seated, settle, text
from tests.console.seed import NOW, TOKYO

NOTICE = datetime(2026, 12, 10, 9, 0, tzinfo=TOKYO)
JAM, SOUP, CAKE = "R8-0055", "R8-0054", "R8-0051"


@pytest.fixture
def decided(console: Console) -> Console:
    """Three products of three businesses are decided, three others are not."""
    for number, kind, reason in (
        (SOUP, OutcomeKind.REJECTED, "R04"),
        (JAM, OutcomeKind.SELECTED, None),
        (CAKE, OutcomeKind.DEFERRED, None),
    ):
        outcomes.record(console.session.desk, number, kind, reason=reason, now=NOW)
    console.session.look()
    return console


def state(console: Console, number: str) -> State:
    case = cases.get(console.session.desk.store.snapshot(), number)
    assert case is not None
    return case.state


def letter(db: Documents, number: str) -> Letter:
    return next(each for each in outbox.about(db, number) if each.kind is LetterKind.RESULT)


def meets(console: Console, number: str, ends: Callable[[Documents, str], object]) -> None:
    """The courier takes this result, and the server says what `ends` writes down."""
    with console.session.desk.store.transaction() as db:
        outbox.claim(db, letter(db, number), NOTICE)
        ends(db, letter(db, number).id)


async def test_letters_are_read_before(decided: Console) -> None:
    """The round's letters stand there word for word, waiting for 決裁; Enter gives one the whole screen."""
    async with seated(decided, start=Place.DISPATCH) as pilot:
        seen = text(decided)
        assert "[4]決裁" in seen and "決裁待 3" in seen and "0 / 3" in seen
        assert "結果済 3" in seen and "次: R 決裁済にする" in seen
        assert "> 決裁待 結果の通知" in seen
        seen = await press(pilot, "enter")
        assert "選定結果について" in seen and "記" in seen
        await press(pilot, "q")
        assert "0 / 3" in text(decided)


async def test_every_letter_in_its_very_words(decided: Console) -> None:
    """R, the approver's name: all letters with the number on them, and only yes makes them so; u takes it back."""
    async with seated(decided, 80, 40, start=Place.DISPATCH) as pilot:
        seen = await press(pilot, "R")
        assert "3件を決裁済にします" in seen and "未決の 3件は含みません" in seen
        seen = await press(pilot, *"Chief", "enter", "enter", *"K-1", "enter")
        assert "この 3通を、Chief の決裁を受けたものとして確定しますか" in seen and "> いいえ" in seen
        shown = decided.screen.query_one("#letter", Page).text
        assert shown.count("K-1") >= 3 and "--- 3 / 3通目" in shown
        await press(pilot, "enter")
        assert {state(decided, number) for number in (JAM, SOUP, CAKE)} == {State.DECIDED}

        await press(pilot, "R", *"Chief", "enter", "enter", *"K-1", "enter", "down", "enter")
        assert {state(decided, number) for number in (JAM, SOUP, CAKE)} == {State.RELEASED}
        for each in results_of(decided):
            assert all(line.strip() in shown for line in each.body.splitlines() if len(line.strip()) < 30)
        assert "送信待 3" in text(decided) and "未決 3   結果済 0   決裁済 3" in text(decided)

        await press(pilot, "u")
        assert state(decided, JAM) is State.DECIDED
        await press(pilot, "R", *"Chief", "enter", "enter", "enter", "down", "enter", "X")
        assert state(decided, JAM) is State.DECIDED and "決裁待 3" in text(decided)


def results_of(console: Console) -> list[Letter]:
    every = outbox.letters(console.session.desk.store.snapshot())
    return [each for each in every if results.tells(each)]


async def test_a_letter_for_each_business(decided: Console) -> None:
    """A business of two records gets one letter; what it still waits for is told by the name it goes by."""
    for into, other in (("J-0001", "J-0006"), ("J-0005", "J-0002")):
        businesses.merge(decided.session.desk, into, other, now=NOW)
    decided.session.look()
    async with seated(decided, 120, 40, start=Place.DISPATCH) as pilot:
        seen = await press(pilot, "R")
        assert "3件を決裁済にします。結果の通知 2通を" in seen
        assert "未決の商品が残る事業者: 髙橋木工所、株式会社小郡食品。" in seen


async def test_what_is_put_right_has_a_letter_of_its_own(decided: Console) -> None:
    """It parts no letter of its business, whatever of that waits still."""
    clerk = decided.session.desk
    async with seated(decided, 120, 40, start=Place.DISPATCH) as pilot:
        await press(pilot, "R", *"Chief", "enter", "enter", "enter", "down", "enter")
        meets(decided, JAM, lambda db, id: outbox.sent(db, id, NOTICE))
        with clerk.store.transaction() as db:
            results.told(db, letter(db, JAM), NOTICE, decided.session.calendar)
        word = outcomes.Word(number=JAM, kind=OutcomeKind.REJECTED, reason="R04")
        outcomes.correct(clerk, word, why="入力を誤りました。", now=NOTICE)
        decided.look()
        await settle(pilot)
        seen = await press(pilot, "R")
        assert "1件を決裁済にします。結果の通知 1通を" in seen and "未決の 3件は含みません" in seen
        assert "未決の商品が残る事業者" not in seen


async def test_a_letter_stands_as_in_the_list(decided: Console) -> None:
    """What only waits for 決裁 is called so beside the list and in the whole letter too: nobody looks for a hold."""
    async with seated(decided, start=Place.DISPATCH) as pilot:
        assert "決裁待 結果の通知" in text(decided) and "決裁待  結果の通知" in text(decided)
        assert "決裁待  結果の通知" in await press(pilot, "enter")


async def test_the_ledger_while_they_leave(decided: Console) -> None:
    """What the servers say appears by itself; a refused letter leads the list, is held or sent again from here."""
    async with seated(decided, start=Place.DISPATCH) as pilot:
        await press(pilot, "R", *"Chief", "enter", "enter", "enter", "down", "enter")
        meets(decided, JAM, lambda db, id: outbox.sent(db, id, NOTICE))
        meets(decided, SOUP, lambda db, id: outbox.refused(db, id, "宛先がありません。"))
        decided.look()
        await settle(pilot)
        seen = text(decided)
        assert "拒否 1" in seen and "送信待 1" in seen and "送信済 1" in seen and "1 / 3" in seen
        assert "> 拒否" in await press(pilot, "home") and "宛先がありません" in text(decided)

        await press(pilot, "t", *"phone", "enter")
        assert state(decided, SOUP) is State.NOTIFIED and "2 / 3" in text(decided)
        await press(pilot, "home", "h")
        assert "保留 1" in text(decided)
        await press(pilot, "a")
        assert "送信待 1" in text(decided)


async def test_what_was_told_stays_told(decided: Console) -> None:
    """A product whose terms are talked about, or settled, was told all the same: the round's figures hold it."""
    async with seated(decided, start=Place.DISPATCH) as pilot:
        await press(pilot, "R", *"Chief", "enter", "enter", "enter", "down", "enter")
        meets(decided, JAM, lambda db, id: outbox.sent(db, id, NOTICE))
        with decided.session.desk.store.transaction() as db:
            results.told(db, letter(db, JAM), NOTICE, decided.session.calendar)
        for how_far in (State.NEGOTIATING, State.LISTED):
            terms.tell(decided.session.desk, JAM, how_far, now=NOTICE)
            decided.look()
            await settle(pilot)
            assert "決裁済 2   通知済 1" in text(decided)


async def test_in_doubt(decided: Console) -> None:
    """d settles a result of which nobody knew; its deferred product goes on to the next round."""
    async with seated(decided, start=Place.DISPATCH) as pilot:
        await press(pilot, "R", *"Chief", "enter", "enter", "enter", "down", "enter")
        meets(decided, CAKE, lambda db, id: outbox.uncertain(db, id, "途中で切れました。"))
        decided.look()
        await press(pilot, "home", "d")

        case = cases.get(decided.session.desk.store.snapshot(), CAKE)
        assert case is not None and case.round == "2026-12"


async def test_the_round_is_shared(decided: Console) -> None:
    """The round chosen in 会議 is the one that 決裁 shows; h holds a letter and changes no round."""
    async with seated(decided, start=Place.ROUNDS) as pilot:
        await press(pilot, "right", "4")
        assert "[12月分]" in text(decided) and "通知はまだありません" in text(decided)
        assert "この回に、結果を記録してまだ決裁していない案件はありません" in await press(pilot, "R")
        await press(pilot, "left", "h", "q", "3")
        assert "[11月分]" in text(decided)


async def test_nothing_yet(console: Console) -> None:
    """Before any outcome the place says what to do; keys on nothing say why not."""
    async with seated(console, start=Place.DISPATCH) as pilot:
        assert "会議(3)で結果を記録" in text(console)
        for key in ("a", "h", "r", "d", "t", "p"):
            assert "手紙がありません" in await press(pilot, key)
        assert "決裁済で通知前の案件はありません" in await press(pilot, "X")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_few_widgets(decided: Console, size: tuple[int, int]) -> None:
    """At most 25 widgets on the place and on each of its questions."""
    async with seated(decided, *size, start=Place.DISPATCH) as pilot:
        for keys in ((), ("enter",), ("R",), ("R", *"Chief", "enter", "enter", "enter")):
            await press(pilot, *keys)
            assert len(list(pilot.app.screen.walk_children(Widget))) <= 25
            if keys:
                await press(pilot, "escape")
