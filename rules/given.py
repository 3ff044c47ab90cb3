"""Answers given by phone, FAX or in words, laid over the sheet: both stay, and the sheet's next word counts again."""

from collections.abc import Iterable, Mapping

from rules.checks.review import settled
from rules.entered import Given
from rules.forms import Field, Form
from rules.model import Answer, Entry
from rules.record import replace
from rules.tables import Context
from rules.values import Cell, read
from rules.wording import normal


def entry_of(form: Form, answers: Mapping[str, str], context: Context) -> Entry:
    """The entry of a sheet on paper whose answers a clerk has typed, by the keys of the form's fields.

    Keys that the form does not have are passed over: `unknown` names them.
    """
    entry = Entry(form=form.name, revision=form.revision)
    for field in form.fields:
        if text := answers.get(field.key, "").strip():
            entry = answered(entry, field, text, context)
    return entry


def unknown(form: Form, answers: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for key in answers if form.field(key) is None)


def answered(entry: Entry, field: Field, text: str, context: Context) -> Entry:
    """The entry with this answer in place of the sheet's, and with what reading it found."""
    answer, findings = read(field, Cell(at="", text=text), context=context)
    kept = (each for each in entry.findings if each.field != field.key)
    with_answer = replace(
        entry,
        fields={**entry.fields, field.key: replace(answer, cell=None)},
        findings=(*kept, *(replace(each, cell=None) for each in findings)),
    )
    return settled(with_answer, context.tables.words)


def laid_over(
    sheet: Entry, given: Iterable[Given], form: Form, context: Context
) -> tuple[Entry, tuple[Given, ...]]:
    """A new sheet with the given answers that still count: those to fields that it answers as the last one did."""
    entry, counting = sheet, []
    for each in given:
        field = form.field(each.field)
        if field is not None and normal(sheet.text(each.field)) == normal(each.sheet):
            entry = answered(entry, field, each.text, context)
            counting.append(replace(each, cell=sheet.fields.get(each.field, Answer()).cell))
    return entry, tuple(counting)


def with_answer(given: Iterable[Given], new: Given, before: Entry) -> tuple[Given, ...]:
    """One answer a field: a later one takes the place of an earlier, and both stand over the sheet's own."""
    earlier = {each.field: each for each in given}
    own = before.fields.get(new.field, Answer())
    last = earlier.pop(new.field, replace(new, sheet=own.text, cell=own.cell))
    return (*earlier.values(), replace(new, sheet=last.sheet, cell=last.cell))
