"""The course of one case by key: another round, terms, its end and the way back, a note, a result put right."""

from collections.abc import Iterator
from datetime import date

from console.deeds import course
from console.screens.asking import Asking
from console.screens.form import Blank, Form, Values
from console.session import Report
from console.shown import clean, lines
from console.views.lines import Line, Tone
from console.words import casework as words
from rules.eras import era_short
from rules.model import Case, Letter, OutcomeKind, State
from rules.moves import TERMS, Refusal, refusal
from rules.rounds import Calendar, cutoff_text, notice_text, round_named, title
from rules.words import OUTCOMES
from store.desk.outcomes import Word

OFFERED = (1, 2, 3, -1)
"""Months from the case's own round, the likeliest first."""
NO_REASON = "none"


class Course(Asking):
    def do_move(self) -> None:
        case, calendar = self.sight().case, self.session.calendar
        if case is None or case.round is None:
            return
        rounds = dict(_around(case.round, calendar))
        form = Form(
            question=_about(words.ASK_MOVE, case),
            blanks=(
                Blank(key="round", label=words.WHICH_ROUND, choices=rounds),
                Blank(key="reason", label=words.WHY_MOVE, needed=True),
            ),
        )
        self.ask(form, case, lambda now, said: course.move(self.session, now, said["round"], said["reason"]))

    def do_terms(self) -> None:
        case = self.sight().case
        if case is None:
            return
        open_ = {
            f"{state}": words.TERMS_STATES[state] for state, move in TERMS.items() if not refusal(case, move)
        }
        form = Form(
            question=_about(words.ASK_TERMS, case),
            blanks=(
                Blank(key="state", label=words.WHICH_TERMS, choices=open_),
                Blank(key="on", label=words.SINCE, value=era_short(self.today), needed=True),
                Blank(key="note", label=words.TERMS_NOTE),
            ),
            amiss=lambda said: ("on", wrong) if isinstance(wrong := self.past_day(said["on"]), str) else None,
        )

        def agree(now: Case, said: Values) -> Report:
            on = self.past_day(said["on"])
            day = on if isinstance(on, date) else self.today
            return course.agree(self.session, now, State(said["state"]), day, said["note"])

        self.ask(form, case, agree)

    def do_withdraw(self) -> None:
        if case := self.sight().case:
            form = Form(
                question=_about(words.ASK_WITHDRAW, case),
                about=(Line(clean(words.WITHDRAW_LETTER), Tone.ALARM),),
                blanks=(Blank(key="note", label=words.WITHDRAW_NOTE),),
                sure=(words.WITHDRAW_NO, words.WITHDRAW_YES),
            )
            self.ask(form, case, lambda now, said: course.withdraw(self.session, now, said["note"]))

    def do_expire(self) -> None:
        if case := self.sight().case:
            form = Form(
                question=_about(words.ASK_EXPIRE, case),
                about=(Line(clean(words.EXPIRE_ABOUT)),),
                blanks=(Blank(key="reason", label=words.EXPIRE_REASON),),
            )
            self.ask(form, case, lambda now, said: course.expire(self.session, now, said["reason"]))

    def do_reopen(self) -> None:
        if case := self.sight().case:
            what = words.REOPEN_EXPIRED if case.state is State.EXPIRED else words.REOPEN_WITHDRAWN
            form = Form(
                question=_about(words.ASK_REOPEN, case),
                about=(Line(clean(what)),),
                blanks=(Blank(key="reason", label=words.REOPEN_REASON, needed=True),),
            )
            self.ask(form, case, lambda now, said: course.reopen(self.session, now, said["reason"]))

    def do_note(self) -> None:
        if case := self.sight().case:
            form = Form(
                question=_about(words.ASK_NOTE, case),
                blanks=(Blank(key="text", label=words.NOTE_TEXT, needed=True, most=2000),),
            )
            self.ask(form, case, lambda now, said: course.note(self.session, now, said["text"]))

    def do_correct(self) -> None:
        case = self.sight().case
        if case is None or case.outcome is None:
            return
        told = case.outcome.kind
        reasons = {NO_REASON: words.NONE} | {
            each.code: f"{each.code}  {each.label}"
            for each in self.session.desk.library.tables().reasons.reason
        }

        def preview(said: Values) -> Iterator[Line]:
            yield from _letter(course.rehearse_correction(self.session, _word(case, said), said["why"]))

        def amiss(said: Values) -> tuple[str, str] | None:
            made = course.rehearse_correction(self.session, _word(case, said), said["why"])
            return ("kind", made.message) if isinstance(made, Refusal) else None

        kinds = {f"{kind}": word for kind, word in words.CORRECTABLE.items()}
        form = Form(
            question=_about(words.ASK_CORRECT, case, OUTCOMES[told]),
            blanks=(
                Blank(key="kind", label=words.RIGHT_OUTCOME, choices=kinds),
                Blank(key="reason", label=words.RIGHT_REASON, choices=reasons, rows=4),
                Blank(key="conditions", label=words.CONDITIONS),
                Blank(key="remark", label=words.REMARK),
                Blank(key="why", label=words.WHY_CORRECT, needed=True),
            ),
            preview=preview,
            amiss=amiss,
        )
        self.ask(
            form, case, lambda now, said: course.correct(self.session, now, _word(now, said), said["why"])
        )


def _word(case: Case, said: Values) -> Word:
    return Word(
        number=case.number,
        kind=OutcomeKind(said["kind"]),
        reason=None if said["reason"] == NO_REASON else said["reason"],
        conditions=said["conditions"],
        remark=said["remark"],
        seen=case.version,
    )


def _letter(made: Letter | Refusal | None) -> Iterator[Line]:
    """The letter word for word, or why there is none yet."""
    if made is None or isinstance(made, Refusal):
        yield Line(clean(made.message if made else words.NO_LETTER), Tone.ALARM)
        return
    yield Line(clean(words.CORRECT_HEAD), Tone.QUIET)
    yield Line(clean(made.subject), Tone.STRONG)
    yield from (Line(line) for line in lines(made.body))


def _about(question: str, case: Case, outcome: str = "") -> str:
    return question.format(number=case.number, product=case.product, outcome=outcome)


def _around(id: str, calendar: Calendar) -> Iterator[tuple[str, str]]:
    year, month = (int(part) for part in id.split("-"))
    for step in OFFERED:
        past, place = divmod(month - 1 + step, 12)
        round = round_named(f"{year + past:04}-{place + 1:02}", calendar)
        told = words.ROUND_NOTICE.format(
            round=title(round), cutoff=cutoff_text(round), notice=notice_text(round)
        )
        yield round.id, told
