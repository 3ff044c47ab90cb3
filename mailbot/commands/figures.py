"""統計: each round, or each fiscal year, in figures; for eyes, for a spreadsheet, or as JSON."""

import csv
import sys
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from mailbot.commands import DONE, Call, Commands, refuse
from mailbot.listing import Json
from rules import statistics
from rules.model import Case, OutcomeKind
from rules.statistics import Tally
from rules.words import OUTCOMES
from store import cases, outbox
from store.documents import Documents

HEAD = (
    "期間",
    "受付",
    "うち補正",
    "受理",
    *OUTCOMES.values(),
    "期限切れ",
    "回答まで(日)",
    "受理まで(日)",
    "結果まで(日)",
)


def add(commands: Commands) -> None:
    figures = commands("statistics", tell, "回ごと、年度ごとの件数と日数")
    figures.add_argument("--fiscal", metavar="R8", help="この年度の回だけ(省くと、すべての年度)")
    form = figures.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="表計算ソフトで開ける形(UTF-8)")
    form.add_argument("--json", action="store_true")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    rounds: list[Tally]
    years: list[Tally]


def tell(call: Call) -> int:
    figures = figures_of(call)
    if call.args.json:
        call.say_json(
            {
                "rounds": [_document(tally) for tally in figures.rounds],
                "years": [_document(tally) for tally in figures.years],
            }
        )
        return DONE
    rows = [_row(tally) for tally in (*figures.rounds, *figures.years)]
    if call.args.csv:
        csv.writer(sys.stdout).writerows([HEAD, *rows])
    else:
        call.say_table(HEAD, rows)
    return DONE


def figures_of(call: Call) -> Figures:
    """Of the years in the archive, too."""
    db, calendar, wanted = call.office.store.snapshot(), call.office.calendar, call.args.fiscal
    years = {number.partition("-")[0] for number in db.rows(cases.CASES)} | db.archive.years().keys()
    if wanted and wanted not in years:
        refuse(f"「{wanted}」年度の案件はありません。R8 のように書いてください。")
    found = list(chain.from_iterable(cases.of_year(db, year) for year in ([wanted] if wanted else years)))
    answered = {case.number: at for case in found if (at := _answered_at(db, case)) is not None}
    return Figures(
        rounds=statistics.by_round(found, answered, calendar),
        years=statistics.by_year(found, answered, calendar),
    )


def _answered_at(db: Documents, case: Case) -> datetime | None:
    """When the first answer to it left."""
    answers = (letter.sent_at for letter in outbox.about(db, case.number) if letter.answers)
    return min((at for at in answers if at is not None), default=None)


def _row(tally: Tally) -> tuple[object, ...]:
    days = (tally.days_to_answer, tally.days_to_acceptance, tally.days_to_outcome)
    return (
        tally.id,
        tally.received,
        tally.corrected,
        tally.accepted,
        *(tally.outcomes[kind] for kind in OutcomeKind),
        tally.expired,
        *("" if each is None else each for each in days),
    )


def _document(tally: Tally) -> Json:
    return {
        "id": tally.id,
        "received": tally.received,
        "corrected": tally.corrected,
        "accepted": tally.accepted,
        "outcomes": {str(kind): count for kind, count in tally.outcomes.items()},
        "expired": tally.expired,
        "days_to_answer": tally.days_to_answer,
        "days_to_acceptance": tally.days_to_acceptance,
        "days_to_outcome": tally.days_to_outcome,
    }
