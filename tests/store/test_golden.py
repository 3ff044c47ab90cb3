"""Registers of every shape that this program ever wrote are read, whole, by today's program.

`golden/schema-N.json` is a register as a program of that schema left it: never made anew, never changed. Who gives the
documents another shape raises `SCHEMA`, adds the migration, and puts the golden file of the new schema beside the old.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rules.model import LetterState, Pledge, State
from store import arrivals, cases, outbox
from store.documents import SCHEMA, Store

GOLDEN = sorted((Path(__file__).parent / "golden").glob("schema-*.json"))


def test_every_schema_has_its_golden_register() -> None:
    """From the first to today's, none is missing."""
    assert [file.stem for file in GOLDEN] == [f"schema-{n}" for n in range(1, SCHEMA + 1)]


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_golden_register_is_understood(tmp_path: Path, file: Path) -> None:
    """Each document becomes a value, found by its marks, and the figures of that day are still the same."""
    shutil.copy(file, tmp_path / "register.json")
    db = Store(tmp_path).snapshot()
    first, second = cases.every(db)

    assert (first.number, first.state, first.form) == ("R8-0001", State.CORRECTION_REQUESTED, "food")
    assert {each.code for each in first.findings} >= {"several_sizes"}
    assert (second.number, second.form, second.entry.value("price")) == ("R8-0002", "nonfood", 800)
    assert cases.of_address(db, "info@ogori-foods.example.jp") == [first, second]
    (business,) = cases.businesses(db)
    assert (business.id, business.name, business.pledge) == ("J-0001", "株式会社小郡食品", Pledge.RECEIVED)
    assert [each.cases for each in arrivals.every(db)] == [("R8-0001",), ("R8-0002",)]
    assert {each.state for each in outbox.letters(db)} == {LetterState.READY}
    assert [each.id for each in cases.round_records(db)] == ["2026-11"]
    pause = cases.pause(db)
    assert pause is not None and (pause.by, pause.restored) == ("山田", False)


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_commit_leaves_the_other_documents_as_they_were(tmp_path: Path, file: Path) -> None:
    """Nothing is lost of what today's program does not touch, not even keys that it does not know."""
    stood: dict[str, Any] = json.loads(file.read_text("utf-8"))
    stood["tables"]["businesses"]["J-0001"]["of_tomorrow"] = ["x"]
    (tmp_path / "register.json").write_text(json.dumps(stood))

    with Store(tmp_path).transaction() as db:
        cases.set_pause(db, None)

    now = json.loads((tmp_path / "register.json").read_text("utf-8"))
    assert now["schema"] == SCHEMA
    for name in ("cases", "businesses", "arrivals", "letters", "rounds", "counters"):
        assert now["tables"][name] == stood["tables"][name]
