"""The units for systemd: what they say of this office, and that systemd itself takes them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mailbot import service
from tests.conftest import require
from tests.e2e import town
from tests.e2e.town import Mailbot, Town

OPEN = 2.5
"""`systemd-analyze security` counts from 0.0 (locked in) to 10.0; above this a protection was lost."""


@pytest.fixture
def home(tmp_path: Path) -> Town:
    return town.found(tmp_path / "office", {})


@pytest.fixture(scope="session")
def analyze() -> str:
    program = shutil.which("systemd-analyze")
    require(program is not None, "systemd-analyze is not installed (package systemd)")
    return str(program)


def test_unit_names_this_office(home: Town, mailbot: Mailbot) -> None:
    """Program, configuration and the only folder that may be written stand in the unit, as absolute paths."""
    told = mailbot("service", "unit", "--user", "uketsuke").out

    assert f"--config {home.folder}/config.toml run" in told
    assert f"ReadWritePaths={home.folder}/data\n" in told
    assert "User=uketsuke\n" in told and "Type=notify\n" in told and "WatchdogSec=" in told
    assert "{" not in told.replace("{}", "")


@pytest.mark.parametrize("name", service.NAMES)
def test_systemd_takes_the_units(
    home: Town, mailbot: Mailbot, analyze: str, tmp_path: Path, name: str
) -> None:
    """Every line is one that systemd knows; the program that it starts is there."""
    for each in service.NAMES:
        (tmp_path / each).write_text(mailbot("service", "unit", each, "--user", "root").out)

    told = subprocess.run(
        [analyze, "verify", str(tmp_path / name)], capture_output=True, text=True, check=False
    )

    ours = [line for line in told.stderr.splitlines() if "mailbot" in line and "man page" not in line]
    assert not ours


@pytest.mark.parametrize("name", ["mailbot.service", "mailbot-backup.service"])
def test_units_are_locked_in(home: Town, mailbot: Mailbot, analyze: str, name: str) -> None:
    """The score of `systemd-analyze security` is printed and stays good."""
    told = mailbot("service", "score", name).out

    found = re.search(rf"{re.escape(name)}: (\d+\.\d)", told)
    assert found is not None and float(found[1]) <= OPEN, told


@pytest.mark.parametrize(
    ("arguments", "word"), [(("--user", "a b"), "利用者"), (("nothing.service",), "使い方が違います")]
)
def test_what_no_unit_can_hold_is_refused(
    home: Town, mailbot: Mailbot, arguments: tuple[str, ...], word: str
) -> None:
    """A name that would become another line or word of the unit, and a unit that there is not."""
    ended = mailbot("service", "unit", *arguments)

    assert ended.code == 2 and word in ended.err


def test_a_folder_with_blanks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """systemd would read two words."""
    home = town.found(tmp_path / "my office", {})

    ended = home.mailbot("service", "unit")

    assert ended.code == 2 and "my office" in ended.err
