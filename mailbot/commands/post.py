"""What came by post, by FAX or over the counter, from the command line."""

import json
import tomllib
from pathlib import Path
from typing import Any

from mailbot import listing
from mailbot.commands import DONE, Call, Commands, Unreadable, allowed, bytes_of, refuse
from mailbot.commands.casework import received
from mailbot.intake import post
from mailbot.intake.post import Delivery, Opened
from mailbot.mail.attachment import Attachment, attachment
from mailbot.mail.filename import shown
from mailbot.sheets.workbook import Unreadable as NotRead
from rules import given
from rules.entered import Brought
from rules.forms import Form
from rules.model import Case, Entry, Severity
from rules.words import PAPERS, STATES
from store.tomlfile import LibraryError

OPTIONS = {"pledge": Brought.PLEDGE, "photo": Brought.PHOTO, "paper": Brought.SHEET}


def add(commands: Commands) -> None:
    entry = commands("register", register, "郵送などで届いたエントリーシートを登録します")
    entry.add_argument("file", nargs="?", type=Path, metavar="FILE.xlsx", help="ファイルで届いたシート")
    entry.add_argument("--form", metavar="NAME", help="紙のシートの様式(food, nonfood)")
    entry.add_argument("--answers", type=Path, metavar="FILE", help="紙の答えを書き写した TOML か JSON")
    entry.add_argument(
        "--received", metavar="DATE", required=True, help="届いた日(その日の0時として数えます)"
    )
    entry.add_argument("--pledge", type=Path, metavar="FILE", help="誓約書のファイル")
    entry.add_argument("--photo", type=Path, metavar="FILE", help="写真のファイル")
    entry.add_argument(
        "--on-paper",
        action="append",
        choices=("pledge", "photo"),
        default=[],
        help="紙のまま保管する誓約書、写真(両方なら2回)",
    )
    entry.add_argument("--no-mail", action="store_true", help="手紙はメールで送らず、印刷します")
    entry.add_argument("--json", action="store_true")
    paper = commands("receive", receive, "紙で届いた誓約書・写真・補正を、案件に加えます")
    paper.add_argument("number", metavar="NUMBER", help="整理番号")
    which = paper.add_mutually_exclusive_group(required=True)
    for option, what in OPTIONS.items():
        help = f"{PAPERS[what]}(FILE を省くと、紙のまま保管)"
        which.add_argument(f"--{option}", nargs="?", const=True, metavar="FILE", help=help)
    paper.add_argument("--received", metavar="DATE", required=True, help="届いた日")
    for parser in (entry, paper):
        parser.add_argument(
            "--despite-scan",
            metavar="REASON",
            default="",
            help="ウイルス検査の結果によらず開きます(理由は記録に残ります)",
        )
        parser.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")


def register(call: Call) -> int:
    args = call.args
    if (args.file is None) == (args.answers is None):
        refuse("シートのファイルか、書き写した答え(--form と --answers)の、どちらかを指定してください。")
    at = received(call, args.received)
    delivery = Delivery(
        received_at=at,
        sheet=_file(args.file),
        typed=_typed(call, args) if args.answers else None,
        pledge=_file(args.pledge),
        photo=_file(args.photo),
        papers=frozenset(map(Brought, args.on_paper)),
        despite_scan=args.despite_scan,
    )
    opened = _opened(call, delivery)
    by_mail = not args.no_mail
    done = allowed(post.register(call.office, call.desk, opened, by_mail=by_mail, now=call.now))
    if args.json:
        db = call.office.store.snapshot()
        call.say_json(listing.case_list(db, done, call.office.calendar))
        return DONE
    for case in done:
        _tell(call, case, by_mail=by_mail)
    return DONE


def receive(call: Call) -> int:
    args = call.args
    option, what = next((name, what) for name, what in OPTIONS.items() if getattr(args, name))
    path = getattr(args, option)
    file = _file(Path(path)) if path is not True else None
    delivery = Delivery(
        received_at=received(call, args.received),
        sheet=file if what is Brought.SHEET else None,
        pledge=file if what is Brought.PLEDGE else None,
        photo=file if what is Brought.PHOTO else None,
        papers=frozenset() if file else frozenset({what}),
        despite_scan=args.despite_scan,
    )
    opened = _opened(call, delivery)
    case = allowed(post.receive(call.office, call.desk, args.number, what, opened, now=call.now))
    call.say(f"{case.number} に、{PAPERS[what]}を加えました。")
    _tell(call, case, by_mail=True)
    for sentence in case.attention[-1:] if what is Brought.SHEET else ():
        call.say(sentence)
    return DONE


def _opened(call: Call, delivery: Delivery) -> Opened:
    opened = post.opened(call.office, delivery)
    if isinstance(opened, NotRead):
        raise Unreadable(opened.message)
    return opened


def _file(path: Path | None) -> Attachment | None:
    return None if path is None else attachment(shown(path.name), bytes_of(path), count=0)


def _typed(call: Call, args: Any) -> Entry:
    form = _form(call, args.form)
    answers = _answers(args.answers)
    if strange := given.unknown(form, answers):
        refuse(f"様式 {form.name} に、{'、'.join(strange)} という欄はありません。")
    return given.entry_of(form, answers, call.desk.context(received(call, args.received)))


def _form(call: Call, name: str | None) -> Form:
    if name is None:
        refuse("--answers には、様式の名前が要ります。例: --form food")
    try:
        return call.office.library.form(name)
    except LibraryError:
        refuse(f"「{name}」という様式はありません。「mailbot forms list」で確かめてください。")


def _answers(path: Path) -> dict[str, str]:
    """Fields and what the paper says: {"name": "あまおうジャム"}; in TOML also as [size] width = 6."""
    text = bytes_of(path)
    try:
        found = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text.decode())
    except ValueError as error:
        raise Unreadable(f"{path} は、TOML か JSON として読めません({error})。") from error
    if not isinstance(found, dict):
        raise Unreadable(f"{path} に、欄の名前と答えの組がありません。")
    return dict(_flat(found))


def _flat(answers: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    """Inner tables are sub-answers; one named '' is the answer of the row itself."""
    found = []
    for key, value in answers.items():
        name = f"{above}.{key}".strip(".")
        if isinstance(value, dict):
            found += _flat(value, name)
        else:
            found.append((name, "、".join(map(str, value)) if isinstance(value, list) else str(value)))
    return found


def _tell(call: Call, case: Case, *, by_mail: bool) -> None:
    gaps = sum(each.severity is Severity.ERROR for each in case.findings)
    mail = (by_mail and case.notice_to) or "印刷"
    lacking = f"、不備 {gaps}件" if gaps else ""
    call.say(f"{case.number} {case.product}: 「{STATES[case.state]}」{lacking}。手紙の宛先: {mail}")
