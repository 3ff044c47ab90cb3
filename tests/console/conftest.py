"""A clerk at a console over a real register."""

from pathlib import Path

import pytest

from console.app import Console
from console.session import Session
from tests.console.seed import NOW, sow


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(desk=sow(tmp_path / "data"), clock=lambda: NOW)


@pytest.fixture
def console(session: Session) -> Console:
    return Console(session)
