"""The corpus of filled workbooks: each must read as the values beside it say (tests/sheets/README.md)."""

import pytest

from mailbot.sheets.reading import of_file, read
from mailbot.sheets.workbook import Unreadable, Workbook, open_workbook
from rules.checks import check
from tests.entries import CONTEXT, FORMS, form
from tests.sheets.corpus import NAMES, data, described, fields, plain


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_reads_as_a_person_reads_it(name: str) -> None:
    """Every entry with every value and no other, its pictures and findings; examples are none."""
    wanted = described(name)
    book = open_workbook(data(name))
    if "refused" in wanted:
        assert isinstance(book, Unreadable) and book.code == wanted["refused"]
        return
    assert isinstance(book, Workbook)
    reading = read(book, FORMS, CONTEXT)

    assert of_file(data(name), FORMS, CONTEXT) == reading, "an example that was passed over is missed"
    assert [finding.code for finding in reading.findings] == wanted.get("findings", [])
    assert reading.blank == wanted.get("blank", False)
    entries = wanted.get("entries", [])
    assert [entry.sheet for entry in reading.entries] == [entry["sheet"] for entry in entries]
    for entry, want in zip(reading.entries, entries, strict=True):
        assert plain((key, answer.value) for key, answer in entry.fields.items()) == fields(want)
        assert (entry.form, entry.pictures) == (want["form"], want.get("pictures", 0))
        codes = [finding.code for finding in entry.findings]
        assert codes == want.get("findings", [])
        found = [finding.code for finding in check(entry, form(entry.form), CONTEXT)]
        assert set(want.get("checks", ())) <= set(found)


def test_the_corpus_is_large_enough() -> None:
    """At least 60 filled workbooks, of both forms and of every format."""
    filled = [name for name in NAMES if "entries" in described(name)]
    kinds = {name.split("-")[2] for name in filled if "-libreoffice-" in name}

    assert len(filled) >= 60
    assert {described(name)["entries"][0]["form"] for name in filled} == {"food", "nonfood"}
    assert kinds == {"xlsx", "xls", "ods"}
