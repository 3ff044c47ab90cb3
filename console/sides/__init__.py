"""The views of an open case, in the order of the left and right keys."""

from collections.abc import Callable, Iterator

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


class Side(Struct, frozen=True):
    name: str
    lines: Callable[[Casefile], Iterator[Paragraph]]
    command: tuple[str, ...] = ()
    """What the robot is asked first, its answer being `Casefile.told`; {number}, {columns} and {rows} are filled in."""


def why(file: Casefile) -> Iterator[Line]:
    """What the robot says of its decisions, mail by mail, as `mailbot why` prints it."""
    yield from (Line(line, indent=4) for line in lines(file.told))


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
