"""The committee's workbook: 選定案 into it, the file out, its outcomes back."""

from argparse import ArgumentParser
from pathlib import Path

from mailbot.commands import DONE, Call, Commands, Run, allowed, refuse, round_of
from rules.agenda.items import Profile
from rules.model import OutcomeKind
from rules.words import OUTCOMES
from store import durable
from store.agendafile import COMMITTEE
from store.desk import meeting
from store.errors import Unwritable

NOTHING = "none"


def add(commands: Commands) -> None:
    screening = commands("screening", propose, "選定案(会議への事務局の案)を記入します")
    screening.add_argument("number", metavar="NUMBER", help="整理番号")
    screening.add_argument(
        "kind", choices=[*(kind.value for kind in COMMITTEE), NOTHING], help="none: 取り消す"
    )
    screening.add_argument(
        "--reason", metavar="CODE", action="append", default=[], help="理由コード(いくつでも)"
    )
    screening.add_argument(
        "--note", metavar="TEXT", default="", help="選定基準に照らした説明(事業者には見せません)"
    )
    screening.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    agenda = commands("agenda", export, "会議資料(一覧表と個票)を書き出し、会議の結果を取り込みます")
    actions = agenda.add_subparsers(required=True, metavar="ACTION")

    def action(name: str, run: Run, help: str) -> ArgumentParser:
        parser = actions.add_parser(name, help=help, description=help)
        parser.set_defaults(run=run)
        return parser

    out = action("export", export, "一覧表と個票のブックを書き出します")
    out.add_argument("round", metavar="YYYY-MM")
    out.add_argument("-o", "--output", type=Path, metavar="FILE.xlsx", required=True)
    out.add_argument(
        "--profile",
        choices=[profile.value for profile in Profile],
        default=Profile.FULL.value,
        help="public: 連絡先と卸価格を除きます",
    )
    out.add_argument(
        "--handed-out",
        action="store_true",
        help="会議に配ったことを記録します(そのあとの案件は、次の回になります)",
    )
    out.add_argument("--by", metavar="NAME", help="担当者の名前(省くとログイン名)")


def propose(call: Call) -> int:
    args = call.args
    kind = None if args.kind == NOTHING else OutcomeKind(args.kind)
    case = allowed(
        meeting.propose(call.desk, args.number, kind, reasons=args.reason, note=args.note, now=call.now)
    )
    done = f"選定案「{OUTCOMES[kind]}」を記入しました" if kind else "選定案を取り消しました"
    call.say(f"{case.number} {case.product}: {done}。")
    return DONE


def export(call: Call) -> int:
    """The old file stands until the new one is whole."""
    from mailbot.agenda import book

    args = call.args
    round = round_of(call, args.round)
    db = call.office.store.snapshot()
    data = book(call.office, db, round, Profile(args.profile), call.now)
    try:
        durable.replace(args.output, data)
    except Unwritable as error:
        refuse(str(error))
    call.say(f"{args.output} を作りました。")
    if args.handed_out:
        meeting.hand_out(call.desk, round.id, now=call.now)
        call.say(f"{round.id} の資料を会議に配ったことを記録しました。")
    return DONE
