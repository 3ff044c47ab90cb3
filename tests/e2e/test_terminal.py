"""The console in a real terminal: a new case appears by itself, and keys alone lead to a notice."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests.conftest import require
from tests.e2e import town
from tests.e2e.terminal import Terminal
from tests.e2e.test_run import eventually
from tests.e2e.town import MONDAY, NOTICE, Town

AFTER_CUTOFF = MONDAY + timedelta(days=8)


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    require(shutil.which("tmux") is not None, "tmux is not installed (package tmux)")
    return town.at_home(tmp_path / "office", embedded)


@pytest.mark.office
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (140, 40)])
def test_new_case_appears_and_keys_lead_to_a_notice(
    office: Town, embedded: EmbeddedServers, columns: int, rows: int
) -> None:
    """A case committed while the console is open is shown; `s` records its outcome, `R` approves, the notice leaves."""
    office.here("once", now=MONDAY)
    with Terminal.open(office, columns, rows, now=AFTER_CUTOFF) as terminal:
        eventually(lambda: "[1]今日" in terminal.screen())
        terminal.keys("2")
        eventually(lambda: "[2]受付" in terminal.screen())
        embedded.deliver("kikaku", town.entry(), MONDAY)
        office.here("once", now=AFTER_CUTOFF)
        eventually(lambda: "R8-0001" in terminal.screen() and "あまおう" in terminal.screen())

        terminal.keys("3")
        eventually(lambda: "未決1" in terminal.screen())
        terminal.keys("s")
        eventually(lambda: "「選定」と記録します" in terminal.screen())
        terminal.keys("Enter")
        eventually(lambda: office.json("show", "R8-0001")["state"] == "decided")

        terminal.keys("R")
        eventually(lambda: "決裁者" in terminal.screen())
        terminal.keys("課長", "Tab", "Tab", "Enter")
        eventually(lambda: "1 / 1通目" in terminal.screen())
        terminal.keys("Down", "Enter")
        eventually(lambda: office.json("show", "R8-0001")["state"] == "released")

    office.here("once", now=NOTICE)
    assert town.kinds(embedded) == ["acknowledgement", "result"]
