"""The corpus of filled workbooks: each must read as the values beside it say (tests/sheets/README.md)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mailbot.sheets.reading import read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.model import Value
from tests.entries import CONTEXT, FORMS

SHEETS = Path(__file__).parents[2] / "sheets"
NAMES = sorted(file.stem for file in SHEETS.glob("*.xlsx"))


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((SHEETS / f"{name}.toml").read_text("utf-8"))


def fields(entry: dict[str, Any]) -> dict[str, Any]:
    like = fields(expected(entry["like"])["entries"][0]) if "like" in entry else {}
    return {**like, **entry.get("fields", {})}


def plain(values: Iterator[tuple[str, Value]]) -> dict[str, Any]:
    """As TOML has it: lists, and nothing where there is no value."""
    return {key: list(v) if isinstance(v, tuple) else v for key, v in values if v is not None}


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_reads_as_a_person_reads_it(name: str) -> None:
    """Every entry with every value and no other, its pictures and findings; examples are none."""
    wanted = expected(name)
    book = open_workbook((SHEETS / f"{name}.xlsx").read_bytes())
    assert isinstance(book, Workbook)
    reading = read(book, FORMS, CONTEXT)

    assert reading.findings == ()
    assert reading.blank == wanted.get("blank", False)
    entries = wanted.get("entries", [])
    assert [entry.sheet for entry in reading.entries] == [entry["sheet"] for entry in entries]
    for entry, want in zip(reading.entries, entries, strict=True):
        assert plain((key, answer.value) for key, answer in entry.fields.items()) == fields(want)
        assert (entry.form, entry.pictures) == (want["form"], want.get("pictures", 0))
        assert [finding.code for finding in entry.findings] == want.get("findings", [])
        assert want.get("cells", {}).items() <= {key: each.cell for key, each in entry.fields.items()}.items()
