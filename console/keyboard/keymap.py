"""The keys that an office has chosen: what is wrong with them, and how Textual calls them. Knows no Textual.

`python -m console.keyboard.keymap CONFIG` writes the problems as JSON: `mailbot doctor` asks so.
"""

import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from console.actions import ACTIONS
from console.keyboard import keys
from console.places import Place
from console.words import habits as words
from store.config import load
from store.errors import Problem

HELD = ("ctrl", "shift", "alt")
OF_LISTS = frozenset(
    {"up", "down", "shift+up", "shift+down", "pageup", "pagedown", "home", "end", "j", "k", "g", "G"}
)
"""What moves in every list, whatever the place."""
NAMED = {
    *keys.NAMES,
    *keys.TEXTUAL.values(),
    "backspace",
    "delete",
    "insert",
    *(f"f{n}" for n in range(1, 13)),
}


def problems(file: str, chosen: Mapping[str, str]) -> list[Problem]:
    """All that is wrong: no such action or key, a key of all lists, one key for two actions of a place."""
    known = [action.name for action in ACTIONS.rows]
    found = [_unknown(file, name, known) for name in chosen if name not in known]
    for name, text in chosen.items():
        asked = _keys(text)
        wrong = [(words.NO_SUCH_KEY, key, words.KEY_LIKE_THIS) for key in asked if not _is_key(key)]
        wrong += [(words.KEY_OF_LISTS, key, words.KEY_ELSE) for key in asked if key in OF_LISTS]
        found += [_problem(file, name, said.format(key=key), mend) for said, key, mend in wrong]
    return found or list(_clashes(file, chosen))


def _problem(file: str, name: str, said: str, mend: str) -> Problem:
    return Problem(file=file, key=f"console.keys.{name}", problem=said, mend=mend)


def _keys(text: str) -> list[str]:
    return [key.strip() for key in text.split(",")]


def _unknown(file: str, name: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, n=1)
    mend = words.NEAR_ACTION.format(name=near[0]) if near else words.ACTIONS_IN_HELP
    return _problem(file, name, words.NO_SUCH_ACTION, mend)


def _clashes(file: str, chosen: Mapping[str, str]) -> Iterator[Problem]:
    changed, told = ACTIONS.with_keys(chosen), set()
    for place in Place:
        taken: dict[str, str] = {}
        for action in changed.at(place):
            for key in action.keys:
                other = taken.setdefault(key, action.name)
                pair = frozenset((other, action.name))
                if other != action.name and pair not in told:
                    told.add(pair)
                    name = action.name if action.name in chosen else other
                    said = words.KEY_TAKEN.format(key=key, one=ACTIONS.named(other).label, two=action.label)
                    yield _problem(file, name, said, words.KEY_ELSE)


def _is_key(key: str) -> bool:
    *held, last = key.split("+") if len(key) > 1 else [key]
    if any(each not in HELD for each in held):
        return False
    return last in NAMED or (len(last) == 1 and last.isascii() and last.isprintable())


if __name__ == "__main__":
    found = problems(sys.argv[1], load(Path(sys.argv[1])).console.keys)
    sys.stdout.write(msgspec.json.encode(found).decode())
