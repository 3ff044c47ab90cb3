"""What the daemon says of itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import health
from store.health import Health

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)


def test_health_is_read_as_written(tmp_path: Path) -> None:
    """The last word stands, readable by its owner alone."""
    health.write(tmp_path, Health())
    health.write(tmp_path, Health(last_poll_at=NOW, failures=2, last_failure="つながりません。"))

    assert health.read(tmp_path) == Health(last_poll_at=NOW, failures=2, last_failure="つながりません。")
    assert [file.stat().st_mode & 0o777 for file in tmp_path.iterdir()] == [0o600]


@pytest.mark.parametrize("data", [None, b"", b"[1]", b'{"failures":"x"}'])
def test_a_missing_or_damaged_file_says_nothing(tmp_path: Path, data: bytes | None) -> None:
    """Health is never a reason to fail."""
    if data is not None:
        (tmp_path / "health.json").write_bytes(data)

    assert health.read(tmp_path) == Health()
