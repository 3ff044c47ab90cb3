"""What the console is to keep to: figures on the machine they were set on, and ratios, which hold on any.

One more target, at most 25 widgets on a screen, is counted by the tests of the places.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter

from rules.record import Struct
from tests.bench.waits import Run, Waits, middle, p99

Values = Sequence[float]


class Guard(Struct, frozen=True, kw_only=True):
    """A ratio of medians of the same run."""

    most: float
    beside: str
    of: Callable[[Run], tuple[Values, Values]]
    """Ours and theirs; an empty one was not measured."""


class Target(Struct, frozen=True, kw_only=True):
    figure: str
    of: Callable[[Waits], Values] | None = None
    """At the largest number of cases; None where the ratio alone counts."""
    most: float = 0.0
    unit: str = "ms"
    sum_up: Callable[[Values], float] = middle
    guard: Guard | None = None


def _largest(run: Run) -> Waits:
    return run.consoles[max(run.consoles)]


def _beside_nothing(run: Run) -> tuple[Values, Values]:
    return _largest(run).first, run.python.first


def _beside_few(run: Run) -> tuple[Values, Values]:
    return _largest(run).cpu, run.consoles[min(run.consoles)].cpu if len(run.consoles) > 1 else ()


def _beside_bare(figure: str) -> Callable[[Run], tuple[Values, Values]]:
    of = attrgetter(figure)
    return lambda run: (of(_largest(run)), of(run.bare))


def _beside_grid(ours: str, theirs: str) -> Callable[[Run], tuple[Values, Values]]:
    """Of as many cases as rows: the most that DataTable was given."""

    def pair(run: Run) -> tuple[Values, Values]:
        size = max(run.grids, default=0)
        return (
            (attrgetter(ours)(run.consoles[size]), attrgetter(theirs)(run.grids[size])) if size else ((), ())
        )

    return pair


TARGETS = (
    Target(
        figure="last screen",
        of=attrgetter("first"),
        most=60,
        guard=Guard(most=4, beside="`python -c pass`", of=_beside_nothing),
    ),
    Target(
        figure="first frame",
        of=attrgetter("live"),
        most=500,
        guard=Guard(most=1.15, beside="empty app, CPU", of=_beside_bare("cpu")),
    ),
    Target(
        figure="first frame, / fewest cases",
        guard=Guard(most=1.2, beside="fewest cases, CPU", of=_beside_few),
    ),
    Target(
        figure="cursor, p50",
        of=attrgetter("cursor"),
        most=8,
        guard=Guard(most=0.5, beside="DataTable, settled", of=_beside_grid("cursor", "settled")),
    ),
    Target(figure="cursor, p99", of=attrgetter("cursor"), most=25, sum_up=p99),
    Target(figure="cursor with preview, p50", of=attrgetter("settled"), most=40),
    Target(figure="cursor with preview, p99", of=attrgetter("settled"), most=70, sum_up=p99),
    Target(
        figure="page, p50",
        of=attrgetter("page"),
        most=35,
        guard=Guard(most=0.5, beside="DataTable", of=_beside_grid("page", "page")),
    ),
    Target(figure="page, p99", of=attrgetter("page"), most=80, sum_up=p99),
    Target(figure="a letter's echo", of=attrgetter("echo"), most=30),
    Target(
        figure="what it finds",
        of=attrgetter("archive"),
        most=80,
        guard=Guard(most=0.05, beside="DataTable", of=_beside_grid("archive", "search")),
    ),
    Target(figure="a case opened", of=attrgetter("opened"), most=45),
    Target(figure="back by q", of=attrgetter("back"), most=25),
    Target(figure="held key, tail", of=attrgetter("held"), most=100),
    Target(
        figure="memory",
        of=attrgetter("memory"),
        most=60 * 2**20 / 1e6,
        unit="MB",
        guard=Guard(most=1.6, beside="empty app", of=_beside_bare("memory")),
    ),
)


def report(run: Run) -> str:
    """Markdown: each target, what was measured at the most cases, and whether it is met."""
    head = f"| | target | {max(run.consoles):,} cases | | guard | ratio | |"
    return "\n".join((head, f"|{'---|' * 7}", *(_row(each, run) for each in TARGETS)))


def _row(target: Target, run: Run) -> str:
    values = target.of(_largest(run)) if target.of else ()
    cells = [target.figure, f"{target.most:.0f} {target.unit}" if target.of else ""]
    cells += _judged(target.sum_up(values), target.most, "{:.0f}") if values else ["", ""]
    guard = target.guard
    ours, theirs = guard.of(run) if guard else ((), ())
    cells.append(f"{guard.most:g} x {guard.beside}" if guard else "")
    cells += (
        _judged(middle(ours) / middle(theirs), guard.most, "{:.2f}")
        if guard and ours and theirs
        else ["", ""]
    )
    return f"| {' | '.join(cells)} |"


def _judged(value: float, most: float, form: str) -> list[str]:
    return [form.format(value), "met" if value <= most else "missed"]
