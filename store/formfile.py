"""A form read from its file: every key once, every condition pointing at an answer that exists."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rules import labels
from rules.forms import Field, Form, Kind, Need
from store.tomlfile import TomlFile

Contradictions = Iterator[tuple[str, str, str]]


def read_form(file: Path) -> Form:
    """The form of this file; LibraryError names every unknown or doubled key and condition on nothing."""
    source = TomlFile(file)
    form = source.read(Form)
    if form.name != file.stem:
        source.add("name", f"「{form.name}」はファイルの名前と違います。", f"「{file.stem}」にしてください。")
    for key, problem, mend in contradictions(form):
        source.add(key, problem, mend)
    source.judge()
    return form


def contradictions(form: Form) -> Contradictions:
    """(key, problem, mend) for all that is wrong with a form although each value by itself is right."""
    for key, times in Counter(answer.key for answer in form.fields).items():
        if times > 1:
            yield key, f"同じ key が {times} 回あります。", "1つだけ残してください。"
    names = Counter(name for answer in form.fields for name in _names(answer))
    for answer in form.fields:
        for name in sorted(_names(answer)):
            if names[name] > 1:
                yield answer.key, f"「{name}」と呼ばれる欄がほかにもあります。", "別の言葉にしてください。"
        for option in answer.options:
            if labels.key(option) in names:
                yield answer.key, f"選択肢「{option}」は欄の名前でもあります。", "別の言葉にしてください。"
        yield from _condition(answer, form)
        if answer.kind in (Kind.LIST, Kind.TICKS) and not (answer.options or answer.options_from):
            yield answer.key, "選択肢がありません。", "options か options_from を書いてください。"
        if not 2 <= answer.span <= 6:
            yield answer.key, f"span が {answer.span} です。", "2から6までにしてください。"


def _names(answer: Field) -> set[str]:
    """All that the answer is found by, in comparison form; the same word in another group is another name."""
    group = f"{labels.key(answer.within)}/" if answer.within else ""
    return {group + labels.key(name) for name in (answer.label, *answer.synonyms)}


def _condition(answer: Field, form: Form) -> Contradictions:
    when = answer.when
    if when is None:
        if answer.need is Need.WHEN:
            yield answer.key, "when がありません。", "どのときに必要かを when に書いてください。"
        return
    asked = form.field(when.field)
    if asked is None:
        yield (
            f"{answer.key}.when",
            f"「{when.field}」という欄はありません。",
            "この様式にある key を書いてください。",
        )
        return
    if not (when.is_ or when.not_):
        yield f"{answer.key}.when", "条件がありません。", "is か not に選択肢を書いてください。"
    for option in (*when.is_, *when.not_):
        if asked.options and option not in asked.options:
            yield (
                f"{answer.key}.when",
                f"「{option}」は {when.field} の選択肢にありません。",
                "選択肢と同じ言葉にしてください。",
            )
