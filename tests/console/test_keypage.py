"""The page of keys says all that the table of actions has."""

import re
from pathlib import Path

from console.actions import ACTIONS
from console.keyboard import keys
from console.keyboard.keypage import page
from console.places import SPOTS


def test_every_key_of_every_place_stands_on_the_page() -> None:
    """Each action with its label, its keys and the name by which an office gives it another key."""
    rows = [line for line in page().splitlines() if line.startswith("| `")]

    for action in ACTIONS.rows:
        pressed = "、".join(f"`{keys.shown(key)}`" for key in action.keys)
        assert f"| {pressed} | {action.label} | `{action.name}` |" in rows, action.name


def test_places_stand_in_their_order() -> None:
    """The reader finds a place by its digit."""
    titles = [line for line in page().splitlines() if line.startswith("## ")]

    assert len(titles) == len(SPOTS) + 1
    assert all(spot.label in title for spot, title in zip(SPOTS, titles[1:], strict=True))


def test_the_page_in_docs_is_this_one() -> None:
    """`python -m console.keyboard.keypage > docs/keys.ja.md` after a change of the table."""
    assert (Path(__file__).parents[2] / "docs/keys.ja.md").read_text("utf-8") == page()


def test_the_handbook_shows_what_is_there() -> None:
    """Each picture and page that it names lies in docs/."""
    docs = Path(__file__).parents[2] / "docs"
    named = re.findall(r"\]\(([^)#]+)\)", (docs / "handbook.ja.md").read_text("utf-8"))

    assert len(named) > 10
    assert [name for name in named if not (docs / name).exists()] == []
