"""The entries of a workbook: which of its sheets hold one, and of which form each is."""

from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.record import replace
from tests.entries import CONTEXT, FORMS, blank
from tests.mailbot.sheets.smallform import FORM, LABELS, OTHER, codes, only, reading, sheet


def test_the_form_is_known_by_its_id() -> None:
    """The id in a cell decides, else the id in the properties, without any doubt."""
    texts = LABELS | {(1, 3): "梅干し"}
    by_cell = only(reading(sheet(texts, form_id="Ｔ－２"), forms=(FORM, OTHER)))
    by_property = only(reading(sheet(texts, form_id=""), forms=(FORM, OTHER), form_id="T-1"))

    assert [
        (entry.form, [code for code, key in codes(entry) if code != "text_unread"])
        for entry in (by_cell, by_property)
    ] == [
        ("nonfood", []),
        ("food", []),
    ]


def test_without_an_id_most_labels_decide_and_a_person_looks() -> None:
    """The form of which most labels are on the sheet is taken, with a warning."""
    entry = only(reading(sheet(LABELS | {(1, 3): "梅干し"}, form_id=""), forms=(OTHER, FORM)))

    assert (entry.form, codes(entry)) == ("food", [("form_by_labels", None)])


def test_an_answer_of_another_form_is_told() -> None:
    """An option that only another form offers: the sheet may be the wrong one."""
    entry = only(reading(sheet(LABELS | {(1, 3): "椅子", (3, 3): "家具"}), forms=(FORM, OTHER)))

    assert codes(entry) == [("not_in_list", "category"), ("wrong_form", "category")]
    assert "申込書(nonfood)" in entry.findings[1].message


def test_a_workbook_of_others_has_no_entry() -> None:
    """Without a sheet of ours there is nothing to read, and that is said."""
    found = reading(sheet({(1, 1): "請求書", (2, 1): "商品名", (2, 2): "梅干し"}, form_id=""), forms=FORMS)

    assert (found.entries, found.blank) == ((), False)
    assert [finding.code for finding in found.findings] == ["unknown_form"]


def test_which_sheets_are_entries() -> None:
    """Each filled sheet is one; the 記入例 (by name or first cells), hidden and untouched sheets are none."""
    first, second = (sheet(LABELS | {(1, 3): name}, name=name) for name in ("梅干し", "梅酒"))
    others = (
        replace(first, name="記入例"),
        sheet(LABELS | {(1, 3): "見本", (1, 1): "記入例"}, name="コピー"),
        replace(first, name="旧", hidden=True),
        sheet(LABELS, name="未記入"),
    )
    found = reading(first, *others, second)

    assert [entry.sheet for entry in found.entries] == ["梅干し", "梅酒"]
    assert not found.blank


def test_an_untouched_form_is_blank() -> None:
    """Our blank returned as it is holds no entry, whatever is printed on it."""
    for each in FORMS:
        book = open_workbook(blank(each.name))
        assert isinstance(book, Workbook)
        assert read(book, FORMS, CONTEXT) == Reading(blank=True)


def test_a_sheet_that_was_cut_is_told() -> None:
    """Where not all of a sheet could be read, a person looks."""
    cut = replace(sheet(LABELS | {(1, 3): "梅干し"}), cut=True)

    assert codes(only(reading(cut))) == [("sheet_cut", None)]


def test_a_copy_left_as_it_is_is_no_second_entry() -> None:
    """The same answers on two sheets are one entry, and the workbook's findings say so."""
    first = sheet(LABELS | {(1, 3): "梅干し"})
    found = reading(first, replace(first, name="梅干し (2)"))

    assert [entry.sheet for entry in found.entries] == ["梅干し"]
    assert [finding.code for finding in found.findings] == ["same_sheet"]
