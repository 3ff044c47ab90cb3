"""Keys that come faster than screens open: none is lost, and none does what it would have done before."""

import pytest
from textual import events
from textual.app import App

from console.app import Console
from console.keyboard.keys import TEXTUAL
from console.places import Place
from tests.console.screen import seated, settle, text


def type_at_once(app: App[None], *keys: str) -> None:
    """All of them before the program has had time for the first."""
    for key in keys:
        app.post_message(events.Key(TEXTUAL.get(key, key), key if len(key) == 1 else None))


async def test_a_number_typed_in_one_go_opens_its_case(console: Console) -> None:
    """`:58` and Enter, as a quick typist or a slow line sends it."""
    async with seated(console) as pilot:
        type_at_once(console, ":", "5", "8", "enter")
        await settle(pilot)

        assert console.place is not None and console.place.PLACE is Place.CASE
        assert "R8-0058" in text(console)


async def test_letters_for_a_field_press_no_key_of_the_place(console: Console) -> None:
    """What is typed after `:` is a word to search for, not 未決に戻す or 終了."""
    async with seated(console) as pilot:
        type_at_once(console, ":", "x", "Q")
        await settle(pilot)

        assert "当てはまる命令はありません" in text(console)


@pytest.mark.parametrize("leaves", ["enter", "down"])
async def test_what_is_opened_is_what_was_searched_for(console: Console, leaves: str) -> None:
    """Words, Enter, Enter: the row that is opened is of the list that the last letter leaves, not of the one before."""
    async with seated(console) as pilot:
        type_at_once(console, "/", *"柿酢", leaves, "enter")
        await settle(pilot)

        assert "R8-0059  柿酢ドリンク" in text(console)


@pytest.mark.parametrize("leaves", ["enter", "down"])
async def test_the_business_that_was_searched_for_is_the_one_under_the_cursor(
    console: Console, leaves: str
) -> None:
    """So too in 事業者: Enter leads to the cases of the firm that the words name."""
    async with seated(console) as pilot:
        type_at_once(console, "7", "/", *"木工", leaves, "enter")
        await settle(pilot)

        assert "R8-0061  木の玩具 はたらく車" in text(console)


async def test_a_place_takes_its_keys_at_once(console: Console) -> None:
    """`3` and down: the second row of the list that `3` has opened."""
    async with seated(console) as pilot:
        type_at_once(console, "3", "down")
        await settle(pilot)

        shown = [line[2:10] for line in text(console).splitlines() if line[2:5] == "R8-"]
        (cursor,) = (line[2:10] for line in text(console).splitlines() if line.startswith("> "))
        assert cursor == shown[1]


async def test_a_deed_and_its_yes_in_one_go(console: Console) -> None:
    """`s` and Enter record the outcome of the case under the cursor, and the next deed is the next key's."""
    async with seated(console) as pilot:
        type_at_once(console, "3", "s", "enter")
        await settle(pilot)
        assert "選定と記録" in console.session.undoable

        type_at_once(console, "u", "2")
        await settle(pilot)
        assert console.session.undoable == ""
        assert console.place is not None and console.place.PLACE is Place.TRAY


async def test_no_letter_of_a_paper_is_lost(console: Console) -> None:
    """Lines typed as fast as an input method gives them stand in the draft letter by letter."""
    async with seated(console) as pilot:
        type_at_once(
            console, "8", "down", "enter", *"R8.11.13", "enter", *"郵送", "enter", *"紙で届いた", "enter"
        )
        await settle(pilot)

        assert list(console.session.draft.values.values()) == ["R8.11.13", "郵送", "紙で届いた"]
