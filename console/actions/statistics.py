"""What can be done with the figures of rounds and fiscal years."""

from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import statistics as words

HERE = (Place.STATISTICS,)


class FiguresSight(Sight, frozen=True, kw_only=True):
    """Which figures are shown."""

    rows: int = 0
    years: int = 0
    """Fiscal years of which there are cases."""
    by_year: bool = False


def _filled(sight: Sight) -> str | None:
    return None if isinstance(sight, FiguresSight) and sight.rows else words.NONE


def _switched(sight: Sight) -> str | None:
    if refused := _filled(sight):
        return refused
    if isinstance(sight, FiguresSight) and sight.by_year:
        return words.ALL_SHOWN
    return None if isinstance(sight, FiguresSight) and sight.years > 1 else words.ONE_YEAR


STATISTICS = (
    Action("figures_left", words.LEFT, "left,h", HERE, _switched, Shelf.HELP),
    Action("figures_right", words.RIGHT, "right,l", HERE, _switched, Shelf.HELP),
    Action("figures_by", words.BY, "v", HERE, _filled),
    Action("figures_measure", words.MEASURE, "m", HERE, _filled),
    Action("figures_save", words.SAVE, "w", HERE, _filled),
)
