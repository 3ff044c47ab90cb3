"""Tokens instead of passwords, on a Dovecot that checks them itself (JWT, RFC 7519): asked for anew at each login."""

import base64
import hashlib
import hmac
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from mailbot.errors import LoginRefused
from mailbot.servers.mailbox import Mailbox
from store.config import Imap
from tests import servers
from tests.mailbot.servers.test_mailbox import Post, settings

KEY = b"a key that only the test and its Dovecot know"
MORE = """
auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
"""


@pytest.fixture(scope="module")
def tokens(ca: trustme.CA, dovecot: servers.Dovecot) -> Iterator[servers.Dovecot]:
    """A Dovecot of its own that takes tokens signed with KEY."""
    with tempfile.TemporaryDirectory(prefix="mb-") as name:
        folder = Path(name)
        key = folder / "keys/default/HS256/default"
        key.parent.mkdir(parents=True)
        key.write_bytes(base64.b64encode(KEY))
        (folder / "oauth2.conf").write_text(
            f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={folder}/keys/\n"
            "username_attribute = sub\n"
        )
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        with servers.dovecot(ca, MORE.format(folder=folder)) as running:
            yield running


def token(user: str, seconds: int) -> str:
    """A token for this user that is good for so long; below 0 it has expired."""
    now = int(time.time())  # noqa: TID251  # the server's clock decides
    parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": user, "iat": now - 99, "exp": now + seconds})
    signed = b".".join(_plain(json.dumps(part).encode()) for part in parts)
    return (signed + b"." + _plain(hmac.digest(KEY, signed, hashlib.sha256))).decode()


def _plain(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def handing_out(folder: Path, post: Post, *given: str) -> Imap:
    """Settings whose `password_command` prints these tokens, one at each call, the last one from then on."""
    for number, each in enumerate(given):
        (folder / f"{number}.token").write_text(each)
    code = (
        "import sys, pathlib\n"
        f"folder, last = pathlib.Path({os.fspath(folder)!r}), {len(given) - 1}\n"
        "asked = len(list(folder.glob('*.asked')))\n"
        "(folder / f'{asked}.asked').touch()\n"
        "sys.stdout.write((folder / f'{min(asked, last)}.token').read_text())\n"
    )
    return settings(post, auth="xoauth2", password_command=(sys.executable, "-c", code))


def asked(folder: Path) -> int:
    return len(list(folder.glob("*.asked")))


def test_each_login_asks_for_a_token(tokens: servers.Dovecot, tmp_path: Path) -> None:
    """A token that will have expired by the next login does no harm: the next one is asked for then."""
    post = Post(tokens.port, "kikaku")
    imap = handing_out(tmp_path, post, token("kikaku", 600), token("kikaku", 700))

    for _ in range(2):
        Mailbox.enter(imap).close()

    assert asked(tmp_path) == 2


def test_an_expired_token_is_renewed_once(tokens: servers.Dovecot, tmp_path: Path) -> None:
    """The command still hands out an expired one: it is asked once more, and the new one opens the mailbox."""
    imap = handing_out(tmp_path, Post(tokens.port, "kikaku"), token("kikaku", -60), token("kikaku", 600))
    with Mailbox.enter(imap) as mailbox:
        assert mailbox.uids()[1] == []

    assert asked(tmp_path) == 2


@pytest.mark.parametrize(("user", "seconds"), [("kikaku", -60), ("somebody", 600)])
def test_a_token_that_stays_wrong_is_a_refused_login(
    tokens: servers.Dovecot, tmp_path: Path, user: str, seconds: int
) -> None:
    """Expired for good, or another user's: refused after the second one, without the token in the sentence."""
    wrong = token(user, seconds)
    with pytest.raises(LoginRefused) as told:
        Mailbox.enter(handing_out(tmp_path, Post(tokens.port, "kikaku"), wrong))

    assert asked(tmp_path) == 2
    assert wrong not in str(told.value)


def test_a_wrong_password_is_tried_once(tokens: servers.Dovecot, tmp_path: Path) -> None:
    """A second try with the same password would only bring the account nearer to being locked."""
    imap = handing_out(tmp_path, Post(tokens.port, "kikaku"), "wrong")
    plain = settings(Post(tokens.port, "kikaku"), password_command=imap.password_command)
    with pytest.raises(LoginRefused):
        Mailbox.enter(plain)

    assert asked(tmp_path) == 1
