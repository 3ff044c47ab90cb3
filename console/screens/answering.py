"""An answer that came otherwise than on the sheet, and an error that may pass."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from console.deeds import answers
from console.screens.asking import Asking
from console.screens.form import Blank, Form, Values
from console.session import Report
from console.shown import clean
from console.views.lines import Line, Tone
from console.words import casework as words
from rules.entered import Source
from rules.eras import era_short
from rules.model import Case, Finding, Severity, State
from rules.moves import Refusal
from rules.record import Struct
from rules.words import SOURCES, STATES

if TYPE_CHECKING:
    from rules.forms import Field, Form as Paper

NEAR = (Source.PHONE, Source.FAX, Source.COUNTER, Source.MAIL, Source.POST)
"""The likeliest first."""


class Answering(Asking):
    def do_answer(self) -> None:
        case = self.sight().case
        file = self.session.file(case.number) if case else None
        if case is None or file is None or file.form is None:
            return
        asked = _Question(self, case, file.form)
        self.ask(asked.form(), case, asked.record)

    def do_accept(self) -> None:
        case = self.sight().case
        if case is None:
            return
        errors = {f"{n}": each for n, each in enumerate(case.findings) if each.severity is Severity.ERROR}

        def preview(values: Values) -> Iterator[Line]:
            chosen = errors[values["error"]]
            yield Line(clean(chosen.message), Tone.STRONG)
            rest = [
                each for each in errors.values() if (each.code, each.field) != (chosen.code, chosen.field)
            ]
            said = words.ACCEPT_REST.format(labels=_labels(rest)) if rest else words.ACCEPT_LAST
            yield Line(clean(said))

        form = Form(
            question=words.ASK_ACCEPT.format(number=case.number, product=case.product),
            blanks=(
                Blank(
                    key="error",
                    label=words.WHICH_ERROR,
                    choices={key: f"{each.label}  {each.message}" for key, each in errors.items()},
                ),
                Blank(key="reason", label=words.WHY_ACCEPT, needed=True),
            ),
            preview=preview,
        )
        session = self.session
        self.ask(
            form,
            case,
            lambda now, values: answers.accept(session, now, errors[values["error"]], values["reason"]),
        )


class _Question(Struct, frozen=True):
    """Which field, what was said, from where and when."""

    place: Asking
    case: Case
    paper: "Paper"

    def form(self) -> Form:
        case = self.case
        return Form(
            question=words.ASK_ANSWER.format(number=case.number, product=case.product),
            blanks=(
                Blank(key="field", label=words.WHICH_FIELD, choices=dict(self._fields()), rows=5),
                Blank(key="text", label=words.THE_ANSWER, needed=True, most=2000),
                Blank(key="source", label=words.SOURCE, choices={source: SOURCES[source] for source in NEAR}),
                Blank(key="on", label=words.RECEIVED_ON, value=era_short(self.place.today), needed=True),
            ),
            preview=self._preview,
            amiss=self._amiss,
        )

    def record(self, case: Case, values: Values) -> Report:
        field = self._field(values)
        session, on = self.place.session, self.place.past_day(values["on"])
        if isinstance(on, str):
            return Report(on, ok=False)
        at = self.place.arrived(on)
        source = Source(values["source"])
        return answers.give(session, case, field.key, field.label, values["text"], source, at)

    def _fields(self) -> Iterator[tuple[str, str]]:
        """Those with an error first, then with a warning, then as printed; each with what stands there."""
        about = {each.field: list(Severity).index(each.severity) for each in reversed(self.case.findings)}
        printed = [
            (field, row.label)
            for section in self.paper.sections
            for row in section.rows
            for field in row.answers
        ]
        for field, row in sorted(printed, key=lambda each: about.get(each[0].key, len(Severity))):
            label = field.label if field.label == row else f"{row} {field.label}"
            text = " ".join(self.case.entry.text(field.key).split()) or words.EMPTY
            yield field.key, f"{label}  {text}"

    def _field(self, values: Values) -> "Field":
        return next(each for each in self.paper.fields if each.key == values["field"])

    def _preview(self, values: Values) -> Iterator[Line]:
        field = self._field(values)
        written = " ".join(self.case.entry.text(field.key).split()) or words.EMPTY
        yield Line(clean(words.ON_SHEET.format(text=written)), indent=2)
        for said, text in (
            (words.OPTIONS.format(options=words.COMMA.join(field.options)), field.options),
            (words.UNIT.format(unit=field.unit), field.unit),
            (words.MEND.format(mend=field.mend), field.mend),
        ):
            if text:
                yield Line(clean(said), Tone.QUIET, 2)
        if values["text"]:
            yield Line()
            yield from self._outlook(values, field)

    def _outlook(self, values: Values, field: "Field") -> Iterator[Line]:
        """What the checks would say of it."""
        done = self._rehearsed(values, field)
        if isinstance(done, Refusal):
            yield Line(clean(done.message), Tone.ALARM)
            return
        yield from (
            Line(clean(each.message), Tone.ALARM) for each in done.findings if each.field == field.key
        )
        rest = [each for each in done.findings if each.severity is Severity.ERROR]
        if done.state is State.ACCEPTED is not self.case.state:
            said = words.ANSWER_COMPLETES.format(state=STATES[done.state])
        elif rest:
            said = words.STILL_LACKING.format(labels=_labels(rest))
        else:
            said = words.ANSWER_KEEPS.format(state=STATES[done.state])
        yield Line(clean(said), Tone.STRONG)

    def _amiss(self, values: Values) -> tuple[str, str] | None:
        if isinstance(wrong := self.place.past_day(values["on"]), str):
            return "on", wrong
        done = self._rehearsed(values, self._field(values))
        return ("text", done.message) if isinstance(done, Refusal) else None

    def _rehearsed(self, values: Values, field: "Field") -> Case | Refusal:
        session, on = self.place.session, self.place.past_day(values["on"])
        if isinstance(on, str):
            return Refusal(message=on)
        at = self.place.arrived(on)
        return answers.rehearse(session, self.case, field.key, values["text"], Source(values["source"]), at)


def _labels(found: list[Finding]) -> str:
    return words.COMMA.join(dict.fromkeys(each.label or each.code for each in found))
