"""Who stands behind a deed: the login that the system keeps, then sudo's word, then the account of the process."""

import os
import pwd
from pathlib import Path

import pytest

from store.desk import clerk

ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system says who logged in; nothing stands there yet."""
    monkeypatch.setattr(clerk, "LOGIN_UID", tmp_path / "loginuid")
    monkeypatch.delenv("SUDO_USER", raising=False)
    return tmp_path / "loginuid"


def test_the_system_knows_who_logged_in(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own word in the environment stands against it."""
    other = next(each for each in pwd.getpwall() if each.pw_uid != os.getuid())
    kept.write_text(f"{other.pw_uid}")
    monkeypatch.setenv("SUDO_USER", "somebody")

    assert clerk.login() == other.pw_name


@pytest.mark.parametrize("said", ["4294967295", f"{os.getuid()}", "", "x"])
def test_then_sudo_is_believed(kept: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """A service, the account itself, or a system that keeps nothing."""
    kept.write_text(said)
    assert clerk.login() == ME
    monkeypatch.setenv("SUDO_USER", "yamamoto")
    assert clerk.login() == "yamamoto"


def test_an_account_that_is_gone_has_its_number(kept: Path) -> None:
    """The audit names something that can be looked up."""
    kept.write_text("3999999999")

    assert clerk.login() == "uid 3999999999"
