"""決裁 of a round, and taking it back."""

from datetime import date

from console import words
from console.register import Sheet
from console.session import Report, Session
from rules.rounds import title
from store.desk import approval


def release(session: Session, sheet: Sheet, approver: str, approved_on: date, document_number: str) -> Report:
    return session.do(
        words.DID_RELEASE.format(round=title(sheet.round)),
        lambda: approval.release(
            session.desk,
            sheet.round.id,
            approver=approver,
            approved_on=approved_on,
            document_number=document_number,
            now=session.clock(),
        ),
    )


def take_back(session: Session, sheet: Sheet) -> Report:
    return session.do(
        words.DID_UNRELEASE.format(round=title(sheet.round)),
        lambda: approval.take_back(session.desk, sheet.round.id, now=session.clock()),
    )
