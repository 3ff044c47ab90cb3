"""The sheets of a workbook as a clerk sorts them: pages of a form, examples, lists, and what is neither."""

from collections.abc import Iterable, Sequence

from mailbot.sheets.answersheet import AnswerSheet
from mailbot.sheets.labelledsheet import example_heads
from mailbot.sheets.workbook import Sheet, Workbook
from rules.forms import Form
from rules.labels import is_example as named_example
from rules.record import Struct
from rules.tables import Context
from rules.wording import normal

_LEAST_SHARE = 4
"""A sheet is one of a form when one in so many of its labels is on it."""
_TOP = 3
"""Rows in which the example sheet says that it is one."""
_ID_LENGTH = 60
_LISTED = 0.9
"""The share of options among its texts that makes a sheet one of lists."""


class Page(Struct, frozen=True, kw_only=True):
    """A sheet that is one of a form."""

    sheet: Sheet
    form: Form
    answers: AnswerSheet
    certain: bool
    """By the form id, not by labels alone."""


def recognise(sheet: Sheet, book: Workbook, forms: Sequence[Form]) -> Page | None:
    """By the form id in a cell, else in the properties, else the form with most labels here."""
    short = [normal(cell.text) for cell in sheet.cells.values() if len(cell.text) <= _ID_LENGTH]
    properties = {normal(value) for value in book.properties.values()}
    for form in forms:
        if any(normal(form.form_id) in text for text in short) and (view := _view(sheet, form)):
            return Page(sheet=sheet, form=form, answers=view, certain=True)
    plain = [(form, view) for form in forms if (view := _view(sheet, form))]
    if not plain:
        return None
    form, view = max(plain, key=lambda each: each[1].found)
    return Page(sheet=sheet, form=form, answers=view, certain=normal(form.form_id) in properties)


def _view(sheet: Sheet, form: Form) -> AnswerSheet | None:
    """The sheet as one of this form, None where it has too few of its labels."""
    view = AnswerSheet(sheet, form)
    return view if view.found * _LEAST_SHARE >= len(form.fields) else None


def is_example_name(name: str) -> bool:
    """The name alone says so."""
    return named_example(name, ())


def is_example(sheet: Sheet) -> bool:
    """The 記入例: its name or one of its first cells says so, which is no head of a column."""
    top = {at: cell.text for at, cell in sheet.cells.items() if at[0] <= _TOP}
    if not named_example(sheet.name, top.values()):
        return False
    heads = example_heads(sheet)
    return named_example(sheet.name, (text for at, text in top.items() if at not in heads))


def is_lists(sheet: Sheet, forms: Iterable[Form], context: Context) -> bool:
    """Nothing but what drop-downs offer: the options of the forms, each under the name of its answer."""
    offered: set[str] = set()
    for field in (field for form in forms for field in form.fields):
        listed = field.options or context.tables.options(field.options_from, context.on)
        offered |= {normal(each) for each in (field.key, field.label, *listed, *field.none_words)}
    texts = [normal(cell.text) for cell in sheet.cells.values()]
    return sum(text in offered for text in texts) >= _LISTED * len(texts)
