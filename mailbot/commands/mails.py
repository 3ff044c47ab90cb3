"""The mails that came, from the command line: what waits for a person is read, seen to, laid to a case."""

import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from mailbot import attachments, listing
from mailbot.commands import DONE, Call, Commands, Unreadable, allowed, refuse
from mailbot.mail.parse import Attachment, ParsedMail, parse
from mailbot.plain import at
from rules.model import Arrival, Channel
from rules.shown import clean, lines
from rules.words import HANDLED, LETTER_STATES, LETTERS
from store import durable, outbox, raw
from store.arrivals import SHORTEST
from store.desk import mails as deeds
from store.errors import Damaged

ACTIONS = ("read", "done", "undone", "assign", "reachable")


def add(commands: Commands) -> None:
    mails = commands("mails", mails_of, "届いたメールと、その扱い・理由。1通ごとの操作")
    mails.add_argument("action", nargs="?", choices=ACTIONS)
    mails.add_argument(
        "id", nargs="?", metavar="ID", help=f"メールの番号(初めの{SHORTEST}文字以上)。reachable: アドレス"
    )
    mails.add_argument("number", nargs="?", metavar="NUMBER", help="assign: 付ける案件の整理番号")
    mails.add_argument("--person", action="store_true", help="人の確認を待つものだけ")
    mails.add_argument("--save", type=Path, metavar="DIR", help="read: 添付ファイルをここに書き出します")
    mails.add_argument("--by", metavar="NAME", help="担当者の名前(省くとログイン名)")
    mails.add_argument("--json", action="store_true")
    again = commands("reprocess", reprocess, "職員待ちのメールを、控えからもう一度処理します")
    again.add_argument("id", metavar="ID", help="メールの番号")
    again.add_argument(
        "--password", metavar="TEXT", help="ファイルのパスワード(- と書くと、あとから尋ねます)"
    )
    again.add_argument(
        "--business",
        metavar="BUSINESS",
        help="差出人のアドレスを、この事業者のアドレスに加えてから処理します",
    )
    again.add_argument(
        "--despite-scan",
        metavar="REASON",
        help="ウイルス検査の結果によらず開きます(誤検知と確かめたとき。理由は記録に残ります)",
    )
    again.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    again.add_argument("--json", action="store_true")


def mails_of(call: Call) -> int:
    action, id = call.args.action, call.args.id
    if action is None:
        return _list(call)
    if id is None:
        refuse(f"メールの番号が要ります。例: mailbot mails {action} 3fa9c2d1")
    if action == "read":
        return _read(call, id)
    if action == "assign":
        return _assign(call, id)
    if action == "reachable":
        names = allowed(deeds.reachable(call.desk, id, now=call.now))
        call.say(clean(f"{id}({'、'.join(names)})は、メールの届く宛先に戻りました。"))
        return DONE
    mail = allowed({"done": deeds.done, "undone": deeds.undone}[action](call.desk, id, now=call.now))
    call.say(clean(f"「{mail.subject}」は、{'確認済み' if mail.done else '確認待ち'}になりました。"))
    return DONE


def reprocess(call: Call) -> int:
    mail = allowed(deeds.wanted(call.office.store.snapshot(), call.args.id))
    original(call, mail)
    password = call.args.password or ""
    if password == "-":  # noqa: S105  # a sign, no secret: what is typed here shows in no list of processes
        password = getpass("パスワード: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    from mailbot.intake.again import again

    taken = allowed(
        again(
            call.office,
            call.desk,
            mail.id,
            password=password,
            business=call.args.business or "",
            despite_scan=call.args.despite_scan or "",
            now=call.now,
        )
    )
    if call.args.json:
        call.say_json(listing.mail(taken, call.office.calendar.zone))
        return DONE
    answered = outbox.answering(call.office.store.snapshot(), mail.id)
    call.say_pairs(
        [
            ("扱い", HANDLED[taken.handled]),
            ("整理番号", " ".join(taken.cases)),
            ("理由", taken.reason),
            (
                "返信",
                f"{LETTERS[answered.kind]} {LETTER_STATES[answered.state]} {answered.id}"
                if answered
                else "なし",
            ),
        ]
    )
    if answered and answered.made_at < call.now:
        call.say(
            "このメールには前に返信しているため、新しい返信は作っていません。要るときは職員から連絡してください。"
        )
    return DONE


def original(call: Call, mail: Arrival) -> bytes:
    """The mail as it came. Its copy is gone only where somebody erased it."""
    try:
        return raw.get(call.office.directory, mail.id)
    except Damaged as error:
        raise Unreadable(
            f"{error} メールソフトで開けるときは、保存して「mailbot import」で取り込んでください。"
        ) from error


def _list(call: Call) -> int:
    found = listing.mails(call.office, person=call.args.person)
    if call.args.json:
        call.say_json(found)
        return DONE
    rows = (
        (
            each["id"][:SHORTEST],
            each["received_at"],
            each["from"],
            each["subject"],
            HANDLED[each["handled"]] + ("(済)" if each["done"] else ""),
            each["reason"],
        )
        for each in found
    )
    call.say_table(("番号", "着信", "差出人", "件名", "扱い", "理由"), rows)
    return DONE


def _read(call: Call, id: str) -> int:
    mail = allowed(deeds.wanted(call.office.store.snapshot(), id))
    said = mail if mail.channel is Channel.POST else parse(original(call, mail))
    files = tuple(attachments.of(call.office.directory, mail))
    if call.args.json:
        shown = listing.mail(mail, call.office.calendar.zone)
        call.say_json(shown | {"text": said.text, "attachments": [file.name for file in files]})
    else:
        _tell(call, mail, said, files)
    if call.args.save:
        _save(call, mail, files)
    return DONE


def _tell(call: Call, mail: Arrival, said: ParsedMail | Arrival, files: Sequence[Attachment]) -> None:
    """`said`: the mail as its bytes give it, however little its record holds; paper has the record alone."""
    call.say_pairs(
        [
            ("番号", mail.id),
            ("着信", at(mail.received_at, call.office.calendar.zone)),
            ("差出人", f"{said.sender_name} <{said.sender}>" if said.sender else said.sender_name),
            ("件名", said.subject),
            ("扱い", HANDLED[mail.handled]),
            ("整理番号", " ".join(mail.cases)),
            ("理由", mail.reason),
            *([("いっしょに見るメール", mail.beside[:SHORTEST])] if mail.beside else ()),
            *(("添付", f"{file.name} ({len(file.data) // 1024 + 1}KB)") for file in files),
        ]
    )
    call.say("\n" + "\n".join(lines(said.text)))


def _save(call: Call, mail: Arrival, files: Sequence[Attachment]) -> None:
    """Under names of ours: a sender's own may be anything. What lies there already is left alone."""
    folder = durable.folder(call.args.save)
    names = [f"{mail.id[:SHORTEST]}-{n:02}{file.kind.suffix}" for n, file in enumerate(files, 1)]
    if there := [name for name in names if (folder / name).exists()]:
        refuse(f"{folder} に {there[0]} がすでにあります。ほかのフォルダーを指定してください。")
    for name, file in zip(names, files, strict=True):
        path = folder / name
        with path.open("xb") as written:
            written.write(file.data)
        if not call.args.json:
            call.say(clean(f"{path} に「{file.name}」を書き出しました。"))


def _assign(call: Call, id: str) -> int:
    if call.args.number is None:
        refuse(f"整理番号が要ります。例: mailbot mails assign {id} R8-0012")
    case = allowed(deeds.assign(call.desk, id, call.args.number, now=call.now))
    call.say(
        clean(
            f"メールを {case.number} {case.product} に付けました。確認が済んだら「mailbot mails done」です。"
        )
    )
    return DONE
