"""How well sheets are read: `.venv/bin/python -m tests.sheets.score [--seeds 2000]`.

Recall: of the answers that stand on the sheets, those read right. Precision: of the values read, those that are
right. Silent: neither right nor flagged by a finding on the answer or on writing that was left unread.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping

from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Sheet, Workbook, open_workbook
from rules.checks import check
from rules.model import Entry, Severity, Value
from rules.record import Struct, field
from tests.entries import CONTEXT, FORMS, form
from tests.sheets.corpus import NAMES, data, described, fields
from tests.sheets.mutations import mutated

SHEET_DOUBTS = frozenset({"sheet_cut", "unknown_form"})
"""Findings on a whole sheet that stand for any answer of it that was not read."""


class Score(Struct):
    expected: int = 0
    read: int = 0
    right: int = 0
    fields: int = 0
    """All that had to be judged: answers expected or read."""
    silent: list[str] = field(default_factory=list)
    flagged: Counter[str] = field(default_factory=Counter)
    """Key -> times not right, but told."""

    def add(
        self,
        name: str,
        want: Mapping[str, Value],
        reading: Reading,
        entry: Entry | None,
        cells: Mapping[str, str] | None = None,
    ) -> None:
        """`cells`: where the answers really stand, by key."""
        got = {key: answer.value for key, answer in entry.fields.items()} if entry else {}
        told, everything = _told(reading, entry, cells or {})
        for key in {*want, *(key for key, value in got.items() if value is not None)}:
            wanted, value = want.get(key), got.get(key)
            self.fields += 1
            self.expected += wanted is not None
            self.read += value is not None
            if value == wanted:
                self.right += 1
            elif key in told or everything:
                self.flagged[key] += 1
            else:
                self.silent.append(f"{name}: {key} {value!r}, not {wanted!r}")

    @property
    def recall(self) -> float:
        return self.right / self.expected

    @property
    def precision(self) -> float:
        return self.right / self.read

    @property
    def share(self) -> float:
        return self.right / self.fields

    def lines(self) -> Iterable[str]:
        yield f"  fields {self.fields}, right {self.right} ({self.share:.3%})"
        yield f"  recall {self.recall:.3%}, precision {self.precision:.3%}"
        yield f"  wrong but flagged {self.flagged.total()}, wrong and silent {len(self.silent)}"


def corpus() -> Score:
    """Over the workbooks of this folder that hold entries."""
    score = Score()
    for name in NAMES:
        book = open_workbook(data(name))
        wanted = described(name).get("entries", [])
        if not isinstance(book, Workbook) or not wanted:
            continue
        reading = read(book, FORMS, CONTEXT)
        read_as = {entry.sheet: entry for entry in reading.entries}
        for each in wanted:
            want = {key: tuple(v) if isinstance(v, list) else v for key, v in fields(each).items()}
            score.add(name, want, reading, read_as.get(each["sheet"]))
    return score


def mutations(seeds: Iterable[int]) -> Score:
    score = Score()
    cache: dict[str, Sheet] = {}
    for seed in seeds:
        draft = mutated(seed, cache)
        reading = read(draft.workbook(), FORMS, CONTEXT)
        entry = reading.entries[0] if len(reading.entries) == 1 else None
        cells = {key: draft.address(place) for key, place in draft.answers.items()}
        score.add(f"seed {seed}", draft.expected, reading, entry, cells)
    return score


def _told(reading: Reading, entry: Entry | None, cells: Mapping[str, str]) -> tuple[set[str], bool]:
    """The keys with an error or a warning, or whose cell one names; and whether a doubt covers them all."""
    if entry is None:
        return set(), bool(reading.findings)
    found = [f for f in check(entry, form(entry.form), CONTEXT) if f.severity is not Severity.INFO]
    doubts = {finding.code for finding in (*found, *reading.findings)}
    messages = "\n".join(finding.message for finding in found)
    named = {key for key, cell in cells.items() if re.search(rf"{re.escape(cell)}(?!\d)", messages)}
    return named | {finding.field for finding in found if finding.field}, bool(doubts & SHEET_DOUBTS)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seeds", type=int, default=2_000)
    seeds = arguments.parse_args().seeds
    for title, score in (("corpus", corpus()), (f"{seeds} seeded mutations", mutations(range(seeds)))):
        lines = (title, *score.lines(), *(f"  {each}" for each in score.silent))
        sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
