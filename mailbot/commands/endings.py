"""How cases end without an outcome, and go: 期限切れ, 廃棄."""

from mailbot.commands import DONE, Call, Commands, allowed, refuse
from mailbot.commands.decisions import day
from mailbot.plain import at
from rules.words import STATES
from store.desk import expiry, retention
from store.retention import Kept


def add(commands: Commands) -> None:
    ended = commands("expire", expire, "補正の届かなかった案件を、期限切れにします")
    ended.add_argument("number", metavar="NUMBER", help="整理番号")
    ended.add_argument("--reason", metavar="TEXT", default="", help="事業者に確かめたことなど")
    ended.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    opened = commands("reopen", reopen, "期限切れや取下げにした案件を、再開します")
    opened.add_argument("number", metavar="NUMBER", help="整理番号")
    opened.add_argument("--reason", metavar="TEXT", required=True)
    opened.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    purge = commands("purge", erase, "保存期間の終わった案件を一覧にし、廃棄します(元には戻せません)")
    purge.add_argument("--list", action="store_true", help="一覧だけ。何も消しません")
    purge.add_argument("--until", metavar="DATE", help="この日までに保存期間の終わったもの(省くと昨日)")
    purge.add_argument("--by", metavar="NAME", help="廃棄する担当者の名前")
    purge.add_argument("--json", action="store_true")


def expire(call: Call) -> int:
    case = allowed(expiry.expire(call.desk, call.args.number, reason=call.args.reason, now=call.now))
    call.say(f"{case.number} {case.product}: 期限切れにしました。")
    return DONE


def reopen(call: Call) -> int:
    case = allowed(expiry.reopen(call.desk, call.args.number, reason=call.args.reason, now=call.now))
    call.say(f"{case.number} {case.product}: 再開しました。いまは「{STATES[case.state]}」です。")
    return DONE


def erase(call: Call) -> int:
    """Nothing goes without a name, and nothing where only a list was asked for."""
    args = call.args
    until = day(args.until, "--until") if args.until else None
    if args.list:
        return _told(call, retention.listed(call.desk, until=until, now=call.now), "廃棄できる案件は")
    if not args.by:
        refuse("廃棄するときは --by に担当者の名前を書いてください。一覧だけなら --list です。")
    return _told(call, allowed(retention.erase(call.desk, until=until, now=call.now)), "廃棄した案件は")


def _told(call: Call, found: tuple[Kept, ...], what: str) -> int:
    zone = call.office.calendar.zone
    if call.args.json:
        call.say_json(
            [
                {
                    "number": each.case.number,
                    "product": each.case.product,
                    "state": each.case.state,
                    "ended_at": at(each.ended_at, zone),
                    "kept_until": each.until.isoformat(),
                }
                for each in found
            ]
        )
        return DONE
    call.say_table(
        ("整理番号", "商品", "状態", "終わった日", "保存期間"),
        [
            (
                each.case.number,
                each.case.product,
                STATES[each.case.state],
                each.ended_at.astimezone(zone).date(),
                f"{each.until} まで",
            )
            for each in found
        ],
    )
    call.say(f"{what} {len(found)}件です。")
    return DONE
