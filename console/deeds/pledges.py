"""What a clerk says of a business's pledge. What counts a pledge is loaded with the first (as in `answers`)."""

from collections.abc import Collection
from datetime import date

from console.session import Report, Session
from console.words import casework as words
from rules.model import Business


def confirm(session: Session, business: Business, points: Collection[str], note: str) -> Report:
    from store.desk import pledges

    return session.do(
        words.DID_PLEDGE.format(name=business.name),
        lambda: pledges.confirm(
            session.desk, business.id, points=points, note=note, now=session.clock(), seen=business.version
        ),
    )


def put_on_file(session: Session, business: Business, given_on: date | None) -> Report:
    from store.desk import pledges

    return session.do(
        words.DID_ON_FILE.format(name=business.name),
        lambda: pledges.put_on_file(
            session.desk, business.id, given_on=given_on, now=session.clock(), seen=business.version
        ),
    )
