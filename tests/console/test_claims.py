"""「同じ事業者です」 by one key: the very mail, read by the robot, on the case that it is about."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from console.app import Console
from console.errands import Robot
from console.screens.work import WorkDialog
from console.session import Session
from rules.model import Case, State
from tests import entries
from tests.console.screen import press, seated, settle, text
from tests.e2e.town import MONDAY, found
from tests.mailbot.intake.counter import Counter, opened

COLLEAGUE = "colleague@ogori-foods.example.jp"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """A case that lacks an answer, and a colleague's mail with it, from an address that the case doesn't know."""
    counter = opened(tmp_path)
    counter.bring(entries.filled("food", storage=""))
    counter.bring(entries.filled("food"), MONDAY + timedelta(hours=1), sender=COLLEAGUE, pledge=False)
    return counter


@pytest.fixture
def asked(counter: Counter, tmp_path: Path) -> Console:
    config = found(tmp_path, {}).folder / "config.toml"
    now = MONDAY + timedelta(hours=5)
    session = Session(desk=counter.desk(), clock=lambda: now)
    return Console(
        session, Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={now.isoformat()}"))
    )


def only(counter: Counter) -> Case:
    (case,) = counter.cases
    return case


async def test_one_key_takes_the_mail(asked: Console, counter: Counter) -> None:
    """b: the robot takes the colleague's sheet, the case is complete, and nobody asks any more."""
    async with seated(asked) as pilot:
        assert "同じ事業者です" in text(asked)
        await press(pilot, "b")
        while isinstance(asked.screen, WorkDialog):
            await pilot.pause(0.05)
        await settle(pilot)

        assert "別のアドレスを事業者に加え" in text(asked)
        case = only(counter)
        assert (case.state, case.claims) == (State.ACCEPTED, ())
        assert COLLEAGUE in counter.businesses[0].addresses
        assert "待っているメールはありません" in await press(pilot, "b")


async def test_the_other_key_leaves_the_case(asked: Console, counter: Counter) -> None:
    """B: somebody else's mail. The case stays as it was, and u lets the mail ask again."""
    async with seated(asked) as pilot:
        await press(pilot, "B")
        case = only(counter)
        assert (case.state, case.claims) == (State.CORRECTION_REQUESTED, ())
        assert not any(COLLEAGUE in sentence for sentence in case.attention)

        await press(pilot, "u")
        assert only(counter).claims
