"""Each decision of the robot explained, for a mail or a case."""

from collections.abc import Iterator

from mailbot.commands import DONE, Call, Commands, allowed
from mailbot.commands.mails import original
from mailbot.explanation.case import of_case
from mailbot.explanation.mail import of_mail
from mailbot.plain import Json, at
from rules.model import Handled, Role
from rules.rounds import Calendar, round_named, title
from rules.shown import clean
from rules.words import EVENTS, HANDLED, LETTER_STATES, LETTERS, ROLES, SEVERITIES, STATES, detail
from store import cases
from store.audit import ROBOT
from store.desk import mails as deeds
from store.leftmail import Left

FILES = {
    "entry": "エントリーシート",
    "blank": "未記入の様式",
    "pledge": "誓約書",
    "photo": "写真",
    "cut": "数えない",
    "unopened": "開いていない",
}
"""What a file was taken for; the rest are codes of what could not be read."""

Lines = Iterator[tuple[str, object]]


def add(commands: Commands) -> None:
    why = commands("why", explain, "メールや案件について、ロボットの判断の理由を1つずつ説明します")
    why.add_argument("what", metavar="ID|NUMBER", help="メールの番号、Message-ID、または整理番号")
    why.add_argument("--json", action="store_true")


def explain(call: Call) -> int:
    what, office = call.args.what, call.office
    db = office.store.snapshot()
    if (case := cases.get(db, what)) is not None:
        return _told(call, of_case(office, db, case))
    left = [each for each in office.left.every() if what and each.message_id == what]
    if left:
        return _told(call, _left(call, left[-1]))
    mail = allowed(deeds.wanted(db, what))
    original(call, mail)
    return _told(call, of_mail(office, db, mail))


def _told(call: Call, document: Json) -> int:
    if call.args.json:
        call.say_json(document)
    elif "number" in document:
        call.say_pairs(_case(document, call.office.calendar))
        for each in document["mails"]:
            call.say("")
            call.say_pairs(_mail(each))
    else:
        call.say_pairs(_mail(document))
    return DONE


def _left(call: Call, left: Left) -> Json:
    then = {
        "role": Role.INQUIRY,
        "handled": Handled.LEFT,
        "reason": f"{left.reason}控えは取っていません。",
        "tries": 0,
    }
    return {
        "id": "",
        "received_at": at(left.received_at, call.office.calendar.zone),
        "from": left.sender,
        "subject": left.subject,
        "then": then,
    }


def _case(told: Json, calendar: Calendar) -> Lines:
    yield "整理番号", f"{told['number']} {told['product']}"
    yield "状態", STATES[told["state"]]
    round = title(round_named(told["round"], calendar)) if told["round"] else "まだ"
    yield "回", " ".join(filter(None, (round, told["round_reason"])))
    yield from (("要注意", sentence) for sentence in told["attention"])
    yield from (
        (SEVERITIES[each["severity"]], f"{each['label']} {each['message']}") for each in told["findings"]
    )
    for each in told["letters"]:
        yield (
            "手紙",
            f"{each['id']} {LETTERS[each['kind']]} {LETTER_STATES[each['state']]} {' '.join(each['to'])}",
        )
    yield from _history(told)


def _mail(told: Json) -> Lines:
    then = told["then"]
    yield "メール", f"{told['id'][:8]} {told['received_at']} {told.get('from', '')} {told.get('subject', '')}"
    yield "扱い", " ".join(filter(None, (ROLES[then["role"]], HANDLED.get(then.get("handled", ""), ""))))
    yield "理由", then["reason"]
    if "headers" in told:
        yield from _reading(told)
    if "cases" in told:
        yield from _outcome(told)
        yield from _history(told)


def _reading(told: Json) -> Lines:
    """What stood in the mail, and which rules it met."""
    for each in told["headers"]:
        yield each["name"], f"{each['said']} → {each['meaning']}"
    if told["defects"]:
        yield "つくりの乱れ", "、".join(told["defects"])
    rule = told["rule"]
    looked = "、".join(rule["looked_at"])
    met = (
        f"「{rule['name']}」に当たります。{rule['silence']}"
        if rule["name"]
        else "どれにも当たらないので、返信できます。"
    )
    yield "返信の可否", f"{looked} の順に調べ、{met}"
    found = told["evidence"]
    signs = (
        (found["reply_to"], f"手紙 {found['reply_to']} への返信"),
        (found["business"], "登録のある事業者"),
        (found["words"], f"この業務の言葉({'、'.join(found['words'])})"),
    )
    yield "手がかり", "、".join(text for holds, text in signs if holds) or "なし"
    if rule["reason"] != told["then"]["reason"][: len(rule["reason"])]:
        yield "いま読むと", rule["reason"]
    for each in told["attachments"]:
        taken = FILES.get(each["taken_for"], "読めないファイル")
        yield "添付", f"{each['name']} → {taken}。{each['why']}"


def _outcome(told: Json) -> Lines:
    for each in told["cases"]:
        yield "案件", f"{each['number']} {each['product']}: {each['because']}"
        for key, label in (("closed", "補正された欄"), ("still_open", "まだの欄"), ("fresh", "新しい不備")):
            if each[key]:
                yield label, "、".join(each[key])
        yield from (("いまの所見", message) for message in each["findings"])
    if told["beside"]:
        yield "いっしょに見るメール", told["beside"][:8]
    letter = told["letter"]
    if letter:
        yield (
            "返信",
            f"{letter['id']} {LETTERS[letter['kind']]} {LETTER_STATES[letter['state']]} {letter['reason']}",
        )
    else:
        yield "返信なし", told["no_letter"]


def _history(told: Json) -> Lines:
    for each in told["history"]:
        by, what = "自動" if each["by"] == ROBOT else each["by"], EVENTS.get(each["what"], each["what"])
        yield "記録", clean(f"{each['at']} {by} {what} {detail(each['detail'])}")
