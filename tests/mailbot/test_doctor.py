"""The doctor finds everything at once and says what to do."""

import socket
from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.doctor import examine
from mailbot.init import init
from mailbot.servers.embedded import EmbeddedServers
from store import locks
from store.audit import Event
from store.documents import Store
from store.errors import Problem
from store.library import BUILTIN
from tests import servers
from tests.clamd import Clamd

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)

Usage = namedtuple("Usage", "total used free")


class Office:
    """An office whose servers run inside this process, ready to be spoiled."""

    def __init__(self, directory: Path, running: EmbeddedServers) -> None:
        init(directory, NOW)
        self.config = directory / "config.toml"
        self.data = directory / "data"
        self.password = directory / "imap.password"
        self.password.write_text(servers.PASSWORD)
        self.password.chmod(0o600)
        self.change('host = "imap.example.jp"', 'host = "127.0.0.1"')
        self.change("port = 993", f"port = {running.imap_port}")
        self.change('tls = "implicit"', 'tls = "none"')
        self.change('host = "smtp.example.jp"', 'host = "127.0.0.1"')
        self.change("port = 587", f"port = {running.smtp_port}")
        self.change('tls = "starttls"', 'tls = "none"')
        self.change('user = "kikaku"               #', 'user = "" #')

    def change(self, old: str, new: str) -> None:
        text = self.config.read_text("utf-8")
        assert old in text
        self.config.write_text(text.replace(old, new, 1), encoding="utf-8")

    def examine(self, now: datetime = NOW) -> dict[str, Problem]:
        """Problems by key, or by the file's name where there is no key."""
        found = examine(self.config, now)
        by_place = {problem.key or Path(problem.file).name: problem for problem in found}
        assert len(by_place) == len(found)
        assert all(problem.problem.endswith("。") and problem.mend for problem in found)
        return by_place


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Office:
    return Office(tmp_path, embedded)


def test_a_sound_office_has_no_problem(office: Office) -> None:
    """A new office with its servers filled in passes, with and without a register, also beside a daemon."""
    assert office.examine() == {}

    with Store(office.data).transaction() as db:
        db.put("counters", "R8", {"last": 0})
        db.record(Event(at=NOW, by="mailbot", what="x", subject="x"))
    with locks.for_life(office.data):
        assert office.examine() == {}


def test_a_folder_that_is_not_there_has_its_key(office: Office) -> None:
    """The server and the login are right: it is the folder's name that wants mending."""
    office.change('folder = "INBOX"', 'folder = "ありません"')

    (problem,) = office.examine().values()

    assert problem.key == "imap.folder"
    assert "ありません" in problem.problem and "folder" in problem.mend


def test_the_data_directory_may_be_missing(office: Office) -> None:
    """The first run makes the data directory; asking the doctor before makes nothing."""
    office.change('path = "data"', 'path = "elsewhere/data"')

    assert office.examine() == {}
    assert not (office.config.parent / "elsewhere").exists()


def test_a_broken_configuration_is_told_whole(tmp_path: Path) -> None:
    """Problems of the configuration come as from `load`, all of them."""
    config = tmp_path / "config.toml"
    config.write_text("[office]\nnmae = 1\n")

    found = {problem.key for problem in examine(config, NOW)}

    assert {"office.nmae", "office.name", "imap", "smtp", "store"} <= found


def test_everything_is_found_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clock, addresses, permissions, password, disk, letters and forms: one run names them all."""
    office.change('address = "kikaku@city.ogori.lg.jp"', 'address = "企画課 <kikaku@city.ogori.lg.jp>"')
    office.change("aliases = []", 'aliases = ["kikaku"]')
    office.config.chmod(0o606)
    office.password.chmod(0o644)
    office.password.write_text("wrong")
    office.data.chmod(0o755)
    (office.data / "letters" / "result.txt").write_text("件名: 結果\n\n{naem} 様\n", encoding="utf-8")
    (office.data / "forms" / "food.toml").write_text("[", encoding="utf-8")
    (office.data / "tables").mkdir()
    (office.data / "tables" / "eras.toml").write_text("[", encoding="utf-8")
    (office.data / "register.json").write_text("{")
    monkeypatch.setattr("mailbot.doctor.shutil.disk_usage", lambda _: Usage(10**9, 10**9, 10**6))
    places = [
        *("rounds.timezone", "office.address", "office.aliases", "imap.password_file", "imap.user"),
        *("config.toml", "data", "data", "register.json", "result.txt", "food.toml", "eras.toml"),
    ]

    found = examine(office.config, datetime(1970, 1, 1, tzinfo=UTC))

    assert sorted(problem.key or Path(problem.file).name for problem in found) == sorted(places)
    (letter,) = (problem for problem in found if problem.file.endswith("result.txt"))
    assert "{naem}" in letter.problem
    assert "addressee" in letter.mend


def test_texts_are_tried_with_the_longest_data(office: Office) -> None:
    """A line without a break, a subject without end, a text of no letter: told with the file and what to do."""
    letters = office.data / "letters"
    (letters / "receipt.txt").write_text("件名: {mark}受付\n\n" + "https://example.jp/" + "a" * 70, "utf-8")
    (letters / "query_own.txt").write_text("件名: " + "お知らせ" * 30 + "\n\n{text}\n", "utf-8")
    (letters / "recieved.txt").write_text("件名: x\n\nx\n", "utf-8")

    found = office.examine()

    assert set(found) == {"receipt.txt", "件名", "recieved.txt"}
    assert "89桁" in found["receipt.txt"].problem and "https://example.jp/" in found["receipt.txt"].problem
    assert found["件名"].file.endswith("query_own.txt")
    assert "query_" in found["recieved.txt"].mend


def test_servers_that_are_away_are_named(office: Office) -> None:
    """Where nobody listens, host and port are to be checked, for each server by itself."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        text = office.config.read_text("utf-8").splitlines()
        ports = [line for line in text if line.startswith("port = ")]
        for line in ports:
            office.change(line, f"port = {free.getsockname()[1]}")

        found = office.examine()

    assert set(found) == {"imap.host", "smtp.host"}
    assert "127.0.0.1" in found["imap.host"].problem


def test_a_missing_password_is_told_once(office: Office) -> None:
    """Without the password file there is one problem, not also a failed login."""
    office.password.unlink()

    assert set(office.examine()) == {"imap.password_file"}


def test_a_register_that_is_never_given_back_is_told(office: Office) -> None:
    """A process that keeps the register's lock is a problem; the doctor does not wait for it."""
    with Store(office.data).transaction():
        found = office.examine()

    assert set(found) == {"cases.lock"}


def test_a_certificate_that_proves_nothing_is_told(office: Office, dovecot: servers.Dovecot) -> None:
    """A server whose authority is unknown gets no password; the key to mend is ca_file."""
    office.change('tls = "none"', 'tls = "implicit"')
    ports = [line for line in office.config.read_text("utf-8").splitlines() if line.startswith("port = ")]
    office.change(ports[0], f"port = {dovecot.tls_port}")
    office.change('host = "127.0.0.1"', f'host = "{servers.HOST}"')
    assert set(office.examine()) == {"imap.ca_file"}

    office.change('ca_file = ""', f'ca_file = "{dovecot.ca_file}"')
    assert office.examine() == {}


def test_a_form_that_leaves_checks_without_an_answer(office: Office) -> None:
    """An office's own form without fields that checks need is told once, with what to do."""
    text = (BUILTIN / "forms" / "food.toml").read_text("utf-8")
    row = text.index('[[sections.rows]]\nlabel = "PL保険"')
    slim = text[:row] + text[text.index("\n[[sections", row) :]
    (office.data / "forms" / "food.toml").write_text(slim, encoding="utf-8")

    problem = office.examine()["food.toml"]

    assert "1件の確認が十分にできません" in problem.problem


def test_two_forms_with_one_id(office: Office) -> None:
    """A sheet could be either: the office has to choose."""
    text = (BUILTIN / "forms" / "food.toml").read_text("utf-8")
    (office.data / "forms" / "ours.toml").write_text(
        text.replace('name = "food"', 'name = "ours"'), encoding="utf-8"
    )

    assert "OGORI-F-2" in office.examine()["form_id"].problem


def test_a_virus_scanner_that_is_down_is_told(office: Office) -> None:
    """With [scan] the doctor asks clamd whether it lives: while it does not, every mail would wait for a person."""
    with Clamd().at() as address:
        office.change('clamd = "" ', f'clamd = "{address}" ')
        assert office.examine() == {}

    assert set(office.examine()) == {"scan.clamd"}


def test_the_consoles_keys_are_examined(office: Office) -> None:
    """An action that does not exist, and a key that two actions of one place would have, are named by their setting."""
    office.change("keys = {}", 'keys = { fly = "z" }')
    assert list(office.examine()) == ["console.keys.fly"]

    office.change('keys = { fly = "z" }', 'keys = { reject = "s" }')
    assert list(office.examine()) == ["console.keys.reject"]

    office.change('keys = { reject = "s" }', 'keys = { reject = "f2" }')
    assert office.examine() == {}
