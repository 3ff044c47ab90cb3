"""Forms, letter texts and tables: the office's own copy in the data directory, else ours."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

from rules.forms import Form, PledgePaper
from rules.tables import Tables
from store.errors import Problem
from store.formfile import read_form
from store.tomlfile import LibraryError, TomlFile

BUILTIN = Path(__file__).parent / "builtin"
PLEDGE = "pledge"


@dataclass(frozen=True, slots=True)
class Library:
    """`directory` holds `forms/`, `letters/` and `tables/`; a file that is not there is taken from ours.

    Nothing is kept in memory: a file that the office changes counts from the next call on.
    Every call raises LibraryError with the problems of the file it read.
    """

    directory: Path | None = None

    def form(self, name: str) -> Form:
        """The form of this name: 'food', 'nonfood'."""
        return read_form(self._file("forms", f"{name}.toml"))

    def forms(self) -> tuple[Form, ...]:
        """Every form, by name; the pledge is a paper and none of them."""
        names = {file.stem for root in self._roots() for file in (root / "forms").glob("*.toml")}
        return tuple(self.form(name) for name in sorted(names - {PLEDGE}))

    def pledge(self) -> PledgePaper:
        return TomlFile(self._file("forms", f"{PLEDGE}.toml")).read(PledgePaper)

    def letter(self, kind: str) -> str:
        """The template of a letter kind: subject line, empty line, body."""
        return TomlFile(self._file("letters", f"{kind}.txt")).text()

    def table(self, name: str) -> dict[str, Any]:
        """A data table as it stands in its file: 'allergens', 'tax_rates'."""
        return TomlFile(self._file("tables", f"{name}.toml")).table()

    def tables(self) -> Tables:
        """All tables that the rules ask, each with all its dated versions."""
        kinds = get_type_hints(Tables)
        return Tables(
            **{
                name: TomlFile(self._file("tables", f"{name}.toml")).read(kind)
                for name, kind in kinds.items()
            }
        )

    def _roots(self) -> tuple[Path, ...]:
        return (BUILTIN,) if self.directory is None else (self.directory, BUILTIN)

    def _file(self, folder: str, name: str) -> Path:
        for root in self._roots():
            if (root / folder / name).is_file():
                return root / folder / name
        missing = Problem(
            file=f"{folder}/{name}", problem="このファイルはありません。", mend="名前を確かめてください。"
        )
        raise LibraryError((missing,))
