from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.__main__ import main
from mailbot.servers.embedded import HOST, EmbeddedServers
from mailbot.sheets.bench import Bench
from rules.record import replace
from tests.e2e.town import MONDAY, Ended, Mailbot, Town
from tests.mailbot.intake.counter import Counter, opened, with_imap


@pytest.fixture(scope="session")
def desk_bench() -> Iterator[Bench]:
    """One for the offices of all this worker's tests: a child's start costs ten times as much as what it reads."""
    with Bench() as shared:
        yield shared


@pytest.fixture
def counter(tmp_path: Path, desk_bench: Bench) -> Counter:
    return Counter(office=replace(opened(tmp_path).office, bench=desk_bench))


@pytest.fixture
def mailbot(home: Town, capsys: pytest.CaptureFixture[str]) -> Mailbot:
    """Runs a command of the test's `home` in this process, on MONDAY unless `now` is another text or ''."""

    def run(*arguments: str, now: str = MONDAY.isoformat()) -> Ended:
        instant = [f"--now={now}"] if now else []
        code = main([f"--config={home.folder / 'config.toml'}", *instant, *arguments])
        told = capsys.readouterr()
        return Ended(code=code, out=told.out, err=told.err)

    return run


@pytest.fixture
def connected(counter: Counter, embedded: EmbeddedServers) -> Counter:
    """The counter, whose mailbox lies on the IMAP server of this test."""
    return with_imap(counter, host=HOST, port=embedded.imap_port, tls="none")
