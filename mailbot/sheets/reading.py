"""Sheets of cells and forms -> entries. Which sheets count, which form each is, and what its answers say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mailbot.sheets.answersheet import Answers, AnswerSheet
from mailbot.sheets.workbook import Sheet, Workbook
from rules.checks.review import Review
from rules.findings import Rule, catalogue, found, noted
from rules.forms import Field, Form, Kind, Need
from rules.labels import is_example
from rules.model import Answer, Entry, Finding
from rules.tables import Context
from rules.values import read as read_value
from rules.wording import normal

FORM_ID = "form_id"
"""The field (and its parts) that names the form; printed by us, so it is no answer."""
_LEAST_SHARE = 4
"""A sheet is one of a form when one in so many of its labels is on it."""
_TOP = 3
"""Rows in which the example sheet says that it is one."""
_ID_LENGTH = 60
_PLACES_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a workbook held. `blank`: a sheet of ours is there, but nobody has filled one."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    """About the workbook as a whole; those about an answer are in its entry."""
    blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A visible sheet, recognised."""

    sheet: Sheet
    form: Form
    answers: AnswerSheet
    certain: bool
    """By the form id, not by labels alone."""


def read(book: Workbook, forms: Sequence[Form], context: Context) -> Reading:
    """One entry for each sheet that somebody has filled; the 記入例 and hidden sheets are never entries.

    Never raises, whatever the cells hold. An entry's findings are those of reading and of its single values.
    """
    visible = [sheet for sheet in book.sheets if not (sheet.hidden or _is_example(sheet))]
    pages = [page for sheet in visible if (page := _recognise(sheet, book, forms))]
    if not pages:
        return Reading(findings=(noted(catalogue.UNKNOWN_FORM),))
    entries = [entry for page in pages if (entry := _entry(page, forms, context))]
    return Reading(entries=tuple(entries), blank=not entries)


def _is_example(sheet: Sheet) -> bool:
    top = (cell.text for (row, _), cell in sheet.cells.items() if row <= _TOP)
    return is_example(sheet.name, top)


def _recognise(sheet: Sheet, book: Workbook, forms: Sequence[Form]) -> _Page | None:
    """By the form id in a cell, else in the properties, else the form with most labels here."""
    short = [normal(cell.text) for cell in sheet.cells.values() if len(cell.text) <= _ID_LENGTH]
    properties = {normal(value) for value in book.properties.values()}
    views = [(form, AnswerSheet(sheet, form)) for form in forms]
    plain = [(form, view) for form, view in views if view.found * _LEAST_SHARE >= len(form.fields)]
    if not plain:
        return None
    for form, view in plain:
        if any(normal(form.form_id) in text for text in short):
            return _Page(sheet=sheet, form=form, answers=view, certain=True)
    form, view = max(plain, key=lambda each: each[1].found)
    return _Page(sheet=sheet, form=form, answers=view, certain=normal(form.form_id) in properties)


def _entry(page: _Page, forms: Sequence[Form], context: Context) -> Entry | None:
    """The answers of a page, None for an untouched blank."""
    fields: dict[str, Answer] = {}
    findings: list[Finding] = []
    filled = False
    for field in page.form.fields:
        answers = page.answers.answers(field)
        if answers is None:
            continue
        cell = answers.cells[0] if answers.cells else answers.place
        fields[field.key], problems = read_value(field, cell, context=context)
        findings += problems
        findings += _rivals(field, answers)
        filled = filled or (bool(answers.cells) and field.key.partition(".")[0] != FORM_ID)
    if not filled:
        return None
    entry = Entry(
        form=page.form.name,
        revision=page.form.revision,
        sheet=page.sheet.name,
        fields=fields,
        pictures=page.sheet.pictures,
    )
    review = Review(entry=entry, form=page.form, context=context)
    return replace(entry, findings=(*findings, *_unfound(review), *_doubts(entry, page, forms)))


def _unfound(review: Review) -> Iterator[Finding]:
    """Answers that the form demands here, but whose label is not on the sheet."""
    for field in review.form.fields:
        demanded = field.need is not Need.OPTIONAL and field.kind is not Kind.PICTURE
        if field.key not in review.entry.fields and demanded and review.holds(field.when):
            yield found(catalogue.LABEL_NOT_FOUND, field)


def _rivals(field: Field, answers: Answers) -> Iterator[Finding]:
    """Two different texts where one answer belongs: the first is taken, and a person looks."""
    if len({normal(cell.text) for cell in answers.cells}) > 1:
        places = "、".join(cell.at for cell in answers.cells[:_PLACES_NAMED])
        first = answers.cells[0]
        yield found(catalogue.TWO_ANSWERS, field, cell=first.at, text=first.text, cells=places)


def _doubts(entry: Entry, page: _Page, forms: Sequence[Form]) -> Iterator[Finding]:
    """What speaks against having read the right form, or all of it."""
    if not page.certain:
        yield _about_sheet(catalogue.FORM_BY_LABELS, page)
    if page.sheet.cut:
        yield _about_sheet(catalogue.SHEET_CUT, page)
    for field in page.form.fields:
        answer = entry.fields.get(field.key)
        if field.kind is not Kind.LIST or answer is None or _is_option(answer.text, field):
            continue
        for other in forms:
            if other is not page.form and _is_option(answer.text, other.field(field.key)):
                text, at = answer.text, answer.cell
                yield found(catalogue.WRONG_FORM, field, cell=at, text=text, form=other.title)


def _is_option(text: str, field: Field | None) -> bool:
    return field is not None and normal(text) in {normal(option) for option in field.options}


def _about_sheet(rule: Rule, page: _Page) -> Finding:
    finding = noted(rule)
    return replace(finding, message=finding.message.format(sheet=page.sheet.name, form=page.form.title))
