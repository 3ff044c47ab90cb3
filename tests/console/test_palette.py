"""`:` finds any command by kanji, kana or romaji, and any case by its number."""

import pytest

from console import words
from console.actions import ACTIONS, Sight
from console.app import Console
from console.keyboard import palette
from console.keyboard.readings import score
from console.places import Place
from console.session import Session
from tests.console.screen import press, seated, text


@pytest.mark.parametrize("typed", ["選定", "せんてい", "センテイ", "sentei", "ｓｅｎ", "select", "sente"])
def test_a_command_is_found_however_it_is_typed(typed: str) -> None:
    """Kanji, both kana, romaji, full width, English and a part of each lead to 選定 first."""
    first = palette.offers(ACTIONS, Place.TRAY, Sight(), typed)[0]

    assert first.key == "select"


def test_the_whole_word_comes_before_a_part() -> None:
    """sentei is 選定; fusentei, which holds it, comes after it."""
    found = [offer.key for offer in palette.offers(ACTIONS, Place.TRAY, Sight(), "sentei")]

    assert found[:2] == ["select", "reject"]
    assert score("xyz", *words.SELECT) == 0


@pytest.mark.parametrize("place", Place)
def test_every_action_of_a_place_is_offered(place: Place) -> None:
    """Without a word typed the whole table of the place is there."""
    assert {offer.key for offer in palette.offers(ACTIONS, place, Sight(), "")} == {
        action.name for action in ACTIONS.at(place)
    }


@pytest.mark.parametrize("typed", ["R8-0055", "r8-0055", "8-55", "55", "0055", "５５", "Ｒ８－００５５"])
def test_a_number_means_a_case(session: Session, typed: str) -> None:
    """The year, the R, zeros and the width may be left out or be otherwise."""
    case = palette.case_named(session.register, typed)

    assert case is not None and case.number == "R8-0055"


@pytest.mark.parametrize("typed", ["9999", "R7-0055", "5a5", "-", ""])
def test_no_case_is_guessed(session: Session, typed: str) -> None:
    """What is no number of a case opens none."""
    assert palette.case_named(session.register, typed) is None


async def test_colon_runs_a_command(console: Console) -> None:
    """: and romaji lead to the outbox; : and a number open the case over the place, q goes back there."""
    async with seated(console) as pilot:
        assert "整理番号(12 でも)" in await press(pilot, "colon")
        assert "[5]送信箱" in await press(pilot, *"soushin", "enter")

        seen = await press(pilot, "ctrl+p", *"55")
        assert "R8-0055 を開く" in seen
        assert "R8-0055  " in (await press(pilot, "enter")).splitlines()[2]
        assert "[5]送信箱" in await press(pilot, "q")


async def test_what_is_off_says_why_in_the_list_and_on_enter(console: Console) -> None:
    """A command that can't be done now stands there with its reason, and does nothing but say it."""
    async with seated(console) as pilot:
        seen = await press(pilot, "colon", *"miketsu")
        assert "未決に戻す" in seen
        before = console.session.desk.store.token()
        await press(pilot, "enter")
        assert console.session.desk.store.token() == before


async def test_another_number_from_within_a_case(console: Console) -> None:
    """In an open case : and a number show that other case; escape in the list changes nothing."""
    async with seated(console) as pilot:
        await press(pilot, "enter", "colon", *"51", "enter")
        assert "R8-0051" in text(console).splitlines()[2]
        await press(pilot, "colon", "escape")
        assert "R8-0051" in text(console).splitlines()[2]
        assert "[2]受付" in await press(pilot, "q")
