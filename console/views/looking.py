"""How a clerk looks at the tray: which view, which words, in which order. Kept over restarts."""

from collections.abc import Mapping

from console.views.caselist import SORTINGS
from console.words import tray as said
from rules import lookup
from rules.lookup import Word
from rules.record import Struct, field, replace

BUILT_IN = dict(said.VIEWS)
FIRST_SORTING = next(iter(SORTINGS))


class Looking(Struct, frozen=True, kw_only=True):
    view: str = said.ALL
    typed: str = ""
    """What stands in the filter, beside the view's own words."""
    sorting: str = FIRST_SORTING
    kept: Mapping[str, str] = field(default_factory=dict)
    """The clerk's own views: name and filter words."""

    @property
    def views(self) -> dict[str, str]:
        return BUILT_IN | dict(self.kept)

    @property
    def words(self) -> tuple[Word, ...]:
        return lookup.words(f"{self.views.get(self.view, '')} {self.typed}")

    def step(self, by: int) -> "Looking":
        """The next view, round and round."""
        names = list(self.views)
        here = names.index(self.view) if self.view in names else 0
        return replace(self, view=names[(here + by) % len(names)])

    def resorted(self) -> "Looking":
        names = list(SORTINGS)
        return replace(self, sorting=names[(names.index(self.sorting) + 1) % len(names)])

    def keep(self, name: str) -> "Looking":
        """What is looked at now as a view of this name, which takes the place of the words that were typed."""
        words = " ".join(filter(None, (self.views.get(self.view, ""), self.typed)))
        return replace(self, view=name, typed="", kept={**self.kept, name: words})

    def drop(self, name: str) -> "Looking":
        kept = {each: words for each, words in self.kept.items() if each != name}
        return replace(self, kept=kept, view=said.ALL if self.view == name else self.view)
