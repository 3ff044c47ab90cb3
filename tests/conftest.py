"""What several rooms' tests share: real servers, a real LibreOffice, and what to do where they miss."""

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from hypothesis import settings

from mailbot.servers.embedded import EmbeddedServers
from tests import servers
from tests.crash.doorman import doorman

WAITING = ("year", "crash", "e2e", "bench", "soak")
"""Rooms whose tests wait longest, for servers, processes and the clock."""

MARKS = {"dovecot": "servers", "postfix": "servers", "soffice": "office"}
"""Fixture -> marker, so that no test forgets it."""

settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")  # how long an example takes is a benchmark's business

Convert = Callable[[Path, str, Path], Path]
"""(file, format, folder) -> the file as LibreOffice saves it in this format."""


def pytest_configure(config: pytest.Config) -> None:
    """What the program leaves for its next process lies with pytest's own cache, never in the home of whoever tests."""
    cached = config.pluginmanager.hasplugin("cacheprovider")
    programs = config.cache.mkdir("programs") if cached else tempfile.mkdtemp(prefix="mailbot-programs-")
    os.environ["XDG_CACHE_HOME"] = str(programs)
    gc.disable()  # what is collected now stays: looking through it again and again is a fifth of the time it takes


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file's bytes name no test: they may hold the second they were made in, and all workers call a test the same."""
    return argname if isinstance(val, bytes) and len(val) > 60 else None


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks at the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name in MARKS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKS[name])
        if "soffice" in getattr(item, "fixturenames", ()):
            item.add_marker(
                pytest.mark.xdist_group("LibreOffice")
            )  # its first start in a profile takes seconds
    items.sort(key=_is_short)  # else a worker would be left alone with the longest of them at the end


def _is_short(item: pytest.Item) -> bool:
    room = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    return room not in WAITING and not item.get_closest_marker("office")


def require(present: bool, reason: str) -> None:
    """Skips with this reason, or fails where everything has to be there."""
    if not present and os.environ.get("MAILBOT_REQUIRE_SERVERS") == "1":
        pytest.fail(reason, pytrace=False)
    if not present:
        pytest.skip(reason)


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The program narrows the umask of its process for good: no Postfix that a later test starts could live with it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def ca() -> trustme.CA:
    """A throw-away authority for this worker's servers."""
    return trustme.CA()


@pytest.fixture(scope="session")
def dovecot(ca: trustme.CA) -> Iterator[servers.Dovecot]:
    require(shutil.which("dovecot") is not None, "Dovecot is not installed (package dovecot-imapd)")
    with servers.dovecot(ca) as running:
        yield running


@pytest.fixture(scope="session")
def postfix(ca: trustme.CA, dovecot: servers.Dovecot) -> Iterator[servers.Postfix]:
    """Delivers into the mailboxes of `dovecot`, which also checks its logins."""
    require(shutil.which("postfix") is not None, "Postfix is not installed (package postfix)")
    require(os.getuid() == 0, "Postfix runs only when started by root")
    with servers.postfix(ca, dovecot) as running:
        yield running


@pytest.fixture(scope="session")
def users() -> Iterator[str]:
    """Mailboxes that no other test of this worker has: take as many as needed with `next`."""
    return iter(servers.USERS)


@pytest.fixture
def user(users: Iterator[str]) -> str:
    """A mailbox of this test alone; its address is at test.local, its password `servers.PASSWORD`."""
    return next(users)


@pytest.fixture(scope="session")
def python() -> Iterator[str]:
    """What a forked life of the program starts its children with: a Python that has everything imported."""
    with doorman() as program:
        yield program


@pytest.fixture
def embedded() -> Iterator[EmbeddedServers]:
    """IMAP and SMTP inside this process, with the mailboxes 'kikaku' and 'business'."""
    with EmbeddedServers({"kikaku": servers.PASSWORD, "business": servers.PASSWORD}) as running:
        yield running


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """LibreOffice with a profile of this worker, as two at once cannot share one."""
    program = shutil.which("soffice")
    require(program is not None, "LibreOffice is not installed (package libreoffice-calc)")
    profile = tmp_path_factory.mktemp("soffice")

    def convert(source: Path, to: str, folder: Path) -> Path:
        subprocess.run(
            [str(program), "--headless", f"-env:UserInstallation={profile.as_uri()}",
             "--convert-to", to, "--outdir", str(folder), str(source)],
            check=True, capture_output=True, timeout=100,
        )  # fmt: skip
        return folder / f"{source.stem}.{to.partition(':')[0]}"

    return convert
