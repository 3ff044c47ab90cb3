"""The files of a case from the command line: what there is, and saved under names of ours."""

from pathlib import Path

from mailbot import casefiles
from mailbot.casefiles import CaseFile
from mailbot.commands import DONE, Call, Commands, refuse
from mailbot.plain import Json
from store import cases


def add(commands: Commands) -> None:
    files = commands("files", files_of, "案件に届いたファイルの一覧。--save で、こちらの名前で書き出します")
    files.add_argument("number", metavar="NUMBER", help="整理番号")
    files.add_argument("--save", type=Path, metavar="DIR", help="ここに書き出します")
    files.add_argument("--only", metavar="SHA256", help="この1つだけ(一覧の番号の初めの8文字以上)")
    files.add_argument("--json", action="store_true")


def files_of(call: Call) -> int:
    args = call.args
    db = call.office.store.snapshot()
    case = cases.get(db, args.number)
    if case is None:
        refuse(f"整理番号 {args.number} の案件はありません。「mailbot cases」で確かめてください。")
    every = casefiles.of_case(call.office, db, case)
    chosen = [each for each in every if not args.only or each.sha256.startswith(args.only.lower())]
    if args.only and not chosen:
        refuse(f"{args.number} に、番号が「{args.only}」で始まるファイルはありません。")
    saved = {each.sha256: _saved(each, args.save) for each in chosen} if args.save else {}
    if args.json:
        call.say_json([_told(each, saved.get(each.sha256, "")) for each in chosen])
        return DONE
    call.say_table(
        ("番号", "こちらの名前", "届いたときの名前", "大きさ", "書き出した場所"),
        [
            (
                each.sha256[:8],
                each.name,
                each.called,
                f"{len(each.data) // 1024 + 1}KB",
                saved.get(each.sha256, ""),
            )
            for each in chosen
        ],
    )
    return DONE


def _saved(file: CaseFile, folder: Path) -> str:
    try:
        return f"{casefiles.save(file, folder)}"
    except FileExistsError:
        refuse(f"{folder} に、別の {file.name} がすでにあります。ほかのフォルダーを指定してください。")


def _told(file: CaseFile, path: str) -> Json:
    return {
        "name": file.name,
        "called": file.called,
        "sha256": file.sha256,
        "size": len(file.data),
        "path": path,
    }
