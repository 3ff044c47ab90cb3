"""Passwords and tokens: kept in a file or handed out by a command, never in the configuration itself."""

import base64
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mailbot.errors import SecretUnreadable, ServerError
from store.config import Server

PATIENCE = 30
"""Seconds for `password_command`: a key agent may have to ask its own store, a person is never asked."""

VEIL = "(パスワード)"


def secret(server: Server) -> str:
    """The first line of `password_file` or of what `password_command` prints; '' where nobody logs in.

    Raises SecretUnreadable, also for an empty first line.
    """
    if not server.user:
        return ""
    if server.password_file is not None:
        source, text = str(server.password_file), _from_file(server.password_file)
    else:
        source, text = server.password_command[0], _from_command(server.password_command)
    first = text.splitlines()[0] if text else ""
    if not first:
        raise SecretUnreadable(source, "空です")
    return first


@contextmanager
def veiling(server: Server, secret: str) -> Iterator[None]:
    """Some servers quote what they were sent: their words go on without it, not even in a traceback."""
    try:
        yield
    except ServerError as error:
        words = error.reason
        for form in (f"\0{server.user}\0{secret}", f"{server.user}\0{secret}", secret):
            words = words.replace(base64.b64encode(form.encode()).decode(), VEIL).replace(form, VEIL)
        if secret and words != error.reason:
            raise type(error)(error.server, words) from None
        raise


def _from_file(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SecretUnreadable(str(file), "文字コードがUTF-8ではありません") from error
    except OSError as error:
        raise SecretUnreadable(str(file), error.strerror or "読めません") from error


def _from_command(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # the administrator's own command, no shell
            command,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
    except subprocess.CalledProcessError as error:
        raise SecretUnreadable(command[0], f"終了コード {error.returncode}") from error
    except subprocess.TimeoutExpired as error:
        raise SecretUnreadable(command[0], f"{PATIENCE}秒たっても終わりません") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SecretUnreadable(command[0], str(error)) from error
    return done.stdout
