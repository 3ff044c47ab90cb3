"""An answer that came by phone, FAX or in words, and an error that may pass.

The checks of a sheet are loaded with the first of them, not with the first case that is looked at.
"""

from datetime import datetime

from console.session import Report, Session
from console.words import casework as words
from rules.entered import Source
from rules.model import Case, Finding
from rules.moves import Refusal
from rules.words import SOURCES
from store.errors import StoreError


def rehearse(
    session: Session, case: Case, field: str, text: str, source: Source, at: datetime
) -> Case | Refusal:
    """The case as this answer would leave it."""
    from store.desk import answers

    try:
        return answers.rehearse(
            session.desk, case.number, field, text, source=source, received_at=at, now=session.clock()
        )
    except StoreError as error:
        return Refusal(message=str(error))


def give(
    session: Session, case: Case, field: str, label: str, text: str, source: Source, at: datetime
) -> Report:
    from store.desk import answers

    said = words.DID_ANSWER.format(number=case.number, field=label, source=SOURCES[source])
    return session.do(
        said,
        lambda: answers.give(
            session.desk,
            case.number,
            field,
            text,
            source=source,
            received_at=at,
            now=session.clock(),
            seen=case.version,
        ),
        seen=(case,),
    )


def accept(session: Session, case: Case, error: Finding, reason: str) -> Report:
    from store.desk import judgement

    said = words.DID_ACCEPT.format(number=case.number, label=error.label or error.code)
    return session.do(
        said,
        lambda: judgement.accept(
            session.desk,
            case.number,
            error.code,
            field=error.field,
            reason=reason,
            now=session.clock(),
            seen=case.version,
        ),
        seen=(case,),
    )
