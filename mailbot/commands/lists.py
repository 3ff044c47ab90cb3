"""Reading the register: lists and single things, for people or as JSON."""

from mailbot import listing
from mailbot.commands import DONE, FINDINGS, Call, Commands, refuse
from mailbot.listing import Json
from rules.model import Revision, State
from rules.words import STATES
from store import cases


def add(commands: Commands) -> None:
    several = commands("cases", list_cases, "案件の一覧")
    several.add_argument("--state", choices=[state.value for state in State])
    several.add_argument("--round", metavar="YYYY-MM")
    one = commands("show", show_case, "1つの案件のすべて")
    one.add_argument("number", metavar="NUMBER")
    businesses = commands("businesses", list_businesses, "事業者の一覧")
    mails = commands("mails", list_mails, "届いたメールと、その扱い・理由")
    mails.add_argument("--person", action="store_true", help="人の確認を待つものだけ")
    rounds = commands("rounds", list_rounds, "回の一覧")
    status = commands("status", show_status, "稼働状況(人が必要なときは終了コード1)")
    for parser in (several, one, businesses, mails, rounds, status):
        parser.add_argument("--json", action="store_true")


def list_cases(call: Call) -> int:
    db, zone = call.office.store.snapshot(), call.office.calendar.zone
    args = call.args
    chosen = [
        each
        for each in cases.every(db)
        if (not args.state or each.state == args.state) and (not args.round or each.round == args.round)
    ]
    found = [listing.case(db, each, zone) for each in chosen]
    if args.json:
        call.say_json(found)
    else:
        call.say_table(
            ("整理番号", "状態", "回", "事業者", "商品", "不備"),
            [
                (
                    each["number"],
                    STATES[State(each["state"])],
                    each["round"] or "-",
                    each["business"]["name"],
                    each["product"],
                    _errors(each),
                )
                for each in found
            ],
        )
    return DONE


def show_case(call: Call) -> int:
    db = call.office.store.snapshot()
    case = cases.get(db, call.args.number)
    if case is None:
        refuse(f"整理番号 {call.args.number} の案件はありません。「mailbot cases」で確かめてください。")
    found = listing.case(db, case, call.office.calendar.zone)
    if call.args.json:
        call.say_json(found)
        return DONE
    call.say_table(
        (found["number"], found["product"]),
        [
            ("状態", STATES[case.state]),
            ("事業者", found["business"]["name"]),
            ("受付", found["accepted_at"] or "まだ"),
            ("回", found["round"] or "まだ"),
            ("誓約書", found["pledge"]),
            ("写真", found["photos"]),
            *(("要注意", each) for each in case.attention),
        ],
    )
    call.say_table(
        ("欄", "答え", "セル"), [(key, each["text"], each["cell"]) for key, each in found["fields"].items()]
    )
    for made in case.revisions:
        tell_revision(call, made)
    for each in found["findings"]:
        call.say_table((each["severity"], each["label"]), [("", each["message"])])
    call.say_table(
        ("手紙", "種類", "状態", "宛先", "期日"),
        [
            (each["id"], each["kind"], each["state"], " ".join(each["to"]), each["due_at"])
            for each in found["letters"]
        ],
    )
    return DONE


def tell_revision(call: Call, made: Revision) -> None:
    """What a resubmitted sheet changed, an answer a line."""
    asked = f"不備{made.asked}件のうち{len(made.closed)}件を補正" if made.asked else "不備なし"
    received = listing.at(made.received_at, call.office.calendar.zone)
    call.say_table(
        (f"差し替え {received}", "前の記入", "いまの記入"),
        [
            (asked, "", f"新しい不備 {len(made.fresh)}件"),
            *((change.label, change.old, change.new) for change in made.changes),
        ],
    )


def list_businesses(call: Call) -> int:
    db = call.office.store.snapshot()
    found = [listing.business(db, each) for each in cases.businesses(db)]
    rows = (
        (each["id"], each["name"], each["pledge"], each["notice_to"], len(each["cases"])) for each in found
    )
    return _told(call, found, ("番号", "事業者", "誓約書", "通知先", "案件"), rows)


def list_mails(call: Call) -> int:
    found = listing.mails(call.office, person=call.args.person)
    rows = (
        (each["received_at"], each["from"], each["subject"], each["handled"], each["reason"])
        for each in found
    )
    return _told(call, found, ("着信", "差出人", "件名", "扱い", "理由"), rows)


def list_rounds(call: Call) -> int:
    found = listing.rounds(call.office, call.office.store.snapshot())
    rows = (
        (each["id"], each["cutoff_at"], each["notice_at"], "済" if each["closed"] else "", each["undecided"])
        for each in found
    )
    return _told(call, found, ("回", "締切", "通知", "締切処理", "未決"), rows)


def show_status(call: Call) -> int:
    found = listing.status(call.office, call.now)
    if call.args.json:
        call.say_json(found)
    else:
        call.say("正常です。" if found["ok"] else "人の確認が必要です。")
        queue = "、".join(f"{state} {count}" for state, count in found["queue"].items()) or "なし"
        call.say_table(
            ("項目", "内容"),
            [
                ("最後の受信", found["last_poll_at"] or "まだ"),
                ("続けての失敗", f"{found['failures']}回 {found['failure']}".strip()),
                ("送信の停止", found["paused"]["reason"] if found["paused"] else "なし"),
                ("手紙", queue),
                ("人を待つもの", found["person"]),
                *(("これから", f"{each['due_at']} {each['duty']}") for each in found["next"]),
            ],
        )
    return DONE if found["ok"] else FINDINGS


def _errors(case: Json) -> str:
    errors = sum(each["severity"] == "error" for each in case["findings"])
    return str(errors) if errors else ""


def _told(call: Call, found: list[Json], head: tuple[str, ...], rows: object) -> int:
    if call.args.json:
        call.say_json(found)
    else:
        call.say_table(head, rows)  # type: ignore[arg-type]
    return DONE
