"""A clerk's own letter from the command line: 照会, a delay, or a text of the office's own."""

from mailbot.commands import DONE, Call, Commands, allowed
from mailbot.commands.decisions import day
from rules.model import LetterState
from rules.shown import clean, lines
from store.desk import queries
from store.desk.queries import Wish


def add(commands: Commands) -> None:
    query = commands("query", write, "職員からの手紙(照会など)を、文面を選んで送ります。10分は取り消せます")
    query.add_argument("number", metavar="NUMBER", help="整理番号")
    query.add_argument(
        "template",
        metavar="TEMPLATE",
        help="文面の名前: query_question(おたずね)、query_delay(通知の遅れ)、市独自の query_名前",
    )
    query.add_argument("--text", metavar="TEXT", default="", help="手紙に入れる、職員の言葉")
    query.add_argument("--reply-by", metavar="DATE", help="お返事をいただきたい日")
    query.add_argument("--expected-on", metavar="DATE", help="遅れている結果を知らせる予定の日")
    query.add_argument("--preview", action="store_true", help="文面を見るだけで、送りません")
    query.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")


def write(call: Call) -> int:
    args = call.args
    wish = Wish(
        template=args.template,
        text=args.text,
        reply_by=day(args.reply_by, "--reply-by") if args.reply_by else None,
        expected_on=day(args.expected_on, "--expected-on") if args.expected_on else None,
    )
    if args.preview:
        letter = allowed(queries.rehearse(call.desk, args.number, wish, now=call.now))
        call.say_pairs([("宛先", " ".join(letter.to) or "印刷"), ("件名", letter.subject)])
        call.say("\n" + "\n".join(lines(letter.body)))
        return DONE
    letter = allowed(queries.write(call.desk, args.number, wish, now=call.now))
    due_at = letter.due_at.astimezone(call.office.calendar.zone)
    told = {
        LetterState.READY: f"{due_at:%H:%M} に送ります。それまでは「mailbot undo --by {args.by}」で取り消せます。",
        LetterState.HELD: f"保留にしました({letter.reason})",
        LetterState.TO_PRINT: letter.reason,
    }
    call.say(clean(f"{letter.id}「{letter.subject}」: {told[letter.state]}"))
    return DONE
