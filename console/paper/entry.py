"""An entry on paper while a clerk types it: its lines, and what the checks of a sheet say to it so far."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from console import days, paths, words
from console.paper.draft import FORM, LETTERS, PHOTO, PLEDGE, RECEIVED, SHEET, Draft, keys
from console.words import post
from rules import checks, matching
from rules.checks import register
from rules.checks.anew import on_paper
from rules.checks.review import Filled
from rules.eras import era_short
from rules.findings.catalogue import MISSING
from rules.forms import Field, Form, Kind, Need
from rules.given import entry_of
from rules.model import Business, Entry, Finding, Pledge, Severity
from rules.record import Struct, replace
from rules.tables import Context
from rules.values import choices
from rules.wording import plain
from store import cases
from store.desk import Desk

NOT_TYPED = frozenset({"form_id", "form_id.revision"})
"""What only a file has."""
DAY = timedelta(days=1)


class Reading(Struct, frozen=True, kw_only=True):
    """The draft under the eyes of the checks, as the robot will judge it when it is registered."""

    form: Form
    lines: tuple[Field, ...]
    entry: Entry
    findings: tuple[Finding, ...]
    received_at: datetime | None
    business: Business | None
    """The business that it names, as far as the office knows it."""
    context: Context

    def of(self, key: str) -> tuple[Finding, ...]:
        """What was found about one line, the worst first."""
        found = (each for each in self.findings if each.field == key)
        return tuple(sorted(found, key=lambda each: list(Severity).index(each.severity)))

    def count(self, severity: Severity) -> int:
        return sum(each.severity is severity for each in self.findings)

    @property
    def amiss(self) -> str:
        """Why it can't be registered yet; '' when it can. Gaps in the answers do not hinder: the business is told."""
        return next((each.message for each in self.findings if (each.field or "").startswith("=")), "")

    def gap(self, line: Field) -> bool:
        """A needed answer that is not there yet."""
        return self.needed(line) and any(each.code == MISSING.code for each in self.of(line.key))

    def asked(self, line: Field) -> bool:
        """The form wants this answer, as far as the others say."""
        return line.when is None or Filled(entry=self.entry, form=self.form).holds(line.when)

    def needed(self, line: Field) -> bool:
        return line.need in (Need.REQUIRED, Need.WHEN) and self.asked(line)

    def steps(self, line: Field) -> bool:
        """Left and right lead to another answer."""
        return line.kind is Kind.DATE or bool(self.options(line) and line.kind is not Kind.TICKS)

    def options(self, line: Field) -> tuple[str, ...]:
        return line.options or self.context.tables.options(line.options_from, self.context.on)


def judged(desk: Desk, businesses: Iterable[Business], draft: Draft, now: datetime) -> Reading:
    """Raises StoreError where a form or table of the office can't be read."""
    forms = {words.FORMS.get(form.name, form.title): form for form in desk.library.forms()}
    chosen = draft.text(FORM)
    form = forms.get(chosen) or next(iter(forms.values()))
    context = desk.context(now)
    day = _day(draft, context)
    if isinstance(day, date):
        context = replace(context, on=day)
    heads = _heads(tuple(forms))
    filed = bool(draft.text(SHEET).strip())
    answers = {} if filed else {key: text for key, text in draft.values.items() if form.field(key)}
    entry = entry_of(form, answers, context)
    business = matching.business_of(entry, "", businesses) if answers else None
    if draft.text(LETTERS) == post.BY_POST or not entry.text("contact_mail").strip():
        form = on_paper(form)
    findings = _findings(desk, form, entry, draft, business, context) if answers else []
    return Reading(
        form=form,
        lines=heads if filed else (*heads, *typed(form)),
        entry=entry,
        findings=(*_of_heads(draft, day, chosen in forms), *findings),
        received_at=datetime.combine(day, time(), desk.calendar.zone) if isinstance(day, date) else None,
        business=business,
        context=context,
    )


def typed(form: Form) -> tuple[Field, ...]:
    """The fields of a form that a clerk can type."""
    return tuple(each for each in form.fields if each.kind is not Kind.PICTURE and each.key not in NOT_TYPED)


def section(form: Form, key: str) -> str:
    """The heading of the form under which this field stands."""
    return next((each.title for each in form.sections if key in keys(each)), "")


def _heads(forms: tuple[str, ...]) -> tuple[Field, ...]:
    def head(key: str, label: str, kind: Kind = Kind.TEXT, options: tuple[str, ...] = ()) -> Field:
        need = Need.REQUIRED if key in (FORM, RECEIVED, LETTERS) else Need.OPTIONAL
        return Field(key=key, label=label, kind=kind, need=need, options=options, mend=post.MEND[label])

    papers = (post.NO_PAPER, post.ON_PAPER)
    return (
        head(FORM, post.FORM, Kind.LIST, forms),
        head(RECEIVED, post.RECEIVED, Kind.DATE),
        head(LETTERS, post.LETTERS, Kind.LIST, (post.BY_MAIL, post.BY_POST)),
        head(PLEDGE, post.PLEDGE, options=papers),
        head(PHOTO, post.PHOTO, options=papers),
        head(SHEET, post.SHEET),
    )


def _day(draft: Draft, context: Context) -> date | str:
    """The day of arrival, or what is wrong with it. `context` is that of today."""
    said = draft.text(RECEIVED)
    day = _read_day(said, context)
    if day is None:
        return post.BAD_DATE if said.strip() else post.NO_DATE
    return day if day <= context.on else post.FUTURE


def _read_day(text: str, context: Context) -> date | None:
    return days.day(text, context.tables.eras.era, context.on)


def _of_heads(draft: Draft, day: date | str, known_form: bool) -> Iterable[Finding]:
    if not known_form:
        yield _error(FORM, post.NO_FORM)
    if isinstance(day, str):
        yield _error(RECEIVED, day)
    if draft.text(LETTERS) not in (post.BY_MAIL, post.BY_POST):
        yield _error(LETTERS, post.NO_LETTERS)
    for key in (PLEDGE, PHOTO, SHEET):
        path = file_of(draft, key)
        if path and paths.file(path) is None:
            yield _error(key, post.NO_FILE.format(path=path))


def _error(key: str, message: str) -> Finding:
    return Finding(code="head", severity=Severity.ERROR, field=key, message=message)


def file_of(draft: Draft, key: str) -> str:
    """The path on this line; '' where nothing or a paper is meant."""
    text = draft.text(key).strip()
    return "" if text in (post.NO_PAPER, post.ON_PAPER) else text


def _findings(
    desk: Desk,
    form: Form,
    entry: Entry,
    draft: Draft,
    business: Business | None,
    context: Context,
) -> list[Finding]:
    db = desk.store.snapshot()
    brought = draft.text(PLEDGE).strip() not in ("", post.NO_PAPER)
    pledge = business.pledge if business else Pledge.MISSING
    earlier = cases.numbers_of(db, business.id) if business else frozenset()
    return [
        *checks.check(entry, form, context),
        *register.known(form, entry, sender="", earlier=earlier),
        *checks.attached(
            form,
            entry,
            pictures=int(draft.text(PHOTO).strip() not in ("", post.NO_PAPER)),
            pledge=Pledge.RECEIVED if brought and pledge is Pledge.MISSING else pledge,
            registry=cases.has_registry(db),
        ),
    ]


def spelled(line: Field, options: tuple[str, ...], text: str) -> str:
    """Numbers of the options as they are counted on the screen become their words: '1 3'."""
    numbers = [each for each in re.split(r"[\s、,]+", plain(text)) if each]
    if not counted(options) or not all(each.isdecimal() for each in numbers):
        return text
    places = [int(each) - 1 for each in numbers]
    one_too_many = line.kind is not Kind.TICKS and len(places) > 1
    if one_too_many or not all(0 <= place < len(options) for place in places):
        return text
    return words.COMMA.join(options[place] for place in places)


def counted(options: tuple[str, ...]) -> bool:
    """Whether numbers may stand for the options: not where these begin with numbers of their own."""
    return bool(options) and not any(option[:1].isdecimal() for option in options)


def stepped(
    line: Field, options: tuple[str, ...], text: str, step: int, today: date, context: Context
) -> str:
    """The neighbour of what stands there: the next option, the day before."""
    if line.kind is Kind.DATE:
        day = _read_day(text, context)
        return era_short(min(day + step * DAY, today) if day else today)
    chosen = choices.one(text, options)
    if chosen is None:
        return options[0 if step > 0 else -1]
    return options[(options.index(chosen) + step) % len(options)]
