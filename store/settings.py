"""A TOML table read into a struct: every problem is found, none hides another."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from rules.record import Struct, field
from store.errors import Problem

S = TypeVar("S", bound="Section")

PLAIN = {str: '""で囲んだ文字列', int: "整数", float: "数", bool: "true か false", dict: "[…]で始まる節"}
"""How each plain type is called where an expected one is named."""


class Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of the configuration. A field's `Meta(description=...)` says in Japanese what is expected."""

    def contradictions(self) -> Iterator[tuple[str, str, str]]:
        """(key, problem, mend) for all that is wrong although each value by itself is right."""
        return iter(())


class _Unsaid:
    """Stands for a value that is needed and wrong: nothing can be said about it."""

    def __bool__(self) -> bool:
        raise TypeError


_UNSAID = _Unsaid()
_UNASKABLE = (AttributeError, TypeError)
"""What comes of asking it anything."""


class Reader(Struct, frozen=True):
    """Reads the tables of one file; `problems` grows as they are found. Paths start at the file's folder."""

    file: Path
    problems: list[Problem] = field(default_factory=list)

    def section(self, kind: type[S], raw: Mapping[str, Any], at: str = "") -> S | None:
        """The struct, or None when anything in it was wrong."""
        before = len(self.problems)
        fields = {known.encode_name: known for known in msgspec.structs.fields(kind)}
        for key in raw:
            if key not in fields:
                self._unknown(key, at, tuple(fields))
        values: dict[str, object] = {}
        wrong = set()
        for key, known in fields.items():
            found = len(self.problems)
            if key in raw:
                values[known.name] = self._value(known.type, raw[key], f"{at}{key}")
            elif known.required:
                self._add(f"{at}{key}", "この項目がありません。", f"{expected(known.type)}を書いてください。")
            if len(self.problems) > found:
                wrong.add(key)
                values.pop(known.name, None)  # its usual value stands in
                if known.required:
                    values[known.name] = _UNSAID
        section = kind(**values)
        with suppress(*(_UNASKABLE if wrong else ())):
            for key, problem, mend in section.contradictions():
                if key not in wrong:
                    self._add(f"{at}{key}", problem, mend)
        return section if len(self.problems) == before else None

    def _value(self, kind: Any, raw: object, at: str) -> object:
        if isinstance(kind, type) and issubclass(kind, Section):
            if isinstance(raw, dict):
                return self.section(kind, raw, f"{at}.")
            self._wrong(kind, at)
            return None
        item, needed = _listed(kind)
        if item is not None:
            if needed and isinstance(raw, dict):
                return (self.section(item, raw, f"{at}."),)
            if isinstance(raw, list) and (raw or not needed):
                return tuple(self._value(item, table, f"{at}[{n}]") for n, table in enumerate(raw, 1))
            self._wrong(kind, at)
            return None
        if raw == "" and NoneType in get_args(kind):
            return None
        try:
            return msgspec.convert(raw, kind, dec_hook=self._path)
        except (msgspec.ValidationError, TypeError):
            self._wrong(kind, at)
            return None

    def _path(self, kind: type[Path], raw: Any) -> Path:
        return self.file.parent.absolute() / kind(raw)

    def _wrong(self, kind: Any, at: str) -> None:
        self._add(at, "この値は使えません。", f"{expected(kind)}を書いてください。")

    def _unknown(self, key: str, at: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(key, known, n=1)
        mend = (
            f"「{near[0]}」ではありませんか。" if near else "つづりを確かめるか、この項目を消してください。"
        )
        self._add(f"{at}{key}", "知らない項目です。", mend)

    def _add(self, key: str, problem: str, mend: str) -> None:
        self.problems.append(Problem(file=str(self.file), key=key, problem=problem, mend=mend))


def _listed(kind: Any) -> tuple[type[Section] | None, bool]:
    """What a list of tables holds, and whether it needs one at least: then a single table may stand for the list."""
    needed = get_origin(kind) is Annotated
    if needed:
        kind = get_args(kind)[0]
    item = get_args(kind)[0] if get_origin(kind) is tuple else None
    return (item if isinstance(item, type) and issubclass(item, Section) else None), needed


def expected(kind: Any) -> str:
    """What a value of this type looks like, as a Japanese noun phrase."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        described = [meta.description for meta in arguments[1:] if getattr(meta, "description", None)]
        return described[0] if described else expected(arguments[0])
    if origin is Literal:
        return "、".join(f'"{word}"' for word in arguments) + " のどれか"
    if origin is tuple:
        return f"{expected(arguments[0])}の並び([…, …])"
    if origin in (Union, UnionType):
        return expected(arguments[0])
    if isinstance(kind, type) and issubclass(kind, Path):
        return "ファイルの名前"
    return PLAIN.get(kind, PLAIN[dict])
