"""What speaks against having read a sheet right, or all of it: each doubt is told, so that a person looks."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mailbot.sheets.answersheet import Answers
from mailbot.sheets.pages import Page
from rules.checks.review import Review
from rules.findings import Rule, catalogue, found, noted
from rules.forms import Field, Form, Kind, Need
from rules.model import Entry, Finding
from rules.record import replace
from rules.tables import Words
from rules.wording import normal, shorten

FORM_ID = "form_id"
"""The field (and its parts) that names the form; printed by us, so it is no answer."""
REVISION = "form_id.revision"
_PLACES_NAMED = 3


def about_answer(field: Field, answers: Answers) -> Iterator[Finding]:
    """Two different texts where one answer belongs: the first is taken; or one that stands too far off."""
    if not answers.cells:
        return
    first = answers.cells[0]
    if len({normal(cell.text) for cell in answers.cells}) > 1:
        places = _named(cell.at for cell in answers.cells)
        yield found(catalogue.TWO_ANSWERS, field, cell=first.at, text=first.text, cells=places)
    elif answers.elsewhere:
        yield found(catalogue.ANSWER_ELSEWHERE, field, cell=first.at, text=first.text, at=first.at)


def about_entry(review: Review, page: Page, forms: Sequence[Form]) -> Iterator[Finding]:
    """What all answers of a page together leave open."""
    yield from _unfound(review)
    yield from _unsettled(review.entry, page.form, review.context.tables.words)
    yield from _other_options(review.entry, page.form, forms)
    yield from _form_doubts(review.entry, page)
    if page.sheet.cut:
        yield about(catalogue.SHEET_CUT, page.sheet.name)
    yield from _cells(page)
    yield from _notes(review, page)


def about(rule: Rule, sheet: str, **more: str) -> Finding:
    """The finding of `rule` on a sheet as a whole."""
    finding = noted(rule)
    return replace(finding, message=finding.message.format(sheet=shorten(sheet), **more))


def _unfound(review: Review) -> Iterator[Finding]:
    """Answers that the form demands here, but whose label is not on the sheet."""
    for field in review.form.fields:
        demanded = field.need is not Need.OPTIONAL and field.kind is not Kind.PICTURE
        if field.key not in review.entry.fields and demanded and review.holds(field.when):
            yield found(catalogue.LABEL_NOT_FOUND, field)


def _unsettled(entry: Entry, form: Form, words: Words) -> Iterator[Finding]:
    """A 「同上」 that points at nothing that we know."""
    ditto = {normal(word) for word in words.ditto}
    for field in form.fields:
        answer = entry.fields.get(field.key)
        if answer and isinstance(answer.value, str) and normal(answer.value) in ditto:
            yield found(catalogue.DITTO_UNCLEAR, field, cell=answer.cell, text=answer.text)


def _other_options(entry: Entry, form: Form, forms: Sequence[Form]) -> Iterator[Finding]:
    for field in form.fields:
        answer = entry.fields.get(field.key)
        if field.kind is not Kind.LIST or answer is None or _is_option(answer.text, field):
            continue
        for other in forms:
            if other is not form and _is_option(answer.text, other.field(field.key)):
                text, at = answer.text, answer.cell
                yield found(catalogue.WRONG_FORM, field, cell=at, text=text, form=other.title)


def _form_doubts(entry: Entry, page: Page) -> Iterator[Finding]:
    """No form id, one that we do not know, or our own in another revision."""
    written, revision = entry.text(FORM_ID), entry.text(REVISION)
    form, sheet = page.form, page.sheet.name
    if page.certain and revision and _year_and_month(revision) != _year_and_month(form.revision):
        yield about(catalogue.OLD_REVISION, sheet, form=form.title, shown=shorten(revision))
    elif not page.certain and written:
        yield about(catalogue.OLD_REVISION, sheet, form=form.title, shown=shorten(written))
    elif not page.certain:
        yield about(catalogue.FORM_BY_LABELS, sheet, form=form.title)


def _cells(page: Page) -> Iterator[Finding]:
    """What no answer was made of, and what nobody sees who opens the sheet."""
    sheet = page.sheet
    written = list(page.answers.written())
    unread = [cell.at for _, cell in written if page.answers.is_unread(cell)]
    if unread:
        yield about(catalogue.TEXT_UNREAD, sheet.name, cells=_named(unread))
    hidden = [
        cell.at
        for (row, column), cell in written
        if row in sheet.hidden_rows or column in sheet.hidden_columns
    ]
    if hidden:
        yield about(catalogue.HIDDEN_CELLS, sheet.name, cells=_named(hidden))


def _notes(review: Review, page: Page) -> Iterator[Finding]:
    """Comments; and shapes, which a paper may print, where they may hold an answer that is lacking."""
    fields = (each for each in page.form.fields if each.need is not Need.OPTIONAL and review.holds(each.when))
    lacking = any(review.empty(each.key) for each in fields if each.kind is not Kind.PICTURE)
    seen = [each for each in page.sheet.notes if lacking or not each.in_shape]
    if seen:
        named = (f"{page.sheet.name}!{each.at}の{'図形' if each.in_shape else 'メモ'}" for each in seen)
        yield about(catalogue.TEXT_UNREAD, page.sheet.name, cells=_named(named))


def _is_option(text: str, field: Field | None) -> bool:
    return field is not None and normal(text) in {normal(option) for option in field.options}


def _year_and_month(revision: str) -> list[int]:
    """A program may have made a date of it: '2026-12' and '2026/12/01' are the same."""
    return [int(number) for number in re.findall(r"\d+", revision)[:2]]


def _named(places: Iterable[str]) -> str:
    """'シート!C3、シート!D3 ほか2か所'."""
    every = list(dict.fromkeys(places))
    more = f" ほか{len(every) - _PLACES_NAMED}か所" if len(every) > _PLACES_NAMED else ""
    return "、".join(every[:_PLACES_NAMED]) + more
