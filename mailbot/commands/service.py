"""Running under systemd: the units, and how well they are locked in."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mailbot import service
from mailbot.commands import DONE, Call, Commands, refuse

ANALYZE = "systemd-analyze"


def add(commands: Commands) -> None:
    running = commands("service", show, "systemd のユニットを表示し、守りの堅さを調べます")
    running.add_argument("action", choices=("unit", "score"))
    running.add_argument("name", nargs="?", choices=service.NAMES, default=service.NAMES[0])
    running.add_argument("--user", default="mailbot", help="動かす利用者(省くと mailbot)")


def show(call: Call) -> int:
    text = unit(call)
    if call.args.action == "unit":
        call.say(text.rstrip())
    else:
        call.say(score(call.args.name, text))
    return DONE


def unit(call: Call) -> str:
    user = call.args.user
    if not re.fullmatch(r"[a-z_][a-z0-9_-]*", user):
        refuse(f"「{user}」は利用者の名前ではありません。例: mailbot")
    program = Path(sys.argv[0]).absolute()
    if program.name != "mailbot":
        program = Path(sys.executable).with_name("mailbot")
    for path in (program, call.config_path.absolute(), call.config.store.path):
        if re.search(r"[\s\"'\\$;]", str(path)):
            refuse(f"systemd では使えない文字を含む場所です: {path}。空白などのない場所に置いてください。")
    return service.unit(
        call.args.name, program=program, config_path=call.config_path, config=call.config, user=user
    )


def score(name: str, text: str) -> str:
    """What `systemd-analyze security` says of it as a whole: 0.0 is locked in, 10.0 open."""
    analyze = shutil.which(ANALYZE)
    if analyze is None:
        refuse(f"{ANALYZE} がないため、調べられません。systemd のある計算機で試してください。")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_text(text, "utf-8")
        told = subprocess.run(  # noqa: S603  # systemd's own program, our own file
            [analyze, "security", "--offline=true", "--no-pager", str(file)],
            capture_output=True, encoding="utf-8", check=False, timeout=60,
        ).stdout  # fmt: skip
    last = next((line for line in told.splitlines() if "Overall exposure level" in line), "")
    return last.lstrip("→ ").strip() or told.strip()
