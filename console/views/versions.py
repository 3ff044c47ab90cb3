"""Two versions of one case side by side: what the clerk saw, and what stands there now."""

from collections.abc import Iterator

from console.views.tray import round_label
from console.words import casework as words
from rules.eras import era_day
from rules.model import Case
from rules.record import Struct
from rules.words import OUTCOMES, STATES


class Difference(Struct, frozen=True):
    what: str
    seen: str
    now: str


def differences(seen: Case, now: Case) -> tuple[Difference, ...]:
    """What a person would call different; two versions that say the same to people have none."""
    found = (Difference(what, before, after) for what, before, after in _all(seen, now))
    return tuple(each for each in found if each.seen != each.now)


def _all(seen: Case, now: Case) -> Iterator[tuple[str, str, str]]:
    yield words.STATE, STATES[seen.state], STATES[now.state]
    yield words.ROUND, round_label(seen.round) or words.NONE, round_label(now.round) or words.NONE
    yield words.OUTCOME, _outcome(seen), _outcome(now)
    yield words.SCREENING, _screening(seen), _screening(now)
    yield words.APPROVAL, _approval(seen), _approval(now)
    yield words.COURSE, _terms(seen), _terms(now)
    labels = {each.field: each.label for each in (*seen.given, *now.given)}
    for key in dict.fromkeys((*seen.entry.fields, *now.entry.fields)):
        before, after = seen.entry.text(key), now.entry.text(key)
        yield labels.get(key, key), before or words.EMPTY, after or words.EMPTY
    yield words.FINDINGS, _findings(seen), _findings(now)
    gone, come = _sentences(seen.attention, now.attention)
    yield words.ATTENTION, gone, come
    gone, come = _sentences(_notes(seen), _notes(now))
    yield words.NOTES, gone, come
    yield words.MAILS, f"{len(seen.mails)}", f"{len(now.mails)}"


def _notes(case: Case) -> tuple[str, ...]:
    return tuple(each.text for each in case.notes)


def _outcome(case: Case) -> str:
    given = case.outcome
    return (
        " ".join(filter(None, (OUTCOMES[given.kind], given.reason, given.note))) if given else words.UNDECIDED
    )


def _screening(case: Case) -> str:
    given = case.screening
    return " ".join((OUTCOMES[given.kind], *given.reasons)) if given else words.NONE


def _approval(case: Case) -> str:
    given = case.approval
    return f"{era_day(given.approved_on)} {given.approver}" if given else words.NONE


def _terms(case: Case) -> str:
    last = case.terms[-1] if case.terms else None
    return f"{era_day(last.on)} {last.note}".strip() if last else words.NONE


def _findings(case: Case) -> str:
    return words.COMMA.join(each.label or each.code for each in case.findings) or words.NONE


def _sentences(seen: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, str]:
    """Those alone that the other has not."""
    before, after = set(seen), set(now)
    gone = words.COMMA.join(each for each in seen if each not in after)
    come = words.COMMA.join(each for each in now if each not in before)
    return gone or words.NONE, come or words.NONE
