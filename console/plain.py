"""The console without a screen: a line is asked, lines are answered. For screen readers (Textual has nothing for them),
scripts and broken terminals. Knows no Textual.
"""

import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence

from console import words
from console.keyboard import palette
from console.session import Session
from console.shown import clean
from console.sides import SIDES, Side
from console.views import casefile, caselist
from console.views.caselist import SORTINGS, CaseRows, Texts
from console.views.lines import Line
from console.views.rows import Rows
from console.words import habits, plain as said
from rules import lookup
from rules.model import Case
from rules.record import replace
from store.catalogue import Catalogue
from store.errors import StoreError

PAGE = 20
"""Rows that are read at once."""
READING = frozenset(
    {
        *("cases", "show", "why", "files", "pictures", "export", "check", "forms", "letters"),
        *("rounds", "statistics", "status", "simulate", "doctor", "audit", "service"),
        *("businesses", "mails", "outbox", "terms"),
    }
)
"""Commands that a console which only looks may run: they change nothing in the register."""
ACTING = frozenset({"businesses", "mails", "outbox", "terms"})
"""Those of them that have actions too..."""
LOOKING = frozenset({"show", "read", "pdf", "print", "list"})
"""...and of these the ones that only look."""
SIGNED = frozenset({"purge"})
"""Commands in which the clerk's name is the word that lets go what nothing brings back: it is never put in for them."""
HELP = frozenset({"-h", "--help"})
SPOKEN_SIDES = tuple(side for side in SIDES if not side.command)
USAGE, BY = 2, "--by"
"""How a command ends that was called in a wrong way, and the option that most have."""


def run(session: Session, command: Sequence[str]) -> None:
    """Until `q` or the end of what is typed."""
    talk = Talk(session, command)
    _say([said.GREETING])
    for typed in _typed():
        if typed == "q":
            return
        try:
            session.look()
            _say(talk.answer(typed))
        except StoreError as error:
            _say([str(error)])


def _typed() -> Iterator[str]:
    while True:
        sys.stdout.write(said.PROMPT)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return
        yield line.strip()


def _say(lines: Sequence[str] | Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{clean(line).rstrip()}\n")
    sys.stdout.flush()


class Talk:
    """One sitting: an empty line goes on where the last list stopped."""

    def __init__(self, session: Session, command: Sequence[str]) -> None:
        self._session, self._command = session, tuple(command)
        self._texts = Texts()
        self._rows: Rows | None = None
        self._next = 0

    def answer(self, typed: str) -> Iterator[str]:
        """What is said to this line."""
        if typed == "?":
            yield from said.HELP
        elif typed == "u":
            yield self._session.undo().message
        elif typed.split(" ", 1)[0] == "mailbot":
            yield from self._order(typed)
        elif typed and (case := palette.case_anywhere(self._session, typed)):
            yield from self._case(case, SPOKEN_SIDES)
        elif (found := self._one_side(typed)) is not None:
            yield from self._case(*found)
        else:
            yield from self._list(typed)

    def _list(self, typed: str) -> Iterator[str]:
        if typed or self._rows is None or self._next >= len(self._rows):
            self._rows, self._next = self._found(typed), 0
            yield said.COUNT.format(count=len(self._rows)) if len(self._rows) else said.NONE
        last = min(self._next + PAGE, len(self._rows))
        for place in range(self._next, last):
            yield "  ".join(filter(str.strip, self._rows[place].cells))
        self._next = last
        if last < len(self._rows):
            yield said.MORE.format(count=len(self._rows) - last)

    def _found(self, typed: str) -> Rows:
        session, wanted = self._session, lookup.words(typed)
        sorting = next(iter(SORTINGS.values()))
        live = caselist.live(session.register, self._texts, wanted, sorting)
        catalogue = Catalogue(session.desk.store.archive)
        ids = catalogue.find(wanted, sorting.order, session.register.cases.keys())
        return CaseRows(live, session.register, session.clock(), catalogue, ids)

    def _one_side(self, typed: str) -> tuple[Case, tuple[Side, ...]] | None:
        """'6 手紙': one part of a case, since all of one is long to listen to."""
        number, _, name = typed.partition(" ")
        sides = tuple(side for side in SPOKEN_SIDES if side.name == name.strip())
        case = palette.case_anywhere(self._session, number) if sides else None
        return (case, sides) if case else None

    def _case(self, case: Case, sides: Sequence[Side]) -> Iterator[str]:
        file = self._session.file(case.number)
        if file is None:
            yield words.NO_CASE
            return
        file = replace(file, spoken=True)
        yield from (line.text for line in casefile.heading(file))
        for side in sides:
            yield f"[{side.name}]"
            for line in side.lines(file):
                if isinstance(line, Line) and line.text.strip():
                    yield _without_keys(line.text)

    def _order(self, typed: str) -> Iterator[str]:
        try:
            arguments = shlex.split(typed)[1:]
        except ValueError:
            yield said.UNQUOTED
            return
        if not self._command:
            yield words.NO_PROGRAM
        elif self._session.read_only and not reads(arguments):
            yield habits.READ_ONLY
        else:
            yield from self._done(arguments)

    def _done(self, arguments: Sequence[str]) -> list[str]:
        """By the clerk who sits here, so that `u` finds it. A command that knows no --by tells so and does nothing."""
        unnamed = reads(arguments) or BY in arguments or not SIGNED.isdisjoint(arguments)
        named = () if unnamed else (BY, self._session.desk.by)
        try:
            done = self._run((*arguments, *named))
            if named and done.returncode == USAGE and BY in done.stderr.decode(errors="replace"):
                done = self._run(arguments)
        except (OSError, ValueError) as error:  # as in `Robot.run`
            return [words.NO_CHILD.format(why=error)]
        return (done.stdout + done.stderr).decode(errors="replace").splitlines()

    def _run(self, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603  # our own program, no shell
            [*self._command, *arguments], capture_output=True, check=False
        )


def reads(arguments: Sequence[str]) -> bool:
    if not HELP.isdisjoint(arguments) and "--" not in arguments:
        return True
    command, *rest = arguments or ("",)
    action = next((each for each in rest if not each.startswith("-")), "")
    return command in READING and (command not in ACTING or not action or action in LOOKING)


def _without_keys(text: str) -> str:
    """The commands that do what the screens' keys do."""
    for shown, spoken in said.SPOKEN.items():
        text = text.replace(shown, spoken)
    return text
