"""Upgrade and roll-back: an older program leaves a newer office alone, and the backup from before brings it back."""

from pathlib import Path

import msgspec
import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests.e2e import town
from tests.e2e.town import MONDAY, Town

SENTENCE = "新しい版のプログラムの台帳です"


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    """With a case in it."""
    home = town.at_home(tmp_path / "office", embedded)
    embedded.deliver("kikaku", town.entry(), MONDAY)
    home.ok("once", now=MONDAY)
    return home


def upgraded(home: Town) -> bytes:
    """The register as a later program would leave it: of a later schema."""
    file = home.folder / "data" / "register.json"
    register = msgspec.json.decode(file.read_bytes())
    register["schema"] += 1
    file.write_bytes(msgspec.json.encode(register))
    return file.read_bytes()


@pytest.mark.parametrize(
    "command", [("run",), ("once",), ("cases",), ("status",), ("pause", "--by", "山田", "--reason", "x")]
)
def test_an_older_program_refuses_with_a_sentence(office: Town, command: tuple[str, ...]) -> None:
    """Whatever is asked of it: exit 73, what to do, and not a byte changed."""
    newer = upgraded(office)

    ended = office.mailbot(*command)

    assert ended.code == 73 and SENTENCE in ended.err and "Traceback" not in ended.err
    assert (office.folder / "data" / "register.json").read_bytes() == newer


def test_the_backup_from_before_brings_the_office_back(office: Town, tmp_path: Path) -> None:
    """The way back that docs/admin.md tells: the older program, an empty folder, the backup made before the upgrade."""
    before = office.json("cases")
    office.ok("backup", str(tmp_path / "before.tar"))
    upgraded(office)

    (office.folder / "data").rename(office.folder / "data.newer")
    told = office.ok("restore", str(tmp_path / "before.tar"))

    assert office.json("cases") == before
    assert "送信を止めてあります" in told and office.mailbot("status").code == 1
