"""The workbooks of a mail, given back with their gaps marked, kept in the data directory as any other file is."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath

from mailbot.intake.contents import Contents, Filled
from mailbot.mail.filekind import FileKind
from mailbot.marking import remade
from mailbot.paper import blanks
from mailbot.sheets.orders import Mark
from mailbot.wiring import Office
from rules.labels import NOTICE
from rules.letters.gaps import PLEDGE
from rules.model import Case, File, Finding, Severity, State
from store import raw

SUFFIXES = {FileKind.XLSX: ".xlsx", FileKind.XLSM: ".xlsm"}
MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}


def returned(office: Office, contents: Contents, cases: Sequence[Case], now: datetime) -> tuple[File, ...]:
    """One for each workbook with gaps; none for what can't be marked, since the letter alone is enough.

    The caller sees to it that these go to nobody but the sender, and only where nothing speaks for a forgery.
    """
    found = []
    for filled in contents.filled:
        lacking = [case for case in cases if case.entry in filled.entries and _gaps(case)]
        made = _marked(office, filled, lacking, now) if lacking else ()
        found += [
            raw.keep(office.directory, name, MEDIA_TYPES[PurePath(name).suffix], data)
            for name, data in made
            if data
        ]
    return tuple(found)


def is_ours(file: File) -> bool:
    """A marked workbook, among the files of a letter."""
    return f"({NOTICE})" in file.name


def _marked(
    office: Office, filled: Filled, cases: Sequence[Case], now: datetime
) -> Iterator[tuple[str, bytes | None]]:
    """The sender's own file; where that can't be marked, our form for each of its sheets."""
    workbook = filled.workbook
    stem = PurePath(workbook.name).stem
    if suffix := SUFFIXES.get(workbook.kind):
        gaps = tuple(gap for case in cases for gap in _gaps(case))
        if marked := office.bench.do(Mark(data=workbook.data, gaps=gaps)):
            yield f"{_named(stem)}{suffix}", marked
            return
    for number, case in enumerate(cases, 1):
        form = office.library.form(case.form)
        on = now.astimezone(office.calendar.zone).date()
        blank = blanks.workbook(form, office.config.office, office.library.tables(), on)
        several = f"{stem}-{number}" if len(cases) > 1 else stem
        yield f"{_named(several)}.xlsx", remade(blank, form, case.entry, _gaps(case))


def _gaps(case: Case) -> list[Finding]:
    """What a mended sheet must have; the pledge is asked for apart."""
    if case.state is not State.CORRECTION_REQUESTED:
        return []
    return [gap for gap in case.findings if gap.severity is Severity.ERROR and gap.code != PLEDGE]


def _named(stem: str) -> str:
    """A file that comes back for the second time is not named twice."""
    return stem if f"({NOTICE})" in stem else f"{stem}({NOTICE})"
