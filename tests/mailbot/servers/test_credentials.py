"""Where passwords come from, and that they go nowhere else."""

import base64
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.errors import SecretUnreadable, ServerAway, ServerError, ServerRefused
from mailbot.servers import credentials
from mailbot.servers.credentials import secret
from store.config import Imap, Smtp


def _kinds(root: type[ServerError]) -> list[type[ServerError]]:
    return [root, *(kind for below in root.__subclasses__() for kind in _kinds(below))]


def imap(**others: object) -> Imap:
    return Imap(host="localhost", user="kikaku", start_at=datetime(2026, 12, 1, tzinfo=UTC), **others)  # type: ignore[arg-type]


def python(code: str) -> Imap:
    return imap(password_command=(sys.executable, "-c", code))


@pytest.mark.parametrize("content", ["pass word\n", "pass word", "pass word\r\nsecond line\n"])
def test_the_first_line_of_the_file(content: str, tmp_path: Path) -> None:
    """The password is the first line, whatever ends it; blanks inside belong to it."""
    file = tmp_path / "password"
    file.write_bytes(content.encode())

    assert secret(imap(password_file=file)) == "pass word"


def test_the_first_line_of_the_command() -> None:
    """A command prints the password; further lines are notes, as `pass` has them."""
    assert secret(python("print('geheim鍵'); print('a note')")) == "geheim鍵"


def test_no_login_needs_no_password() -> None:
    """A server without a user is not asked for a password."""
    assert secret(Smtp(host="localhost", sender="a@example.jp")) == ""


@pytest.mark.parametrize(
    "code", ["", "print()", "import sys; print('x'); sys.exit(3)", r"import os; os.write(1, b'\xff')"]
)
def test_a_command_that_yields_nothing(code: str) -> None:
    """Empty, failed or not UTF-8: told with the command's name."""
    with pytest.raises(SecretUnreadable) as told:
        secret(python(code))

    assert told.value.source == sys.executable


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    """A program that does not exist is told like one that fails."""
    with pytest.raises(SecretUnreadable):
        secret(imap(password_command=(str(tmp_path / "none"),)))


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_file_that_yields_nothing(content: bytes | None, tmp_path: Path) -> None:
    """Missing, empty or not UTF-8: told with the file's name, never with what is in it."""
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SecretUnreadable) as told:
        secret(imap(password_file=file))

    assert told.value.source == str(file)


@pytest.mark.parametrize("kind", [ServerAway, *_kinds(ServerRefused)])
def test_words_that_hold_the_password(kind: type[ServerError]) -> None:
    """Whatever a server complains of, and however it quotes what it was sent: the password is in none of it."""
    quoted = base64.b64encode(b"\0kikaku\0hush").decode()

    with pytest.raises(ServerError) as told, credentials.veiling(imap(), "hush"):
        raise kind("localhost:143", f"no folder 'hush' for {quoted}")

    assert type(told.value) is kind and told.value.server == "localhost:143"
    assert "hush" not in str(told.value) and quoted not in str(told.value)
