from pathlib import Path

import pytest

from tests.mailbot.intake.counter import Counter, opened


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return opened(tmp_path)
