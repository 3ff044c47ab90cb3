"""A clerk at a console over a real register."""

import shutil
from pathlib import Path

import pytest

from console.app import Console
from console.session import Session
from tests.console.seed import NOW, desk, sow


@pytest.fixture(scope="session")
def sown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register as it is sown, for each test to copy."""
    directory = tmp_path_factory.mktemp("sown") / "data"
    sow(directory)
    return directory


@pytest.fixture
def session(tmp_path: Path, sown: Path) -> Session:
    shutil.copytree(sown, tmp_path / "data")
    return Session(desk=desk(tmp_path / "data"), clock=lambda: NOW)


@pytest.fixture
def console(session: Session) -> Console:
    return Console(session)
