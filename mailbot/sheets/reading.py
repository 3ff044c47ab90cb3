"""Sheets of cells and forms -> entries. Which sheets count, which form each is, and what its answers say."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from mailbot.sheets import doubts
from mailbot.sheets.doubts import FORM_ID
from mailbot.sheets.overflow import overflowed
from mailbot.sheets.pages import Page, is_example, is_example_name, is_lists, recognise
from mailbot.sheets.workbook import Limits, Sheet, Unreadable, Workbook, open_workbook
from rules.checks.review import Review, settled
from rules.findings import catalogue, noted
from rules.forms import Field, Form, Kind
from rules.labels import is_notice
from rules.model import Answer, Entry, Finding, Value
from rules.record import Struct, replace
from rules.tables import Context
from rules.values import Cell, behind, read as read_value

_OWN_ANSWERS = 3
"""So many answers of an example that are not ours, and somebody filled it in."""


class Reading(Struct, frozen=True, kw_only=True):
    """What a workbook held. `blank`: a sheet of ours is there, but nobody has filled one."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    """About the workbook as a whole; those about one sheet or answer are in its entry."""
    blank: bool = False


def of_file(
    data: bytes, forms: Sequence[Form], context: Context, limits: Limits | None = None
) -> Reading | Unreadable:
    """What `read` gives for the workbook in `data`. Its 記入例 is looked at only where no other sheet is filled."""
    book = open_workbook(data, limits, pass_over=is_example_name)
    if isinstance(book, Unreadable):
        return book
    found = read(book, forms, context)
    if found.entries or not book.passed_over:
        return found
    book = open_workbook(data, limits)
    return book if isinstance(book, Unreadable) else read(book, forms, context)


def read(book: Workbook, forms: Sequence[Form], context: Context) -> Reading:
    """One entry for each sheet that somebody has filled; the 記入例, hidden sheets and exact copies are none.

    Never raises, whatever the cells hold. An entry's findings are those of reading and of its single values.
    """
    book = replace(book, sheets=tuple(each for each in book.sheets if not is_notice(each.name)))
    visible = [sheet for sheet in book.sheets if not (sheet.hidden or is_example(sheet))]
    pages = [page for sheet in visible if (page := recognise(sheet, book, forms))]
    found = [entry for page in pages if (entry := _entry(page, forms, context))]
    if not found and _example_filled(book, forms, context):
        return Reading(findings=(noted(catalogue.EXAMPLE_FILLED),))
    if not pages:
        return Reading(findings=(noted(catalogue.UNKNOWN_FORM),))
    entries = _distinct(found)
    copies = [entry.sheet for entry in found if entry not in entries]
    others = [sheet for sheet in book.sheets if sheet not in [page.sheet for page in pages]]
    findings = (
        *(doubts.about(catalogue.SAME_SHEET, copy) for copy in copies),
        *(finding for sheet in others for finding in _beside(sheet, forms, context)),
    )
    return Reading(entries=tuple(entries), findings=findings if entries else (), blank=not entries)


def _entry(page: Page, forms: Sequence[Form], context: Context) -> Entry | None:
    """The answers of a page, None for an untouched blank."""
    fields: dict[str, Answer] = {}
    findings: list[Finding] = []
    filled = False
    for field in page.form.fields:
        answers = page.answers.answers(field, partial(_judged, field, context))
        if answers is None:
            continue
        cell = answers.cells[0] if answers.cells else answers.place
        fields[field.key], problems = read_value(field, cell, context=context)
        findings += problems
        findings += doubts.about_answer(field, answers)
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
    told = overflowed(review)
    findings = [each for each in findings if each.field not in told]
    entry = replace(entry, fields=fields | _asides(review) | told)
    entry = settled(entry, context.tables.words)
    review = replace(review, entry=entry)
    return replace(entry, findings=(*findings, *doubts.about_entry(review, page, forms)))


def _judged(field: Field, context: Context, cell: Cell) -> tuple[Answer, tuple[Finding, ...]]:
    return read_value(field, cell, context=context)


def _asides(review: Review) -> dict[str, Answer]:
    """What stands behind the chosen option and answers the next question: 冷蔵(5℃以下), 不要(農産物のため)."""
    told: dict[str, Answer] = {}
    for row in review.form.rows:
        for field, asked in zip(row.answers, row.answers[1:], strict=False):
            depends = asked.when is not None and asked.when.field == field.key
            chosen = review.entry.fields.get(field.key)
            if not (field.kind is Kind.LIST and depends and chosen and review.holds(asked.when)):
                continue
            said = behind(field, chosen, review.context, asked)
            if said and review.empty(asked.key):
                cell = Cell(at=chosen.cell or "", text=said, raw=said)
                answer, problems = read_value(asked, cell, context=review.context)
                if not problems:
                    told[asked.key] = answer
    return told


def _distinct(entries: Sequence[Entry]) -> list[Entry]:
    """Without sheets that were copied and left as they are."""
    seen: list[tuple[str, Mapping[str, Value]]] = []
    kept = []
    for entry in entries:
        values = (entry.form, {key: answer.value for key, answer in entry.fields.items()})
        if values not in seen:
            kept.append(entry)
        seen.append(values)
    return kept


def _beside(sheet: Sheet, forms: Sequence[Form], context: Context) -> Iterator[Finding]:
    """A sheet that is no page of a form: what stands on it is for a person."""
    if not sheet.cells or is_lists(sheet, forms, context):
        return
    if sheet.hidden:
        yield doubts.about(catalogue.HIDDEN_SHEET, sheet.name)
    elif not is_example(sheet):
        yield doubts.about(catalogue.SHEET_UNREAD, sheet.name)


def _example_filled(book: Workbook, forms: Sequence[Form], context: Context) -> bool:
    """Somebody took the 記入例 for the sheet to fill in: its answers are not those that the form prints there."""
    examples = [sheet for sheet in book.sheets if is_example(sheet) and not sheet.hidden]
    for page in filter(None, (recognise(sheet, book, forms) for sheet in examples)):
        entry = _entry(page, forms, context)
        own = [each for each in page.form.fields if entry and _is_own(each, entry, context)]
        if len(own) >= _OWN_ANSWERS:
            return True
    return False


def _is_own(field: Field, entry: Entry, context: Context) -> bool:
    printed, _ = read_value(field, Cell(at="", text=field.example, raw=field.example), context=context)
    answer = entry.fields.get(field.key)
    return bool(answer and answer.text) and entry.value(field.key) != printed.value and _asked(field)


def _asked(field: Field) -> bool:
    return field.key.partition(".")[0] != FORM_ID
