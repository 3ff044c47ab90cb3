"""What a clerk has typed of an entry on paper so far: it waits while they are elsewhere, and over a night."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from console import words
from console.words import post
from rules.record import Struct, field

if TYPE_CHECKING:
    from rules.forms import Field, Form, Section

HEADS = FORM, RECEIVED, LETTERS, PLEDGE, PHOTO, SHEET = tuple(
    f"={name}" for name in ("form", "received", "letters", "pledge", "photo", "sheet")
)
"""Keys of the lines above the form's own, none of which begins with '='."""
PATHS = frozenset({PLEDGE, PHOTO, SHEET})
"""Lines in which the place of a file may stand."""
OF_ONE_PRODUCT = frozenset({"prev_no"})
"""What stands among the answers about the business and isn't about it."""
DEFAULTS = {FORM: words.FORMS["food"], LETTERS: post.BY_MAIL, PLEDGE: post.NO_PAPER, PHOTO: post.NO_PAPER}


class Draft(Struct, kw_only=True):
    values: dict[str, str] = field(default_factory=dict)
    """By the lines' keys."""
    before: Mapping[str, str] = field(default_factory=dict)
    """The answers of the entry that was registered last."""
    number: str = ""
    """Its case, the first where a file held several; '' after it was taken back."""

    def text(self, key: str) -> str:
        return self.values.get(key, DEFAULTS.get(key, ""))

    @property
    def empty(self) -> bool:
        """No answer stands there yet, and no file that holds them."""
        return not any(text.strip() for key, text in self.values.items() if key == SHEET or key[:1] != "=")

    def clear(self) -> None:
        self.values.clear()

    def registered(self, numbers: Iterable[str]) -> None:
        """Makes room for the next, and keeps this one for `follow` and `come_back`."""
        self.before, self.number = dict(self.values), next(iter(numbers), "")
        self.clear()

    def come_back(self) -> None:
        """What was registered last is on the desk again: `u` took the case back, not the clerk's typing."""
        self.values, self.number = dict(self.before), ""

    def follow(self, form: "Form") -> None:
        """Another product of the business that was registered last: what the form asks of it stands there already."""
        kept = {FORM, RECEIVED, LETTERS, *(each.key for each in _beside(form, "biz_name"))} - OF_ONE_PRODUCT
        self.values = {key: text for key, text in self.before.items() if key in kept}


def keys(section: "Section") -> set[str]:
    return {answer.key for row in section.rows for answer in row.answers}


def _beside(form: "Form", key: str) -> "tuple[Field, ...]":
    """The fields of the section in which this one stands."""
    found = (each for each in form.sections if key in keys(each))
    return tuple(answer for each in found for row in each.rows for answer in row.answers)
