"""The pictures of a case from the command line, as points: what a terminal can show of a product and its label."""

import base64

from mailbot.agenda.pictures import LABEL, Pictures
from mailbot.commands import DONE, Call, Commands, refuse
from mailbot.plain import Json
from mailbot.sheets.orders import ShowDots
from mailbot.sheets.prints import Print
from store import cases

WORDS = {LABEL: "一括表示(ラベル)"}
PHOTO = "商品写真"


def add(commands: Commands) -> None:
    pictures = commands(
        "pictures", pictures_of, "案件の写真とラベルを、端末に出せる粗い絵にします(コンソール用)"
    )
    pictures.add_argument("number", metavar="NUMBER", help="整理番号")
    pictures.add_argument("--columns", type=int, default=80, metavar="N", help="横の点の数")
    pictures.add_argument("--rows", type=int, default=40, metavar="N", help="縦の点の数")
    pictures.add_argument("--json", action="store_true")


def pictures_of(call: Call) -> int:
    args, office = call.args, call.office
    case = cases.get(office.store.snapshot(), args.number)
    if case is None:
        refuse(f"整理番号 {args.number} の案件はありません。「mailbot cases」で確かめてください。")
    pictures = Pictures(office=office, paper=office.library.agenda())
    found = [_shown(call, each) for each in pictures.every(case, office.library.form(case.form))]
    shown = [each for each in found if each is not None]
    if args.json:
        call.say_json(shown)
        return DONE
    call.say_table(("絵", "横", "縦"), [(each["what"], each["width"], each["height"]) for each in shown])
    return DONE


def _shown(call: Call, made: Print) -> Json | None:
    order = ShowDots(jpeg=made.jpeg, columns=call.args.columns, rows=call.args.rows)
    dots = call.office.bench.do(order)
    if dots is None:
        return None
    return {
        "what": WORDS.get(made.field, PHOTO),
        "width": dots.width,
        "height": dots.height,
        "rgb": base64.b64encode(dots.rgb).decode(),
    }
