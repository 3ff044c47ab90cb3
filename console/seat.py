"""How a clerk left the console, so that the next morning begins there: place, view, words, order, cursor, look."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from console.looks import LOOKS
from console.places import SPOTS, START, Place
from console.views.caselist import SORTINGS
from console.views.looking import FIRST_SORTING, Looking
from console.words import tray as said
from rules.record import Struct, field, replace
from store import seat


class Kept(Struct, kw_only=True):
    """As it stands in the file. What a newer program added is passed over."""

    place: str = START
    view: str = said.ALL
    typed: str = ""
    sorting: str = FIRST_SORTING
    views: Mapping[str, str] = {}
    cursor: str = ""
    look: str = ""
    by: str = ""
    draft: Mapping[str, str] = {}
    """The entry on paper that is half typed (`console.paper.draft`)."""


class Seat(Struct):
    """Of one login. Without a directory nothing is kept, as in a test or at a demonstration."""

    directory: Path | None = None
    login: str = ""
    kept: Kept = field(default_factory=Kept)
    _written: Kept | None = None

    @classmethod
    def of(cls, directory: Path, login: str) -> "Seat":
        try:
            kept = msgspec.convert(seat.state(directory, login), Kept)
        except msgspec.ValidationError:
            kept = Kept()
        return cls(directory, login, kept, replace(kept))

    @property
    def place(self) -> Place:
        """Where the console opens: a place that one can go to."""
        known = {spot.place for spot in SPOTS if spot.digit}
        return Place(self.kept.place) if self.kept.place in known else START

    @property
    def look(self) -> str:
        """'' for the office's own."""
        return self.kept.look if self.kept.look in LOOKS else ""

    @property
    def looking(self) -> Looking:
        kept = self.kept
        looking = Looking(view=kept.view, typed=kept.typed, kept=dict(kept.views))
        sorting = kept.sorting if kept.sorting in SORTINGS else FIRST_SORTING
        view = kept.view if kept.view in looking.views else said.ALL
        return Looking(view=view, typed=kept.typed, sorting=sorting, kept=looking.kept)

    def look_at(self, looking: Looking) -> None:
        kept = self.kept
        kept.view, kept.typed, kept.sorting = looking.view, looking.typed, looking.sorting
        kept.views = dict(looking.kept)

    def save(self) -> None:
        """Writes what has changed since the last time, if anything has."""
        if self.directory is not None and self.kept != self._written:
            self._written = replace(self.kept)
            seat.keep_state(self.directory, self.login, msgspec.to_builtins(self.kept))

    def save_frame(self, frame: dict[str, Any]) -> None:
        if self.directory is not None:
            seat.keep_frame(self.directory, self.login, frame)
