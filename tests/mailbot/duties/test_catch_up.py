"""A month worked through at every instant at which anything can change, or once at its end, or with a jumping clock."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from mailbot.duties import Duties
from rules.model import LetterKind, LetterState, OutcomeKind
from store import outbox
from tests.e2e.town import NOTICE
from tests.mailbot.duties.month import (
    CUTOFF,
    DAY,
    SECOND,
    decide,
    play,
    release,
    with_committee,
    with_operator,
)
from tests.mailbot.intake.counter import Counter, opened, sheet

pytestmark = pytest.mark.xdist_group("catch-up")

BEGIN = datetime.fromisoformat("2026-11-12T10:00:00+09:00")
DECIDED, RELEASED = CUTOFF + 10 * DAY, CUTOFF + 14 * DAY
END = NOTICE + 2 * DAY

LAPSING = frozenset({LetterKind.REMINDER, LetterKind.ALERT, LetterKind.DIGEST, LetterKind.AGENDA})
"""What loses its use: a reminder after the cut-off, an earlier warning, a morning that is over, a decided list."""

Told = tuple[str, tuple[str, ...], tuple[str, ...], str | None]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an office with three complete products of two businesses and a faulty one of a third."""
    counter = opened(tmp_path_factory.mktemp("before"))
    counter.bring(at=BEGIN)
    counter.bring(sheet("nonfood"), BEGIN, pledge=False)
    counter.bring(sheet(biz_name="柿の店", corp_no="", name="柿酢"), BEGIN, sender="kaki@example.jp")
    counter.bring(sheet(biz_name="茶の店", corp_no="", storage=""), BEGIN, sender="cha@example.jp")
    return counter.office.directory


def begun(before: Path, folder: Path) -> Counter:
    shutil.copytree(before, folder / "data")
    return with_committee(with_operator(opened(folder)), "kurume@example.jp")


def worked(counter: Counter, instants: Iterator[datetime]) -> Counter:
    """The office's month: the clerks' deeds at their time, the duties at these instants."""
    deeds: list[tuple[datetime, Callable[[], None]]] = [
        (DECIDED, lambda: decide(counter, "R8-0001", OutcomeKind.SELECTED, DECIDED)),
        (DECIDED, lambda: decide(counter, "R8-0002", OutcomeKind.DEFERRED, DECIDED)),
        (RELEASED, lambda: release(counter, RELEASED)),
    ]
    for now in instants:
        while deeds and deeds[0][0] <= now:
            deeds.pop(0)[1]()
        play(counter, now)
    return counter


def every_instant(counter: Counter) -> Iterator[datetime]:
    """Each at which a duty comes or a letter falls due, a second before it and a second after, up to the end."""
    now = BEGIN
    while now <= END:
        yield now
        db = counter.office.store.snapshot()
        coming = [each.due_at for each in Duties(office=counter.office).coming(db, now)]
        waiting = [letter.due_at for letter in outbox.letters(db) if letter.state is LetterState.READY]
        changes = (*coming, *waiting, DECIDED, RELEASED, END)
        around = [at + step for at in changes for step in (-SECOND, 0 * SECOND, SECOND)]
        now = min(at for at in (*around, END + DAY) if at > now)


def told(counter: Counter, *, lasting: bool) -> list[Told]:
    return sorted(
        (letter.kind, letter.to, letter.cases, letter.round)
        for letter in counter.letters
        if (letter.kind not in LAPSING) is lasting
    )


def standing(counter: Counter) -> list[tuple[str, str | None]]:
    return [(case.state, case.round) for case in counter.cases]


@pytest.fixture(scope="module")
def minute_by_minute(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter:
    counter = begun(before, tmp_path_factory.mktemp("minutes"))
    return worked(counter, every_instant(counter))


def test_once_after_a_month_is_the_same(minute_by_minute: Counter, before: Path, tmp_path: Path) -> None:
    """Every case stands where it would; every lasting letter is there once; what has lapsed is not made up for."""
    late = worked(begun(before, tmp_path), iter([END]))

    assert standing(late) == standing(minute_by_minute)
    assert told(late, lasting=True) == told(minute_by_minute, lasting=True)
    assert not {kind for kind, *_ in told(late, lasting=False)} & {LetterKind.REMINDER}


def test_each_exactly_once(minute_by_minute: Counter) -> None:
    """No two letters of one kind to one address about the same products of a round, but for warnings and mornings."""
    daily = {LetterKind.ALERT, LetterKind.DIGEST}
    every = [each for each in told(minute_by_minute, lasting=True) + told(minute_by_minute, lasting=False)]
    once = [each for each in every if each[0] not in daily]

    assert len(once) == len(set(once))
    keys = [letter.key for letter in minute_by_minute.letters]
    assert len(keys) == len(set(keys))
    assert {kind for kind, *_ in every} >= {
        *("acknowledgement", "correction_request", "reminder", "agenda", "digest", "alert"),
        *("result", "query", "handover"),
    }


@pytest.mark.parametrize("edge", [CUTOFF + SECOND, NOTICE])
def test_clock_that_jumps(edge: datetime, minute_by_minute: Counter, before: Path, tmp_path: Path) -> None:
    """Over the 20th or the 10th forward, back and forward again: the same cases and the same lasting letters."""
    jumps = [
        BEGIN,
        DECIDED - DAY,
        RELEASED,
        edge,
        edge - 2 * SECOND,
        edge + DAY,
        edge - DAY,
        edge,
        END,
        END - DAY,
        END,
    ]
    if edge == NOTICE:
        jumps = [at for at in jumps if at >= RELEASED]
    jumped = worked(begun(before, tmp_path), iter(jumps))

    assert standing(jumped) == standing(minute_by_minute)
    assert told(jumped, lasting=True) == told(minute_by_minute, lasting=True)


@pytest.mark.parametrize(
    ("off_from", "off_until"),
    [
        (BEGIN + DAY, CUTOFF),
        (CUTOFF - DAY, CUTOFF + DAY),
        (CUTOFF - DAY, NOTICE - SECOND),
        (DECIDED - DAY, END),
        (NOTICE - DAY, END),
    ],
)
def test_machine_off_over_a_duty(
    off_from: datetime, off_until: datetime, minute_by_minute: Counter, before: Path, tmp_path: Path
) -> None:
    """Off over the reminder, the cut-off, the warnings or the notice day: nothing is lost, nothing comes twice."""
    counter = worked(begun(before, tmp_path), iter([BEGIN, off_from, off_until, END]))

    assert standing(counter) == standing(minute_by_minute)
    assert told(counter, lasting=True) == told(minute_by_minute, lasting=True)
