"""A whole run into which everything is planted that must not get out: secrets, wild names, steering characters."""

import base64
import io
import os
import signal
import subprocess
import zipfile
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests.e2e import town
from tests.e2e.test_children import PATIENCE, children_of
from tests.e2e.test_run import eventually
from tests.e2e.town import MONDAY
from tests.mailbot.intake.desk import WIRE, mail, with_file
from tests.servers import PASSWORD, scripted

CANARY = "Kanariya-7f21-himitsu"
"""A password that stands in nothing but its own file."""


def every_file(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())


def holds_canary(data: bytes) -> bool:
    forms = {
        CANARY.encode(),
        base64.b64encode(CANARY.encode()),
        base64.b64encode(f"\0kikaku\0{CANARY}".encode()),
    }
    return any(form in data for form in forms)


def test_the_password_stands_nowhere(tmp_path: Path) -> None:
    """Not in the process list, in no environment, in no file but its own, in no output: not even with --debug."""
    with EmbeddedServers({"kikaku": CANARY, "business": PASSWORD}) as servers:
        home = town.at_home(tmp_path / "office", servers)
        (home.folder / "imap.password").write_text(f"{CANARY}\n")
        servers.deliver("kikaku", town.entry(), MONDAY)
        daemon = home.start("run")
        try:
            servers.wait_for(1, PATIENCE)
            for pid in (daemon.pid, *children_of(daemon.pid)):
                for place in ("cmdline", "environ"):
                    assert not holds_canary(Path("/proc", str(pid), place).read_bytes())
        finally:
            daemon.send_signal(signal.SIGTERM)
            assert daemon.wait(PATIENCE) == 0
        told = [
            home.mailbot(*command)
            for command in (("status",), ("doctor",), ("backup", str(tmp_path / "all.tar")))
        ]
    away = home.mailbot("--debug", "once")

    assert away.code != 0 and "Traceback" in away.err
    assert not any(holds_canary(f"{each.out}{each.err}".encode()) for each in (*told, away))
    assert not holds_canary((tmp_path / "all.tar").read_bytes())
    assert [file.name for file in every_file(home.folder) if holds_canary(file.read_bytes())] == [
        "imap.password"
    ]


@pytest.mark.parametrize("debug", [(), ("--debug",)])
@pytest.mark.parametrize("form", ["plain", "base64"])
def test_a_server_that_repeats_the_password(
    tmp_path: Path, embedded: EmbeddedServers, debug: tuple[str, ...], form: str
) -> None:
    """A server that quotes what it was sent in its refusal: its words reach log, health and staff without it."""

    async def parrot(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        while line := await reader.readline():
            tag, command, *_ = line.split()
            if command == b"CAPABILITY":
                plain = b" AUTH=PLAIN SASL-IR" if form == "base64" else b""
                writer.write(b"* CAPABILITY IMAP4rev1%s\r\n%s OK done\r\n" % (plain, tag))
            elif command in (b"LOGIN", b"AUTHENTICATE"):
                if b" " not in line.split(b"PLAIN", 1)[-1].strip() and command == b"AUTHENTICATE":
                    writer.write(b"+ \r\n")
                    line += await reader.readline()
                words = b" ".join(line.split())
                writer.write(b"%s NO refused: %s\r\n" % (tag, words))
            else:
                writer.write(b"%s OK done\r\n" % tag)
            await writer.drain()

    with scripted(parrot) as port:
        home = town.at_home(tmp_path, embedded)
        config = home.folder / "config.toml"
        config.write_text(config.read_text().replace(f"port = {embedded.imap_port}\n", f"port = {port}\n"))
        (home.folder / "imap.password").write_text(f"{CANARY}\n")
        ended = home.mailbot(*debug, "once", now=MONDAY)

    assert ended.code != 0 and "refused" in ended.err
    assert not holds_canary(f"{ended.out}{ended.err}".encode())
    assert [file.name for file in every_file(home.folder) if holds_canary(file.read_bytes())] == [
        "imap.password"
    ]


def test_everything_is_for_its_owner_alone(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """Whatever the umask of whoever starts it: files 0600, folders 0700, also those that a clerk exports."""
    os.umask(0)
    home = town.at_home(tmp_path / "office", embedded)
    embedded.deliver("kikaku", town.entry(), MONDAY)
    made = tmp_path / "made"
    made.mkdir()
    home.ok("init", str(made / "new"))
    home.ok("once", now=MONDAY)
    home.ok("backup", str(made / "all.tar"))
    home.ok("export", "R8-0001", "-o", str(made / "case"))
    home.ok("agenda", "export", "2026-11", "-o", str(made / "agenda.xlsx"), now=MONDAY)
    home.ok("outbox", "pdf", "L-000001", "-o", str(made / "letter.pdf"))

    everything = [*(home.folder / "data").rglob("*"), home.folder / "data", *made.rglob("*")]
    wide = {str(path): oct(path.stat().st_mode) for path in everything if path.stat().st_mode & 0o077}
    assert len(everything) > 40 and not wide


def test_no_name_of_a_stranger_leads_out(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """Names of attachments and of what archives hold that look like paths: no file comes to be outside of `data`."""
    home = town.at_home(tmp_path / "a" / "b" / "office", embedded)
    names = [
        "../../../../evil.xlsx",
        f"{tmp_path}/absolute.xlsx",
        r"..\..\evil.xlsx",
        "data/register.json",
        ".",
        "..",
    ]
    for name in names:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr(name, b"PK evil")
        message = with_file(
            with_file(mail(sender="a@b.example"), b"PK evil", name), whole.getvalue(), "x.zip"
        )
        embedded.deliver("kikaku", message.as_bytes(policy=WIRE), MONDAY)
    before = {path for path in every_file(tmp_path) if "data" not in path.parts}

    home.here("once", now=MONDAY)

    assert len(home.json("mails")) == len(names)
    assert {
        path for path in every_file(tmp_path) if "data" not in path.relative_to(home.folder.parent).parts
    } == before
    assert not any("evil" in path.name or "absolute" in path.name for path in tmp_path.rglob("*"))


def test_open_files_stay_few(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """A daemon that has taken many mails holds no more files open than after the first ones."""
    home = town.at_home(tmp_path, embedded)
    embedded.deliver("kikaku", town.entry(), MONDAY)
    daemon = home.start("run")
    try:
        embedded.wait_for(1, PATIENCE)
        first = settled(daemon)
        for number in range(12):
            embedded.deliver("kikaku", town.entry(sender=f"a{number}@b.example"), MONDAY)
        embedded.wait_for(13, 2 * PATIENCE)
        eventually(lambda: settled(daemon) <= first + 2)
    finally:
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE) == 0


def settled(daemon: "subprocess.Popen[bytes]") -> int:
    return len(list(Path("/proc", str(daemon.pid), "fd").iterdir()))
