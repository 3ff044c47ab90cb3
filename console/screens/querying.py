"""照会: a clerk's own letter from a text of the office, word for word under the hand that fills it in."""

from collections.abc import Iterator
from datetime import date

from console.deeds import queries
from console.screens.asking import Asking
from console.screens.form import Blank, Form, Values
from console.session import Report
from console.shown import clean, lines
from console.views.lines import Line, Tone
from console.words import queries as words
from rules.model import Case, Letter, LetterState
from rules.moves import Refusal
from store.desk.queries import Wish
from store.errors import StoreError


class Querying(Asking):
    def do_query(self) -> None:
        case = self.sight().case
        if case is None:
            return

        def preview(said: Values) -> Iterator[Line]:
            yield from self._letter(queries.rehearse(self.session, case, self._wish(said)))

        def amiss(said: Values) -> tuple[str, str] | None:
            if said["day"] and isinstance(wrong := self.coming_day(said["day"]), str):
                return "day", wrong
            made = queries.rehearse(self.session, case, self._wish(said))
            return ("text", made.message) if isinstance(made, Refusal) else None

        form = Form(
            question=words.ASK.format(number=case.number, product=case.product),
            blanks=(
                Blank(key="template", label=words.WHICH, choices=dict(self._templates()), rows=3),
                Blank(key="text", label=words.TEXT, lines=4, most=2000),
                Blank(key="day", label=words.DAY),
            ),
            preview=preview,
            amiss=amiss,
        )

        def write(now: Case, said: Values) -> Report:
            return queries.write(self.session, now, self._wish(said))

        self.ask(form, case, write)

    def _templates(self) -> Iterator[tuple[str, str]]:
        """Each text by its name; the office's own are called by their subject."""
        for name in queries.templates(self.session):
            yield name, words.NAMES.get(name) or self._text(name).partition("\n")[0]

    def _text(self, name: str) -> str:
        try:
            return self.session.desk.library.letter(name)
        except StoreError:  # told where the letter is tried
            return name

    def _wish(self, said: Values) -> Wish:
        """The day goes where the text has a place for it."""
        found = self.coming_day(said["day"]) if said["day"] else None
        day = found if isinstance(found, date) else None
        text = self._text(said["template"])
        is_reply = "{reply_by}" in text or "{expected_on}" not in text
        return Wish(
            template=said["template"],
            text=said["text"],
            reply_by=day if is_reply else None,
            expected_on=None if is_reply else day,
        )

    def _letter(self, made: Letter | Refusal) -> Iterator[Line]:
        if isinstance(made, Refusal):
            yield Line(clean(made.message), Tone.ALARM)
            return
        head = words.HEAD.format(at=self.session.dates.time(made.due_at))
        if made.state is LetterState.TO_PRINT:
            head = words.HEAD_PAPER
        elif made.state is LetterState.HELD:
            head = words.HEAD_HELD
        yield Line(clean(head), Tone.QUIET)
        yield Line(clean(words.TO.format(to=" ".join(made.to) or words.ON_PAPER)), Tone.STRONG)
        yield Line(clean(made.subject), Tone.STRONG)
        yield from (Line(line) for line in lines(made.body))
