"""What a clerk puts right of a business, and which records are one."""

from collections.abc import Mapping

from console.session import Report, Session
from console.words import businesses as words
from rules.model import Business
from store.desk import businesses, mails, particulars


def amend(session: Session, business: Business, told: Mapping[str, str]) -> Report:
    return session.do(
        words.DID_EDIT.format(name=business.name),
        lambda: particulars.amend(
            session.desk, business.id, told, now=session.clock(), seen=business.version
        ),
    )


def choose_notice(session: Session, business: Business, address: str) -> Report:
    return session.do(
        words.DID_NOTICE.format(name=business.name, address=address),
        lambda: businesses.choose_notice(session.desk, business.id, address, now=session.clock()),
    )


def merge(session: Session, into: str, other: str) -> Report:
    return session.do(
        words.DID_MERGE.format(into=into, other=other),
        lambda: businesses.merge(session.desk, into, other, now=session.clock()),
    )


def split(session: Session, id: str) -> Report:
    return session.do(
        words.DID_SPLIT.format(id=id),
        lambda: businesses.split(session.desk, id, now=session.clock()),
    )


def reach(session: Session, address: str) -> Report:
    return session.do(
        words.DID_REACH.format(address=address),
        lambda: mails.reachable(session.desk, address, now=session.clock()),
    )
