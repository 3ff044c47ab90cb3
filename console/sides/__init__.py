"""The views of an open case, in the order of the left and right keys."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from console.shown import Shown, clean, lines
from console.sides.answers import answers
from console.sides.changes import changes
from console.sides.notes import notes
from console.sides.pictures import pictures
from console.sides.pledge import pledge
from console.views import casefile
from console.views.casefile import Casefile
from console.views.lines import Line, Paragraph
from console.words import sides as words
from rules.record import Struct

INSTANT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
"""As commands write it: there are no others in words for people, but for what a stranger types."""


class Side(Struct, frozen=True):
    name: str
    lines: Callable[[Casefile], Iterator[Paragraph]]
    command: tuple[str, ...] = ()
    """What the robot is asked first, its answer being `Casefile.told`; {number}, {columns} and {rows} are filled in."""


def why(file: Casefile) -> Iterator[Line]:
    """What the robot says of its decisions, mail by mail, as `mailbot why` prints it; its instants as ours."""

    def ours(found: re.Match[str]) -> str:
        return file.dates.short(datetime.fromisoformat(found[0]))

    yield from (Line(line, indent=4) for line in lines(INSTANT.sub(ours, file.told)))


SIDES = (
    Side(words.FINDINGS, casefile.findings),
    Side(words.ANSWERS, answers),
    Side(words.PLEDGE, pledge),
    Side(words.MAILS, casefile.mails),
    Side(words.LETTERS, casefile.letters),
    Side(words.HISTORY, casefile.history),
    Side(words.WHY, why, ("why", "{number}")),
    Side(words.NOTES, notes),
    Side(words.CHANGES, changes),
    Side(
        words.PICTURES,
        pictures,
        ("pictures", "{number}", "--columns={columns}", "--rows={rows}", "--json"),
    ),
)


def tabs(current: int) -> Shown:
    """'[検査] 申請 ...': which view is open."""
    names = (f"[{side.name}]" if index == current else f" {side.name} " for index, side in enumerate(SIDES))
    return clean("".join(names))
