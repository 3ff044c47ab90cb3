"""One cell that holds the answers of two fields next to each other."""

from collections.abc import Mapping

import pytest

from mailbot.marking import Given
from mailbot.sheets.reading import read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.model import Entry
from tests.entries import ANSWERS, CONTEXT, FORMS, filled

ADDRESS = "福岡県小郡市小郡100番地1"


def entry(answers: Mapping[str, Given]) -> Entry:
    book = open_workbook(filled("food", {**ANSWERS["food"], **answers}))
    assert isinstance(book, Workbook)
    (found,) = read(book, FORMS, CONTEXT).entries
    return found


@pytest.mark.parametrize(
    ("first", "second", "said", "meant"),
    [
        ("zip", "address", ("", f"〒838-0141 {ADDRESS}"), ("838-0141", ADDRESS)),
        ("zip", "address", ("", f"８３８－０１４１\n{ADDRESS}"), ("838-0141", ADDRESS)),
        ("zip", "address", (f"〒838-0141　{ADDRESS}", ""), ("838-0141", ADDRESS)),
        ("tel", "tel.fax", ("0942-00-1234/0942-00-9999", ""), ("0942-00-1234", "0942-00-9999")),
        ("tel", "tel.fax", ("TEL 0942-00-1234 FAX 0942-00-9999", ""), ("0942-00-1234", "0942-00-9999")),
        ("rep", "rep.title", ("代表取締役　髙田 一郎", ""), ("髙田 一郎", "代表取締役")),
        ("rep", "rep.title", ("代表取締役社長髙田一郎", ""), ("髙田一郎", "代表取締役社長")),
        ("name", "name.kana", ("梅のジャム\nウメノジャム", ""), ("梅のジャム", "ウメノジャム")),
        ("name", "name.kana", ("ウメノジャム\n梅のジャム", ""), ("梅のジャム", "ウメノジャム")),
        ("name", "name.kana", ("梅のジャム/ウメノジャム", ""), ("梅のジャム", "ウメノジャム")),
    ],
)
def test_both_answers_are_read(
    first: str, second: str, said: tuple[str, str], meant: tuple[str, str]
) -> None:
    """What people write into one of two cells is read as both answers, without a finding on either."""
    found = entry({first: said[0], second: said[1]})

    assert (found.value(first), found.value(second)) == meant
    assert [each.code for each in found.findings if each.field in (first, second)] == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("zip", "address", ("838-0141", f"〒838-0142 {ADDRESS}")),
        ("tel", "tel.fax", ("0942-00-1234/090-0000-9999", "")),
        ("rep", "rep.title", ("代表", "")),
        ("name", "name.kana", ("梅のジャム\nプレミアム", "")),
        ("name", "name.kana", ("小郡カレー(レトルト)", "")),
    ],
)
def test_one_answer_stays_one(first: str, second: str, said: tuple[str, str]) -> None:
    """Where the other cell is filled, or the words are not plainly those of two answers, nothing is parted."""
    found = entry({first: said[0], second: said[1]})

    assert (found.text(first), found.text(second)) == said
