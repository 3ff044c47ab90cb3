"""The catalogue of the archive (書庫の目録): which cases of years gone by fit, and what their lines say.

A hundred thousand of them are one array of integers; what a line says is read when somebody looks at it.
"""

from array import array
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

import msgspec

from rules.eras import ERAS
from rules.lookup import Word
from rules.numbers import year_of
from rules.record import Struct
from store import concordance
from store.archive import Archive
from store.finished import SUMMARY, Summary, summary

ARCHIVED = "書庫"
"""The word by which a search finds all that lies in the archive, and nothing else."""

Ids = Sequence[int]
"""Held as an `array`: four bytes each."""

MOST = 1_000
"""Rows of one question: SQLite takes no more than some thousand values."""


class Order(StrEnum):
    NEWEST = "newest"
    """What came into the archive last is first."""
    NUMBER = "number"
    BUSINESS = "business"
    PRODUCT = "product"
    ROUND = "round"


_NUMBERS = msgspec.json.Decoder(list[int])
_PART = 20_000
"""Characters of ids that are read at once: each is an object for a moment, and a hundred thousand are megabytes."""
_ERAS = "".join(era.letter for era in reversed(ERAS))
_ORDERS = {
    Order.NEWEST: "document",
    Order.NUMBER: f"instr('{_ERAS}', substr(year, 1, 1)), length(year), year, length(number), number",
    Order.BUSINESS: "name, document",
    Order.PRODUCT: "product, document",
    Order.ROUND: "round DESC, document DESC",
}
"""By number as `rules.numbers.turn` has it."""


class Catalogue(Struct, frozen=True):
    """Any thread may ask; each has its own connection. Raises what `Archive` raises."""

    archive: Archive

    def find(
        self, wanted: Sequence[Word] = (), order: Order = Order.NEWEST, but: Collection[str] = ()
    ) -> Ids:
        """The ids of the cases that all of these words fit, without those numbers: what stands in the register."""
        question, values = self._question(wanted)
        if order is not Order.NEWEST:
            question = f"SELECT document FROM summaries WHERE document IN ({question})"  # noqa: S608
        ids = self._listed(f"{question} ORDER BY {_ORDERS[order]}", values)
        if order is Order.NEWEST:
            ids.reverse()
        if doubled := set(self._ids(but)):
            ids = array(ids.typecode, (id for id in ids if id not in doubled))
        return ids

    def _listed(self, question: str, values: tuple[str, ...]) -> "array[int]":
        """All ids in one text: SQLite makes it while other threads run, which it can't between two rows."""
        rows = self.archive.ask(f"SELECT group_concat(document) FROM ({question})", values)  # noqa: S608
        ids = array("i")
        for part in _parts(rows[0][0] or "" if rows else ""):
            ids.fromlist(_NUMBERS.decode(f"[{part}]"))
        return ids

    def _question(self, wanted: Sequence[Word]) -> tuple[str, tuple[str, ...]]:
        """By the concordance; as long as that is not complete, by reading what every case is found by."""
        if wanted and not self.archive.backlog:
            return concordance.question(wanted)
        if not wanted:
            # Read by an index and sorted then: in order of itself the table would be read, with all words.
            return "SELECT +document AS document FROM summaries", ()
        where = " AND ".join(_condition(word) for word in wanted)
        needles = tuple(each for word in wanted for each in word.any_of)
        return f"SELECT document FROM summaries WHERE {where}", needles  # noqa: S608

    def page(self, ids: Ids) -> list[Summary | None]:
        """What stands under these ids, in their order; None for what has left the archive meanwhile."""
        rows = self.archive.ask(
            f"SELECT document, {SUMMARY} FROM summaries WHERE document IN ({_marks(ids)})",  # noqa: S608
            tuple(ids),
        )
        known = {id: summary(*columns) for id, *columns in rows}
        return [known.get(id) for id in ids]

    def id_of(self, number: str) -> int | None:
        return next(self._ids((number,)), None)

    def _ids(self, numbers: Collection[str]) -> Iterator[int]:
        """By year, as the index is."""
        by_year: dict[str, list[str]] = {}
        for number in numbers:
            by_year.setdefault(year_of(number), []).append(number)
        for year in by_year:
            for first in range(0, len(by_year[year]), MOST):
                some = by_year[year][first : first + MOST]
                question = f"SELECT document FROM summaries WHERE year = ? AND number IN ({_marks(some)})"  # noqa: S608
                yield from (id for (id,) in self.archive.ask(question, (year, *some)))


def _parts(listed: str) -> Iterator[str]:
    """The list in pieces, parted at commas."""
    start = 0
    while start < len(listed):
        end = listed.find(",", start + _PART)
        end = len(listed) if end < 0 else end
        yield listed[start:end]
        start = end + 1


def _condition(word: Word) -> str:
    found = " OR ".join("instr(words, ?) > 0" for _ in word.any_of)
    return f"NOT ({found})" if word.is_not else f"({found})"


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values)
