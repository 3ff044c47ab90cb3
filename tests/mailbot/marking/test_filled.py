"""Answers written into a blank stand where its sender would have written them, and nothing else changes."""

import io
import zipfile
from datetime import date

import pytest

from mailbot.marking import Given, filled
from mailbot.paper import layout
from tests.entries import ANSWERS, blank, form
from tests.looking import looked_at
from tests.mailbot.marking.seen import reading

FORMS = ("food", "nonfood")


def at(name: str, key: str) -> str:
    return layout.cells(form(name))[key].partition("!")[2]


@pytest.mark.parametrize("name", FORMS)
def test_answers_and_ticks_stand_in_their_cells(name: str) -> None:
    """Texts, dates and numbers as they come; only the named boxes are ticked."""
    chosen = form(name).field("eligibility").options[1]  # type: ignore[union-attr]  # both forms have it
    given: dict[str, Given] = {
        "jan": "4569951116179",
        "price": 800,
        "entry_date": date(2026, 11, 18),
        "eligibility": (chosen,),
    }

    sheet = looked_at(filled(blank(name), form(name), given))[form(name).sheet]

    assert sheet[at(name, "jan")].value == "4569951116179"
    assert sheet[at(name, "price")].value == 800
    assert sheet[at(name, "entry_date")].value.date() == date(2026, 11, 18)
    ticked = [line for line in sheet[at(name, "eligibility")].value.split("\n") if "■" in line]
    assert ticked == [f"■ {chosen}"]


@pytest.mark.parametrize("name", FORMS)
def test_nothing_else_changes(name: str) -> None:
    """Every other part keeps its bytes, the same answers give the same file."""
    before, after = blank(name), filled(blank(name), form(name), ANSWERS[name])
    assert after == filled(blank(name), form(name), ANSWERS[name])

    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.namelist() == old.namelist()
        changed = [part for part in old.namelist() if old.read(part) != new.read(part)]
    assert changed == ["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("said", ["<b>&amp;\"'", "=1+1", " 前後 ", "一行目\n二行目", "_x0041_", "髙﨑①㈱"])
def test_any_text_stays_that_text(said: str) -> None:
    """Markup, formulas and escapes of Excel are letters like any others."""
    sheet = looked_at(filled(blank("food"), form("food"), {"name": said}))["エントリーシート"]

    assert sheet[at("food", "name")].value.replace("_x005F_", "_") == said
    assert sheet[at("food", "name")].data_type != "f"


def test_letters_that_no_workbook_holds_are_left_out() -> None:
    """A control character doesn't spoil the file."""
    (entry,) = reading(filled(blank("food"), form("food"), {**ANSWERS["food"], "name": "ジャム\x0b"})).entries

    assert entry.text("name") == "ジャム"


def test_another_workbook_is_refused() -> None:
    """Bytes that are no workbook are told by an exception, for whoever passed them."""
    with pytest.raises(ValueError):
        filled(b"no workbook", form("food"), {})
