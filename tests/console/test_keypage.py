"""The page of keys says all that the table of actions has."""

from console import keys
from console.actions import ACTIONS
from console.keypage import page
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
