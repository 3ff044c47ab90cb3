"""The marked workbook on its way: with the letter that asks for corrections, to its sender, and back again."""

from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from mailbot.marking import remade
from mailbot.servers.embedded import EmbeddedServers
from rules.labels import NOTICE
from rules.record import replace
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, Town
from tests.mailbot.marking.seen import PAGE, amber, edited, errors, gap, reading, sheets
from tests.mailbot.marking.strict import problems
from tests.sheets.parts import strict

NAME = f"エントリーシート({NOTICE}).xlsx"


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


def attached(letter: Message) -> dict[str, bytes]:
    files = ((part.get_filename(), part.get_payload(decode=True)) for part in letter.walk())
    return {name: data for name, data in files if name and isinstance(data, bytes)}


def test_the_letter_brings_the_marked_sheet_and_the_mended_one_is_accepted(
    office: Town, embedded: EmbeddedServers
) -> None:
    """Asked, mended in the very file that was attached, sent back: one case, accepted, nothing of ours in it."""
    embedded.deliver("kikaku", town.entry(entries.filled("food", storage="")), MONDAY)
    office.here("once", now=MONDAY)
    (asked,) = town.received(embedded)
    files = attached(asked)

    assert list(files) == [NAME]
    assert amber(files[NAME]) == ["C47"]
    body = asked.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr, index]
    assert NOTICE in body and "「保存温度帯」が未記入です。" in body

    mended = edited(files[NAME], lambda book: setattr(book[PAGE]["C47"], "value", "常温"))
    mail = town.entry(mended, pledge=False, answers=str(asked["Message-ID"]))
    embedded.deliver("kikaku", mail, MONDAY.replace(hour=10))
    office.here("once", now=MONDAY.replace(hour=10))

    (case,) = office.json("cases")
    assert (case["state"], len(case["mails"])) == ("accepted", 2)
    assert NOTICE not in str(case["findings"]) + str(case["attention"])
    assert not attached(town.received(embedded)[1])


def test_a_sheet_that_can_not_be_marked_comes_back_on_our_form(
    office: Town, embedded: EmbeddedServers
) -> None:
    """Strict Open XML has no place for our marks: its sender gets our form with the answers, marked."""
    embedded.deliver("kikaku", town.entry(strict(entries.filled("food", storage=""))), MONDAY)
    office.here("once", now=MONDAY)
    files = attached(town.received(embedded)[0])

    assert list(files) == [NAME]
    assert amber(files[NAME]) == ["C47"]


def test_a_letter_without_gaps_in_the_sheet_brings_none(office: Town, embedded: EmbeddedServers) -> None:
    """Where the pledge alone is missing there is nothing to mark."""
    embedded.deliver("kikaku", town.entry(pledge=False), MONDAY)
    office.here("once", now=MONDAY)
    office.here("once", now=MONDAY.replace(minute=30))
    (asked,) = town.received(embedded)

    assert asked["X-Mailbot-Kind"] == "correction_request"
    assert list(attached(asked)) == ["誓約書.pdf"]


def test_a_letter_made_anew_keeps_the_marked_sheet(office: Town, embedded: EmbeddedServers) -> None:
    """The pledge follows while the letter is held: its new words still bring the sheet."""
    office.here("pause", "--by", "山田", "--reason", "確認のため", now=MONDAY)
    sheet = entries.filled("food", storage="")
    embedded.deliver("kikaku", town.entry(sheet, pledge=False), MONDAY)
    office.here("once", now=MONDAY)
    embedded.deliver("kikaku", town.entry(b"", subject="誓約書です"), MONDAY.replace(minute=2))
    office.here("once", now=MONDAY.replace(minute=2))

    (letter,) = office.json("outbox")
    assert letter["attachments"] == [NAME]
    assert "誓約書がまだ" not in letter["body"]


def test_another_format_comes_back_on_our_form() -> None:
    """What can only be read is given back as our own form with the sender's answers, marked, ready to be mended."""
    data = entries.filled("food", storage="", tel="")
    (entry,) = reading(data).entries
    done = remade(entries.blank("food"), entries.form("food"), entry, errors(data))

    assert done is not None
    assert problems(done) == []
    assert amber(done) == ["C21", "C47"]
    (again,) = reading(done).entries
    values = {key: answer.value for key, answer in entry.fields.items()}
    assert {key: answer.value for key, answer in again.fields.items()} == values


def test_nothing_of_a_strangers_is_calculated() -> None:
    """A text that a workbook would take for a formula is left out."""
    (entry,) = reading(entries.filled("food")).entries
    fields: dict[str, Any] = {**entry.fields}
    fields["pr"] = replace(fields["pr"], text='=HYPERLINK("http://example.com")')
    done = remade(entries.blank("food"), entries.form("food"), replace(entry, fields=fields), [gap(None)])

    assert done is not None
    cells = (cell for sheet in sheets(done) for row in sheet.iter_rows() for cell in row)
    assert not [cell for cell in cells if cell.data_type == "f"]
