"""The outbox from the command line, and the rehearsal of the days to come."""

from typing import Any

from mailbot import listing
from mailbot.commands import DONE, Call, Commands, allowed, refuse
from mailbot.commands.work import instant
from rules.shown import lines
from rules.words import LETTER_STATES, LETTERS
from store import outbox
from store.desk import letters as deeds

ACTIONS = ("show", "hold", "release", "retry", "printed")


def add(commands: Commands) -> None:
    letters = commands("outbox", outbox_of, "手紙の一覧と、1通ごとの操作")
    letters.add_argument("action", nargs="?", choices=ACTIONS)
    letters.add_argument("id", nargs="?", metavar="ID")
    letters.add_argument("--by", metavar="NAME", help="担当者の名前(省くとログイン名)")
    letters.add_argument("--json", action="store_true")
    rehearsal = commands("simulate", simulate, "これから送られる手紙の予行(何も送らず、何も変えません)")
    rehearsal.add_argument("--until", metavar="ISO8601", required=True)
    rehearsal.add_argument("--json", action="store_true")


def outbox_of(call: Call) -> int:
    action, id = call.args.action, call.args.id
    if action is None:
        return _list(call)
    if id is None:
        refuse(f"手紙の番号が要ります。例: mailbot outbox {action} L-000012")
    if action == "show":
        return _show(call, id)
    acts: dict[str, Any] = {
        "hold": deeds.hold,
        "release": deeds.release,
        "retry": deeds.retry,
        "printed": deeds.printed,
    }
    letter = allowed(acts[action](call.desk, id, now=call.now))
    call.say(f"{letter.id} は「{LETTER_STATES[letter.state]}」になりました。")
    return DONE


def simulate(call: Call) -> int:
    from mailbot.rehearsal import rehearse

    until = instant(call.args.until, "--until")
    found = rehearse(call.office, call.now, until)
    if call.args.json:
        call.say_json(found)
    else:
        rows = (
            (
                each["at"],
                LETTERS[each["kind"]],
                " ".join(each["to"]),
                " ".join(each["cases"]),
                each["blocked_by"] or "",
            )
            for each in found
        )
        call.say_table(("日時", "手紙", "宛先", "整理番号", "止めているもの"), rows)
    return DONE


def _list(call: Call) -> int:
    zone = call.office.calendar.zone
    found = [listing.letter(each, zone) for each in outbox.letters(call.office.store.snapshot())]
    if call.args.json:
        call.say_json(found)
    else:
        rows = (
            (
                each["id"],
                LETTER_STATES[each["state"]],
                LETTERS[each["kind"]],
                " ".join(each["to"]),
                each["due_at"],
                each["subject"],
                each["reason"],
            )
            for each in found
        )
        call.say_table(("番号", "状態", "種類", "宛先", "期日", "件名", "理由"), rows)
    return DONE


def _show(call: Call, id: str) -> int:
    letter = outbox.letter(call.office.store.snapshot(), id)
    if letter is None:
        refuse(f"手紙 {id} はありません。「mailbot outbox」で確かめてください。")
    found = listing.letter(letter, call.office.calendar.zone)
    if call.args.json:
        call.say_json(found)
        return DONE
    call.say_pairs(
        [
            ("番号", letter.id),
            ("件名", letter.subject),
            ("状態", LETTER_STATES[letter.state]),
            ("宛先", " ".join(found["to"])),
            ("期日", found["due_at"]),
            ("送信", found["sent_at"] or "まだ"),
            ("添付", "、".join(found["attachments"]) or "なし"),
            ("理由", found["reason"]),
            ("Message-ID", found["message_id"]),
        ],
    )
    call.say("\n" + "\n".join(lines(letter.body)))
    return DONE
