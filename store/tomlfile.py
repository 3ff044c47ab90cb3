"""A TOML file of the library read into a struct: no key unknown, no problem hidden by another."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from rules.record import Struct, field
from store.errors import Problem, StoreError

T = TypeVar("T", bound=Struct)

SPELLED = {"is": "is_", "not": "not_"}
"""Words of Python: their attributes carry an underscore that no file has to show."""


class LibraryError(StoreError):
    """A form, letter or table can't be used; holds every problem of its file, not the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class TomlFile(Struct, frozen=True):
    """One file; `problems` grows as they are found."""

    file: Path
    problems: list[Problem] = field(default_factory=list)

    def table(self) -> dict[str, Any]:
        """The file as it stands; LibraryError when it is missing or no TOML."""
        try:
            return tomllib.loads(self.text())
        except tomllib.TOMLDecodeError as error:
            self.add("", f"書き方に誤りがあります({error})。", "その行を直してください。")
            raise LibraryError(tuple(self.problems)) from error

    def text(self) -> str:
        try:
            return self.file.read_text("utf-8-sig")
        except OSError as error:
            self.add("", f"開けません({error.strerror})。", "ファイルを置き直してください。")
            raise LibraryError(tuple(self.problems)) from error
        except UnicodeDecodeError as error:
            self.add("", "文字コードがUTF-8ではありません。", "UTF-8で保存し直してください。")
            raise LibraryError(tuple(self.problems)) from error

    def read(self, kind: type[T]) -> T:
        """The file as this struct; LibraryError names every unknown key, else the first wrong value."""
        raw = self.known(self.table(), kind)
        self.judge()
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            self.add("", f"使えない値があります({error})。", "その項目を直してください。")
            raise LibraryError(tuple(self.problems)) from error

    def known(self, raw: Any, kind: type[Struct], at: str = "") -> Any:
        """The same tables under the attribute names of `kind`; a key that it does not know is a problem."""
        if isinstance(raw, list):
            return [self.known(item, kind, f"{at}[{n}]") for n, item in enumerate(raw, 1)]
        if not isinstance(raw, dict):
            return raw
        hints = _hints(kind)
        found = {}
        for key, value in raw.items():
            name, here = SPELLED.get(key, key), f"{at}.{key}".lstrip(".")
            if name not in kind.__struct_fields__:
                self.add(here, "知らない項目です。", "つづりを確かめるか、この項目を消してください。")
                continue
            inner = next((part for part in (hints[name], *get_args(hints[name])) if _is_struct(part)), None)
            found[name] = self.known(value, inner, here) if inner else value
        return found

    def add(self, key: str, problem: str, mend: str) -> None:
        self.problems.append(Problem(file=str(self.file), key=key, problem=problem, mend=mend))

    def judge(self) -> None:
        """Raises LibraryError when anything was found."""
        if self.problems:
            raise LibraryError(tuple(self.problems))


def _is_struct(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, Struct)


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of a struct's fields, which never change: working them out is half the time of a form."""
    return get_type_hints(kind)
