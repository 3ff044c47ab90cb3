"""The text of a cell -> the value of an answer. Nothing here raises, whatever stands in the cell."""

import re

from rules.findings import catalogue as say
from rules.findings.rule import found
from rules.forms import Field, Kind
from rules.model import Answer, Finding, Value
from rules.record import replace
from rules.tables import Context
from rules.values import amounts, boxes, choices
from rules.values.readers import BAD, READERS, Cell, Judged
from rules.wording import normal, plain

__all__ = ["Cell", "behind", "is_blank", "read"]

_LABELLED = re.compile(r"\s*[^:：\n]{1,40}[:：\n]")
_REMARK = re.compile(
    r"\s*(?:[(（](?:(?![^()（）]*(?:税|ぜい|込|こみ))[^()（）0-9０-９]*|[0-9０-９]{1,2}桁)[)）]|※.*|[。、])\s*$",
    re.DOTALL,
)
"""Behind a number or code: what it is of, how sure it is."""
_LONGEST = 200
"""Characters that a date, number or code can take; a longer text is something else."""
_LONGEST_TICKS = 2_000
"""The same for boxes, all options printed."""


def read(field: Field, cell: Cell, *, context: Context) -> tuple[Answer, tuple[Finding, ...]]:
    """The answer in a cell and what is wrong with it. An unreadable one has the value None, but its text.

    Reading the answer's own text again gives the same value.
    """
    if not cell.text.strip() and cell.raw is not None:
        cell = replace(cell, text=str(cell.raw))
    if cell.formula_without_value:
        judged = Judged(remarks=(say.FORMULA_NO_VALUE,))
    elif is_blank(field, cell):
        return Answer(cell=cell.at), ()
    else:
        judged = _judge(field, cell, context)
    text = cell.text.strip()
    if not isinstance(cell.raw, str | None) and judged.value is not None:
        seen = _judge(field, Cell(at=cell.at, text=text), context)
        text = text if seen.value == judged.value else _as_text(judged.value)
    findings = tuple(found(rule, field, cell=cell.at, text=text, **judged.words) for rule in judged.remarks)
    return Answer(value=judged.value, text=text, cell=cell.at), findings


def behind(field: Field, answer: Answer, context: Context, asked: Field) -> str:
    """What the sender wrote behind the option of a list: '5℃以下' in '冷蔵(5℃以下)'; empty if nothing.

    Where no free text is asked for, it may stand before the option, too.
    """
    options = field.options or context.tables.options(field.options_from, context.on)
    return choices.behind(answer.text, options, before=asked.kind is not Kind.TEXT)


def is_blank(field: Field, cell: Cell) -> bool:
    """Nothing of the sender's: white space, the printed skeleton or unit alone, only unticked boxes."""
    if cell.formula_without_value:
        return False
    boxed = field.kind in (Kind.TICKS, Kind.LIST)
    written = normal(cell.text)
    if not written:
        return cell.raw is None or isinstance(cell.raw, str) and not normal(cell.raw)
    return (
        written in (normal(field.skeleton), normal(field.unit))
        or (boxed and boxes.unticked(cell.text, field.options))
        or (field.kind is Kind.TICKS and cell.raw is False)
    )


def _judge(field: Field, cell: Cell, context: Context) -> Judged:
    if _none(field, cell, context):
        return Judged(field.none_words[0])
    longest = _LONGEST_TICKS if field.kind is Kind.TICKS else _LONGEST
    if field.kind not in (Kind.TEXT, Kind.KANA) and len(cell.text) > longest:
        return BAD
    judged = READERS[field.kind](field, cell, context)
    if judged.remarks != BAD.remarks and field.kind not in (Kind.TEXT, Kind.KANA):
        return judged
    bare = _bare(field, cell.text)
    if bare == cell.text:
        return judged
    if _none(field, replace(cell, text=bare), context):
        return Judged(field.none_words[0])
    again = READERS[field.kind](field, Cell(at=cell.at, text=bare), context)
    return judged if BAD.remarks[0] in again.remarks else again


def _bare(field: Field, text: str) -> str:
    """Without the answer's own label before it, nor a remark behind: 'JAN:4569951116179(予定)'.

    What is free text keeps its remarks, and is parted from its label only by a colon or a line.
    """
    free = field.kind in (Kind.TEXT, Kind.KANA)
    if free and not _LABELLED.match(text):
        return text
    said, gap = text.strip(), "[:\n]" if free else "[:=は]?"
    names = {
        name for each in (field.label, *field.synonyms) for name in (each, each.partition("(")[0]) if name
    }
    for name in sorted(names, key=len, reverse=True):
        written = r"\s*".join(map(re.escape, "".join(plain(name).split())))
        if found := re.match(rf"[【「\[]?{written}[】」\]]?\s*{gap}\s*", plain(said), re.IGNORECASE):
            said = plain(said)[found.end() :]
            break
    return (said if free else _REMARK.sub("", said)).strip() or text


def _none(field: Field, cell: Cell, context: Context) -> bool:
    """The sender says that there is none, and the form takes that for an answer ('なし(取得予定)' too)."""
    words = map(normal, (*field.none_words, *context.tables.words.none))
    allowed = bool(field.none_words) and field.kind is not Kind.TICKS
    return allowed and bool({normal(cell.text), boxes.stem(cell.text)} & set(words))


def _as_text(value: Value) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    return amounts.decimal(value) if isinstance(value, float) else str(value)
