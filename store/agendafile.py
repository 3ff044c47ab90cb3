"""tables/agenda.toml as an `AgendaPaper`: every key that it names must be one that something stands behind."""

import re
from collections.abc import Iterator
from pathlib import Path

from rules.agenda.columns import VALUES
from rules.agenda.paper import AgendaPaper
from rules.model import OutcomeKind, Pledge, Role
from store.tomlfile import TomlFile

AGENDA = "agenda"

_SHEET = re.compile(r"[^:\\/?*\[\]]{1,31}")
"""What Excel takes for a sheet's name."""

COMMITTEE = (OutcomeKind.SELECTED, OutcomeKind.REJECTED, OutcomeKind.DEFERRED)
"""What a committee can decide: a withdrawal is the business's."""


def read_agenda(path: Path) -> AgendaPaper:
    """Raises LibraryError with every problem of the file."""
    file = TomlFile(path)
    paper = file.read(AgendaPaper)
    for key, problem, mend in _problems(paper):
        file.add(key, problem, mend)
    file.judge()
    return paper


def _problems(paper: AgendaPaper) -> Iterator[tuple[str, str, str]]:
    """(key, problem, mend)"""
    for at, named in (
        ("columns", [column.key for column in paper.columns]),
        ("ticket.tiles", paper.ticket.tiles),
    ):
        for key in named:
            if key not in VALUES:
                yield at, f"「{key}」という欄はありません。", f"{'、'.join(VALUES)} から選んでください。"
    for at in ("list_sheet", "count_sheet", "guide_sheet"):
        if not _SHEET.fullmatch(getattr(paper, at)):
            yield at, "シートの名前にできません。", "31字以内で、: \\ / ? * [ ] を使わずに書いてください。"
    given = {column.key for column in paper.columns}
    for key in ("number", "outcome", "reason"):
        if key not in given:
            yield (
                "columns",
                f"「{key}」の欄がありません。",
                "記入した表を取り込むのに要るので、残してください。",
            )
    for at, words, wanted in (
        ("screening", paper.screening, OutcomeKind),
        ("pledges", paper.pledges, Pledge),
        ("roles", paper.roles, Role),
        ("returned.words", paper.returned.words, COMMITTEE),
    ):
        for each in wanted:
            if each not in words:
                yield at, f"「{each}」の言葉がありません。", "書き足してください。"
