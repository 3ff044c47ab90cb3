"""A committee's words understood: what is recorded, what is refused and why, line by line."""

from typing import Any

import pytest

from rules.agenda.decisions import Line, Minutes, changes, minutes
from rules.model import Case, Outcome, OutcomeKind, State
from rules.record import replace
from tests.entries import LIBRARY
from tests.rules.agenda.test_items import item
from tests.rules.office import ARRIVAL

RETURNED, REASONS = LIBRARY.agenda().returned, LIBRARY.tables().reasons


def case(number: str, state: State = State.TABLED, **changes: Any) -> Case:
    return replace(item(number).case, state=state, version=3, **changes)


def recorded(kind: OutcomeKind, reason: str | None = None, note: str = "") -> Outcome:
    return Outcome(kind=kind, reason=reason, note=note, by="山田", recorded_at=ARRIVAL)


CASES = {
    each.number: each
    for each in (
        case("R8-0001"),
        case("R8-0002", State.ACCEPTED),
        case("R8-0003", State.DECIDED, outcome=recorded(OutcomeKind.REJECTED, "R04", "棚がない")),
        case("R8-0004", State.RELEASED, outcome=recorded(OutcomeKind.SELECTED)),
        case("R8-0005", State.WITHDRAWN, outcome=recorded(OutcomeKind.WITHDRAWN)),
        case("R8-0006", State.CORRECTION_REQUESTED),
    )
}


def understood(*lines: Line) -> Minutes:
    return minutes(lines, CASES.get, RETURNED, REASONS)


def line(number: str = "R8-0001", outcome: str = "選定", row: int = 5, **more: str) -> Line:
    return Line(row=row, number=number, outcome=outcome, **more)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("選定", "selected"),
        (" 選 定 ", "selected"),
        ("○", "selected"),
        ("〇", "selected"),
        ("継続審査", "deferred"),
        ("保留", "deferred"),
        ("△", "deferred"),
    ],
)
def test_words_of_a_committee(word: str, kind: str) -> None:
    [decided] = understood(line(outcome=word)).decided

    assert decided.kind == kind


@pytest.mark.parametrize(
    ("written", "reason", "note"),
    [
        ("R04", "R04", ""),
        ("R04 賞味期限・保存条件が店舗に合わない", "R04", ""),
        ("ｒ０４", "R04", ""),
        ("R04、R06", "R04", "ほかの理由: R06"),
        ("サイズ・重量・陳列スペース", "R06", ""),
    ],
)
def test_reasons_are_found_by_code_or_label(written: str, reason: str, note: str) -> None:
    """The first counts for the notice; the others stay in the note for the staff."""
    [decided] = understood(line(outcome="不選定", reason=written)).decided

    assert (decided.reason, decided.note) == (reason, note)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (line("R8-0099"), "5行目(整理番号 R8-0099): この整理番号の案件はありません。"),
        (line("梅干し"), "整理番号として読めません"),
        (line(""), "5行目(整理番号なし)"),
        (
            line(outcome="たぶん選定"),
            "「たぶん選定」は結果の言葉ではありません。「選定」「不選定」「継続審査」",
        ),
        (line(outcome="(計算式)"), "結果の言葉ではありません"),
        (line(outcome="不選定"), "不選定には理由コードが必要です。"),
        (line(outcome="不選定", reason="R99"), "理由「R99」は理由コードの一覧にありません"),
        (line(outcome="不選定", reason="まずい"), "一覧にありません"),
        (line(version="2"), "一覧表を作ったあとに、申請の内容が変わっています"),
        (line("R8-0004", "不選定", reason="R01"), "すでに「決裁済」のため、変えられません。"),
        (line("R8-0005"), "すでに「取下げ」のため"),
        (line("R8-0006"), "すでに「補正依頼中」のため"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_by_name(wrong: Line, why: str) -> None:
    """Alone: the line beside it is recorded all the same."""
    found = understood(wrong, line("R8-0002", row=6))

    assert [each.case.number for each in found.decided] == ["R8-0002"]
    [refused] = found.refused
    assert why in refused.message and refused.message.startswith("5行目")


def test_lines_without_a_word_are_passed_over() -> None:
    """A product without an outcome is counted; heads of groups and sums are nothing."""
    found = understood(
        line(outcome=""), line("R8-0002", " "), line("R8-0003", "未定"), line("小郡市", ""), line("", "")
    )

    assert (found.decided, found.refused, found.empty) == ((), (), 3)


def test_the_same_again_is_no_change() -> None:
    """A list that is taken in twice changes nothing, even after the version went on or the result was approved."""
    found = understood(
        line("R8-0003", "不選定", reason="R04", version="2"),
        line("R8-0003", "不選定", reason="R04", note="棚がない"),
        line("R8-0004", "選定", version="1"),
    )

    assert (found.decided, found.refused, found.same) == ((), (), 3)


def test_a_changed_mind_is_a_change_from_old_to_new() -> None:
    found = understood(
        line("R8-0003", "継続審査", note="次回に試食", version="3"), line("R8-0001", version="3")
    )

    assert list(changes(found)) == [
        ("R8-0003", "梅干し", "不選定 R04", "継続審査 控え「次回に試食」"),
        ("R8-0001", "梅干し", "(なし)", "選定"),
    ]


def test_a_number_twice_counts_once_or_not_at_all() -> None:
    """The same word twice is one outcome; two words are none."""
    agreed = understood(line(), line("Ｒ８－０００１", row=9))
    quarrel = understood(line(), line("R8-0001", "継続審査", row=9), line("R8-0002", row=10))

    assert (len(agreed.decided), agreed.same) == (1, 1)
    assert [each.line.row for each in quarrel.refused] == [5, 9]
    assert [each.case.number for each in quarrel.decided] == ["R8-0002"]
