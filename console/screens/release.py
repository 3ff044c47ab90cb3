"""決裁済にする: who approved, when, under which number; then every letter as it will leave, and the yes."""

from collections.abc import Iterator
from datetime import date

from console import words
from console.deeds import rounds
from console.deeds.rounds import Approved
from console.register import Sheet
from console.screens.form import Blank, Form, Values
from console.session import Session
from console.shown import clean
from console.views import dispatch
from console.views.lines import Line, Tone
from console.words import dispatch as said
from rules.eras import era_short
from rules.moves import Refusal
from rules.rounds import title


def approval_form(session: Session, sheet: Sheet) -> Form:
    today = session.dates.today

    def amiss(values: Values) -> tuple[str, str] | None:
        day = _day(session, values)
        if day is None:
            return "date", words.BAD_DATE
        return ("date", words.DATE_IN_FUTURE) if day > today else None

    return Form(
        question=said.RELEASE.format(round=title(sheet.round)),
        about=tuple(dispatch.about(session, sheet)),
        blanks=(
            Blank(key="approver", label=said.APPROVER, needed=True, most=100),
            Blank(key="date", label=words.APPROVED_ON, value=era_short(today), needed=True, most=20),
            Blank(key="number", label=words.DOCUMENT_NUMBER, most=100),
        ),
        amiss=amiss,
    )


def approved(session: Session, values: Values) -> Approved:
    """What the form gives; its date was read before it let go."""
    day = _day(session, values)
    assert day is not None  # noqa: S101  # `amiss` of the form
    return Approved(approver=values["approver"], on=day, document_number=values["number"])


def letters_form(session: Session, sheet: Sheet, approval: Approved) -> Form:
    """The very letters, with the document number in them."""
    found = rounds.rehearse(session, sheet, approval)
    refused = isinstance(found, Refusal)
    told = tuple(_complaint(found) if isinstance(found, Refusal) else dispatch.word_for_word(found))
    count = 0 if isinstance(found, Refusal) else len(found)
    return Form(
        question=said.THESE_LETTERS.format(count=count, approver=approval.approver),
        about=() if refused else (Line(clean(said.READ_HINT), Tone.QUIET),),
        blanks=(),
        preview=lambda values: told,
        sure=(words.NO, words.YES),
    )


def _complaint(refused: Refusal) -> Iterator[Line]:
    yield Line(clean(refused.message), Tone.ALARM)


def _day(session: Session, values: Values) -> date | None:
    from console import days

    return days.day(values["date"], session.desk.library.tables().eras.era, session.dates.today)
