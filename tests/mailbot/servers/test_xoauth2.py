"""Tokens instead of passwords, on a Dovecot that checks them itself (JWT, RFC 7519): asked for anew at each login."""

import base64
import hashlib
import hmac
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import trustme

from mailbot.errors import LoginRefused
from mailbot.servers import credentials
from mailbot.servers.courier import deliver
from mailbot.servers.mailbox import Mailbox
from mailbot.servers.outcomes import Sent
from store.config import Imap
from tests import servers
from tests.conftest import require
from tests.mailbot.servers.test_courier import Outbox, letter, smtp, text
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


@pytest.fixture(scope="module")
def submission(ca: trustme.CA, tokens: servers.Dovecot) -> Iterator[servers.Postfix]:
    """A Postfix of its own that has its logins checked there."""
    require(shutil.which("postfix") is not None, "Postfix is not installed (package postfix)")
    require(os.getuid() == 0, "Postfix runs only when started by root")
    with servers.postfix(ca, tokens) as running:
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
    return settings(post, auth="xoauth2", password_command=_command(folder, *given))


def _command(folder: Path, *given: str) -> tuple[str, ...]:
    for number, each in enumerate(given):
        (folder / f"{number}.token").write_text(each)
    code = (
        "import sys, pathlib\n"
        f"folder, last = pathlib.Path({os.fspath(folder)!r}), {len(given) - 1}\n"
        "asked = len(list(folder.glob('*.asked')))\n"
        "(folder / f'{asked}.asked').touch()\n"
        "sys.stdout.write((folder / f'{min(asked, last)}.token').read_text())\n"
    )
    return (sys.executable, "-c", code)


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


async def _sent(folder: Path, postfix: servers.Postfix, *given: str) -> Outbox:
    """What becomes of a letter to a mailbox of this Postfix, with these tokens."""
    settings = smtp(
        port=postfix.submission, tls="starttls", ca_file=postfix.ca_file, user="kikaku", auth="xoauth2",
        password_command=_command(folder, *given),
    )  # fmt: skip
    outbox, one = Outbox(), letter(f"{servers.USERS[0]}@{servers.DOMAIN}")
    secret = partial(credentials.secret, settings)
    try:
        await deliver(settings, secret, [(one, text(one))], commit=outbox.commit)
    except LoginRefused as refused:
        assert not any(each in str(refused) for each in given)
    return outbox


async def test_postfix_takes_the_second_token(submission: servers.Postfix, tmp_path: Path) -> None:
    """The first one had expired when it was handed out: one more is asked for, and the letter leaves, once."""
    outbox = await _sent(tmp_path, submission, token("kikaku", -60), token("kikaku", 600))

    assert [type(outcome) for outcome in outbox.settled.values()] == [Sent]
    assert asked(tmp_path) == 2


async def test_postfix_refuses_what_stays_wrong(submission: servers.Postfix, tmp_path: Path) -> None:
    """Expired for good: a refused login after the second one, and no letter was claimed."""
    outbox = await _sent(tmp_path, submission, token("kikaku", -60))

    assert outbox.claimed == []
    assert asked(tmp_path) == 2
