"""Labels as people leave them: with marks and numbers, in other words, with the answer in the same cell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rules.forms import Form
from rules.wording import normal, plain

_CIRCLED = re.compile(r"^[\s※★☆*◆◇●・]*[①-⑳❶-❿⑴-⒇]")
_NUMBER = re.compile(r"^[\s※★☆*◆◇●・]*(?:\(\d{1,2}\)|\d{1,2}\s*[.、):])")
_MARK = re.compile(r"[【\[(〔]?\s*(?:必須|任意)(?:項目|事項|入力)?\s*[】\])〕]?")
_BREAK = re.compile(r"[:\uff1a\n]")
_EXAMPLE = re.compile(r"[【\[]?記入(?:例|見本)[】\]]?(?:\(.*\))?")
_LONGEST = 80
"""Characters that a label has at most; longer texts are answers."""
_LONGEST_PRINTED = 400
"""And a note of the form."""
_MOST_BREAKS = 8
"""Colons and line breaks inside one label, at most."""


@lru_cache(maxsize=4_096)
def key(text: str) -> str:
    """The comparison form of a label: its letters and digits, without 【必須】, ※ and a leading number."""
    bare = _NUMBER.sub("", _MARK.sub("", plain(_CIRCLED.sub("", text))))
    return "".join(each for each in normal(bare) if each.isalnum())


class Pair(NamedTuple):
    """A cell with a label and its answer; `field` is the key."""

    field: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a form prints, by `key`."""

    fields: Mapping[str, str]
    """Label or synonym -> field key. Words that two fields claim belong to the one that prints them."""
    printed: frozenset[str]
    """All texts that are no answers: labels, titles, notes, units."""

    def split(self, text: str) -> Pair | None:
        """The label and the answer that share a cell: '商品名:梅干し'. The longest label wins.

        What begins with a bracket or ※ explains the label: '商品名(改行)(正式な名称)' holds no answer.
        """
        found = None
        for gap in islice(_BREAK.finditer(text[:_LONGEST]), _MOST_BREAKS):
            label, answer = text[: gap.start()], text[gap.end() :].strip()
            field = self.field(label)
            aside = plain(answer).startswith(("(", "※"))
            if field is not None and answer and not aside and not self.is_printed(answer):
                found = Pair(field=field, label=label, answer=answer)
        return found

    def field(self, text: str) -> str | None:
        """The field whose label the text is."""
        return self.fields.get(key(text)) if len(text) <= _LONGEST else None

    def is_printed(self, text: str) -> bool:
        """The form itself prints this text, so it is no answer."""
        return len(text) <= _LONGEST_PRINTED and key(text) in self.printed


def of(form: Form) -> Labels:
    """The labels of a form, synonyms included."""
    fields = {key(answer.label): answer.key for answer in reversed(form.fields)}
    for answer in form.fields:
        for synonym in answer.synonyms:
            fields.setdefault(key(synonym), answer.key)
    fields.pop("", None)
    titles = (form.title, *form.intro, *(section.title for section in form.sections))
    rows = (text for row in form.rows for text in (row.label, row.note))
    units = (answer.unit for answer in form.fields)
    printed = {key(text) for text in (*titles, *rows, *units)} | set(fields)
    return Labels(fields=fields, printed=frozenset(printed) - {""})


def is_example(name: str, texts: Iterable[str]) -> bool:
    """A sheet's name has 記入例 in it, or one of its first texts is just that, be it with brackets behind."""
    alone = any(_EXAMPLE.fullmatch(normal(text)) for text in texts)
    return alone or _EXAMPLE.search(normal(name)) is not None
