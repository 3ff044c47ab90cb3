"""The registry of businesses from the command line: who they are, where their notices go, what they have pledged."""

from collections.abc import Callable

from mailbot import listing
from mailbot.commands import DONE, Call, Commands, allowed, refuse
from mailbot.commands.decisions import day
from mailbot.commands.lists import PLEDGES
from mailbot.intake.same import same
from rules import pledges as paper
from rules.model import Pledge
from rules.shown import clean
from store.desk import businesses as deeds
from store.desk import pledges

ACTIONS = {
    "merge": "businesses merge J-0001 J-0002",
    "split": "businesses split J-0002",
    "notice": "businesses notice J-0001 info@example.jp",
    "same": "businesses same 3fa9c2d1",
    "other": "businesses other 3fa9c2d1",
}
"""What can be done with a business, and how it is asked for."""


def add(commands: Commands) -> None:
    several = commands("businesses", businesses, "事業者の一覧と、事業者ごとの操作")
    several.add_argument("action", nargs="?", choices=ACTIONS)
    several.add_argument(
        "first", nargs="?", metavar="BUSINESS|MAIL", help="事業者の番号。same、other: メールの番号"
    )
    several.add_argument(
        "second",
        nargs="?",
        metavar="BUSINESS|ADDRESS",
        help="merge: 統合する事業者。notice: 通知先。same: 事業者(省くと、そのメールの案件の事業者)",
    )
    several.add_argument("--by", metavar="NAME", help="担当者の名前(操作では必須)")
    several.add_argument("--json", action="store_true")
    pledge = commands("pledge", pledge_of, "誓約書を、確認済みまたは提出済み(過年度)にします")
    pledge.add_argument("action", choices=("confirm", "on-file"))
    pledge.add_argument("business", metavar="BUSINESS", help="事業者の番号")
    pledge.add_argument("--date", metavar="DATE", help="on-file: 提出された日")
    pledge.add_argument(
        "--lacks", action="append", choices=paper.POINTS, default=[], help="confirm: 整っていない点"
    )
    pledge.add_argument("--note", metavar="TEXT", default="", help="confirm: それでもよい理由")
    pledge.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")


def businesses(call: Call) -> int:
    args = call.args
    if args.action is None:
        return _list(call)
    given = [each for each in (args.first, args.second) if each is not None]
    example = ACTIONS[args.action]
    wanted = len(example.split()) - 2
    if len(given) not in (wanted, wanted + (args.action == "same")) or not args.by:
        refuse(f"使い方が違います。例: mailbot {example} --by 山田")
    acts: dict[str, Callable[..., int]] = {
        "merge": _merge,
        "split": _split,
        "notice": _notice,
        "same": _same,
        "other": _other,
    }
    return acts[args.action](call, *given)


def pledge_of(call: Call) -> int:
    args = call.args
    given_on = day(args.date, "--date") if args.date else None
    if args.action == "confirm":
        if given_on:
            refuse("--date は on-file で使います。届いた日は、届いたときの記録のとおりです。")
        points = [point for point in paper.POINTS if point not in args.lacks]
        done = pledges.confirm(call.desk, args.business, points=points, note=args.note, now=call.now)
    else:
        done = pledges.put_on_file(call.desk, args.business, given_on=given_on, now=call.now)
    business = allowed(done)
    call.say(clean(f"{business.id} {business.name} の誓約書を「{PLEDGES[business.pledge]}」にしました。"))
    return DONE


def _list(call: Call) -> int:
    found = listing.businesses(call.office.store.snapshot(), call.office.calendar.zone)
    if call.args.json:
        call.say_json(found)
        return DONE
    rows = (
        (
            each["id"],
            each["name"],
            PLEDGES[Pledge(each["pledge"])],
            each["notice_to"] + ("(代理)" if each["notice_to"] in each["agents"] else ""),
            " ".join(each["undeliverable"]),
            len(each["cases"]),
            each["merged_into"] or "",
        )
        for each in found
    )
    call.say_table(("番号", "事業者", "誓約書", "通知先", "届かない宛先", "案件", "統合先"), rows)
    return DONE


def _merge(call: Call, into: str, other: str) -> int:
    done = allowed(deeds.merge(call.desk, into, other, now=call.now))
    call.say(
        clean(
            f"{other} を {done.id} {done.name} に統合しました。戻すときは「businesses split {other}」です。"
        )
    )
    return DONE


def _split(call: Call, id: str) -> int:
    done = allowed(deeds.split(call.desk, id, now=call.now))
    call.say(clean(f"{done.id} {done.name} の統合を解きました。"))
    return DONE


def _notice(call: Call, id: str, address: str) -> int:
    done = allowed(deeds.choose_notice(call.desk, id, address, now=call.now))
    call.say(clean(f"{done.id} {done.name} への通知は、{done.notice_to} に送ります。"))
    return DONE


def _same(call: Call, id: str, business: str | None = None) -> int:
    done = allowed(same(call.office, call.desk, id, business, now=call.now))
    for mail in done:
        call.say(
            clean(f"{mail.sender} を事業者のアドレスに加えました。「{mail.subject}」 {' '.join(mail.cases)}")
        )
    return DONE


def _other(call: Call, id: str) -> int:
    mail = allowed(deeds.refuse(call.desk, id, now=call.now))
    call.say(
        clean(
            f"{mail.sender} は別の事業者として、案件に加えません。「{mail.subject}」は確認済みになりました。"
        )
    )
    return DONE
