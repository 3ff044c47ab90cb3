"""The office's own copies of the data tables: what ours have and they lack, and what contradicts itself in them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

from rules.tables import Allergens, Eras, Reasons, Tables, TaxRates, Units
from store.agendafile import AGENDA, read_agenda
from store.errors import Problem
from store.library import BUILTIN
from store.tomlfile import LibraryError, TomlFile

Contradictions = Iterator[tuple[str, str, str]]

KINDS = get_type_hints(Tables)
"""Tables that the rules ask, and what each is read into; the others hold lists of words."""

NEWEST_FIRST = "新しいものから順に、日付を変えて並べてください。"


def problems(directory: Path) -> list[Problem]:
    """All that is wrong with the tables in this folder; none where the office has no copies."""
    return [problem for file in sorted(directory.glob("*.toml")) for problem in _of(file)]


def _of(file: Path) -> Sequence[Problem]:
    source, ours = TomlFile(file), BUILTIN / "tables" / file.name
    if not ours.is_file():
        source.add("", "この名前の表は使われません。", "ファイル名のつづりを確かめてください。")
        return source.problems
    try:
        if file.stem == AGENDA:
            read_agenda(file)
            return []
        raw, expected = source.table(), TomlFile(ours).table()
        for key in sorted(expected.keys() - raw.keys()):
            source.add(key, "この項目がありません。", "プログラムに付属する同じ名前の表から写してください。")
        source.judge()
        if kind := KINDS.get(file.stem):
            found = contradictions(source.read(kind))
        else:
            found = _words(raw, expected)
        for key, problem, mend in found:
            source.add(key, problem, mend)
    except LibraryError as error:
        return error.problems
    return source.problems


def contradictions(table: object) -> Contradictions:
    """(key, problem, mend) for what is wrong although each value by itself is right."""
    match table:
        case Allergens():
            yield from _dated("version", [each.effective_from for each in table.version])
            yield from _allergens(table)
        case TaxRates():
            yield from _dated("version", [each.effective_from for each in table.version])
        case Eras():
            yield from _dated("era", [each.first_day for each in table.era])
        case Reasons():
            for code, times in Counter(each.code for each in table.reason).items():
                if times > 1:
                    yield code, f"同じ code が {times} 回あります。", "1つだけ残してください。"
        case Units():
            for name in ("mass", "volume", "length", "time"):
                for unit, factor in getattr(table, name).items():
                    if factor <= 0:
                        yield f"{name}.{unit}", "0以下の数です。", "0より大きい数にしてください。"


def _dated(key: str, days: list[date]) -> Contradictions:
    """The first row whose day has come counts, so the rows stand newest first; without any nothing can be judged."""
    if not days:
        yield key, "1つもありません。", "少なくとも1つは残してください。"
    if any(later <= earlier for later, earlier in pairwise(days)):
        yield key, "日付の順に並んでいません。", NEWEST_FIRST


def _allergens(table: Allergens) -> Contradictions:
    listed = {name for each in table.version for name in (*each.mandatory, *each.recommended)}
    for key in sorted(table.synonyms.keys() - listed - {table.none, table.other}):
        yield f"synonyms.{key}", "一覧にない名前です。", "一覧と同じ書き方にしてください。"
    for word, names in table.contains.items():
        for name in sorted(set(names) - listed):
            yield f"contains.{word}", f"「{name}」は一覧にありません。", "一覧と同じ書き方にしてください。"


def _words(raw: dict[str, Any], expected: dict[str, Any]) -> Contradictions:
    for key, value in raw.items():
        if key not in expected:
            yield key, "知らない項目です。", "つづりを確かめるか、この項目を消してください。"
        elif _is_words(expected[key]) and not _is_words(value):
            yield key, "言葉の一覧ではありません。", '["言葉", "言葉"] の形にしてください。'


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)
