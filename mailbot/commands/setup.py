"""Setting up and looking after: a new office, the doctor, the console, the demo, the audit."""

import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import asdict

from mailbot.commands import DONE, FINDINGS, Call, Commands, bytes_of, refuse
from mailbot.entry import console
from mailbot.wiring import Clock, Office
from rules.shown import clean
from store import audit

NO_TERMINAL = (
    "コンソールの画面には端末が要ります。"
    "端末のないところでは「mailbot console --plain」か、「mailbot cases」などの命令を使ってください。"
)


def add(commands: Commands) -> None:
    init = commands("init", initialise, "設定、様式、手紙の文面、データのフォルダーを用意します")
    init.add_argument("directory", type=Path, metavar="DIR")
    doctor = commands("doctor", examine, "設定と環境を調べ、問題をすべて挙げます")
    doctor.add_argument("--json", action="store_true")
    doctor.add_argument(
        "--sample",
        type=Path,
        metavar="FILE.eml",
        help="届いた試しのメールから、途中で取り除かれたものを調べます",
    )
    doctor.add_argument(
        "--sent",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="--sample と比べる、送ったファイルかメール",
    )
    demo = commands("demo", demonstrate, "この計算機の中だけで、受付から通知までを実演します")
    demo.add_argument("--dir", type=Path, metavar="DIR", help="データの置き場所(省くと新しい一時フォルダー)")
    demo.add_argument("--no-console", action="store_true", help="終わってもコンソールを開きません")
    console = commands("console", open_console, "職員用のコンソールを開きます")
    console.add_argument("--by", metavar="NAME", help="担当者の名前(省くとたずねます)")
    console.add_argument("--plain", action="store_true", help="画面を描かず、1行ずつの文字でやりとりします")
    console.add_argument("--read-only", action="store_true", help="見るだけで、何も変更できないようにします")
    auditing = commands("audit", verify_audit, "記録が書き換えられていないかを確かめます")
    auditing.add_argument("action", choices=("verify",))


def initialise(call: Call) -> int:
    from mailbot.init import init

    if call.args.directory.exists() and not call.args.directory.is_dir():
        refuse(f"{call.args.directory} はフォルダーではありません。別の名前を指定してください。")
    made = init(call.args.directory, call.now)
    for path in made.new:
        call.say(f"作りました: {path}")
    for path in made.kept:
        call.say(f"すでにあるため、そのままにしました: {path}")
    call.say(f"{call.args.directory / 'config.toml'} を直し、「mailbot doctor」で確かめてください。")
    return DONE


def examine(call: Call) -> int:
    if call.args.sample is not None:
        return look_at_sample(call)
    from mailbot.doctor import examine as look

    problems = look(call.config_path, call.now)
    if call.args.json:
        call.say_json([asdict(problem) for problem in problems])
        return FINDINGS if problems else DONE
    for problem in problems:
        call.say(clean(str(problem)))
    if not problems:
        call.say("問題は見つかりませんでした。")
    return FINDINGS if problems else DONE


def look_at_sample(call: Call) -> int:
    from mailbot import gateway
    from mailbot.mail.parse import parse

    data = bytes_of(call.args.sample)
    mail, sent = parse(data), gateway.Sent.of({file.name: bytes_of(file) for file in call.args.sent})
    found = gateway.remarks(mail, data, sent)
    if call.args.json:
        call.say_json([asdict(remark.problem) for remark in found])
    else:
        call.say_pairs(gateway.facts(mail, data))
        for remark in found:
            call.say(clean(str(remark.problem)))
        if not found:
            call.say("取り除かれたものは見つかりませんでした。")
    return FINDINGS if any(remark.harmful for remark in found) else DONE


def demonstrate(call: Call) -> int:
    folder = call.args.dir
    if folder is not None and (folder / "data").exists():
        refuse(f"{folder} は前の実演で使われています。別のフォルダーを指定してください。")
    from mailbot.demo import CLERK, NOTICE, demo

    office = demo(folder)
    if sys.stdout.isatty() and not call.args.no_console:
        _open(office, CLERK, lambda: NOTICE)
    return DONE


def open_console(call: Call) -> int:
    command = [sys.executable, "-m", "mailbot", "--config", f"{call.config_path}"]
    if call.args.now is not None:
        command += ["--now", call.args.now]
    args = call.args
    _open(call.office, args.by, call.clock, command, read_only=args.read_only, is_plain=args.plain)
    return DONE


def _open(
    office: Office,
    by: str | None,
    clock: Clock,
    command: Sequence[str] = (),
    *,
    read_only: bool = False,
    is_plain: bool = False,
) -> None:
    if not is_plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        refuse(NO_TERMINAL)
    console()(
        office.store,
        office.library,
        office.config,
        by=by,
        clock=clock,
        command=command,
        read_only=read_only,
        is_plain=is_plain,
    )


def verify_audit(call: Call) -> int:
    problems = audit.verify(call.office.store.log)
    for problem in problems:
        call.say(str(problem))
    if not problems:
        call.say("記録に問題はありません。")
    return FINDINGS if problems else DONE
