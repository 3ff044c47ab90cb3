"""What is waited for at a console, as often as it was measured, and how such figures are summed up."""

import statistics
from collections.abc import Sequence

from rules.record import Struct, field


class Waits(Struct, kw_only=True):
    """Milliseconds, each as often as it was measured; memory in MB."""

    first: list[float] = field(default_factory=list)
    """From the start to the first words of any kind: the screen of the last time."""
    live: list[float] = field(default_factory=list)
    """To the first frame that answers to keys."""
    cpu: list[float] = field(default_factory=list)
    """Of CPU until then: what else the machine does is not counted."""
    cursor: list[float] = field(default_factory=list)
    """From a key to the row under the cursor."""
    settled: list[float] = field(default_factory=list)
    """To all that this key changes: at the console the preview beside the list, which is drawn after it."""
    page: list[float] = field(default_factory=list)
    """To the list a screenful further down; the preview follows as it does behind the cursor."""
    echo: list[float] = field(default_factory=list)
    """From a letter in the filter to this letter on the screen."""
    search: list[float] = field(default_factory=list)
    """To the list of what it finds, live cases."""
    archive: list[float] = field(default_factory=list)
    """To the same with what the archive holds."""
    opened: list[float] = field(default_factory=list)
    """From Enter to the case."""
    back: list[float] = field(default_factory=list)
    """From `q` to the list."""
    held: list[float] = field(default_factory=list)
    """From the last stroke of a key that was held down to the last that is drawn for it."""
    memory: list[float] = field(default_factory=list)
    """Of a console that stands ready."""
    used: list[float] = field(default_factory=list)
    """After all strokes of the run: rows leafed through, cases opened, the archive searched."""


class Run(Struct):
    """What one run of the benchmark has found: consoles and tables by their number of cases or rows."""

    python: Waits = field(default_factory=Waits)
    bare: Waits = field(default_factory=Waits)
    consoles: dict[int, Waits] = field(default_factory=dict)
    grids: dict[int, Waits] = field(default_factory=dict)


def middle(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def p99(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.99 * len(values)))] if values else 0.0


def shown(values: Sequence[float]) -> str:
    return f"{middle(values):.0f}" if values else ""


def ratio(mine: Sequence[float], theirs: Sequence[float]) -> str:
    return f"{middle(mine) / middle(theirs):.2f}" if mine and theirs else ""
