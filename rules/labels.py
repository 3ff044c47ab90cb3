"""Labels as people leave them: with marks and numbers, in other words, with the answer in the same cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rules.forms import Form
from rules.record import Struct
from rules.spelling import LETTERS
from rules.wording import kana, normal, plain

NOTICE = "ご確認のお願い"
"""The sheet that we put first into a sender's workbook, and the head of our comments in it."""

_SIGNS = r"^[\s※★☆*◆◇●・■▼▶]*"
_CIRCLED = re.compile(rf"{_SIGNS}[①-⑳❶-❿⑴-⒇]")
_NUMBER = re.compile(
    rf"{_SIGNS}(?:\((?:\d{{1,2}}|[ア-ン]|[A-Za-z])\)|\d{{1,2}}\s*[.、):]|\d{{1,2}}-\d{{1,2}}[.、):\s]"
    r"|(?:問|Q|No\.?|項目)\s*\d{1,2}[.、):\s]*|[A-Zア-ン]\s*[.、)])"
)
_MARK = re.compile(r"[【\[(〔]?\s*(?:必須|任意)(?:項目|事項|入力)?\s*[】\])〕]?")
_BREAK = re.compile(r"[:\uff1a\n]")
_BRACKETED = re.compile(r"【([^【】\n]{1,30})】")
_NEXT = re.compile(r"[\s\u3000、,/・]+(?=[^\s\u3000、,:\uff1a]{1,30}[:\uff1a])")
"""Between two labels with their answers in one cell: '縦(cm):6 横(cm):8'."""
_QUALIFIED = re.compile(r"^[ご御お](?=.{2})|[(\uff08][^()\uff08\uff09]*[)\uff09]\s*$")
"""Courtesy before a label, and an explanation behind it."""
_EXPLAINED = re.compile(
    r"\s*(?:[\n:：]\s*(?:[(（]?\s*(?:※|(?:記入)?例|注|(?:半角|全角)?(?:数字)?\d{1,3}(?:桁|字))|[(（])|※|[(（]?\s*(?:記入)?例\s*[:：)）\s]).*$",
    re.DOTALL,
)
_FIELD = re.compile(r"(?:の?ご?記入)?欄\s*[:：]?\s*$|について\s*$")
_ASIDE = re.compile(
    r"[(※]|(?:記入)?例\s*[:)\s]|注\s*[:)]|(?:半角|全角)?(?:数字)?\d{1,3}(?:桁|字|文字)(?:以内)?$"
)
"""As `plain` leaves it: it explains a label, and is no answer."""
_EXAMPLE = re.compile(r"[【\[]?記入(?:例|見本)[】\]]?(?:\(.*\))?")
_HEAD = re.compile(r"(?:ご?(?:記入|回答)|ご?記載)(?:欄|内容|事項)?|項目名?|内容|答え")
"""Over the columns of a table."""
_PLACEHOLDER = re.compile(r"\{\w+\}")
_EXPLAINS = re.compile(r"[※例欄]|[\n:：]\s*[(（注半全数\d]|について")
"""One of these stands in every explanation."""
_OLD = {**LETTERS, ord("內"): "内"}
_LONGEST = 80
"""Characters that a label has at most; longer texts are answers."""
_LONGEST_PRINTED = 400
"""And a note of the form."""
_MOST_BREAKS = 8
"""Colons and line breaks inside one label, at most."""


@lru_cache(maxsize=8_192)
def key(text: str) -> str:
    """The comparison form of a label: letters and digits, kana alike, without 【必須】, ※ and a number before it."""
    bare = _NUMBER.sub("", _MARK.sub("", plain(_CIRCLED.sub("", text))))
    return "".join(each for each in normal(kana(bare)).translate(_OLD) if each.isalnum())


class Pair(NamedTuple):
    """A label and its answer in one cell; `field` is the key."""

    field: str
    label: str
    answer: str


class Labels(Struct, frozen=True, kw_only=True):
    """What a form prints, by `key`."""

    fields: Mapping[str, str]
    """Label or synonym -> field key. Words that two fields claim belong to the one that prints them."""
    printed: frozenset[str]
    """Texts that are no answers: titles, labels, notes, units. Synonyms are not among them."""
    units: frozenset[str]
    worded: tuple[re.Pattern[str], ...]
    """Printed texts that name the office, whatever its name."""

    def pairs(self, text: str) -> tuple[Pair, ...]:
        """The labels and answers that share a cell: '商品名:梅干し', '縦(cm):6 横(cm):8', '【素材】竹【産地】八女'."""
        if len(text) > _LONGEST_PRINTED or not _BREAK.search(text) and "【" not in text:
            return ()
        opened = _BRACKETED.sub(lambda each: f"\n{each[1]}:" if self.field(each[1]) else each[0], text)
        pieces = [piece for piece in _NEXT.split(opened.strip()) if piece.strip()]
        several = [pair for pair in map(self.split, pieces) if pair]
        if len(pieces) == len(several) == len({pair.field for pair in several}):
            return tuple(several)
        one = self.split(opened.strip())
        return (one,) if one else ()

    def split(self, text: str) -> Pair | None:
        """A label and all that stands behind it. The longest label wins.

        What begins with a bracket or ※ explains the label: '商品名(改行)(正式な名称)' holds no answer.
        """
        found = None
        for gap in islice(_BREAK.finditer(text[:_LONGEST]), _MOST_BREAKS):
            label, answer = text[: gap.start()], text[gap.end() :].strip()
            field = _field(self.fields, label)
            aside = _ASIDE.match(plain(answer))
            if field is not None and answer and not aside and not self.is_printed(answer):
                found = Pair(field=field, label=label, answer=answer)
        return found

    def field(self, text: str) -> str | None:
        """The field whose label the text is; with brackets behind or courtesy before, if it is none without."""
        if len(text) <= _LONGEST and (found := _field(self.fields, text)):
            return found
        if len(text) > _LONGEST_PRINTED or not _EXPLAINS.search(text):
            return None
        label = _FIELD.sub("", _EXPLAINED.sub("", text))
        return _field(self.fields, label) if label != text and len(label) <= _LONGEST else None

    def is_unit(self, text: str) -> bool:
        """A unit that the form prints behind an answer."""
        return key(text) in self.units

    def is_printed(self, text: str) -> bool:
        """The form itself prints this text, so it is no answer."""
        if len(text) > _LONGEST_PRINTED:
            return False
        written = key(text)
        return written in self.printed or any(each.fullmatch(written) for each in self.worded)


@lru_cache(maxsize=16)
def of(form: Form) -> Labels:
    """The labels of a form, synonyms included."""
    own = {key(answer.label): answer.key for answer in reversed(form.fields)}
    fields = dict(own)
    for answer in form.fields:
        for synonym in answer.synonyms:
            fields.setdefault(key(synonym), answer.key)
    fields.pop("", None)
    titles = (form.title, *form.intro, *form.printed, *(section.title for section in form.sections))
    rows = (text for row in form.rows for text in (row.label, row.note))
    units = frozenset(key(answer.unit) for answer in form.fields) - {""}
    printed = {key(text) for text in (*titles, *rows)} | units | set(own)
    return Labels(
        fields=fields, printed=frozenset(printed) - {""}, units=units, worded=tuple(_worded(form.intro))
    )


def is_mark(text: str) -> bool:
    """Nothing but 必須 or 任意, in a cell of its own beside a label."""
    return not key(text) and _MARK.search(plain(text)) is not None


def is_example(name: str, texts: Iterable[str]) -> bool:
    """A sheet's name has 記入例 in it, or one of its first texts is just that, be it with brackets behind."""
    alone = any(_EXAMPLE.fullmatch(normal(text)) for text in texts)
    return alone or _EXAMPLE.search(normal(name)) is not None


def is_example_head(text: str, beside: Iterable[str]) -> bool:
    """記入例 over a column, as there are other heads beside it: the answers stand in another column."""
    return _EXAMPLE.fullmatch(normal(text)) is not None and any(
        _HEAD.fullmatch(normal(each)) for each in beside
    )


def _field(fields: Mapping[str, str], text: str) -> str | None:
    return fields.get(key(text)) or fields.get(key(_QUALIFIED.sub("", text.strip())))


def _worded(texts: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for text in texts:
        pieces = _PLACEHOLDER.split(text)
        if len(pieces) > 1:
            yield re.compile(".*".join(re.escape(key(piece)) for piece in pieces))


def is_notice(name: str) -> bool:
    """The sheet of this name is our own list of gaps, be it copied ('ご確認のお願い (2)'), and no entry."""
    return normal(name).startswith(normal(NOTICE))
