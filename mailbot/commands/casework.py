"""A clerk's work on one case from the command line: an answer, a judgement, another round, the terms."""

from datetime import datetime, time

from mailbot import listing
from mailbot.commands import DONE, Call, Commands, allowed, instant, refuse, round_of
from mailbot.commands.decisions import day
from rules.entered import Source
from rules.model import Case, State
from rules.moves import TERMS
from rules.words import SOURCES, STATES
from store.desk import answers, judgement, terms

LIST = "list"


def add(commands: Commands) -> None:
    answer = commands("answer", give_answer, "電話・FAX・窓口などで受けた答えを、案件に記入します")
    answer.add_argument("number", metavar="NUMBER", help="整理番号")
    answer.add_argument("field", metavar="FIELD", help="欄の名前(show の「欄」)")
    answer.add_argument("value", metavar="VALUE", help="答え")
    answer.add_argument("--source", choices=[source.value for source in Source], required=True)
    answer.add_argument("--received", metavar="DATE", help="受けた日、または時差つきの日時(省くと今)")
    accept = commands("accept", accept_despite, "不備があっても、職員の判断で受け付けます")
    accept.add_argument("number", metavar="NUMBER", help="整理番号")
    accept.add_argument("--despite", metavar="CODE", required=True, help="不備のコード(show --json の code)")
    accept.add_argument("--field", metavar="FIELD", help="この欄の不備だけ")
    accept.add_argument("--reason", metavar="TEXT", required=True)
    move = commands("move", move_case, "案件を別の回に移します")
    move.add_argument("number", metavar="NUMBER", help="整理番号")
    move.add_argument("round", metavar="YYYY-MM")
    move.add_argument("--reason", metavar="TEXT", required=True)
    for parser in (answer, accept, move):
        parser.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    after = commands(
        "terms", tell_terms, "選定後の経過(条件協議・取扱開始・条件不調)を記録、または一覧にします"
    )
    after.add_argument("number", metavar="NUMBER", help="整理番号(list で一覧)")
    after.add_argument("state", nargs="?", choices=[state.value for state in TERMS])
    after.add_argument("--date", metavar="DATE", help="決まった日(省くと今日)")
    after.add_argument("--note", metavar="TEXT", default="", help="庁内の覚え書き")
    after.add_argument("--by", metavar="NAME", help="担当者の名前")
    after.add_argument("--json", action="store_true", help="一覧をJSONで")


def give_answer(call: Call) -> int:
    args = call.args
    case = allowed(
        answers.give(
            call.desk,
            args.number,
            args.field,
            args.value,
            source=Source(args.source),
            received_at=received(call, args.received) if args.received else None,
            now=call.now,
        )
    )
    given = next(each for each in case.given if each.field == args.field)
    before = f"(シートでは「{given.sheet}」)" if given.sheet else ""
    call.say(
        f"{case.number} {given.label}: 「{given.text}」{before}を、{SOURCES[given.source]}の答えとして記入しました。"
    )
    _tell_state(call, case)
    return DONE


def accept_despite(call: Call) -> int:
    args = call.args
    case = allowed(
        judgement.accept(
            call.desk, args.number, args.despite, reason=args.reason, field=args.field, now=call.now
        )
    )
    call.say(f"{case.number}: {args.despite} を、不備として扱わないことにしました。")
    _tell_state(call, case)
    return DONE


def move_case(call: Call) -> int:
    args = call.args
    round = round_of(call, args.round)
    case = allowed(judgement.move(call.desk, args.number, round.id, reason=args.reason, now=call.now))
    call.say(f"{case.number} を {case.round} の回に移しました。")
    _tell_state(call, case)
    return DONE


def tell_terms(call: Call) -> int:
    args = call.args
    if args.number == LIST and args.state is None:
        return _list_terms(call)
    if args.state is None or not args.by:
        refuse("経過と担当者が要ります。例: mailbot terms R8-0012 negotiating --by 山田")
    on = day(args.date, "--date") if args.date else None
    done = terms.tell(call.desk, args.number, State(args.state), on=on, note=args.note, now=call.now)
    _tell_state(call, allowed(done))
    return DONE


def received(call: Call, text: str) -> datetime:
    """A day means its first instant in the office's zone; an instant is taken as it is."""
    if "T" in text:
        return instant(text, "--received")
    return datetime.combine(day(text, "--received"), time(), call.office.calendar.zone)


def _list_terms(call: Call) -> int:
    """Every selected product that its business knows of, and how far its terms are: for the talk with the operator."""
    found = listing.selections(call.office.store.snapshot(), call.office.calendar)
    if call.args.json:
        call.say_json(found)
        return DONE
    rows = (
        (
            each["number"],
            each["round"],
            each["business"],
            each["product"],
            STATES[State(each["state"])],
            each["since"],
            each["note"],
        )
        for each in found
    )
    call.say_table(("整理番号", "回", "事業者", "商品", "経過", "いつから", "覚え書き"), rows)
    return DONE


def _tell_state(call: Call, case: Case) -> None:
    since = f"({case.round} の回)" if case.round else ""
    call.say(f"{case.number} は「{STATES[case.state]}」です{since}。")
