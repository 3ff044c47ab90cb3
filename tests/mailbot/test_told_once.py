"""Whatever clerks do, and in whichever order: each product is told once a round, in words that somebody approved."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from mailbot.dispatch import Dispatch
from mailbot.servers.outcomes import Deferred, Outcome, Refused, Sent, Uncertain
from mailbot.servers.pace import Pace
from mailbot.wiring import Office
from rules.model import Letter, LetterState, OutcomeKind
from rules.record import replace
from store import notices, outbox, results
from store.desk import Desk, approval, letters, outcomes, undo
from store.desk.outcomes import Word
from store.library import BUILTIN
from tests.console.seed import TOKYO, sow

NOTICE = datetime(2026, 12, 10, 9, 0, tzinfo=TOKYO)
TABLED = ("R8-0055", "R8-0056", "R8-0054")
KINDS = (OutcomeKind.SELECTED, OutcomeKind.REJECTED, OutcomeKind.DEFERRED, OutcomeKind.WITHDRAWN)
SAID: tuple[Outcome, ...] = (
    Sent("250 ok"),
    Refused("550 no"),
    Deferred("451 later"),
    Uncertain("connection lost"),
)

NUMBERS = st.sampled_from(TABLED)
ACTS = st.one_of(
    st.tuples(st.just("record"), NUMBERS, st.sampled_from(KINDS)),
    st.tuples(st.just("clear"), NUMBERS, st.none()),
    st.tuples(
        st.sampled_from(("release", "unrelease", "undo", "retry", "arrived", "told")), st.none(), st.none()
    ),
    st.tuples(st.just("send"), st.none(), st.sampled_from(SAID)),
    st.tuples(st.just("reword"), st.none(), st.integers(0, 2)),
)


class Month:
    """An office at its notice instant, with a ledger of its own: which words were approved, and which left."""

    def __init__(self, folder: Path) -> None:
        sown = sow(folder)
        self.office = Office.of(sown.config)
        self.clerk: Desk = replace(sown, library=self.office.library)
        self.dispatch = Dispatch(office=self.office, clock=lambda: NOTICE, pace=Pace(0, lambda: 0.0))
        self.approved: set[str] = set()
        self.left: list[Letter] = []

    def act(self, name: str, number: str | None, what: object) -> None:
        match name, number, what:
            case "record", str(), OutcomeKind():
                reason = "R01" if what is OutcomeKind.REJECTED else None
                outcomes.record(self.clerk, number, what, reason=reason, now=NOTICE)
            case "clear", str(), _:
                outcomes.clear(self.clerk, number, now=NOTICE)
            case "release", _, _:
                on = date(2026, 12, 8)
                approval.release(self.clerk, "2026-11", approver="課長", approved_on=on, now=NOTICE)
                self.approved |= {notices.digest(each) for each in self.results(LetterState.READY)}
            case "unrelease", _, _:
                approval.take_back(self.clerk, "2026-11", now=NOTICE)
            case "undo", _, _:
                undo.take_back(self.clerk, now=NOTICE)
            case "retry", _, _:
                for letter in self.results(LetterState.REFUSED):
                    letters.retry(self.clerk, letter.id, now=NOTICE)
            case "arrived", _, _:
                for letter in self.results(LetterState.UNCERTAIN):
                    letters.arrived(self.clerk, letter.id, now=NOTICE)
            case "told", _, _:
                for letter in self.results(LetterState.REFUSED):
                    letters.told(self.clerk, letter.id, note="電話で", now=NOTICE)
            case "reword", _, int():
                folder = self.office.directory / "letters"
                folder.mkdir(exist_ok=True)
                text = (BUILTIN / "letters" / "result.txt").read_text("utf-8")
                (folder / "result.txt").write_text(text.replace("以上", "以上" + "。" * what), "utf-8")
            case "send", _, Sent() | Refused() | Deferred() | Uncertain():
                self.send(what)

    def send(self, said: Outcome) -> None:
        """Every letter that is due meets a server that says this."""
        for letter in outbox.due(self.office.store.snapshot(), NOTICE):
            if self.dispatch.pretend(letter, said) and results.tells(letter):
                self.left.append(letter)

    def results(self, state: LetterState) -> list[Letter]:
        every = outbox.letters(self.office.store.snapshot())
        return [letter for letter in every if results.tells(letter) and letter.state is state]


FIRST, SECOND = (("record", number, OutcomeKind.SELECTED) for number in TABLED[:2])
RELEASE, SEND = ("release", None, None), ("send", None, SAID[0])


@settings(max_examples=50)
@given(acts=st.lists(ACTS, max_size=12))
@example(acts=[FIRST, RELEASE, ("reword", None, 1), SECOND, SEND])
@example(acts=[FIRST, SECOND, RELEASE, ("record", TABLED[1], OutcomeKind.DEFERRED), SEND])
@example(acts=[FIRST, RELEASE, ("clear", TABLED[0], None), ("reword", None, 1), ("undo", None, None), SEND])
@example(acts=[FIRST, RELEASE, SEND, SECOND, RELEASE, SEND, ("undo", None, None), SEND])
def test_each_product_is_told_once_in_approved_words(
    acts: list[tuple[str, str | None, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Outcomes, approvals, undos, edited texts and moody servers in any order: one letter a product and round."""
    month = Month(tmp_path_factory.mktemp("month"))

    for act in acts:
        month.act(*act)
    for letter in month.left:
        assert notices.digest(letter) in month.approved

    told: dict[tuple[str, str | None], set[str]] = {}
    for letter in month.left:
        for number in letter.cases:
            told.setdefault((number, letter.round), set()).add(letter.id)
    assert all(len(ids) == 1 for ids in told.values()), told


def test_released_again_is_one_letter(tmp_path: Path) -> None:
    """Released, undone, released again and sent: one letter, and a second sending finds nothing."""
    month = Month(tmp_path / "data")
    for name, number, what in (
        ("record", TABLED[0], KINDS[0]),
        ("release", None, None),
        ("undo", None, None),
        ("release", None, None),
        ("send", None, SAID[0]),
        ("undo", None, None),
        ("send", None, SAID[0]),
    ):
        month.act(name, number, what)

    (letter,) = month.left
    assert letter.cases == (TABLED[0],) and notices.digest(letter) in month.approved


def test_corrected_after_it_was_told(tmp_path: Path) -> None:
    """A deferral in place of a selection: told by its own letter, after which the case is in the next round."""
    month = Month(tmp_path / "data")
    number = TABLED[0]
    for act in (("record", number, KINDS[0]), ("release", None, None), ("send", None, SAID[0])):
        month.act(*act)
    word = Word(number=number, kind=OutcomeKind.DEFERRED)
    outcomes.correct(month.clerk, word, why="転記を誤りました。", now=NOTICE)
    month.act("send", None, SAID[0])
    assert len(month.left) == 1

    month.act("release", None, None)
    month.act("send", None, SAID[0])

    first, second = month.left
    assert (first.cases, second.cases) == ((number,), (number,))
    assert "訂正" in second.subject
    case = month.clerk.case(month.office.store.snapshot(), number)
    assert getattr(case, "round", None) == "2026-12"
    assert [told.outcome.kind for told in getattr(case, "told", ())] == [KINDS[0], OutcomeKind.DEFERRED]
