"""`mailbot statistics`: the same figures as a table, as CSV and as JSON."""

import csv
import io
from pathlib import Path

import pytest

from tests.e2e import town
from tests.e2e.town import MONDAY, Mailbot, Town


@pytest.fixture
def home(tmp_path: Path) -> Town:
    return town.found(tmp_path / "office", {})


def test_figures_of_a_round(mailbot: Mailbot, home: Town) -> None:
    """An entry that came by post and was judged stands in its round and its fiscal year."""
    file = home.folder / "entry.eml"
    file.write_bytes(town.entry())
    mailbot("import", str(file), "--received", MONDAY.isoformat())
    mailbot("outcome", "R8-0001", "selected", "--by", "山田")

    told = mailbot("statistics", "--json").json
    rows = list(csv.DictReader(io.StringIO(mailbot("statistics", "--csv").out)))

    assert [each["id"] for each in (*told["rounds"], *told["years"])] == ["2026-11", "R8"]
    assert told["rounds"][0]["received"] == 1 and told["rounds"][0]["outcomes"]["selected"] == 1
    assert [(row["期間"], row["受付"], row["選定"]) for row in rows] == [
        ("2026-11", "1", "1"),
        ("R8", "1", "1"),
    ]
    assert "2026-11" in mailbot("statistics", "--fiscal", "R8").out
    assert mailbot("statistics", "--fiscal", "R1").code == 2
