"""付議資料: which rounds' agendas the committee has. Such a round takes a further case only with a clerk's reason."""

from datetime import datetime

from rules.model import LetterKind, LetterState
from rules.record import replace
from store import cases, outbox
from store.documents import Documents


def given_out(db: Documents) -> frozenset[str]:
    """Ids of the rounds of which a clerk let an agenda go, by letter or by hand."""
    sent = {
        letter.round
        for letter in outbox.of_kind(db, LetterKind.AGENDA)
        if letter.round and letter.state is not LetterState.HELD
    }
    return frozenset(sent | {record.id for record in cases.round_records(db) if record.agenda_at})


def hand_out(db: Documents, id: str, now: datetime) -> None:
    """A clerk gives the agenda of this round to the committee; the first time counts."""
    record = cases.round_record(db, id)
    if record.agenda_at is None:
        cases.put_round(db, replace(record, agenda_at=now))
