"""A real disk that is full, or has become read-only: nothing acknowledged is lost, and work goes on by itself."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.status import status
from rules.model import Handled
from store import audit, inspection
from store.documents import Store
from store.errors import Unwritable
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter, opened, sheet

SIZE = "2m"
SECOND = entry(sheet("nonfood"), pledge=False)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if os.getuid() != 0:
        pytest.skip("only root may mount")
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "none", f"{tmp_path}"]
    if (refused := subprocess.run(command, capture_output=True, text=True)).returncode:
        pytest.skip(f"no mount is allowed here: {refused.stderr.strip()}")
    yield tmp_path
    subprocess.run(["umount", "-l", f"{tmp_path}"], check=True)


@pytest.fixture
def counter(disk: Path) -> Counter:
    """An office whose data lie there, with a case."""
    counter = opened(disk)
    counter.bring()
    return counter


def mounted(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", f"{disk}"], check=True)


def fill(file: Path) -> None:
    """All that is left of its disk."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while os.write(descriptor, bytes(4096)):
            pass
    except OSError:
        os.close(descriptor)


def refuses(counter: Counter) -> None:
    """Neither a mail nor a deed is taken, each with a sentence; what was there can be read by whoever comes."""
    with pytest.raises(Unwritable):
        counter.take(SECOND)
    with pytest.raises(Unwritable), counter.office.store.transaction() as db:
        db.put("cases", "X", {"x": "x" * 100_000})
    db = Store(counter.office.directory).snapshot()
    assert [number for number, _ in db.all("cases")] == ["R8-0001"]
    assert status(counter.office, MONDAY)["queue"]


def goes_on(counter: Counter) -> None:
    """The mail is taken at once, as if it had never failed."""
    assert counter.take(SECOND).handled is Handled.CASE
    assert [len(counter.cases), len(counter.mails), len(counter.letters)] == [2, 2, 2]
    assert counter.office.attempts.counted() == [] and audit.verify(counter.office.store.log) == ()
    assert not [*inspection.problems(counter.office.directory)]


def test_a_full_disk(counter: Counter, disk: Path) -> None:
    """Until somebody makes room."""
    fill(disk / "others")
    refuses(counter)
    (disk / "others").unlink()
    goes_on(counter)


def test_a_read_only_disk(counter: Counter, disk: Path) -> None:
    """As the system makes of one that fails: until it is mounted to write again."""
    mounted(disk, "ro")
    refuses(counter)
    mounted(disk, "rw")
    goes_on(counter)
