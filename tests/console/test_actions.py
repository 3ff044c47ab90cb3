"""The table of actions: one row for each key, from which bindings, footer and help are made."""

import pytest
from rich.cells import cell_len

from console import actions, words
from console.actions import ACTIONS, Place, Sight
from console.app import Console
from console.screens.case import CaseScreen
from console.screens.outbox import OutboxScreen
from console.screens.rounds import RoundsScreen
from console.screens.tray import TrayScreen
from console.session import Session

SCREENS = {
    Place.TRAY: TrayScreen,
    Place.CASE: CaseScreen,
    Place.ROUNDS: RoundsScreen,
    Place.OUTBOX: OutboxScreen,
}


@pytest.mark.parametrize("place", Place)
def test_each_key_means_one_thing(place: Place) -> None:
    """No key stands for two actions in one place."""
    keys = [key for action in actions.at(place) for key in action.key.split(",")]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("place", Place)
def test_each_action_can_be_done(place: Place) -> None:
    """Every row of the table has its method in the place or in the app."""
    for action in actions.at(place):
        name = f"do_{action.name}"
        assert hasattr(SCREENS[place], name) or hasattr(Console, name), name


@pytest.mark.parametrize("place", Place)
def test_footer_fits_the_narrow_screen(place: Place) -> None:
    """The last line is never cut at 80 cells."""
    assert cell_len(actions.footer(place)) <= 80


def test_labels_have_readings() -> None:
    """Each action can be found by kana and romaji."""
    for action in ACTIONS:
        assert action.label and any("a" <= char <= "z" for char in action.words[1])


def test_a_key_that_is_off_says_why(session: Session) -> None:
    """A refused action gives a sentence about this very case; an allowed one gives none."""
    tabled, waiting = session.register.cases["R8-0051"], session.register.cases["R8-0059"]
    select = actions.named("select")

    assert select.why_not(Sight(case=tabled)) is None
    assert "補正依頼中" in (select.why_not(Sight(case=waiting)) or "")
    assert select.why_not(Sight()) == words.NO_CASE
    assert actions.named("undo").why_not(Sight()) == words.NOTHING_TO_UNDO
