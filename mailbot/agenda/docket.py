"""The products of a round as the agenda shows them, gathered from the register and its audit."""

from collections.abc import Iterable, Iterator, Sequence

from mailbot.wiring import Office
from rules.agenda.items import SHOWN, Item, Past, group_of, ordered
from rules.agenda.paper import AgendaPaper
from rules.model import Business, Case, Letter, LetterKind, LetterState, OutcomeKind, Revision, Round
from rules.rounds import round_named, title
from rules.words import LETTERS, OUTCOMES
from store import audit, cases, outbox
from store.documents import Documents

LEFT = frozenset({LetterState.SENT, LetterState.PRINTED})
MEMO = "case.note"


def gather(office: Office, db: Documents, round: Round, paper: AgendaPaper) -> tuple[Item, ...]:
    """In the order of the agenda; empty where the round has no product yet."""
    found = [case for case in cases.of_round(db, round.id) if case.state in SHOWN]
    numbers = {case.number for case in found}
    letters = [each for each in outbox.letters(db) if numbers.intersection(each.cases) and each.state in LEFT]
    memos: dict[str, list[str]] = {}
    for event in audit.every(office.store.log) if found else ():
        if event.what == MEMO:
            memos.setdefault(event.subject, []).append(event.detail)
    return ordered(
        _item(office, db, paper, case, [each for each in letters if case.number in each.cases], memos)
        for case in found
    )


def _item(
    office: Office,
    db: Documents,
    paper: AgendaPaper,
    case: Case,
    letters: Sequence[Letter],
    memos: dict[str, list[str]],
) -> Item:
    told = [each.round for each in letters if each.kind is LetterKind.RESULT and each.round != case.round]
    before = max(filter(None, told), default="")
    accepted_at = case.accepted_at or case.arrived_at
    deferred = OUTCOMES[OutcomeKind.DEFERRED]
    return Item(
        case=case,
        business=cases.business(db, case.business) or Business(id=case.business, name=case.business),
        form=office.library.form(case.form),
        group=group_of(case, was_deferred=bool(before)),
        accepted_on=accepted_at.astimezone(office.calendar.zone).date(),
        earlier=f"{title(round_named(before, office.calendar))}\n{deferred}" if before else "",
        history=tuple(sorted(_history(case, letters, paper), key=lambda past: past.at)),
        memos=tuple(memos.get(case.number, ())),
    )


def _history(case: Case, letters: Iterable[Letter], paper: AgendaPaper) -> Iterator[Past]:
    """Mails, what they changed, and the letters that left: the way of the product through the office."""
    revisions = {each.mail: each for each in case.revisions}
    for mail in case.mails:
        changed = revisions.get(mail.id)
        yield Past(at=mail.received_at, text=paper.roles[mail.role] + (_counted(changed) if changed else ""))
    for letter in letters:
        yield Past(at=letter.sent_at or letter.made_at, text=f"「{LETTERS[letter.kind]}」を送付")
    if case.accepted_at:
        yield Past(at=case.accepted_at, text=paper.words.accepted)


def _counted(revision: Revision) -> str:
    return f"(訂正{len(revision.changes)}欄、補正済み{len(revision.closed)}件)"
