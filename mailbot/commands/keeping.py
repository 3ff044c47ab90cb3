"""Keeping: a backup of everything, and the way back."""

from pathlib import Path

from mailbot.commands import DONE, LOCKED, Call, Commands, refuse
from rules.eras import era_instant
from store import backup, restore
from store.backup import Manifest


def add(commands: Commands) -> None:
    making = commands(
        "backup", make_backup, "データすべての控えを1つのファイルに作ります(動かしたままで構いません)"
    )
    making.add_argument("file", type=Path, metavar="FILE")
    back = commands("restore", put_back, "控えを、空のデータのフォルダーに戻します")
    back.add_argument("file", type=Path, metavar="FILE")


def make_backup(call: Call) -> int:
    store, file = call.office.store, call.args.file.absolute()
    if file.is_relative_to(store.directory.absolute()):
        refuse("控えは、データのフォルダーの外に作ってください。")
    made = backup.make(store, file, call.now)
    call.say(f"{file} に控えを作りました({_told(made)})。")
    for name in made.damaged:
        call.say(f"{store.directory / name} の内容が変わっています。前の控えから戻してください。")
    return LOCKED if made.damaged else DONE


def put_back(call: Call) -> int:
    """The directory of the configuration is looked at before anything is made in it."""
    config = call.config
    kept = restore.restore(call.args.file, config.store.path, call.now)
    at = era_instant(kept.made_at, call.office.calendar.zone)
    call.say(f"{config.store.path} に、{at}の控えを戻しました({_told(kept)})。")
    call.say(
        "送信を止めてあります。「mailbot once」のあと「mailbot status」に出る、記録のないメールを受信箱へ戻し、"
    )
    call.say("保留の手紙を送信済みの控えと見比べてから、「mailbot resume --by 名前」としてください。")
    return DONE


def _told(manifest: Manifest) -> str:
    return f"{len(manifest.members)}ファイル、{manifest.size / 1e6:.1f}MB"
