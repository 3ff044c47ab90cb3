"""`docs/admin.md`, typed word for word: from `init` to the first answered mail, a backup and the way back."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests.e2e import town
from tests.servers import PASSWORD

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/admin.md").read_text("utf-8")
BLOCK = re.compile(r"^```sh ([a-z-]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SETTINGS = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)

NOT_HERE = {
    "apt-get": "installs packages",
    "git": "fetches the checkout that this test stands in",
    "make": "builds the environment that this test runs in",
    "useradd": "makes a user of the machine",
    "groupadd": "makes a group of the machine",
    "systemctl": "needs a running systemd",
    "visudo": "is not on every machine",
}
"""What a test must not, or can't, do to the machine that it runs on."""

FINDINGS = {"doctor", "status"}
"""Commands that may end with 1: what they say then is part of the way."""


class Machine:
    """A bare machine in a folder: what the page calls /srv, /etc, /usr/local and /opt lies in there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.typed: list[str] = []
        for name in (
            "srv/mailbot",
            "etc/systemd/system",
            "etc/sudoers.d",
            "usr/local/bin",
            "opt/mailbot/.venv/bin",
        ):
            (folder / name).mkdir(parents=True)
        program = folder / "opt/mailbot/.venv/bin/mailbot"
        program.write_text(f'#!/bin/sh\ncd {shlex.quote(str(ROOT))}\nexec {sys.executable} -m mailbot "$@"\n')
        program.chmod(0o755)

    @property
    def office(self) -> Path:
        return self.folder / "srv/mailbot/office"

    def env(self) -> Mapping[str, str]:
        return {**os.environ, "PATH": f"{self.folder / 'usr/local/bin'}:{os.environ['PATH']}"}

    def type(self, line: str) -> str:
        """One line of the page, as the user whom it names; what it prints."""
        self.typed.append(line)
        words = line.removeprefix("sudo -u mailbot ")
        return "" if words.split()[0] in NOT_HERE else self.run(words)

    def run(self, words: str) -> str:
        here = re.sub(r"(?<![\w.])/(srv/mailbot|etc|usr/local|opt/mailbot)\b", rf"{self.folder}/\1", words)
        done = subprocess.run(
            ["/bin/sh", "-ec", here], env=self.env(), capture_output=True, text=True, timeout=120
        )
        allowed = (0, 1) if any(f"mailbot {word}" in words for word in FINDINGS) else (0,)
        assert done.returncode in allowed, f"{words}\n{done.stdout}{done.stderr}"
        return done.stdout

    def section(self, title: str) -> str:
        """All that the section of this number has typed; what was printed."""
        found = re.search(rf"^## {title}\..*?(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
        assert found is not None, title
        blocks = (body for _, body in BLOCK.findall(found[0]))
        return "".join(self.type(line) for body in blocks for line in lines(body))


def lines(block: str) -> list[str]:
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def written(config: str, settings: str) -> str:
    """The configuration with these settings in the place of its own."""
    section = ""
    for line in settings.splitlines():
        if line.startswith("["):
            section = line
        elif line:
            key = line.partition(" =")[0]
            place = rf"(?ms)(^{re.escape(section)}.*?^){re.escape(key)} = [^#\n]*"
            config, count = re.subn(place, rf"\g<1>{line} ", config, count=1)
            assert count == 1, line
    return config


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    with EmbeddedServers({"kikaku": PASSWORD, "business": PASSWORD}) as running:
        yield running


@pytest.mark.timeout(400)  # some thirty programs, one after another
def test_from_a_bare_machine_to_the_first_answer(machine: Machine, servers: EmbeddedServers) -> None:
    """Every line of the page that a test may type is typed; the first mail is held, released and answered."""
    machine.section("2")
    machine.section("3")
    (settings,) = SETTINGS.findall(PAGE)
    config = machine.office / "config.toml"
    text = written(config.read_text(), settings)
    for host, port, ours in (("imap", 993, servers.imap_port), ("smtp", 587, servers.smtp_port)):
        text = re.sub(rf'host = "{host}[^"]*"', 'host = "127.0.0.1"', text)
        text = text.replace(f"port = {port}", f"port = {ours}")
    text = re.sub(r'tls = "(implicit|starttls)"', 'tls = "none"', text)
    config.write_text(re.sub(r'user = "kikaku"( +#.*ログインしません)', r'user = ""\1', text))
    (machine.office / "imap.password").write_text(f"{PASSWORD}\n")
    (machine.office / "imap.password").chmod(0o600)

    assert "問題は見つかりませんでした" in machine.type("mailbot doctor")
    machine.section("4")
    unit = (machine.folder / "etc/systemd/system/mailbot.service").read_text()
    assert f"ReadWritePaths={machine.office / 'data'}" in unit
    servers.deliver("kikaku", town.entry(to="kikaku@city.example.jp"), datetime.now(UTC))  # noqa: TID251  # a test's own clock
    machine.run("mailbot once")  # a pass of what the service does all the time
    assert "受付の返信" in machine.section("5")
    machine.run("mailbot once")
    machine.section("6")
    machine.section("8")

    assert town.received(servers)[0]["X-Mailbot-Kind"] == "acknowledgement"
    page = {line for _, body in BLOCK.findall(PAGE) for line in lines(body)}
    assert page == set(machine.typed) & page, "every line of the page was typed"


def test_alarms_are_called_as_they_are_sent() -> None:
    """Each alert of the table begins with words that the program really writes."""
    table = re.search(r"^### When an alert comes.*?\Z", PAGE, re.DOTALL | re.MULTILINE)
    assert table is not None
    told = re.findall(r"^\| ([^|]*[ぁ-ん][^|]*) \| ", table[0], re.MULTILINE)
    files = [file for room in ("mailbot", "store", "rules") for file in (ROOT / room).rglob("*.py")]
    sources = "".join(file.read_text("utf-8") for file in files)
    parts = (part.strip() for each in told for part in re.split(r" … |[()/]", each))
    words = [part for part in parts if re.search("[ぁ-ん]", part)]

    assert len(words) > 12
    assert [word for word in words if word not in sources] == []
