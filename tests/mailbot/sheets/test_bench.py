"""The bench: whatever becomes of the child that carries out an order, there is an answer, and the next is served."""

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mailbot.mail.filekind import FileKind
from mailbot.mail.parse import Attachment
from mailbot.sheets.bench import Bench
from mailbot.sheets.child import MEMORY
from mailbot.sheets.frames import framed, unframed
from mailbot.sheets.orders import LookAtPaper, LookAtPictures, Read
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Limits, Unreadable, Workbook, open_workbook
from rules.letters.resend import REASONS
from tests.entries import CONTEXT, FORMS, filled
from tests.mailbot.sheets.packages import png

LIMITS = Limits()


def order(data: bytes) -> Read:
    return Read.of(data, FORMS, CONTEXT, LIMITS)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int, seconds: float = 10.0) -> bool:
    """Waits for the end of a process that is nobody's child any more, or that a parent has yet to bury."""
    deadline = time.monotonic() + seconds
    with_stat = Path(f"/proc/{pid}/stat")
    while alive(pid) and time.monotonic() < deadline:
        if with_stat.exists() and with_stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        os.sched_yield()
    return not alive(pid)


@pytest.mark.parametrize("form", ["food", "nonfood"])
def test_a_result_is_what_it_would_be_here(form: str) -> None:
    """Every answer, date, tick and finding of a sheet comes back as it was read."""
    data = filled(form, jan="4569951116170", tax_rate="")
    book = open_workbook(data)
    assert isinstance(book, Workbook)

    with Bench() as bench:
        assert bench.do(order(data)) == read(book, FORMS, CONTEXT)


def test_pictures_and_papers() -> None:
    """The other orders travel as well."""
    paper = Attachment(name="誓約書.png", data=png(), media_type="image/png", kind=FileKind.PNG)
    with Bench() as bench:
        [picture] = bench.do(LookAtPictures(data=png(640, 480), name="写真.png"))
        seen = bench.do(LookAtPaper(paper=paper, only_candidate=False, blank=b"%PDF", forms=()))

    assert (picture.width, picture.height) == (640, 480)
    assert (seen.is_pledge, seen.is_blank) == (True, False)


def test_a_child_is_reused_and_replaced() -> None:
    """Start-up is paid once for many orders, and no child gets old."""
    with Bench(orders=3) as bench:
        pids = []
        for _ in range(4):
            bench.do(LookAtPictures(data=png(), name="a.png"))
            pids.append(list(bench.pids()))

    assert pids[0] == pids[1]
    assert pids[2] == []
    assert pids[3] != pids[0]


def test_closing_leaves_no_child() -> None:
    """After the daemon's end nothing of the bench is left."""
    with Bench() as bench:
        bench.do(LookAtPictures(data=png(), name="a.png"))
        [pid] = bench.pids()
        assert alive(pid)

    assert not alive(pid)


def test_a_forgotten_bench_leaves_no_child() -> None:
    """Even one that nobody closed."""
    bench = Bench()
    bench.do(LookAtPictures(data=png(), name="a.png"))
    [pid] = bench.pids()
    del bench
    gc.collect()

    assert gone(pid)


def test_a_killed_program_leaves_no_child() -> None:
    """Children end with their parent, however that ended."""
    words = (
        "import sys, time; from mailbot.sheets.bench import Bench; from mailbot.sheets.orders import *;"
        "b = Bench(); b.do(LookAtPictures(data=b'', name='')); print(*b.pids(), flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen([sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout and parent.stdin
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    parent.stdin.close()

    assert gone(pid)


def test_a_killed_child_costs_one_order_at_most() -> None:
    """A child that died while it waited is noticed and replaced."""
    with Bench() as bench:
        bench.do(order(filled("food")))
        [pid] = bench.pids()
        os.kill(pid, signal.SIGKILL)
        assert gone(pid)

        assert isinstance(bench.do(order(filled("food"))), Reading)


class Garbage(LookAtPictures, frozen=True, kw_only=True, tag="LookAtPictures"):
    """The same order, whose result is then held for something else."""

    def result(self, plain: Any) -> Any:
        return msgspec.convert(plain, dict[str, int])


def test_an_answer_of_the_wrong_kind_is_no_answer() -> None:
    """What a child says is checked; one that says something else is not used again."""
    with Bench() as bench:
        assert bench.do(Garbage(data=png(), name="a.png")) == ()
        assert list(bench.pids()) == []


class Unheard(Read, frozen=True, kw_only=True, tag=True):
    """An order that no child knows."""


def test_our_own_fault_is_not_the_senders() -> None:
    """Where our code fails at a file, the code says so: nobody is asked to send a sound sheet again."""
    with Bench() as bench:
        failed = bench.do(Unheard.of(filled("food"), FORMS, CONTEXT, LIMITS))

    assert isinstance(failed, Unreadable)
    assert failed.code == "failed"
    assert failed.code not in REASONS


def test_a_late_child_is_killed() -> None:
    """Time on the clock is limited; the file counts as too large or too complex."""
    with Bench(seconds=0.0) as bench:
        late = bench.do(order(filled("food")))

    assert isinstance(late, Unreadable)
    assert late.code == "too_large"


def test_the_child_has_little(tmp_path: Path) -> None:
    """Its memory is limited, it can write no file, holds none of ours, and sees no network where that is granted."""
    with (tmp_path / "daemon.lock").open("w") as ours, Bench() as bench:
        os.set_inheritable(ours.fileno(), True)
        bench.do(LookAtPictures(data=png(), name="a.png"))
        [pid] = bench.pids()
        process = Path(f"/proc/{pid}")
        limits = {
            line[:25].strip(): line[25:].split() for line in (process / "limits").read_text().splitlines()
        }
        files = {str(each.readlink()) for each in (process / "fd").iterdir()}
        environment = (process / "environ").read_bytes()

    assert limits["Max address space"][0] == str(MEMORY)
    assert limits["Max file size"][0] == "0"
    assert limits["Max processes"][0] == "0"
    assert not any(str(tmp_path) in file for file in files)
    assert b"PATH=" not in environment.replace(b"PYTHONPATH=", b"")


def test_frames() -> None:
    """A message comes whole or not at all, wherever the pipe cuts it."""
    message = framed(b"abc")

    assert [unframed(message[:length]) for length in range(8)] == [None] * 7 + [b"abc"]
    assert unframed(framed(b"")) == b""
