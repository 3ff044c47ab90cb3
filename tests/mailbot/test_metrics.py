"""The figures for Prometheus: whole, well-formed, without a name that a stranger chose."""

import re
from pathlib import Path
from typing import Any

import pytest

from mailbot import metrics
from store.errors import Unwritable

STATUS: dict[str, Any] = {
    "ok": False,
    "paused": None,
    "person": 3,
    "queue": {"held": 2, "ready": 1},
    "failure": "",
    "last_poll_at": "2026-11-16T09:00:00+09:00",
    "mailboxes": [
        {
            "title": 'a"b\\c INBOX',
            "failures": 0,
            "last_poll_at": "2026-11-16T09:00:00+09:00",
            "tally": {"waiting": 4},
        },
        {"title": "d INBOX", "failures": 7, "last_poll_at": None, "tally": None},
    ],
}

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\[\\"n])*"\})? -?\d+(\.\d+)?')


def test_every_line_is_one_of_the_format() -> None:
    """Text format 0.0.4: HELP and TYPE before the samples of each name, labels escaped."""
    lines = metrics.text(STATUS).splitlines()

    samples = [line for line in lines if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in samples), samples
    assert "mailbot_ok 0" in samples and "mailbot_person 3" in samples
    assert 'mailbot_letters{state="held"} 2' in samples
    assert 'mailbot_poll_failures{mailbox="d INBOX"} 7' in samples
    assert 'mailbot_last_poll_seconds{mailbox="a\\"b\\\\c INBOX"} 1794787200' in samples
    assert sum(line.startswith("# TYPE") for line in lines) == 7


def test_file_is_replaced_whole_and_readable_by_the_exporter(tmp_path: Path) -> None:
    """Only figures stand in it, so another user may read it; nothing is left beside it."""
    file = tmp_path / "mailbot.prom"
    for _ in range(2):
        metrics.write(file, STATUS)

    assert file.read_text() == metrics.text(STATUS)
    assert file.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [file]


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unwritable):
        metrics.write(tmp_path / "no" / "mailbot.prom", STATUS)


def test_one_sentence_says_how_it_goes() -> None:
    assert (
        metrics.sentence(STATUS)
        == "人の確認が必要です。最後の受信 2026-11-16T09:00:00+09:00、人を待つもの 3件"
    )
    assert "つながりません" in metrics.sentence({**STATUS, "failure": "つながりません。"})
