"""What a clerk does from the command line: outcomes, approval, letters, the emergency stop."""

from datetime import date

from mailbot.commands import DONE, Call, Commands, allowed, refuse, round_of
from rules.model import OutcomeKind
from rules.words import EVENTS, OUTCOMES
from store.desk import approval, outcomes, sending, undo


def add(commands: Commands) -> None:
    outcome = commands("outcome", record_outcome, "会議の結果を記録します")
    outcome.add_argument("number", metavar="NUMBER", help="整理番号")
    outcome.add_argument("kind", choices=[kind.value for kind in OutcomeKind])
    outcome.add_argument("--reason", metavar="CODE", help="理由コード(不選定では必須)")
    outcome.add_argument("--note", metavar="TEXT", default="", help="庁内の覚え書き")
    release = commands("release", release_round, "決裁済にし、結果の通知を期日に送れるようにします")
    release.add_argument("round", metavar="YYYY-MM")
    release.add_argument("--approver", metavar="NAME", required=True, help="決裁者")
    release.add_argument("--approved", metavar="DATE", required=True, help="決裁日")
    release.add_argument("--document-number", metavar="TEXT", default="", help="文書番号")
    pause = commands("pause", stop_sending, "すべての送信をすぐに止めます")
    pause.add_argument("--reason", metavar="TEXT", required=True)
    resume = commands("resume", go_on, "送信を再開します")
    back = commands("undo", take_back, "職員の操作を、1つ取り消します")
    back.add_argument("id", nargs="?", metavar="ID", help="操作の番号(省くと、その担当者の最後の操作)")
    for parser in (outcome, release, pause, resume, back):
        parser.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")


def record_outcome(call: Call) -> int:
    args = call.args
    kind = OutcomeKind(args.kind)
    case = allowed(
        outcomes.record(call.desk, args.number, kind, reason=args.reason, note=args.note, now=call.now)
    )
    call.say(f"{case.number} {case.product}: 「{OUTCOMES[kind]}」を記録しました。")
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
    return DONE


def take_back(call: Call) -> int:
    done = allowed(undo.take_back(call.desk, call.args.id, now=call.now))
    call.say(f"「{EVENTS.get(done.what, done.what)}」({done.subject})を取り消しました。")
    return DONE


def stop_sending(call: Call) -> int:
    sending.pause(call.desk, call.args.reason, now=call.now)
    call.say("すべての送信を止めました。再開は「mailbot resume」です。")
    return DONE


def go_on(call: Call) -> int:
    sending.resume(call.desk, now=call.now)
    call.say("送信を再開しました。")
    return DONE


def day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"{option} の「{text}」は日付として読めません。例: 2026-12-04")
