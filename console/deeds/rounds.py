"""決裁 of a round, rehearsed and done, and taking it back."""

from datetime import date

from console import words
from console.register import Sheet
from console.session import Report, Session
from rules.model import Letter
from rules.moves import Refusal
from rules.record import Struct
from rules.rounds import title
from store.desk import approval
from store.errors import StoreError


class Approved(Struct, frozen=True, kw_only=True):
    approver: str
    on: date
    document_number: str = ""


def rehearse(session: Session, sheet: Sheet, approved: Approved) -> tuple[Letter, ...] | Refusal:
    """Every letter that 決裁 would set free, in the very words; or why there can be none."""
    try:
        return approval.rehearse(
            session.desk,
            sheet.round.id,
            approver=approved.approver,
            approved_on=approved.on,
            document_number=approved.document_number,
            now=session.clock(),
        )
    except StoreError as error:
        return Refusal(message=str(error))


def release(session: Session, sheet: Sheet, approved: Approved) -> Report:
    return session.do(
        words.DID_RELEASE.format(round=title(sheet.round)),
        lambda: approval.release(
            session.desk,
            sheet.round.id,
            approver=approved.approver,
            approved_on=approved.on,
            document_number=approved.document_number,
            now=session.clock(),
        ),
    )


def take_back(session: Session, sheet: Sheet) -> Report:
    return session.do(
        words.DID_UNRELEASE.format(round=title(sheet.round)),
        lambda: approval.take_back(session.desk, sheet.round.id, now=session.clock()),
    )
