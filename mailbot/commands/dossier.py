"""A case as plain files, from the command line."""

from pathlib import Path

from mailbot.commands import DONE, Call, Commands, refuse
from store import cases


def add(commands: Commands) -> None:
    files = commands("export", export, "1つの案件を、文書管理のためのふつうのファイルにして書き出します")
    files.add_argument("number", metavar="NUMBER", help="整理番号")
    files.add_argument("-o", "--output", type=Path, metavar="DIR", required=True, help="作るフォルダ")


def export(call: Call) -> int:
    from mailbot import dossier

    number, to = call.args.number, call.args.output
    db = call.office.store.snapshot()
    case = cases.get(db, number)
    if case is None:
        refuse(f"整理番号 {number} の案件はありません。「mailbot cases」で確かめてください。")
    try:
        count = dossier.export(call.office, db, case, to)
    except FileExistsError:
        refuse(f"{to} は空ではありません。まだないフォルダを指定してください。")
    except OSError as error:
        refuse(f"{to} に書き出せません({error.strerror})。場所と権限を確かめてください。")
    call.say(f"{number} を {to} に書き出しました({count}ファイル)。")
    return DONE
