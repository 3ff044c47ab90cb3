"""A corrected sheet: what changed is kept and told, and what came earlier still counts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.__main__ import main
from mailbot.wiring import Office
from rules.model import Change, LetterKind, State
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY
from tests.mailbot.intake import desk as on
from tests.mailbot.intake.desk import arrives, mail, only_case, with_file, with_sheet

LATER = timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with on.office(tmp_path) as opened:
        yield opened


def asked(desk: Office) -> str:
    """A sheet with three gaps, a photo and the pledge came; the request for corrections has left. Its Message-ID."""
    first = with_sheet(mail(), entries.filled("food", net="100g/200g", storage="", jan="4569951116170"))
    with_file(first, town.signed_pledge(), "誓約書.pdf")
    with_file(first, on.picture(), "正面.jpg")
    arrives(desk, first)
    letter = on.last_letter(desk)
    assert letter.kind is LetterKind.CORRECTION_REQUEST
    on.has_left(desk, letter, MONDAY)
    return letter.message_id


def test_differences_are_kept(desk: Office) -> None:
    """Old and new answers, the gaps that are closed and those that are not; photo and pledge still count."""
    reply = mail(answers=asked(desk))
    arrives(desk, with_sheet(reply, entries.filled("food", net="100g", jan="4569951116170")), after=LATER)

    case = only_case(desk)
    (revision,) = case.revisions
    assert revision.received_at == MONDAY + LATER
    assert revision.mail == case.mails[-1].id
    assert Change(field="net", label="内容量", old="100g/200g", new="100g") in revision.changes
    assert {change.field for change in revision.changes} == {"net", "storage"}
    assert (revision.closed, revision.still_open) == (("内容量", "保存温度帯"), ("JANコード",))
    assert case.pictures == 1
    assert "pledge_missing" not in on.codes(case)


def test_the_next_request_counts_what_was_mended(desk: Office) -> None:
    """It says how many of the earlier gaps are closed, and asks only for the rest."""
    reply = mail(answers=asked(desk))
    arrives(desk, with_sheet(reply, entries.filled("food", jan="4569951116170")), after=LATER)

    body = on.last_letter(desk).body
    assert "前回お願いした3件のうち、2件を確認しました。" in body
    assert "JANコード" in body and "保存温度帯" not in body


def test_a_whole_correction_is_accepted(
    desk: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is left to ask for; `show` prints what the sheet said before and says now."""
    reply = mail(answers=asked(desk))
    arrives(desk, with_sheet(reply, entries.filled("food")), after=LATER)

    case = only_case(desk)
    assert case.state is State.ACCEPTED
    assert case.revisions[0].still_open == case.revisions[0].fresh == ()
    assert main(["--config", str(tmp_path / "config.toml"), "show", case.number]) == 0
    shown = capsys.readouterr().out
    assert "不備3件のうち3件を補正" in shown
    assert "100g/200g" in shown


def test_the_audit_counts_a_correction(desk: Office) -> None:
    """Numbers only: what the sheet says stands in the case."""
    reply = mail(answers=asked(desk))
    arrives(desk, with_sheet(reply, entries.filled("food")), after=LATER)

    told = desk.store.log.read_text("utf-8")
    assert "補正済み3件、未補正0件、新しい不備0件" in told
