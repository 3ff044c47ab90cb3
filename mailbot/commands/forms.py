"""`mailbot forms`: the forms of this office, their blanks, and a form made from the office's own paper.

All work without a configuration too, then with our forms and the office of `config.example.toml`.
"""

from pathlib import Path

from mailbot.commands import DONE, UNREADABLE, Call, Commands, actions_of, bytes_of, refuse
from mailbot.init import EXAMPLE
from rules.forms import Form
from rules.model import Entry
from rules.record import replace
from rules.shown import clean
from rules.words import SEVERITIES
from store.calendar import calendar
from store.config import Config, load
from store.formfile import read_form
from store.library import PLEDGE, Library

SURE_ENOUGH = 0.9
"""What is less sure is listed, to be checked by eye."""


def add(commands: Commands) -> None:
    forms = commands("forms", list_forms, "様式の一覧、白紙の作成、自分の様式の取り込みと試し読み")
    action = actions_of(forms)
    action("list", list_forms, "様式の一覧")
    blank = action("blank", write_blank, "白紙の様式か誓約書を作ります")
    blank.add_argument("form", metavar="NAME", help="food、nonfood、pledge、または自分の様式の名前")
    learning = action("learn", learn_form, "白紙のブックから、様式の下書きを作ります")
    learning.add_argument("blank", type=Path, metavar="BLANK.xlsx")
    for parser in (blank, learning):
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    testing = action("test", test_form, "記入済みのブックを、その様式で試しに読みます")
    testing.add_argument("form", type=Path, metavar="FORM.toml")
    testing.add_argument("filled", type=Path, metavar="FILLED.xlsx")


def list_forms(call: Call) -> int:
    call.say_table(
        ("名前", "様式ID", "版", "表題"),
        [(each.name, each.form_id, each.revision, each.title) for each in _library(call).forms()],
    )
    return DONE


def write_blank(call: Call) -> int:
    from mailbot.paper.blanks import workbook
    from mailbot.paper.pledge import pledge

    library, config = _library(call), _config(call)
    on = call.now.astimezone(calendar(config.rounds).zone).date()
    if call.args.form == PLEDGE:
        data = pledge(config.office, library.pledge())
    else:
        data = workbook(library.form(call.args.form), config.office, library.tables(), on)
    try:
        call.args.output.write_bytes(data)
    except OSError as error:
        refuse(f"{call.args.output} に書き込めません({error.strerror})。置き場所を確かめてください。")
    call.say(f"{call.args.output} を作りました。")
    return DONE


def learn_form(call: Call) -> int:
    """Writes the draft and lists what a person should look at first."""
    from mailbot.learning import Proposal, learn
    from mailbot.learning.writing import text

    output: Path = call.args.output
    if output.exists():
        refuse(f"{output} はもうあります。別の名前にするか、古いファイルを動かしてください。")
    proposal = learn(bytes_of(call.args.blank), output.stem, _library(call))
    if not isinstance(proposal, Proposal):
        call.complain(f"{call.args.blank}: {proposal.message}")
        return UNREADABLE
    output.write_text(text(proposal), encoding="utf-8")
    drawn = proposal.drawn.values()
    call.say(f"{output} を作りました。{len(drawn)}の欄があります。")
    doubtful = sorted(
        (each for each in drawn if each.confidence < SURE_ENOUGH), key=lambda each: each.confidence
    )
    if doubtful or proposal.unclear:
        call.say("次のところを、白紙と見くらべて確かめてください。")
    for each in doubtful:
        why = "".join(doubt.why for doubt in each.doubts)
        call.say(f"  {each.confidence:.2f}  {each.cell}「{clean(each.field.label)}」 {clean(why)}")
    for sentence in proposal.unclear:
        call.say(f"  {clean(sentence)}")
    call.say(f"次に「mailbot forms test {output} 記入済みのファイル」で、正しく読めるか確かめてください。")
    return DONE


def test_form(call: Call) -> int:
    """What the form makes of a filled workbook, and what can't be checked with it."""
    from mailbot.commands.check import Rulebook
    from mailbot.sheets.bench import Bench
    from mailbot.sheets.workbook import Unreadable
    from rules.checks import lacking

    form = read_form(call.args.form)
    rulebook = replace(Rulebook.of(call.config_path, call.now), forms=(form,))
    with Bench() as bench:
        verdict = rulebook.verdict(call.args.filled, bench)
    if isinstance(verdict, Unreadable):
        call.complain(f"{call.args.filled}: {verdict.message}")
        return UNREADABLE
    for sheet in verdict.sheets:
        call.say(f"シート「{clean(sheet.entry.sheet)}」で読み取った答え")
        call.say_table(("欄", "読み取った値", "もとの記入", "セル"), _answers(sheet.entry, form))
    call.say("見つかったこと" if verdict.gaps else "不備は見つかりませんでした。")
    for gap in verdict.gaps:
        call.say(f"  {SEVERITIES[gap.severity]}  {clean(gap.message)}")
    for sentence in lacking(form):
        call.say(f"  参考  {clean(sentence)}")
    return DONE


def _answers(entry: Entry, form: Form) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for field in form.fields:
        answer = entry.fields.get(field.key)
        if answer is None:
            rows.append((field.label, "(欄が見つかりません)", "", ""))
        else:
            value = "、".join(answer.value) if isinstance(answer.value, tuple) else answer.value
            rows.append((field.label, value, answer.text, (answer.cell or "").rpartition("!")[2]))
    return rows


def _config(call: Call) -> Config:
    return load(EXAMPLE) if call.is_without_office else call.config


def _library(call: Call) -> Library:
    return Library(None if call.is_without_office else call.config.store.path)
