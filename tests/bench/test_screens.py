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
from tests.e2e.town import MONDAY


def test_the_table_has_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """A row for each size with start, cursor, search and memory, one for DataTable beside it."""
    assert main(["--sizes", "12", "--live", "8", "--starts", "1", "--keys", "3", "--words", "2"]) == 0

    rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    names = [row[0].strip() for row in rows]
    assert names[1:] == ["console, 12 cases", "DataTable, 12 rows"]
    before, *others = rows[1][1:]
    assert not before.strip() and all(cell.strip() for cell in others), (
        "nobody was here before the first start"
    )


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
