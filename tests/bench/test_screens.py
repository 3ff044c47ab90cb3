"""The benchmark of the console runs, and what keeps a long list quick holds without a clock."""

from pathlib import Path

import pytest

from console.register import read
from console.views.caselist import BLOCK, CaseRows
from store.calendar import calendar
from store.catalogue import Catalogue
from store.config import load
from store.documents import Store
from tests.bench.screens import main, seeded
from tests.bench.targets import TARGETS, report
from tests.bench.waits import Run, Waits
from tests.e2e.town import MONDAY

SHORT = {
    "sizes": 12,
    "live": 8,
    "starts": 1,
    "keys": 3,
    "pages": 2,
    "cases": 1,
    "holds": 1,
    "held": 5,
    "words": 2,
}


def test_the_tables_have_their_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """A row for each size, one for DataTable beside it; then one for each target, judged as far as it was measured."""
    assert main([word for name, value in SHORT.items() for word in (f"--{name}", f"{value}")]) == 0

    sizes, targets = (
        [
            [cell.strip() for cell in line.split("|")[1:-1]]
            for line in part.splitlines()
            if line.startswith("| ")
        ]
        for part in capsys.readouterr().out.split("\n\n")[1:]
    )
    assert [row[0] for row in sizes[1:]] == ["console, 12 cases", "DataTable, 12 rows"]
    before, *others = sizes[1][1:]
    assert not before and all(others), "nobody was here before the first start"
    assert [row[0] for row in targets[1:]] == [target.figure for target in TARGETS]
    unmeasured = {
        "last screen",
        "first frame, / fewest cases",
    }  # nobody was here before, and there is one size
    for target, (name, _, value, verdict, _, ratio, held) in zip(TARGETS, targets[1:], strict=True):
        measured = name not in unmeasured
        wanted = [measured and target.of is not None, measured and target.guard is not None]
        assert [verdict in ("met", "missed"), held in ("met", "missed")] == wanted, name
        assert [bool(value), bool(ratio)] == wanted, name


def test_targets_are_judged() -> None:
    """At the most cases; a ratio to DataTable at the most rows that it was given; what was not measured is blank."""
    run = Run(
        bare=Waits(cpu=[100.0]),
        consoles={
            100: Waits(cpu=[110.0], cursor=[3.0], archive=[10.0]),
            9_000: Waits(cpu=[140.0], cursor=[*[8.0] * 99, 26.0, 26.0], archive=[80.4]),
        },
        grids={100: Waits(settled=[7.0], search=[100.0])},
    )
    rows = {line.split("|")[1].strip(): line for line in report(run).splitlines()}

    assert rows["cursor, p50"] == "| cursor, p50 | 8 ms | 8 | met | 0.5 x DataTable, settled | 0.43 | met |"
    assert rows["cursor, p99"] == "| cursor, p99 | 25 ms | 26 | missed |  |  |  |"
    assert (
        rows["what it finds"] == "| what it finds | 80 ms | 80 | missed | 0.05 x DataTable | 0.10 | missed |"
    )
    assert rows["first frame, / fewest cases"].endswith("| 1.2 x fewest cases, CPU | 1.27 | missed |")
    assert rows["first frame"] == "| first frame | 500 ms |  |  | 1.15 x empty app, CPU | 1.40 | missed |"
    assert rows["memory"] == "| memory | 63 MB |  |  | 1.6 x empty app |  |  |"


def test_a_long_list_is_read_where_it_is_looked_at(tmp_path: Path) -> None:
    """Of 5,000 archived cases a screen reads one block, the end another one; keys and places need none."""
    config = load(seeded(tmp_path, 5_020, 20))
    store = Store(config.store.path)
    catalogue, register = Catalogue(store.archive), read(store, calendar(config.rounds))
    rows = CaseRows(tuple(register.cases.values()), register, MONDAY, catalogue, catalogue.find())

    assert len(rows) == len(rows.keys) == 5_020
    assert [rows[n].key for n in range(40)][20:22] == ["H2-1000", "H2-0999"]
    assert len(rows._blocks) == 1
    assert rows[len(rows) - 1].key == "H1-0001" and len(rows._blocks) == 2
    assert rows.place("H1-0002") == 5_018 and len(rows._blocks) == 2
    for place in range(20, 5_020, BLOCK):
        assert rows[place].key
    assert len(rows._blocks) <= 16
