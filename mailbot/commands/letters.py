"""The outbox from the command line, and the rehearsal of the days to come."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mailbot import listing
from mailbot.commands import DONE, Call, Commands, allowed, instant, refuse
from mailbot.mail.filename import shown
from rules.model import Letter, LetterState
from rules.shown import lines
from rules.words import LETTER_STATES, LETTERS
from store import cases, outbox, raw
from store.desk import letters as deeds

ACTIONS = ("show", "hold", "release", "retry", "arrived", "told", "printed", "pdf", "print")


def add(commands: Commands) -> None:
    letters = commands("outbox", outbox_of, "手紙の一覧と、1通ごとの操作")
    letters.add_argument("action", nargs="?", choices=ACTIONS)
    letters.add_argument("id", nargs="*", metavar="ID", help="print: 省くと、印刷を待つ手紙すべて")
    letters.add_argument("--by", metavar="NAME", help="担当者の名前(省くとログイン名)")
    letters.add_argument("--note", metavar="TEXT", help="told: どのように伝えたか(電話、書面など)")
    letters.add_argument("--json", action="store_true")
    letters.add_argument(
        "-o", "--output", type=Path, metavar="FILE|DIR", help="pdf のファイル、print のフォルダー"
    )
    rehearsal = commands("simulate", simulate, "これから送られる手紙の予行(何も送らず、何も変えません)")
    rehearsal.add_argument("--until", metavar="ISO8601", required=True)
    rehearsal.add_argument("--json", action="store_true")


def outbox_of(call: Call) -> int:
    action, ids = call.args.action, call.args.id
    if action is None:
        return _list(call)
    if action == "print":
        return _print(call, ids)
    if len(ids) != 1:
        refuse(f"手紙の番号が1つ要ります。例: mailbot outbox {action} L-000012")
    (id,) = ids
    if action == "show":
        return _show(call, id)
    if action == "pdf":
        return _pdf(call, id)
    acts: dict[str, Any] = {
        "hold": deeds.hold,
        "release": deeds.release,
        "retry": deeds.retry,
        "arrived": deeds.arrived,
        "told": partial(deeds.told, note=call.args.note or ""),
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


def _pdf(call: Call, id: str) -> int:
    """One letter as it is printed."""
    from mailbot.paper import post

    file = _output(call, "FILE.pdf")
    db = call.office.store.snapshot()
    file.write_bytes(post.posted(call.office, db, _letter(call, id)))
    call.say(f"作りました: {file}")
    return DONE


def _print(call: Call, ids: Sequence[str]) -> int:
    """These, else every letter that waits to be printed, as files of their own, with what goes into the envelope."""
    from mailbot.paper import post

    folder = _output(call, "DIR")
    chosen = [_letter(call, id) for id in ids]
    folder.mkdir(parents=True, exist_ok=True)
    db = call.office.store.snapshot()
    ready = chosen or post.queue(db)
    post.foresee(ready)
    for letter in ready:
        business = cases.business(db, letter.business or "")
        name = shown(f"{letter.id} {business.name if business else ''}.pdf")
        (folder / name).write_bytes(post.posted(call.office, db, letter, by_post=True))
        call.say(f"作りました: {folder / name}")
        for number, file in enumerate(letter.files, 1):
            enclosure = folder / shown(f"{letter.id} 同封{number} {file.name}")
            enclosure.write_bytes(raw.get(call.office.directory, file.sha256))
            call.say(f"作りました: {enclosure}")
    if not ready:
        call.say("印刷を待っている手紙はありません。")
    elif any(letter.state is LetterState.TO_PRINT for letter in ready):
        call.say("発送したら、1通ごとに「mailbot outbox printed 番号」としてください。")
    return DONE


def _output(call: Call, what: str) -> Path:
    output: Path | None = call.args.output
    if output is None:
        refuse(f"置き場所が要ります。例: mailbot outbox {call.args.action} … -o {what}")
    return output


def _letter(call: Call, id: str) -> Letter:
    letter = outbox.letter(call.office.store.snapshot(), id)
    if letter is None:
        refuse(f"手紙 {id} はありません。「mailbot outbox」で確かめてください。")
    return letter


def _show(call: Call, id: str) -> int:
    letter = _letter(call, id)
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
