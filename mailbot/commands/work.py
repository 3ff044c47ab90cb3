"""What the robot does: live, one pass, saved mails."""

import os
import sys
from pathlib import Path

from mailbot.commands import DONE, Call, Commands, Unreadable, bytes_of, instant
from rules.words import HANDLED

HEADS = ("From", "To", "Date", "Subject", "Message-ID", "Received")
"""Without one of these a file is no mail."""


def add(commands: Commands) -> None:
    commands("run", run, "受付と送信を続けます(SIGTERM か SIGINT で終わります)")
    commands("once", once, "新しいメールと、期限の来た仕事と手紙を1回だけ処理します")
    taking = commands("import", import_mails, "保存したメールを、届いたものとして取り込みます")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE.eml")
    taking.add_argument("--received", metavar="ISO8601", help="着信日時(時差つき)。省くと今")


def run(call: Call) -> int:
    from mailbot import log
    from mailbot.daemon import Daemon  # APScheduler: only for the daemon
    from mailbot.supervisor import Supervisor

    log.begin(sys.stderr, call.config.log.format)
    Daemon(call.office, call.clock, Supervisor.of(os.environ, os.getpid())).run()
    return DONE


def once(call: Call) -> int:
    from mailbot.once import once as one_pass

    taken = one_pass(call.office, call.clock)
    call.say(f"新しいメール {len(taken)}通を処理しました。")
    return DONE


def import_mails(call: Call) -> int:
    from mailbot.intake.taking import Coming, take

    received_at = instant(call.args.received, "--received") if call.args.received else call.now
    mails = [(file, _saved(file)) for file in call.args.files]
    rows = []
    for file, data in mails:
        arrival = take(call.office, Coming(data=data, received_at=received_at), now=call.now)
        rows.append((file.name, HANDLED[arrival.handled], " ".join(arrival.cases), arrival.reason))
    call.say_table(("ファイル", "扱い", "整理番号", "理由"), rows)
    return DONE


def _saved(file: Path) -> bytes:
    """A mail as its program saved it. Raises Unreadable for what is none: a sheet, or Outlook's own format."""
    from mailbot.mail.parse import parse

    data = bytes_of(file)
    mail = parse(data)
    if not any(mail.header(name) for name in HEADS):
        raise Unreadable(
            f"{file} はメールではありません。メールソフトで .eml の形式で保存したファイルを指定してください。"
        )
    return data
