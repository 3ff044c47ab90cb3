"""The table of actions: one row for each key, from which bindings, footer and help are made."""

import pytest
from rich.cells import cell_len
from textual.widget import Widget

from console import words
from console.actions import ACTIONS, Sight
from console.app import Console, screen_of
from console.places import Place, spot
from console.screens.place import GO
from console.session import Session
from console.widgets.page import Page
from console.widgets.table import Table
from rules.record import replace


@pytest.mark.parametrize("place", Place)
def test_each_key_means_one_thing(place: Place) -> None:
    """No key stands for two actions in one place."""
    keys = [key for action in ACTIONS.at(place) for key in action.key.split(",")]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("widget", [Table, Page])
def test_no_widget_takes_a_key_of_the_table(widget: type[Widget]) -> None:
    """But for Enter, which a list opens, and the blank, which turns a page: what has the focus hears a key first.

    A list that is not yet laid out takes the arrow keys of Textual's own scrolling: the first one was lost.
    """
    keys = {key for action in ACTIONS.rows for key in action.key.split(",")}

    assert keys & set(widget._merge_bindings().key_to_bindings) <= {"enter", "space"}


@pytest.mark.parametrize("place", Place)
def test_each_action_can_be_done(place: Place) -> None:
    """Every row of the table has its method in the place or in the app, or leads to a place."""
    screen = screen_of(spot(place))
    for action in ACTIONS.at(place):
        name = f"do_{action.name}"
        known = hasattr(screen, name) or hasattr(Console, name)
        assert known or action.name.removeprefix(GO) in set(Place), name


@pytest.mark.parametrize("place", Place)
def test_footer_fits_the_narrow_screen(place: Place) -> None:
    """The last line is never cut at 80 cells."""
    assert cell_len(ACTIONS.footer(place)) <= 80


def test_what_asks_for_an_answer_stays_on_a_narrow_line(session: Session) -> None:
    """A claim and what is to be read come before the outcomes; the line ends in the key that names the rest."""
    case = replace(session.register.cases["R8-0051"], attention=("x",), claims=("f" * 64,))
    sight = Sight(cases=(case,))
    whole = ACTIONS.deeds(Place.CASE, sight, 200)
    narrow = ACTIONS.deeds(Place.CASE, sight, 68)

    assert narrow == "z 確認済  b 同じ事業者です  B 別の事業者です  s 選定  ほか ?"
    assert whole.startswith("z 確認済") and whole.endswith("m メモ")
    assert ACTIONS.with_keys({"help": "f1"}).deeds(Place.CASE, sight, 4) == "ほか F1"


def test_labels_have_readings() -> None:
    """Each action can be found by kana and romaji."""
    for action in ACTIONS.rows:
        assert action.label and any("a" <= char <= "z" for char in action.words[1])


def test_a_key_that_is_off_says_why(session: Session) -> None:
    """A refused action gives a sentence about this very case; an allowed one gives none."""
    tabled, waiting = session.register.cases["R8-0051"], session.register.cases["R8-0059"]
    select = ACTIONS.named("select")

    assert select.why_not(Sight(cases=(tabled,))) is None
    assert "補正依頼中" in (select.why_not(Sight(cases=(waiting,))) or "")
    assert "R8-0059 は" in (select.why_not(Sight(cases=(tabled, waiting))) or "")
    assert select.why_not(Sight()) == words.NO_CASE
    assert ACTIONS.named("undo").why_not(Sight()) == words.NOTHING_TO_UNDO
