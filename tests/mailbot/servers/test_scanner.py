"""clamd's protocol, against a server that speaks it over both kinds of sockets."""

from pathlib import Path

import pytest

from mailbot.errors import ScannerAway
from mailbot.servers.scanner import PIECE, Scanner, Virus
from tests.clamd import EICAR, Clamd


@pytest.mark.parametrize("kind", ["path", "port"])
def test_files_are_handed_over_whole(tmp_path: Path, kind: str) -> None:
    """The very bytes arrive, whatever their size; what is found comes back by its name."""
    clamd = Clamd()
    files = [b"", b"x", bytes(range(256)) * 300, b"y" * PIECE, b"z" * (3 * PIECE + 1)]
    with clamd.at(tmp_path / "ctl" if kind == "path" else None) as address:
        scanner = Scanner(address=address)
        scanner.ping()
        assert [scanner.scan(data) for data in files] == [None] * len(files)
        assert scanner.scan(b"PK" + EICAR) == Virus("Eicar-Test-Signature")

    assert clamd.seen == [*files, b"PK" + EICAR]


def test_too_large_is_said_so() -> None:
    """clamd hangs up in the middle of what is above its limit: no word on the file, and the reason is told."""
    with Clamd(most=100_000).at() as address, pytest.raises(ScannerAway, match="大きすぎます"):
        Scanner(address=address).scan(bytes(20_000_000))


def test_no_word_is_no_all_clear(tmp_path: Path) -> None:
    """Nobody there, somebody silent, and somebody who speaks another language: none of them passes a file."""
    with pytest.raises(ScannerAway):
        Scanner(address=str(tmp_path / "gone")).scan(b"x")
    with Clamd(silent=True).at() as address, pytest.raises(ScannerAway):
        Scanner(address=address, patience=0.3).scan(b"x")
    with pytest.raises(ScannerAway):
        Scanner(address="127.0.0.1:1").ping()
