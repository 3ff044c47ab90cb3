"""The products of a round as the agenda shows them, gathered from the register."""

from collections.abc import Iterator

from mailbot.wiring import Office
from rules import counting
from rules.agenda.items import SHOWN, Item, Past, group_of, ordered
from rules.agenda.paper import AgendaPaper
from rules.model import Business, Case, LetterState, Revision, Round, Told
from rules.rounds import Calendar, round_named, title
from rules.words import LETTERS, OUTCOMES, PAPERS, SOURCES
from store import cases, outbox
from store.documents import Documents

SHARED_PICTURES = "写真は {numbers} と同じファイルです。別の商品が写っていることがあります。"
LEFT = frozenset({LetterState.SENT, LetterState.PRINTED})


def gather(office: Office, db: Documents, round: Round, paper: AgendaPaper) -> tuple[Item, ...]:
    """In the order of the agenda; empty where the round has no product yet."""
    found = [case for case in cases.of_round(db, round.id) if case.state in SHOWN]
    return ordered(_item(office, db, paper, case) for case in found)


def _item(office: Office, db: Documents, paper: AgendaPaper, case: Case) -> Item:
    before = next((told for told in reversed(case.told) if told.round != case.round), None)
    accepted_at = case.accepted_at or case.arrived_at
    return Item(
        case=case,
        business=cases.business(db, case.business) or Business(id=case.business, name=case.business),
        form=office.library.form(case.form),
        group=group_of(case, was_deferred=before is not None),
        accepted_on=accepted_at.astimezone(office.calendar.zone).date(),
        earlier=_earlier(before, office.calendar) if before else "",
        history=tuple(sorted(_history(db, case, paper), key=lambda past: past.at)),
        remarks=tuple(_remarks(db, case, office.calendar, deferred=before is not None)),
        memos=tuple(note.text for note in case.notes),
    )


def _remarks(db: Documents, case: Case, calendar: Calendar, *, deferred: bool) -> Iterator[str]:
    """Never of `attention`: what is asked of clerks is none of the committee's, and goes once a clerk has read it."""
    if counting.moved(case, calendar) and not deferred:
        yield counting.reason(case, calendar)
    shown = {photo.sha256 for photo in case.photos}
    others = (each for each in cases.of_business(db, case.business) if each.number != case.number)
    numbers = [each.number for each in others if shown & {photo.sha256 for photo in each.photos}]
    if numbers:
        yield SHARED_PICTURES.format(numbers="・".join(sorted(numbers)))


def _earlier(told: Told, calendar: Calendar) -> str:
    """'令和8年10月分' over '継続審査 R04'."""
    outcome = " ".join(filter(None, (OUTCOMES[told.outcome.kind], told.outcome.reason)))
    return f"{title(round_named(told.round, calendar))}\n{outcome}"


def _history(db: Documents, case: Case, paper: AgendaPaper) -> Iterator[Past]:
    """What came by mail or otherwise, and the letters that left: the way of the product through the office."""
    revisions = {each.mail: each for each in case.revisions}
    for mail in case.mails:
        changed = revisions.get(mail.id)
        yield Past(at=mail.received_at, text=paper.roles[mail.role] + (_counted(changed) if changed else ""))
    for letter in outbox.about(db, case.number):
        if letter.state in LEFT:
            yield Past(at=letter.sent_at or letter.made_at, text=f"「{LETTERS[letter.kind]}」を送付")
    for answer in case.given:
        yield Past(at=answer.received_at, text=f"{SOURCES[answer.source]}で「{answer.label}」の回答")
    for sheet in case.papers:
        yield Past(at=sheet.received_at, text=f"{PAPERS[sheet.what]}を受領")
    if case.accepted_at:
        yield Past(at=case.accepted_at, text=paper.words.accepted)


def _counted(revision: Revision) -> str:
    return f"(訂正{len(revision.changes)}欄、補正済み{len(revision.closed)}件)"
