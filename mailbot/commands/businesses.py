"""The registry of businesses from the command line: who they are, where their notices go, what they have pledged."""

from collections.abc import Callable
from pathlib import Path

from mailbot import listing
from mailbot.commands import DONE, Call, Commands, Unreadable as NotRead, allowed, bytes_of, refuse
from mailbot.commands.decisions import day
from mailbot.sheets.orders import ReadTable
from mailbot.sheets.workbook import Limits, Unreadable
from rules import pledges as paper
from rules.model import Pledge
from rules.registry import COLUMNS, NEEDED, Record, Refused, records
from rules.shown import clean
from rules.words import PLEDGES
from store.desk import businesses as deeds, particulars, pledges, registry

ACTIONS = {
    "merge": "businesses merge J-0001 J-0002",
    "split": "businesses split J-0002",
    "notice": "businesses notice J-0001 info@example.jp",
    "same": "businesses same 3fa9c2d1",
    "other": "businesses other 3fa9c2d1",
    "import": "businesses import 事業者一覧.xlsx",
    "amend": "businesses amend J-0001 phone 0942-00-1234",
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
        help="merge: 統合する事業者。notice: 通知先。same: 事業者(省くと、そのメールの案件の事業者)。"
        f"amend: 項目({' '.join((*particulars.LABELS, particulars.CONTACT, particulars.MAIL))})",
    )
    several.add_argument("third", nargs="?", metavar="TEXT", help="amend: 新しい内容('' で空にします)")
    several.add_argument("--by", metavar="NAME", help="担当者の名前(操作では必須)")
    several.add_argument("--preview", action="store_true", help="import: 何が変わるかを見るだけにします")
    several.add_argument("--json", action="store_true")
    pledge = commands("pledge", pledge_of, "誓約書を、確認済みまたは提出済み(過年度)にします")
    pledge.add_argument("action", choices=("confirm", "on-file"))
    pledge.add_argument("business", metavar="BUSINESS", help="事業者の番号")
    pledge.add_argument("--date", metavar="DATE", help="confirm: 誓約書に書かれた日付。on-file: 提出された日")
    pledge.add_argument(
        "--lacks", action="append", choices=paper.POINTS, default=[], help="confirm: 整っていない点"
    )
    pledge.add_argument("--note", metavar="TEXT", default="", help="confirm: それでもよい理由")
    pledge.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")


def businesses(call: Call) -> int:
    args = call.args
    if args.action is None:
        return _list(call)
    given = [each for each in (args.first, args.second, args.third) if each is not None]
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
        "import": _import,
        "amend": _amend,
    }
    return acts[args.action](call, *given)


def pledge_of(call: Call) -> int:
    args = call.args
    given_on = day(args.date, "--date") if args.date else None
    if args.action == "confirm":
        points = [point for point in paper.POINTS if point not in args.lacks]
        done = pledges.confirm(
            call.desk, args.business, points=points, note=args.note, dated=given_on, now=call.now
        )
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
    from mailbot.intake.same import same

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


def _amend(call: Call, id: str, field: str, text: str) -> int:
    done = allowed(particulars.amend(call.desk, id, {field: text}, now=call.now))
    call.say(clean(f"{done.id} {done.name} の情報を直しました。"))
    return DONE


def _import(call: Call, name: str) -> int:
    """Rows that can't be taken are named; the others are taken all the same."""
    read = _records(call, Path(name))
    taken = [each for each in read if isinstance(each, Record)]
    lines = registry.take(call.desk, taken, now=call.now, preview=call.args.preview)
    rows = [
        (line.record.row, line.record.name, _pledge_of(line.record), line.done, line.business)
        for line in lines
    ]
    refused = [each for each in read if isinstance(each, Refused)]
    rows += [(each.row, each.name, "", "取り込めません", each.reason) for each in refused]
    call.say_table(("行", "事業者", "誓約書", "扱い", ""), rows)
    changed = sum(line.done != registry.KNOWN for line in lines)
    done = "取り込むとこうなります。" if call.args.preview else "取り込みました。"
    known = len(lines) - changed
    call.say(f"{done}新規・追記 {changed}件、変わりなし {known}件、取り込めない行 {len(refused)}行。")
    return DONE


def _records(call: Call, path: Path) -> tuple[Record | Refused, ...]:
    words, eras = call.office.library.table("registry"), call.office.library.tables().eras.era
    heads = {column: tuple(words[column]) for column in COLUMNS}
    order = ReadTable(data=bytes_of(path), heads=heads, needed=NEEDED, limits=Limits())
    table = call.office.bench.do(order)
    if isinstance(table, Unreadable):
        raise NotRead(f"{path}: {table.why}一覧の Excel ファイル(xlsx、xls、ods)を選んでください。")
    if table is None:
        raise NotRead(f"{path}: 「事業者名」と「誓約書提出日」の見出しのある表が見つかりません。")
    one = len({row.sheet for row in table}) == 1
    rows = ((str(row.row) if one else f"{row.sheet} {row.row}", row.texts) for row in table)
    return records(rows, words, eras, call.now.astimezone(call.office.calendar.zone).date())


def _pledge_of(record: Record) -> str:
    if record.pledged_on:
        return str(record.pledged_on)
    return "提出済" if record.pledged else "なし"
