"""A proposed form as the text of its TOML file, each field with how sure it is and why."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from msgspec.structs import fields

from mailbot.learning.fields import Drawn
from mailbot.learning.proposal import Proposal
from rules.forms import Field, Form, Row, When

_PLAIN = re.compile(r'[^\x00-\x1f\x7f"\\]*')
_HEAD = (
    "白紙の様式から作った下書きです(mailbot forms learn)。",
    "「確からしさ」の低い欄から順に、白紙と見くらべて直してください。key は変えないでください。",
    "直したら「mailbot forms test この様式 記入済みのファイル」で確かめ、データのフォルダーの forms に置きます。",
)


def text(proposal: Proposal) -> str:
    """The file; reading it back gives the same form."""
    return "\n".join(_lines(proposal)) + "\n"


def _lines(proposal: Proposal) -> Iterator[str]:
    form = proposal.form
    yield from (f"# {line}" for line in _HEAD)
    yield from (f"# 確かめてください: {_comment(sentence)}" for sentence in proposal.unclear)
    yield from _pairs(form, leave=("sections",))
    for section in form.sections:
        yield ""
        yield "[[sections]]"
        yield f"title = {value(section.title)}"
        for row in section.rows:
            yield from _row(row, proposal)


def _row(row: Row, proposal: Proposal) -> Iterator[str]:
    yield ""
    yield "[[sections.rows]]"
    yield from _pairs(row, leave=("answers",))
    for answer in row.answers:
        drawn = proposal.drawn.get(answer.key)
        if drawn is not None:
            yield f"  # {_comment(sureness(drawn, proposal.form))}"
        yield "  [[sections.rows.answers]]"
        yield from (f"  {line}" for line in _pairs(answer))


def sureness(drawn: Drawn, form: Form) -> str:
    """'確からしさ 0.8: エントリーシート!C21 …'."""
    why = " ".join(doubt.why for doubt in drawn.doubts)
    return f"確からしさ {drawn.confidence:.2f}: {form.sheet}!{drawn.cell} {why}".rstrip()


def _pairs(record: Form | Row | Field, *, leave: tuple[str, ...] = ()) -> Iterator[str]:
    """What differs from the default, in the order of the struct."""
    for each in fields(record):
        given = getattr(record, each.name)
        if each.name not in leave and (each.required or given != each.default):
            yield f"{each.name} = {value(given)}"


def value(given: Any) -> str:
    """TOML 1.0 of a text, number, list of texts or condition."""
    match given:
        case When():
            inner = {"field": given.field, "is": given.is_, "not": given.not_}
            return "{ " + ", ".join(f"{name} = {value(part)}" for name, part in inner.items() if part) + " }"
        case StrEnum() | str():
            return _quoted(str(given))
        case tuple() | list():
            return "[" + ", ".join(map(value, given)) + "]"
        case bool():
            return "true" if given else "false"
        case int() | float():
            return repr(given)
    raise TypeError(f"no TOML for {given!r}")


def _quoted(given: str) -> str:
    if _PLAIN.fullmatch(given):
        return f'"{given}"'
    escaped = given.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda each: f"\\u{ord(each[0]):04x}", escaped) + '"'


def _comment(sentence: str) -> str:
    """One line: a comment ends with it, and control characters may not stand in one."""
    return " ".join("".join(each if each.isprintable() else " " for each in sentence).split())
