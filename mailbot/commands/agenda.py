"""The committee's workbook: 選定案 into it, the file out, its outcomes back."""

from pathlib import Path
from typing import Any

from mailbot.commands import DONE, Call, Commands, Unreadable, actions_of, allowed, bytes_of, refuse, round_of
from mailbot.sheets.workbook import Unreadable as UnreadableFile
from rules.agenda.decisions import Decided, Minutes, changes, refused
from rules.agenda.items import Profile
from rules.model import OutcomeKind
from rules.moves import Refusal
from rules.record import replace
from rules.shown import clean
from rules.words import OUTCOMES
from store import durable
from store.agendafile import COMMITTEE
from store.desk import meeting, outcomes
from store.desk.outcomes import Word
from store.errors import Unwritable

NOTHING = "none"
RIGHT_FILE = "会議資料の一覧表に記入したファイル(xlsx、xls、ods)を選んでください。"


def add(commands: Commands) -> None:
    screening = commands("screening", propose, "選定案(会議への事務局の案)を記入します")
    screening.add_argument("number", metavar="NUMBER", help="整理番号")
    screening.add_argument(
        "kind", choices=[*(kind.value for kind in COMMITTEE), NOTHING], help="none: 取り消す"
    )
    screening.add_argument(
        "--reason", metavar="CODE", action="append", default=[], help="理由コード(いくつでも)"
    )
    screening.add_argument(
        "--note", metavar="TEXT", default="", help="選定基準に照らした説明(事業者には見せません)"
    )
    screening.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    agenda = commands("agenda", export, "会議資料(一覧表と個票)を書き出し、会議の結果を取り込みます")
    action = actions_of(agenda)
    out = action("export", export, "一覧表と個票のブックを書き出します")
    out.add_argument("round", metavar="YYYY-MM")
    out.add_argument("-o", "--output", type=Path, metavar="FILE.xlsx", required=True)
    out.add_argument(
        "--profile",
        choices=[profile.value for profile in Profile],
        default=Profile.FULL.value,
        help="public: 連絡先と卸価格を除きます",
    )
    out.add_argument(
        "--handed-out",
        action="store_true",
        help="会議に配ったことを記録します(そのあとの案件は、次の回になります)",
    )
    out.add_argument("--by", metavar="NAME", help="担当者の名前(省くとログイン名)")
    back = action("import", take_in, "会議の結果を記入したファイル(xlsx・xls・ods)を取り込みます")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    back.add_argument("--dry-run", action="store_true", help="何が変わるかを見るだけで、記録しません")
    back.add_argument("--json", action="store_true")


def propose(call: Call) -> int:
    args = call.args
    kind = None if args.kind == NOTHING else OutcomeKind(args.kind)
    case = allowed(
        meeting.propose(call.desk, args.number, kind, reasons=args.reason, note=args.note, now=call.now)
    )
    done = f"選定案「{OUTCOMES[kind]}」を記入しました" if kind else "選定案を取り消しました"
    call.say(f"{case.number} {case.product}: {done}。")
    return DONE


def export(call: Call) -> int:
    """The old file stands until the new one is whole."""
    from mailbot.agenda import book

    args = call.args
    round = round_of(call, args.round)
    db = call.office.store.snapshot()
    data = book(call.office, db, round, Profile(args.profile), call.now)
    try:
        durable.replace(args.output, data)
    except Unwritable as error:
        refuse(str(error))
    call.say(f"{args.output} を作りました。")
    if args.handed_out:
        meeting.hand_out(call.desk, round.id, now=call.now)
        call.say(f"{round.id} の資料を会議に配ったことを記録しました。")
    return DONE


def take_in(call: Call) -> int:
    """Shows what changes, and records it as one deed, which `undo` takes back as one. Refused lines stop no other."""
    from mailbot.agenda import returned

    db = call.office.store.snapshot()
    found = returned.read(call.office, db, bytes_of(call.args.file))
    if isinstance(found, UnreadableFile):
        raise Unreadable(f"{call.args.file}: {found.why}{RIGHT_FILE}")
    kept = found if call.args.dry_run else _recorded(call, found)
    if call.args.json:
        call.say_json(_document(kept, recorded=not call.args.dry_run))
        return DONE
    if kept.decided:
        call.say_table(("整理番号", "商品", "いまの結果", "新しい結果"), list(changes(kept)))
    for each in kept.refused:
        call.say(clean(f"取り込めません: {each.message}"))
    done = "変わる予定です(--dry-run のため記録していません)" if call.args.dry_run else "記録しました"
    call.say(f"{len(kept.decided)}件を{done}。変わりなし {kept.same}件、記入なし {kept.empty}件。")
    return DONE


def _recorded(call: Call, found: Minutes) -> Minutes:
    """What the register took: somebody may have been there since the file was read."""
    words = [_word(each) for each in found.decided]
    done = outcomes.record_all(call.desk, words, now=call.now, minutes=True) if words else ()
    answers = list(zip(found.decided, done, strict=True))
    late = [refused(each.line, answer.message) for each, answer in answers if isinstance(answer, Refusal)]
    kept = tuple(each for each, answer in answers if not isinstance(answer, Refusal))
    return replace(found, decided=kept, refused=(*found.refused, *late))


def _word(decided: Decided) -> Word:
    """What the business is told beside the outcome stays, as long as the outcome is the same."""
    before = decided.case.outcome
    same = before if before is not None and before.kind is decided.kind else None
    return Word(
        number=decided.case.number,
        kind=decided.kind,
        reason=decided.reason,
        conditions=decided.conditions or (same.conditions if same else ""),
        remark=same.remark if same else "",
        note=decided.note,
        seen=decided.case.version,
    )


def _document(found: Minutes, *, recorded: bool) -> dict[str, Any]:
    heads = ("number", "product", "old", "new")
    rounds = [each.case.round for each in found.decided]
    told = [dict(zip(heads, change, strict=True)) for change in changes(found)]
    return {
        "recorded": recorded,
        "changes": [change | {"round": round} for change, round in zip(told, rounds, strict=True)],
        "refused": [
            {"row": each.line.row, "number": each.line.number, "message": each.message}
            for each in found.refused
        ],
        "same": found.same,
        "empty": found.empty,
    }
