"""Forms, letter texts and tables: the office's own copy in the data directory, else ours."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rules.record import Struct
from store.errors import Problem
from store.tomlfile import LibraryError, TomlFile

if TYPE_CHECKING:
    # What a file is read into is loaded with the first file: a clerk who opens the console reads none.
    from rules.agenda.paper import AgendaPaper
    from rules.forms import Form, PledgePaper
    from rules.tables import Tables

BUILTIN = Path(__file__).parent / "builtin"
PLEDGE = "pledge"

OWN_TEXTS = frozenset({"forms", "letters", "tables"})
"""The folders of a data directory in which an office has copies of its own."""

T = TypeVar("T")
S = TypeVar("S", bound=Struct)
Stamp = tuple[int, int, int, int]
"""Inode, size and times of change of a file: new after every edit."""

_kept: dict[tuple[Path, object], tuple[Stamp, object]] = {}
"""By file, and what it was read into."""


class Library(Struct, frozen=True):
    """`directory` holds `forms/`, `letters/` and `tables/`; a file that is not there is taken from ours.

    What was read is kept for this process until its file changes, so an edit counts from the next call on; never
    change what is handed out. Every call raises LibraryError with the problems of the file it read.
    """

    directory: Path | None = None

    def form(self, name: str) -> "Form":
        """The form of this name: 'food', 'nonfood'."""
        from rules.forms import Form
        from store.formfile import read_form

        return self._read("forms", f"{name}.toml", Form, read_form)

    def forms(self) -> "tuple[Form, ...]":
        """Every form, by name; the pledge is a paper and none of them."""
        names = {file.stem for root in self._roots() for file in (root / "forms").glob("*.toml")}
        return tuple(self.form(name) for name in sorted(names - {PLEDGE}))

    def pledge(self) -> "PledgePaper":
        from rules.forms import PledgePaper

        return self._table("forms", PLEDGE, PledgePaper)

    def agenda(self) -> "AgendaPaper":
        """The columns and words of the committee's workbook."""
        from rules.agenda.paper import AgendaPaper
        from store.agendafile import AGENDA, read_agenda

        return self._read("tables", f"{AGENDA}.toml", AgendaPaper, read_agenda)

    def letter(self, kind: str) -> str:
        """The template of a letter kind: subject line, empty line, body."""
        return self._read("letters", f"{kind}.txt", str, lambda file: TomlFile(file).text())

    def letters(self) -> tuple[str, ...]:
        """The names of all letter texts, the office's own among them: 'receipt', 'query_delay'."""
        files = (file for root in self._roots() for file in (root / "letters").glob("*.txt"))
        return tuple(sorted({file.stem for file in files}))

    def table(self, name: str) -> dict[str, Any]:
        """A data table as it stands in its file: 'allergens', 'tax_rates'."""
        return self._read("tables", f"{name}.toml", dict, lambda file: TomlFile(file).table())

    def tables(self) -> "Tables":
        """All tables that the rules ask, each with all its dated versions."""
        from rules.tables import Tables
        from store.tablefile import KINDS

        return Tables(**{name: self._table("tables", name, kind) for name, kind in KINDS.items()})

    def _table(self, folder: str, name: str, kind: type[S]) -> S:
        return self._read(folder, f"{name}.toml", kind, lambda file: TomlFile(file).read(kind))

    def _read(self, folder: str, name: str, kind: type, read: Callable[[Path], T]) -> T:
        """The file as `read` understands it, which gives a `kind`: read again only when the file is another."""
        file, stamp = self._file(folder, name)
        known = _kept.get((file, kind))
        if known is None or known[0] != stamp:
            known = _kept[file, kind] = (stamp, read(file))
        return cast("T", known[1])

    def _roots(self) -> tuple[Path, ...]:
        return (BUILTIN,) if self.directory is None else (self.directory, BUILTIN)

    def _file(self, folder: str, name: str) -> tuple[Path, Stamp]:
        for root in self._roots():
            file = root / folder / name
            try:
                found = file.stat()
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode):
                return file, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        missing = Problem(
            file=f"{folder}/{name}", problem="このファイルはありません。", mend="名前を確かめてください。"
        )
        raise LibraryError((missing,))
