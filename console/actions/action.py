"""One thing a clerk may do: its name, words and keys, where it is offered, and when it is allowed."""

from collections.abc import Callable
from enum import StrEnum

from console.keyboard.keys import shown
from console.places import Place
from console.register import Sheet
from rules.model import Arrival, Business, Case, Letter
from rules.record import Struct


class Shelf(StrEnum):
    """Where a key is printed; the help prints all."""

    KEYS = "keys"
    """The last line: how to move about."""
    DEEDS = "deeds"
    """The line above, as long as it is allowed: what may be done to what lies under the cursor or is marked."""
    MORE = "more"
    """A deed too, but too rare for that line: help and the search of commands name it."""
    HELP = "help"


DEEDS = frozenset({Shelf.DEEDS, Shelf.MORE})
"""What a console that only looks does not do."""


class Sight(Struct, frozen=True, kw_only=True):
    """What the clerk has before them: the marked rows, else the row under the cursor; and what `u` would take back."""

    cases: tuple[Case, ...] = ()
    troubled: tuple[Letter, ...] = ()
    """Letters about `cases` that wait for a person."""
    letters: tuple[Letter, ...] = ()
    mails: tuple[Arrival, ...] = ()
    """With them `cases` are those that one of them asks to be about."""
    sheet: Sheet | None = None
    business: Business | None = None
    """Whose case it is, where one is open."""
    businesses: tuple[Business, ...] = ()
    """Of the registry. With one of them `cases` are its own."""
    waits: bool = False
    """Something that needs a person is under the cursor, whatever it is."""
    undo: str = ""

    @property
    def case(self) -> Case | None:
        """The first, for what can be done to one alone."""
        return self.cases[0] if self.cases else None

    @property
    def letter(self) -> Letter | None:
        return self.letters[0] if self.letters else None

    @property
    def mail(self) -> Arrival | None:
        return self.mails[0] if self.mails else None

    @property
    def claim(self) -> str:
        """The mail (id) from another address that asks to be about what is seen; '' when none does."""
        asking = self.case.claims if self.case else ()
        if self.mails:
            return self.mails[0].id if any(self.mails[0].id in case.claims for case in self.cases) else ""
        return asking[0] if asking else ""


WhyNot = Callable[[Sight], str | None]
"""None: allowed. Else a Japanese sentence that says why not."""


def always(sight: Sight) -> str | None:
    return None


def unasked(sight: Sight) -> bool:
    return False


class Action(Struct, frozen=True):
    name: str
    """The screen's or the app's method is `do_NAME`; in the configuration `console.keys` calls it so too."""
    words: tuple[str, str]
    """Label, and its reading in kana and romaji for the search of commands."""
    key: str
    """Keys as a person names them, the first is shown: 'q,escape'."""
    places: tuple[Place, ...] = tuple(Place)
    why_not: WhyNot = always
    shelf: Shelf = Shelf.KEYS
    asked: Callable[[Sight], bool] = unasked
    """What is seen waits for just this."""

    @property
    def label(self) -> str:
        return self.words[0]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key.strip() for key in self.key.split(","))

    @property
    def shown_key(self) -> str:
        return shown(self.keys[0])
