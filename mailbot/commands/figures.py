"""統計: each round, or each fiscal year, in figures; for eyes, for a spreadsheet, or as JSON."""

import csv
import sys
from pathlib import Path

from mailbot.commands import DONE, Call, Commands, refuse
from mailbot.plain import plain
from rules.model import OutcomeKind
from rules.statistics import Tally
from rules.words import OUTCOMES
from store import figures
from store.figures import Figures

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
    asked = commands("statistics", tell, "回ごと、年度ごとの件数と日数")
    asked.add_argument("--fiscal", metavar="R8", help="この年度の回だけ(省くと、すべての年度)")
    form = asked.add_mutually_exclusive_group()
    form.add_argument(
        "--csv",
        nargs="?",
        const="",
        metavar="FILE",
        help="表計算ソフトで開ける形で、ファイルに(省くと画面に)",
    )
    form.add_argument("--json", action="store_true")


def tell(call: Call) -> int:
    told = figures_of(call)
    if call.args.json:
        call.say_json(plain(told, call.office.calendar.zone))
        return DONE
    rows = [_row(tally) for tally in (*told.rounds, *told.years)]
    if call.args.csv:
        # Excel takes UTF-8 for what it is only behind a byte order mark.
        with Path(call.args.csv).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEAD, *rows])
        call.say(f"{call.args.csv} を作りました。")
    elif call.args.csv is not None:
        csv.writer(sys.stdout).writerows([HEAD, *rows])
    else:
        call.say_table(HEAD, rows)
    return DONE


def figures_of(call: Call) -> Figures:
    """Of the years in the archive, too."""
    db, calendar, wanted = call.office.store.snapshot(), call.office.calendar, call.args.fiscal
    years = figures.years(db)
    if wanted and wanted not in years:
        refuse(f"「{wanted}」年度の案件はありません。R8 のように書いてください。")
    return figures.of_years(db, [wanted] if wanted else years, calendar)


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
