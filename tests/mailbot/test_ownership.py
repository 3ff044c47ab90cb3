"""Through sudo a clerk is `mailbot` for one program: a configuration of her own would make her him for any."""

import os
from pathlib import Path

import pytest

from mailbot.commands.ownership import objection
from tests.conftest import require

ROBOT, CLERK = 4242, 4343
BORROWED = {"SUDO_UID": str(CLERK), "SUDO_USER": "tanaka"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The robot's own configuration, in a folder of its own."""
    require(os.getuid() == 0, "only root can give files to other users")
    config = tmp_path.resolve() / "office" / "config.toml"
    config.parent.mkdir()
    config.write_text("")
    for each, mode in ((config, 0o644), (config.parent, 0o755)):
        os.chown(each, ROBOT, ROBOT)
        each.chmod(mode)
    return config


def test_the_offices_own_configuration_may_be_borrowed(file: Path) -> None:
    """Also one of root's; and what is not there is told by whoever opens it."""
    assert objection(file, BORROWED, ROBOT) == ""
    os.chown(file, 0, 0)
    assert objection(file, BORROWED, ROBOT) == ""
    file.unlink()
    assert objection(file, BORROWED, ROBOT) == ""


def test_a_clerks_own_is_refused(file: Path) -> None:
    """Without sudo, and for root, it is the user's own affair."""
    os.chown(file, CLERK, CLERK)

    assert "sudo" in objection(file, BORROWED, ROBOT)
    assert objection(file, {}, ROBOT) == "" and objection(file, BORROWED, 0) == ""


@pytest.mark.parametrize(
    ("what", "mode"), [("file", 0o664), ("file", 0o646), ("folder", 0o775), ("folder", 0o757)]
)
def test_what_others_can_write_is_refused(file: Path, what: str, mode: int) -> None:
    """The file itself, or a folder in which another could take its place; a sticky folder (/tmp) is none."""
    place = file if what == "file" else file.parent
    place.chmod(mode)
    assert "sudo" in objection(file, BORROWED, ROBOT)

    if what == "folder":
        place.chmod(mode | 0o1000)
        assert objection(file, BORROWED, ROBOT) == ""
