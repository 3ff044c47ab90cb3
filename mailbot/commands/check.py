"""`mailbot check`: judges workbooks as the robot would. Stores nothing and needs no configuration."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from mailbot import listing
from mailbot.commands import DONE, FINDINGS, UNREADABLE, Call, Commands, refuse
from mailbot.init import EXAMPLE
from mailbot.marking import mark, remade
from mailbot.paper import blanks
from mailbot.plain import Json
from mailbot.sheets import judging
from mailbot.sheets.bench import Bench
from mailbot.sheets.judging import Verdict
from mailbot.sheets.orders import Read
from mailbot.sheets.workbook import Limits, Unreadable
from mailbot.terminal import table
from rules.forms import Form
from rules.model import Finding, Severity
from rules.record import Struct
from rules.shown import clean
from rules.tables import Context
from rules.words import SEVERITIES
from store.calendar import calendar
from store.config import Office, load
from store.library import Library


def add(commands: Commands) -> None:
    check = commands("check", judge, "エントリーシートを、受け付けずに判定だけします")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true")
    check.add_argument(
        "--annotate", type=Path, metavar="OUT.xlsx", help="不備の欄に印をつけたファイルを作ります"
    )


def judge(call: Call) -> int:
    """1 where a business would have to mend something or a person would look, 65 where a file can't be read."""
    files, marked = call.args.files, call.args.annotate
    if marked and len(files) > 1:
        refuse("--annotate を使うときは、ファイルを1つだけ指定してください。")
    if marked and marked.exists() and marked.samefile(files[0]):
        refuse("--annotate には、調べるファイルとは別の名前を指定してください。")
    rulebook = Rulebook.of(call.config_path, call.now)
    with Bench() as bench:
        verdicts = {file: rulebook.verdict(file, bench) for file in files}
    if call.args.json:
        call.say_json([_document(file, verdict) for file, verdict in verdicts.items()])
    for file, verdict in verdicts.items():
        if isinstance(verdict, Unreadable):
            call.complain(f"{file}: {verdict.message}")
        elif not call.args.json:
            _tell(call, file, verdict)
    if marked:
        _mark(call, rulebook, files[0], verdicts[files[0]], marked)
    return _code(verdicts.values())


class Rulebook(Struct, frozen=True, kw_only=True):
    """What a workbook is judged by: the office's own forms and tables, else ours and the example's office."""

    office: Office
    forms: tuple[Form, ...]
    context: Context
    limits: Limits

    @classmethod
    def of(cls, config_path: Path, now: datetime) -> Self:
        """Opens no data directory: nothing is made where nothing is stored."""
        own = config_path.exists()
        config = load(config_path if own else EXAMPLE)
        library = Library(config.store.path if own else None)
        return cls(
            office=config.office,
            forms=library.forms(),
            context=Context(
                on=now.astimezone(calendar(config.rounds).zone).date(),
                tables=library.tables(),
                home=config.office.home,
                municipalities=config.office.municipalities,
            ),
            limits=Limits(unpacked=int(config.limits.unpacked_mb * 1024 * 1024)),
        )

    def verdict(self, file: Path, bench: Bench) -> Verdict | Unreadable:
        try:
            data = file.read_bytes()
        except OSError as error:
            return Unreadable(code="not_opened", message=f"ファイルを開けません({error.strerror})。")
        order = Read.of(data, self.forms, self.context, self.limits)
        reading = bench.do(order)
        if isinstance(reading, Unreadable):
            return reading
        return judging.judge(reading, self.forms, self.context)

    def marked(self, data: bytes, verdict: Verdict) -> bytes | None:
        """None where nothing has to be mended, or several sheets lie in a format that we can't write."""
        gaps = [gap for gap in verdict.gaps if gap.severity is Severity.ERROR]
        if (own := mark(data, gaps)) is not None or len(verdict.sheets) != 1:
            return own
        entry = verdict.sheets[0].entry
        form = next(form for form in self.forms if form.name == entry.form)
        blank = blanks.workbook(form, self.office, self.context.tables, self.context.on)
        return remade(blank, form, entry, gaps)


def _document(file: Path, verdict: Verdict | Unreadable) -> Json:
    """CONTRACT.md section 6."""
    if isinstance(verdict, Unreadable):
        unread = Finding(code=verdict.code, severity=Severity.ERROR, message=verdict.message)
        return {"file": str(file), "findings": [listing.finding(unread)], "entries": []}
    return {
        "file": str(file),
        "findings": [listing.finding(each) for each in verdict.findings],
        "entries": [
            {
                "sheet": judged.entry.sheet,
                "form": judged.entry.form,
                "fields": listing.fields(judged.entry.fields),
                "findings": [listing.finding(each) for each in judged.findings],
            }
            for judged in verdict.sheets
        ],
    }


def _tell(call: Call, file: Path, verdict: Verdict) -> None:
    call.say(f"■ {clean(str(file))}")
    _tell_findings(call, verdict.findings)
    for judged in verdict.sheets:
        call.say(
            f"シート「{clean(judged.entry.sheet)}」: {clean(judged.entry.text('name')) or '(商品名なし)'}"
        )
        _tell_findings(call, judged.findings)
        if not judged.findings:
            call.say("  不備は見つかりませんでした。")


def _tell_findings(call: Call, findings: tuple[Finding, ...]) -> None:
    """Those of the sheet as a whole, then a row for each answer, and under it what to do, uncut."""
    for each in (each for each in findings if not each.label):
        call.say(f"  {SEVERITIES[each.severity]}: {clean(each.message)}")
    findings = tuple(each for each in findings if each.label)
    if not findings:
        return
    rows = [(SEVERITIES[each.severity], each.label, each.cell, each.shown) for each in findings]
    head, *lines = table(("重さ", "欄", "セル", "いまの記入"), rows).splitlines()
    call.say(f"  {head}")
    for line, each in zip(lines, findings, strict=True):
        call.say(f"  {line}\n      {clean(each.message)}")


def _mark(call: Call, rulebook: Rulebook, file: Path, verdict: Verdict | Unreadable, out: Path) -> None:
    """As a correction_request returns it: the sender's own file, or our form where we can't write the format."""
    marked = None if isinstance(verdict, Unreadable) else rulebook.marked(file.read_bytes(), verdict)
    if marked is None:
        call.complain(f"{file}: 直すところがないか、印をつけられないため、{out} は作りませんでした。")
        return
    out.write_bytes(marked)
    call.complain(f"{out} を作りました。")


def _code(verdicts: Iterable[Verdict | Unreadable]) -> int:
    """What is only to be known (`info`) needs nobody."""
    code = DONE
    for verdict in verdicts:
        if isinstance(verdict, Unreadable):
            return UNREADABLE
        if any(each.severity is not Severity.INFO for each in verdict.gaps):
            code = FINDINGS
    return code
