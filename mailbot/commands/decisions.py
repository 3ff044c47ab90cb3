"""The committee's outcomes and their approval from the command line."""

from argparse import ArgumentParser
from datetime import date

from mailbot.commands import DONE, Call, Commands, allowed, refuse, round_of
from rules.model import OutcomeKind
from rules.words import OUTCOMES
from store.desk import approval, outcomes
from store.desk.outcomes import Word

CORRECTABLE = [kind.value for kind in OutcomeKind if kind is not OutcomeKind.WITHDRAWN]


def add(commands: Commands) -> None:
    outcome = commands("outcome", record_outcome, "会議の結果を記録します")
    _outcome(outcome, [kind.value for kind in OutcomeKind])
    correct = commands("correct", correct_outcome, "通知した結果を訂正し、訂正の通知を用意します")
    _outcome(correct, CORRECTABLE)
    correct.add_argument("--why", metavar="TEXT", required=True, help="訂正の理由(事業者への通知に載ります)")
    release = commands("release", release_round, "決裁済にし、結果の通知を期日に送れるようにします")
    release.add_argument("round", metavar="YYYY-MM")
    release.add_argument("--approver", metavar="NAME", required=True, help="決裁者")
    release.add_argument("--approved", metavar="DATE", required=True, help="決裁日")
    release.add_argument("--document-number", metavar="TEXT", default="", help="文書番号")
    for parser in (outcome, correct, release):
        parser.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")


def _outcome(parser: ArgumentParser, kinds: list[str]) -> None:
    parser.add_argument("number", metavar="NUMBER", help="整理番号")
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("--reason", metavar="CODE", help="理由コード(不選定では必須)")
    parser.add_argument(
        "--conditions", metavar="TEXT", default="", help="選定の条件(事業者への通知に載ります)"
    )
    parser.add_argument("--remark", metavar="TEXT", default="", help="備考(事業者への通知に載ります)")
    parser.add_argument("--note", metavar="TEXT", default="", help="庁内の覚え書き(通知には載りません)")


def record_outcome(call: Call) -> int:
    word = _word(call)
    case = allowed(
        outcomes.record(
            call.desk,
            word.number,
            word.kind,
            reason=word.reason,
            conditions=word.conditions,
            remark=word.remark,
            note=word.note,
            now=call.now,
        )
    )
    call.say(f"{case.number} {case.product}: 「{OUTCOMES[word.kind]}」を記録しました。")
    return DONE


def correct_outcome(call: Call) -> int:
    word = _word(call)
    case = allowed(outcomes.correct(call.desk, word, why=call.args.why, now=call.now))
    call.say(
        f"{case.number} {case.product}: 結果を「{OUTCOMES[word.kind]}」に訂正しました。"
        f"訂正の通知は、{case.round} を決裁済にすると送られます。"
    )
    return DONE


def release_round(call: Call) -> int:
    args = call.args
    round = round_of(call, args.round)
    done = allowed(
        approval.release(
            call.desk,
            round.id,
            approver=args.approver,
            approved_on=day(args.approved, "--approved"),
            document_number=args.document_number,
            now=call.now,
        )
    )
    due_at = done.due_at.astimezone(call.office.calendar.zone)
    call.say(
        f"{args.round} を決裁済にしました。{len(done.cases)}件、通知{done.letters}通、"
        f"送信は {due_at:%Y-%m-%d %H:%M} 以降です。"
    )
    for letter in done.held:
        call.say(f"{letter.id} は、まだ保留です。{letter.reason}")
    return DONE


def day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"{option} の「{text}」は日付として読めません。例: 2026-12-04")


def _word(call: Call) -> Word:
    args = call.args
    return Word(
        number=args.number,
        kind=OutcomeKind(args.kind),
        reason=args.reason,
        conditions=args.conditions,
        remark=args.remark,
        note=args.note,
    )
