"""Reading the register: lists and single things, for people or as JSON."""

from collections.abc import Iterable

from mailbot import listing
from mailbot.commands import DONE, FINDINGS, Call, Commands, refuse, round_of, year_of
from mailbot.plain import Json, at
from rules.model import Case, MailRef, Outcome, Pledge, Revision, State
from rules.words import (
    DUTIES,
    LETTER_STATES,
    LETTERS,
    OUTCOMES,
    PAPERS,
    PLEDGES,
    ROLES,
    SEVERITIES,
    SOURCES,
    STATES,
)
from store import arrivals, cases
from store.documents import Documents
from store.health import Tally

DAEMONS = {
    "running": "動いています",
    "stopped": "止めてあります(「mailbot run」で始めます)",
    "died": "途中で止まりました。「mailbot run」でもう一度始めてください",
}
WHERE = "「mailbot mails --person」と「mailbot cases --state needs_person」で見られます"


def add(commands: Commands) -> None:
    several = commands("cases", list_cases, "案件の一覧")
    several.add_argument("--state", choices=[state.value for state in State])
    several.add_argument("--round", metavar="YYYY-MM")
    several.add_argument("--year", metavar="R8", help="この年度の、書庫に移したものも含めたすべて")
    one = commands("show", show_case, "1つの案件のすべて")
    one.add_argument("number", metavar="NUMBER")
    rounds = commands("rounds", list_rounds, "回の一覧")
    status = commands("status", show_status, "稼働状況(人が必要なときは終了コード1)")
    for parser in (several, one, rounds, status):
        parser.add_argument("--json", action="store_true")


def list_cases(call: Call) -> int:
    db, args = call.office.store.snapshot(), call.args
    round = round_of(call, args.round).id if args.round is not None else None
    chosen = [
        each
        for each in (cases.of_year(db, year_of(args.year)) if args.year is not None else cases.every(db))
        if (not args.state or each.state == args.state) and (round is None or each.round == round)
    ]
    found = listing.case_list(db, chosen, call.office.calendar)
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
    (found,) = listing.case_list(db, [case], call.office.calendar)
    if call.args.json:
        call.say_json(found)
        return DONE
    call.say_pairs(
        [
            ("整理番号", case.number),
            ("商品", case.product),
            ("状態", STATES[case.state]),
            ("事業者", found["business"]["name"]),
            ("受付", found["accepted_at"] or "まだ"),
            ("回", found["round"] or "まだ"),
            *([("回の理由", found["round_reason"])] if found["round_reason"] else ()),
            ("誓約書", PLEDGES[Pledge(found["pledge"])]),
            ("写真", found["photos"]),
            *(("要注意", each) for each in case.attention),
        ],
    )
    answers = [(key, each["text"], each["cell"]) for key, each in found["fields"].items()]
    call.say_table(("欄", "答え", "セル"), answers)
    tell_people(call, case)
    for made in case.revisions:
        tell_revision(call, made)
    if case.findings:
        call.say_pairs((f"{SEVERITIES[each.severity]} {each.label}", each.message) for each in case.findings)
    call.say_table(
        ("メール", "着信", "扱い", "理由(くわしくは mailbot why)"),
        [
            (
                each.id[:8],
                at(each.received_at, call.office.calendar.zone),
                ROLES[each.role],
                _reason(db, each),
            )
            for each in case.mails
        ],
    )
    call.say_table(
        ("手紙", "種類", "状態", "宛先", "期日"),
        [
            (
                each["id"],
                LETTERS[each["kind"]],
                LETTER_STATES[each["state"]],
                " ".join(each["to"]),
                each["due_at"],
            )
            for each in found["letters"]
        ],
    )
    return DONE


def _reason(db: Documents, mail: MailRef) -> str:
    arrival = arrivals.arrival(db, mail.id)
    return arrival.reason if arrival else ""


def tell_people(call: Call, case: Case) -> None:
    """What clerks entered and judged, and what the committee and its superiors decided."""
    zone = call.office.calendar.zone
    answers = [
        (each.label, each.text, each.sheet, SOURCES[each.source], at(each.received_at, zone), each.by)
        for each in case.given
    ]
    if answers:
        call.say_table(("記入した答え", "答え", "シートでは", "方法", "受けた日時", "担当"), answers)
    rows = [
        *(
            ("確認済", f"{at(each.at, zone)} {each.by} {sentence}")
            for each in case.seen
            for sentence in each.sentences
        ),
        *(("判断", f"{each.code}: {each.reason}({each.by})") for each in case.overruled),
        *(
            ("紙", f"{PAPERS[each.what]} {each.received_at.astimezone(zone):%Y-%m-%d}")
            for each in case.papers
        ),
        *(("知らせた結果", f"{each.round} {said(each.outcome)} {each.why}") for each in case.told),
        *(("結果", said(each)) for each in (case.outcome,) if each),
        *(
            ("決裁", f"{each.approved_on} {each.approver} {each.document_number}")
            for each in (case.approval,)
            if each
        ),
        *(("経過", f"{each.on} {STATES[each.state]} {each.note}") for each in case.terms),
    ]
    if rows:
        call.say_pairs(rows)


def said(outcome: Outcome) -> str:
    told = (
        OUTCOMES[outcome.kind],
        outcome.reason,
        outcome.conditions and f"条件: {outcome.conditions}",
        outcome.remark and f"備考: {outcome.remark}",
        outcome.note and f"庁内: {outcome.note}",
    )
    return " ".join(filter(None, told))


def tell_revision(call: Call, made: Revision) -> None:
    """What a resubmitted sheet changed, an answer a line."""
    asked = f"不備{made.asked}件のうち{len(made.closed)}件を補正" if made.asked else "不備なし"
    received = at(made.received_at, call.office.calendar.zone)
    call.say_table(
        (f"差し替え {received}", "前の記入", "いまの記入"),
        [
            (asked, "", f"新しい不備 {len(made.fresh)}件"),
            *((change.label, change.old, change.new) for change in made.changes),
        ],
    )


def list_rounds(call: Call) -> int:
    found = listing.rounds(call.office, call.office.store.snapshot())
    rows = (
        (
            each["id"],
            each["cutoff_at"],
            each["notice_at"],
            "済" if each["closed"] else "",
            "済" if each["agenda_given_out"] else "",
            sum(each["counts"].values()),
            each["undecided"],
            each["unapproved"],
            each["letters_not_left"],
        )
        for each in found
    )
    head = ("回", "締切", "通知", "締切処理", "付議資料", "件数", "未決", "未決裁", "未送付の手紙")
    return _told(call, found, head, rows)


def show_status(call: Call) -> int:
    from mailbot.status import status  # of all lists, only this one looks ahead

    found = status(call.office, call.now)
    if call.args.json:
        call.say_json(found)
    else:
        call.say("正常です。" if found["ok"] else "人の確認が必要です。")
        queue = "、".join(f"{LETTER_STATES[state]} {count}" for state, count in found["queue"].items())
        call.say_pairs(
            [
                ("ロボット", DAEMONS[found["daemon"]]),
                *(pair for each in found["mailboxes"] for pair in _mailbox(each)),
                ("送信の停止", found["paused"]["reason"] if found["paused"] else "なし"),
                ("手紙", queue or "なし"),
                ("人を待つもの", f"{found['person']} ({WHERE})" if found["person"] else "なし"),
                *(("これから", f"{each['due_at']} {DUTIES[each['duty']]}") for each in found["next"]),
            ],
        )
    return DONE if found["ok"] else FINDINGS


def _mailbox(each: Json) -> Iterable[tuple[str, object]]:
    """How it goes with one mailbox: when it was looked at, what fails, and what lies in it."""
    yield "メールボックス", each["title"]
    yield "最後の受信", f"{each['last_poll_at'] or 'まだ'}{' (止まっています)' if each['stalled'] else ''}"
    yield "続けての失敗", f"{each['failures']}回 {each['failure']}".strip()
    if each["tally"] is not None:
        from mailbot import reconciliation

        yield from (("照合", line) for line in reconciliation.lines(Tally(**each["tally"])))


def _errors(case: Json) -> str:
    errors = sum(each["severity"] == "error" for each in case["findings"])
    return str(errors) if errors else ""


def _told(call: Call, found: list[Json], head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> int:
    if call.args.json:
        call.say_json(found)
    else:
        call.say_table(head, rows)
    return DONE
