"""A short, seeded slice of the kills: what `make soak` does ten thousand times must hold thirty times here."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash import kills
from tests.crash.kills import DEED_POINTS, POINTS, Tally
from tests.servers import Dovecot, Postfix

ROOT = Path(__file__).parents[2]

ELSEWHERE = {"retention.erased"}
"""Places that a slice does not come to; `tests/e2e/test_kills.py` kills there."""


def test_thirty_kills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dovecot: Dovecot, postfix: Postfix, users: Iterator[str]
) -> None:
    """Killed at random and at named places, on real servers: nothing lost, nothing twice, nothing torn."""
    monkeypatch.chdir(tmp_path)
    tally = Tally()
    with kills.prepared(dovecot, postfix, users) as ground:
        kills.besiege(ground, 1, random.Random(5), tally, iter(range(30)))  # noqa: S311  # no secret

    assert "\n".join(tally.failures) == "" and tally.kills == 30


def test_every_named_place_is_killed_at() -> None:
    """No fault point of the code is missing among those at which the program is killed."""
    code = [file for room in ("mailbot", "store", "console") for file in (ROOT / room).rglob("*.py")]
    named = {name for file in code for name in re.findall(r'\bfault\(f?"([^"]+)"\)', file.read_text("utf-8"))}
    written = {name for name in named if "{" in name}

    assert written == {"{path.name}.written", "{path.name}.linked", "{path.name}.replaced",
                       "{path.name}.synced", "{path.name}.appended"}  # fmt: skip
    assert named - written == {name for name in {*POINTS, *DEED_POINTS, *ELSEWHERE} if "json" not in name}
