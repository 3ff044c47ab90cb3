"""申請: every answer in printed order, what was found about it beside it where there is room, else beneath."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from console import words
from console.shown import NOTHING, Shown, clean, fit, fold, joined
from console.views.casefile import LABEL, TONES, Casefile
from console.views.lines import Line, Tone
from console.words import sides
from rules.eras import era_day
from rules.model import Answer, Case
from rules.record import Struct
from rules.words import SOURCES

WIDE = 110
"""Cells from which findings stand beside their answers."""
SHARE = 0.6
"""Of the width, for label and answer."""


def answers(file: Casefile) -> Iterator[Line]:
    """Then those that the form does not know."""
    fields = file.case.entry.fields
    known = {field.key for field in file.form.fields} if file.form else set()
    for section in file.form.sections if file.form else ():
        yield Line(clean(section.title), Tone.STRONG)
        for row in section.rows:
            for field in row.answers:
                yield from _Told(file, field.key, field.label).lines()
    for key in fields:
        if key not in known:
            yield from _Told(file, key, key).lines()


class _Told(Struct, frozen=True):
    file: Casefile
    key: str
    label: str

    @property
    def case(self) -> Case:
        return self.file.case

    def lines(self) -> Iterator[Line]:
        beside = tuple(self._beside())
        answer, tone = self._answer(), self._tone()
        if self.file.width < WIDE or not beside:
            yield Line(answer, tone, LABEL + 1)
            yield from (Line(joined(_blanks(LABEL + 1), text), each, LABEL + 7) for text, each in beside)
            return
        left = int(self.file.width * SHARE)
        told = [part for text, _ in beside for part in fold(text, self.file.width - left - 1, 6)]
        for one, other in zip_longest(fold(answer, left, LABEL + 1), told, fillvalue=NOTHING):
            yield Line(joined(fit(one, left), other, by=" "), tone)

    def _tone(self) -> Tone:
        about = [finding for finding in self.case.findings if finding.field == self.key]
        if about:
            return TONES[about[0].severity]
        return Tone.PLAIN if self.case.entry.text(self.key).strip() else Tone.QUIET

    def _answer(self) -> Shown:
        answer = self.case.entry.fields.get(self.key)
        text = answer.text.strip() if answer else ""
        value = _value(answer)
        judged = f" = {value}" if value and text and value != text else ""
        cell = f" [{answer.cell.rpartition('!')[2]}]" if answer and answer.cell else ""
        label = clean(self.label) if self.file.spoken else fit(clean(self.label), LABEL)
        return joined(label, clean(text or words.BLANK), clean(judged + cell), by=" ")

    def _beside(self) -> Iterator[tuple[Shown, Tone]]:
        """What was found, what a clerk let pass, and by which way the answer came."""
        for finding in self.case.findings:
            if finding.field == self.key:
                word = words.SEVERITIES[finding.severity]
                yield clean(f"{word}: {finding.message}"), TONES[finding.severity]
        for each in self.case.overruled:
            if each.field == self.key:
                on = self.file.dates.day(each.at)
                yield clean(sides.OVERRULED.format(reason=each.reason, by=each.by, on=on)), Tone.QUIET
        for given in self.case.given:
            if given.field == self.key:
                said = sides.GIVEN if given.sheet else sides.GIVEN_NEW
                on = self.file.dates.day(given.received_at)
                source = SOURCES[given.source]
                yield clean(said.format(source=source, on=on, by=given.by, sheet=given.sheet)), Tone.QUIET


def _blanks(cells: int) -> Shown:
    return fit(NOTHING, cells - 1)


def _value(answer: Answer | None) -> str:
    """The judged value, to be compared with what was written."""
    value = answer.value if answer else None
    if value is None:
        return ""
    if isinstance(value, tuple):
        return words.COMMA.join(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, date):
        return era_day(value)
    return str(value)
