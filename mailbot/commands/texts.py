"""`mailbot letters`: the texts of the letters, and how each will read."""

from pathlib import Path

from mailbot import previews
from mailbot.commands import DONE, Call, Commands, actions_of, allowed, refuse
from mailbot.plain import Json
from rules.letters import kind_of
from rules.model import Letter
from rules.shown import lines
from rules.words import LETTERS
from store import cases
from store.library import Library
from store.tomlfile import LibraryError


def add(commands: Commands) -> None:
    letters = commands("letters", list_texts, "手紙の文面の一覧と試し刷り")
    action = actions_of(letters)
    action("list", list_texts, "文面の一覧").add_argument("--json", action="store_true")
    preview = action("preview", preview_text, "文面に差込みをして、送る前の形で見ます(何も送りません)")
    preview.add_argument("name", metavar="NAME", help="文面の名前(「mailbot letters list」で分かります)")
    preview.add_argument("--case", metavar="NUMBER", help="この案件の内容で(省くと見本の内容で)")
    preview.add_argument("--extreme", action="store_true", help="長い名前、20商品などの見本で")
    preview.add_argument("--paper", action="store_true", help="郵送する場合の文面で")
    preview.add_argument("-o", "--output", type=Path, metavar="FILE.pdf", help="A4のPDFに")


def list_texts(call: Call) -> int:
    texts = [_text(call, name) for name in call.office.library.letters()]
    if call.args.json:
        call.say_json(texts)
        return DONE
    rows = (
        (
            each["name"],
            LETTERS[each["kind"]] if each["kind"] else "使われません",
            each["problem"] or each["subject"],
            "課の文面" if each["own"] else "付属の文面",
        )
        for each in texts
    )
    call.say_table(("名前", "手紙", "件名の例", "文面"), rows)
    return DONE


def _text(call: Call, name: str) -> Json:
    """One text, whose it is, and how it reads with made-up data; `kind` is null for one that no letter uses."""
    library, ours, kind = call.office.library, Library(), kind_of(name)
    subject = body = problem = ""
    if kind is not None:
        try:
            letter = previews.sample(library, call.office.config, kind, name, call.now)
            subject, body = letter.subject, letter.body
        except LibraryError:
            problem = "差込みに誤りがあります。「mailbot doctor」で確かめてください。"
    own = name not in ours.letters() or library.letter(name) != ours.letter(name)
    return {"name": name, "kind": kind, "own": own, "subject": subject, "body": body, "problem": problem}


def preview_text(call: Call) -> int:
    from mailbot.paper.letter import letter_pdf
    from mailbot.paper.window import Address

    letter = _letter(call)
    if call.args.output:
        # A made-up letter goes to nobody: the office's own address shows where the envelope's window is.
        to = None if letter.to else Address(place=call.config.office.postal)
        call.args.output.write_bytes(letter_pdf(letter, call.office.calendar.zone, to=to))
        call.say(f"{call.args.output} を作りました。")
        return DONE
    call.say("\n".join(lines(f"件名: {letter.subject}\n\n{letter.body}")))
    return DONE


def _letter(call: Call) -> Letter:
    office, name = call.office, call.args.name
    kind = kind_of(name)
    if kind is None or name not in office.library.letters():
        refuse(f"「{name}」という文面はありません。「mailbot letters list」で確かめてください。")
    if call.args.case:
        db = office.store.snapshot()
        case = cases.get(db, call.args.case)
        business = cases.business(db, case.business) if case else None
        if case is None or business is None:
            refuse(f"整理番号 {call.args.case} の案件はありません。")
        return allowed(previews.of_case(office, name, case, business, call.now))
    extreme, paper = call.args.extreme, call.args.paper
    return previews.sample(office.library, office.config, kind, name, call.now, extreme=extreme, paper=paper)
