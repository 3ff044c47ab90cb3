"""The settings in force, key by key as the configuration file calls them, without what must stay secret."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from console.words import status as words
from store.config import Config
from store.settings import Section

SECRET = frozenset({"password_command"})
"""A command line may hold what it fetches."""


def settings(config: Config) -> tuple[tuple[str, str], ...]:
    """('rounds.cutoff_day', '20'), ..."""
    return tuple(_of(config, ""))


def _of(section: Section, at: str) -> Iterator[tuple[str, str]]:
    for known in msgspec.structs.fields(section):
        value, key = getattr(section, known.name), f"{at}{known.encode_name}"
        if known.name in SECRET and value:
            yield key, words.UNTOLD
        elif isinstance(value, Section):
            yield from _of(value, f"{key}.")
        elif isinstance(value, tuple) and any(isinstance(each, Section) for each in value):
            for n, each in enumerate(value, 1):
                yield from _of(each, f"{key}." if len(value) == 1 else f"{key}[{n}].")
        else:
            yield key, _said(value)


def _said(value: object) -> str:
    match value:
        case None | "" | () | {}:
            return words.NOT_SET
        case bool():
            return words.YES if value else words.NO
        case tuple():
            return "、".join(map(_said, value))
        case dict():
            return "、".join(f"{key} = {each}" for key, each in value.items())
        case datetime():
            return value.isoformat()
        case Path() | str() | int() | float() | _:
            return f"{value}"
