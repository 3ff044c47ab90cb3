"""What a committee wrote behind its products, understood and compared with what is recorded."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from rules.agenda.edition import edition
from rules.agenda.paper import Returned
from rules.model import Case, OutcomeKind, State
from rules.record import Struct
from rules.tables import Reasons
from rules.values.codes import case_number
from rules.wording import normal, plain, shorten
from rules.words import OUTCOMES, STATES

OPEN = (State.ACCEPTED, State.TABLED, State.DECIDED)
"""A released result was approved as it stands: no list changes it."""
_CODE = re.compile(r"[A-Z]\d{2}")


class Line(Struct, frozen=True, kw_only=True):
    """A row of the sheet that came back, as it was written; an absent column is ''."""

    row: int
    number: str
    outcome: str
    reason: str = ""
    conditions: str = ""
    note: str = ""
    version: str = ""


class Decided(Struct, frozen=True, kw_only=True):
    """What changes if this line is recorded."""

    line: Line
    case: Case
    kind: OutcomeKind
    reason: str | None
    conditions: str
    """'' leaves those that are recorded."""
    note: str


class Refused(Struct, frozen=True, kw_only=True):
    """Why a line is not recorded: a sentence that names its row and number."""

    line: Line
    message: str


class Minutes(Struct, frozen=True, kw_only=True):
    """A whole sheet, understood."""

    decided: tuple[Decided, ...] = ()
    refused: tuple[Refused, ...] = ()
    same: int = 0
    """Lines that say what is recorded already."""
    empty: int = 0
    """Products without a word of the committee."""


def minutes(
    lines: Iterable[Line], case_of: Callable[[str], Case | None], returned: Returned, reasons: Reasons
) -> Minutes:
    """Every line by itself: one that can't be used stops no other."""
    decided: list[Decided] = []
    not_used: list[Refused] = []
    same = empty = 0
    lines = list(lines)
    twice = _contradicted(lines, returned)
    for line in lines:
        if _is_empty(line.outcome, returned):
            empty += bool(case_number(line.number))
            continue
        judged = _judged(line, case_of, returned, reasons, twice)
        if isinstance(judged, str):
            not_used.append(refused(line, judged))
        elif _is_recorded(judged) or any(judged.case.number == each.case.number for each in decided):
            same += 1
        else:
            decided.append(judged)
    return Minutes(decided=tuple(decided), refused=tuple(not_used), same=same, empty=empty)


def refused(line: Line, why: str) -> Refused:
    """By its row and number, so that it is found in a file of forty."""
    named = f"整理番号 {shorten(line.number)}" if line.number else "整理番号なし"
    return Refused(line=line, message=f"{line.row}行目({named}): {why}")


def _judged(
    line: Line,
    case_of: Callable[[str], Case | None],
    returned: Returned,
    reasons: Reasons,
    twice: Mapping[str, int],
) -> Decided | str:
    """The decision, or why there is none."""
    number = case_number(line.number)
    if number is None:
        return "整理番号として読めません。「R8-0012」の形で書いてください。"
    case = case_of(number)
    if case is None:
        return "この整理番号の案件はありません。"
    if twice.get(number, 0) > 1:
        return "同じ整理番号の行がほかにもあり、結果が違います。1つにしてください。"
    kind = _kind(line.outcome, returned)
    if kind is None:
        return f"「{shorten(line.outcome)}」は結果の言葉ではありません。{_allowed(returned)}のどれかにしてください。"
    reason, rest = _reason(line.reason, reasons)
    if rest is None:
        return f"理由「{shorten(line.reason)}」は理由コードの一覧にありません。R01 のように書いてください。"
    if kind is OutcomeKind.REJECTED and reason is None:
        return "不選定には理由コードが必要です。"
    if line.conditions and kind is not OutcomeKind.SELECTED:
        return "条件を書けるのは、選定のときだけです。"
    note = " ".join(filter(None, (line.note, rest)))
    found = Decided(line=line, case=case, kind=kind, reason=reason, conditions=line.conditions, note=note)
    return found if _is_recorded(found) else _hindrance(case, line) or found


def _hindrance(case: Case, line: Line) -> str:
    """Why the case takes no outcome from this sheet."""
    if case.state not in OPEN:
        return f"すでに「{STATES[case.state]}」のため、変えられません。"
    # A list that was handed out before the 版 told of answers carries the count of the case's commits.
    shown = plain(line.version)
    if shown and shown not in (str(edition(case)), str(case.version)):
        return "一覧表を作ったあとに、申請の内容が変わっています。案件を確かめて、結果を1件ずつ記録してください。"
    return ""


def _is_recorded(decided: Decided) -> bool:
    """The same again is no change; a list that was taken in twice is told nothing new."""
    before = decided.case.outcome
    if before is None or decided.case.state not in (*OPEN, State.RELEASED, State.NOTIFIED):
        return False
    same = (before.kind, before.reason) == (decided.kind, decided.reason)
    told = decided.conditions in ("", before.conditions)
    return same and told and decided.note in ("", before.note)


def _contradicted(lines: Iterable[Line], returned: Returned) -> Mapping[str, int]:
    """Number -> how many different outcomes the sheet gives it."""
    words: dict[str, set[tuple[object, str]]] = {}
    for line in lines:
        number = case_number(line.number)
        if number and not _is_empty(line.outcome, returned):
            words.setdefault(number, set()).add((_kind(line.outcome, returned), normal(line.reason)))
    return {number: len(said) for number, said in words.items()}


def _is_empty(text: str, returned: Returned) -> bool:
    return not normal(text) or normal(text) in map(normal, returned.undecided)


def _kind(text: str, returned: Returned) -> OutcomeKind | None:
    return next(
        (OutcomeKind(kind) for kind, words in returned.words.items() if normal(text) in map(normal, words)),
        None,
    )


def _reason(text: str, reasons: Reasons) -> tuple[str | None, str | None]:
    """(the first code, further ones as a note); the note is None where something is no reason of the table."""
    if not normal(text):
        return None, ""
    codes = list(dict.fromkeys(_CODE.findall(plain(text).upper())))
    codes = codes or [reason.code for reason in reasons.reason if normal(reason.label) == normal(text)]
    if not codes or any(reasons.find(code) is None for code in codes):
        return None, None
    return codes[0], f"ほかの理由: {'・'.join(codes[1:])}" if codes[1:] else ""


def _allowed(returned: Returned) -> str:
    return "".join(f"「{OUTCOMES[OutcomeKind(kind)]}」" for kind in returned.words)


def changes(found: Minutes) -> Iterator[tuple[str, str, str, str]]:
    """Number, product, what is recorded, what would be: for people, who must see what a business will read."""
    for each in found.decided:
        before = each.case.outcome
        old = " ".join(filter(None, (OUTCOMES[before.kind], before.reason))) if before else "(なし)"
        conditions, note = (
            each.conditions and f"条件「{each.conditions}」",
            each.note and f"控え「{each.note}」",
        )
        new = " ".join(filter(None, (OUTCOMES[each.kind], each.reason, conditions, note)))
        yield each.case.number, each.case.product, old, new
