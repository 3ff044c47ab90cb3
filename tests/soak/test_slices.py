"""A short, seeded slice of each soak: what `make soak` does for long must hold for little on every change."""

import random
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from tests.crash.kills import Tally
from tests.mails.spoiling import spoil
from tests.servers import Dovecot, Postfix
from tests.soak import conflicts, corpora, guided, intake, kills, unrelated
from tests.soak.bounds import Bounds


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is written there."""
    monkeypatch.chdir(tmp_path)


def test_intake() -> None:
    """Spoilt mails through the whole intake: 0 exceptions, each in the register or left with nothing kept of it."""
    report = intake.run(2, Bounds(count=60))

    assert not report.failures and report.summary.startswith("60 mails")


def test_guided() -> None:
    """Fuzzing led by coverage: 0 exceptions; it finds turns that the corpus alone does not take."""
    report = guided.run(2, Bounds(count=260), kept=None)

    assert not report.failures and " 0 mails that found new ones" not in report.summary


def test_guided_goes_on(tmp_path: Path) -> None:
    """What one run found is where the next begins."""
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "1-1.eml").write_bytes(b"From: a@example.jp\r\n\r\n")

    assert guided._beginning(kept)[-1] == b"From: a@example.jp\r\n\r\n"


def test_kills_go_on(tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> None:
    """What was done for a seed counts in its next run, which then has nothing left to do here."""
    done = Tally(kills=7, offices=2, places=Counter({"courier.data": 7}), counts=Counter({"mails": 3}))
    (tmp_path / "kills-3.json").write_bytes(msgspec.json.encode(done))

    report = kills.run(3, Bounds(count=7), kept=tmp_path)

    assert report.summary.startswith("7 kills in 2 offices (mails 3)") and not report.failures


def test_unrelated() -> None:
    """Other mail of the office: left as it lies, no copy, no record but its header, not looked at again."""
    report = unrelated.run(2, Bounds(count=60))

    assert not report.failures


def test_conflicts() -> None:
    """Three consoles and a daemon on the same cases: 0 lost, and each that was refused as second saw both versions."""
    report = conflicts.run(2, Bounds(count=60))

    assert not report.failures and " 0 refused as second" not in report.summary


def test_corpora(tmp_path: Path) -> None:
    """Mails as they are, files attached: a case, a request to send it again, a person; what is no mail is counted."""
    folder = tmp_path / "foreign"
    folder.mkdir()
    (folder / "a.eml").write_bytes(intake.originals()[0])
    (folder / "b.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "c.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "d.eml").write_bytes(b"")

    report = corpora.run([folder], Bounds())

    assert not report.failures and report.summary.startswith("4 files (case 1, ignored 1, not taken")


def test_seed() -> None:
    """The same seed spoils and writes the same way, so that a finding can be had again."""
    mails = intake.originals()

    first, second = (spoil(bytearray(mails[0]), random.Random(3), mails) for _ in range(2))  # noqa: S311

    assert first == second
    assert list(unrelated.mails(3, 5)) == list(unrelated.mails(3, 5))
