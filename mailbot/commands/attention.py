"""確認済, from the command line: what stands beside these cases has been read."""

from functools import partial

from mailbot import listing
from mailbot.commands import DONE, Call, Commands, allowed
from rules.shown import clean
from store.desk import attention


def add(commands: Commands) -> None:
    seen = commands(
        "seen", see, "案件の「要注意」の文を読んだことを記録し、確認済にします(状態は変わりません)"
    )
    seen.add_argument("numbers", nargs="+", metavar="NUMBER", help="整理番号(いくつでも。まとめて1つの操作)")
    seen.add_argument("--by", metavar="NAME", required=True, help="担当者の名前")
    seen.add_argument("--json", action="store_true")


def see(call: Call) -> int:
    """All of them, or none where one has nothing to be read."""
    numbers = dict.fromkeys(call.args.numbers)
    acts = [partial(attention.read, number=number, now=call.now) for number in numbers]
    done = allowed(call.desk.together(acts, call.now))
    if call.args.json:
        call.say_json(listing.case_list(call.office.store.snapshot(), done, call.office.calendar))
        return DONE
    for case in done:
        call.say(clean(f"{case.number} {case.product}: 確認済にしました。"))
        for sentence in case.attention:
            call.say(clean(f"残っています: {sentence}"))
    return DONE
