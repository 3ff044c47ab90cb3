"""The corpus as it lies in this folder: each workbook with what its .toml says."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.model import Value

HERE = Path(__file__).parent
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
NAMES = tuple(sorted(file.stem for file in HERE.glob("[0-9]*.toml")))


def data(name: str) -> bytes:
    return next(file for file in HERE.glob(f"{name}.*") if file.suffix in SUFFIXES).read_bytes()


@cache
def described(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """All that must be read, what is like another workbook included."""
    like = fields(described(entry["like"])["entries"][0]) if "like" in entry else {}
    kept = {key: value for key, value in like.items() if key not in entry.get("absent", ())}
    return {**kept, **entry.get("fields", {})}


def plain(values: Iterator[tuple[str, Value]]) -> dict[str, Any]:
    """As TOML has it: lists, and nothing where there is no value."""
    return {key: list(v) if isinstance(v, tuple) else v for key, v in values if v is not None}
