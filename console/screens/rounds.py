"""会議・決裁: who is still undecided, and which notices may leave?"""

from textual import on
from textual.app import ComposeResult

from console import tray, words
from console.actions import Sight
from console.deeds import rounds
from console.lines import Row
from console.places import START, Place
from console.register import Sheet
from console.screens.deciding import Deciding
from console.screens.place import bindings
from console.screens.release import Approved, ReleaseDialog
from console.shown import Shown, clean
from console.widgets.bar import Bar
from console.widgets.table import Column, Table
from rules.model import Case, OutcomeKind
from rules.rounds import cutoff_text, notice_text
from rules.words import OUTCOMES

COLUMNS = (
    Column(clean(words.COLUMN_NUMBER), width=8),
    Column(clean(words.COLUMN_STATE), width=6),
    Column(clean(words.COLUMN_BUSINESS), share=3),
    Column(clean(words.COLUMN_PRODUCT), share=4),
    Column(clean(words.COLUMN_OUTCOME), width=8),
    Column(clean(words.COLUMN_REASON), width=4),
)


class RoundsScreen(Deciding):
    PLACE = Place.ROUNDS
    BINDINGS = bindings(Place.ROUNDS)
    LIST = "#cases"

    def __init__(self) -> None:
        super().__init__()
        self._round = ""

    def body(self) -> ComposeResult:
        yield Bar(id="rounds")
        yield Bar(id="days")
        yield Bar(id="counts")
        yield Table(COLUMNS, id="cases", empty=clean(words.EMPTY_ROUND))

    def sight(self) -> Sight:
        chosen = self.query_one("#cases", Table).chosen
        known = self.session.register.cases
        return Sight(
            cases=tuple(known[number] for number in chosen if number in known),
            sheet=self._sheet(),
            undo=self.session.undoable,
        )

    def _sheet(self) -> Sheet | None:
        """The chosen round; at first the oldest whose outcomes are not all told yet."""
        sheets = self.session.register.sheets()
        waiting = (sheet for sheet in sheets if sheet.unfinished)
        first = next(waiting, sheets[-1] if sheets else None)
        return next((sheet for sheet in sheets if sheet.round.id == self._round), first)

    def redraw(self) -> None:
        sheet = self._sheet()
        table = self.query_one("#cases", Table)
        if sheet is None:
            table.show((), empty=clean(words.NO_ROUND))
            return
        self._round = sheet.round.id
        self.query_one("#rounds", Bar).say(self._strip(sheet), clean(words.SWITCH_ROUNDS))
        closed = words.CLOSED if sheet.closed else words.STILL_OPEN
        days = (
            f"{words.CUTOFF} {cutoff_text(sheet.round)} {closed}  {words.NOTICE} {notice_text(sheet.round)}"
        )
        self.query_one("#days", Bar).say(clean(days))
        self.query_one("#counts", Bar).say(_counts(sheet), _gauge(sheet))
        table.show([self._row(case) for case in sheet.cases])

    def _strip(self, chosen: Sheet) -> Shown:
        """The rounds around the chosen one, each with the number of its undecided cases."""
        sheets = self.session.register.sheets()
        at = [sheet.round.id for sheet in sheets].index(chosen.round.id)
        names = []
        for sheet in sheets[max(at - 2, 0) : max(at - 2, 0) + 4]:
            label = tray.round_label(sheet.round.id)
            name = f"[{label}]" if sheet.round.id == chosen.round.id else f" {label} "
            names.append(f"{name} {words.UNDECIDED}{sheet.undecided}" if sheet.undecided else name)
        return clean("  ".join(names))

    def _row(self, case: Case) -> Row:
        outcome = case.outcome
        cells = (
            case.number,
            words.STATES[case.state],
            tray.short_name(self.session.register.business_of(case)),
            case.product,
            OUTCOMES[outcome.kind] if outcome else "----",
            (outcome.reason or "") if outcome else "",
        )
        return Row(case.number, tuple(clean(cell) for cell in cells))

    @on(Table.Moved)
    def _moved(self) -> None:
        self.frame()

    @on(Table.Opened)
    def do_open(self) -> None:
        table = self.query_one("#cases", Table)
        self.console.open_case(table.key, table.keys)

    def do_round_left(self) -> None:
        self._switch(-1)

    def do_round_right(self) -> None:
        self._switch(1)

    def _switch(self, step: int) -> None:
        ids = [sheet.round.id for sheet in self.session.register.sheets()]
        if ids:
            at = ids.index(self._round) + step if self._round in ids else 0
            self._round = ids[max(0, min(at, len(ids) - 1))]
            self.redraw()
            self.frame()

    def do_release(self) -> None:
        sheet = self._sheet()
        if sheet is None:
            return

        def release(approved: Approved | None) -> None:
            if approved is not None:
                report = rounds.release(
                    self.session, sheet, approved.approver, approved.on, approved.document_number
                )
                self.console.tell(report)

        self.console.push_screen(ReleaseDialog(self.session, sheet), release)

    def do_unrelease(self) -> None:
        if sheet := self._sheet():
            self.console.tell(rounds.take_back(self.session, sheet))

    def do_back(self) -> None:
        if not self.let_go():
            self.console.go(START)


def _counts(sheet: Sheet) -> Shown:
    counts = sheet.outcomes
    kinds = (OutcomeKind.SELECTED, OutcomeKind.REJECTED, OutcomeKind.DEFERRED)
    parts = [f"{OUTCOMES[kind]} {counts[kind]}" for kind in kinds]
    return clean("   ".join((*parts, f"{words.UNDECIDED} {sheet.undecided}")))


def _gauge(sheet: Sheet, cells: int = 20) -> Shown:
    """How far the committee is: '#####-----  8 / 16'."""
    total = len(sheet.cases)
    decided = total - sheet.undecided
    filled = cells * decided // total if total else 0
    return clean(f"{'#' * filled}{'-' * (cells - filled)}  {decided} / {total}")
