"""The handbook's page of keys, made from the table of actions: `python -m console.keyboard.keypage`."""

import sys
from collections.abc import Iterator

from console.actions import ACTIONS, Action
from console.keyboard import keys
from console.places import SPOTS
from console.words import HELP_MOVES, keypage


def page() -> str:
    """Markdown: first what is the same everywhere, then each place with its own."""
    common = [action for action in ACTIONS.rows if all(spot.place in action.places for spot in SPOTS)]
    lines = [f"# {keypage.TITLE}", "", keypage.ABOUT, "", f"## {keypage.EVERYWHERE}", "", *_table(common)]
    for spot in SPOTS:
        own = [action for action in ACTIONS.at(spot.place) if action not in common]
        title = f"{spot.label}({spot.digit})" if spot.digit else spot.label
        lines += ["", f"## {title}", "", *_table(own)]
    return "\n".join((*lines, "", *HELP_MOVES, ""))


def _table(actions: list[Action]) -> Iterator[str]:
    yield f"| {keypage.KEY} | {keypage.DOES} | {keypage.NAME} |"
    yield "|---|---|---|"
    for action in actions:
        pressed = "、".join(f"`{keys.shown(key)}`" for key in action.keys)
        yield f"| {pressed} | {action.label} | `{action.name}` |"


if __name__ == "__main__":
    sys.stdout.write(page())
