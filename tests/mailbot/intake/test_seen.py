"""確認済, and the mails that come afterwards."""

from datetime import timedelta
from pathlib import Path

from rules.model import Case
from store.desk import attention
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import opened, sheet


def test_what_a_later_mail_says_stands_there_anew(tmp_path: Path) -> None:
    """What was read of the first mail's pledge is not told again beside a sheet alone; another pledge's words are."""
    counter = opened(tmp_path)
    counter.bring(sheet(storage=""))
    (case,) = counter.cases
    (hint,) = case.attention
    assert isinstance(attention.read(counter.desk(), case.number, now=MONDAY), Case)

    counter.bring(sheet(), MONDAY + timedelta(hours=1), pledge=False)
    (case,) = counter.cases
    assert len(case.mails) == 2 and case.attention == ()

    counter.bring(sheet(price=700), MONDAY + timedelta(hours=2))
    (case,) = counter.cases
    assert len(case.mails) == 3 and case.attention == (hint,)
