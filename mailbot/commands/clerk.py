"""What a clerk may always do from the command line: stop all sending, go on, take a deed back."""

from mailbot.commands import DONE, Call, Commands, allowed
from rules.words import EVENTS
from store.desk import sending, undo


def add(commands: Commands) -> None:
    pause = commands("pause", stop_sending, "すべての送信をすぐに止めます")
    pause.add_argument("--reason", metavar="TEXT", required=True)
    resume = commands("resume", go_on, "送信を再開します")
    back = commands("undo", take_back, "職員の操作を、1つ取り消します")
    back.add_argument("id", nargs="?", metavar="ID", help="操作の番号(省くと、その担当者の最後の操作)")
    for parser in (pause, resume, back):
        parser.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")


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
