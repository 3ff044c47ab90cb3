"""The commands that keep: a backup on one machine is an office on another."""

from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from store import raw
from store.documents import Store
from tests.e2e import town
from tests.e2e.town import MONDAY, Mailbot, Town


@pytest.fixture
def home(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


def test_a_backup_is_an_office_on_another_machine(mailbot: Mailbot, home: Town, tmp_path: Path) -> None:
    """Case and mail are there again, sending waits, and the command says what to do next."""
    (home.folder / "entry.eml").write_bytes(town.entry())
    mailbot("import", str(home.folder / "entry.eml"), now=MONDAY)
    file = tmp_path / "backup.tar"

    done = mailbot("backup", str(file), now=MONDAY)
    assert done.code == 0 and str(file) in done.out

    (home.folder / "data").rename(home.folder / "burnt")
    back = mailbot("restore", str(file), now=MONDAY + timedelta(hours=1))
    assert back.code == 0 and "resume" in back.out
    (case,) = mailbot("cases", "--json").json
    assert case["number"] == "R8-0001"
    assert mailbot("status", "--json").json["paused"]["by"] == "mailbot"
    assert {each["state"] for each in mailbot("outbox", "--json").json} == {"held"}


def test_what_can_t_be_put_back_is_told(mailbot: Mailbot, home: Town, tmp_path: Path) -> None:
    """73 for a directory where an office lives, 65 for a file that is no backup, 2 for a place inside the data."""
    (home.folder / "entry.eml").write_bytes(town.entry())
    mailbot("import", str(home.folder / "entry.eml"), now=MONDAY)
    file, data = tmp_path / "backup.tar", home.folder / "data"
    assert mailbot("backup", str(data / "backup.tar")).code == 2
    assert mailbot("backup", str(file)).code == 0

    assert mailbot("restore", str(file)).code == 73
    data.rename(home.folder / "burnt")
    (tmp_path / "other.tar").write_bytes(b"no backup")
    assert mailbot("restore", str(tmp_path / "other.tar")).code == 65
    assert mailbot("restore", str(tmp_path / "none.tar")).code == 65


def test_a_backup_of_damaged_mail_says_so(mailbot: Mailbot, home: Town, tmp_path: Path) -> None:
    """It is made, and the exit code tells cron that somebody must look."""
    store = Store(home.folder / "data")
    raw.path_of(store.directory, raw.put(store.directory, b"as it came")).write_bytes(b"changed")

    ended = mailbot("backup", str(tmp_path / "backup.tar"))

    assert ended.code == 73 and "内容が変わっています" in ended.out
