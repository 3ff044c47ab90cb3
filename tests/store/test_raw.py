"""Originals are kept byte for byte, once, and checked when read."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from store import locks, raw
from store.errors import Damaged, Unwritable

PUT = "import sys; from pathlib import Path; from store import raw; raw.put(Path(sys.argv[1]), b'mail')"


def incoming(directory: Path) -> list[Path]:
    return list((directory / "raw" / "incoming").glob("*.new"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary())
def test_bytes_come_back(tmp_path: Path, data: bytes) -> None:
    """Any bytes are read back by their sha256; putting them again gives the same one."""
    sha = raw.put(tmp_path, data)

    assert raw.get(tmp_path, sha) == data
    assert raw.put(tmp_path, data) == sha


def test_files_are_private_and_alone(tmp_path: Path) -> None:
    """Each lies two folders deep, 0600 in folders of 0700, with nothing half written beside it."""
    path = raw.path_of(tmp_path, raw.put(tmp_path, b"mail"))

    assert path.relative_to(tmp_path / "raw").parts == (path.name[:2], path.name[2:4], path.name)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in path.parents[:3]} == {0o700}
    assert incoming(tmp_path) == []


def test_changed_or_missing_bytes_are_damage(tmp_path: Path) -> None:
    """What is not what its name says is never handed out; removed bytes are gone."""
    sha = raw.put(tmp_path, b"mail")
    raw.path_of(tmp_path, sha).write_bytes(b"liam")
    with pytest.raises(Damaged):
        raw.get(tmp_path, sha)

    raw.remove(tmp_path, sha)
    raw.remove(tmp_path, sha)
    with pytest.raises(Damaged):
        raw.get(tmp_path, sha)


@pytest.mark.parametrize(("step", "kept"), [("raw.written", False), ("raw.replaced", True)])
def test_a_kill_leaves_all_or_nothing(tmp_path: Path, step: str, kept: bool) -> None:
    """Killed while writing, the file is whole or absent; leftovers are swept, but not from under a writer."""
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "MAILBOT_FAULT": step}
    done = subprocess.run([sys.executable, "-c", PUT, str(tmp_path)], env=env, check=False)
    assert done.returncode == -signal.SIGKILL

    assert len([path for path in tmp_path.glob("raw/??/??/*") if path.is_file()]) == kept
    assert len(incoming(tmp_path)) == (not kept)

    with locks.shared(tmp_path / "raw" / "incoming" / ".lock"):
        raw.sweep(tmp_path)
        assert len(incoming(tmp_path)) == (not kept)
    raw.sweep(tmp_path)
    assert incoming(tmp_path) == []
    assert raw.get(tmp_path, raw.put(tmp_path, b"mail")) == b"mail"


def test_a_disk_that_takes_nothing_says_so(tmp_path: Path) -> None:
    """Where the folder can't be made, Unwritable names the file."""
    (tmp_path / "raw").write_text("in the way")

    with pytest.raises(Unwritable):
        raw.put(tmp_path, b"mail")
