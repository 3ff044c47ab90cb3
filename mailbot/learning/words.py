"""What the texts of a blank form are for: labels, notes, units, pre-printed skeletons, boxes to tick."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

import msgspec

from rules.forms import Kind
from rules.record import Struct
from rules.values.boxes import BOXES
from rules.wording import normal, plain
from store.library import Library

_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,4}|[ァ-ン])[).、]?|[①-⑳]")
_NUMBERED = re.compile(r"^\s*(?:[①-⑳❶-❿⑴-⒇]|[(（]\d{1,2}[)）]|\d{1,2}\s*[.．、)）](?!\d))\s*")
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
_GAP = re.compile(r"[ 　]{2,}|[_＿]{2,}|[(（][ 　]+[)）]")
_MARK = re.compile(r"[【\[(（〔《<]?\s*{}(?:項目|事項|入力)?\s*[】\])）〕》>]?")
_BOX = re.compile(rf"[{BOXES}]\s*([^{BOXES}\n]+)")
_SPACED = re.compile(r"(?<=[^\x00-\x7f])[　 ]+(?=[^\x00-\x7f](?:[　 ]|$))")
_LONGEST_LABEL = 45
_LONGEST_MARKED = 15


class Role(StrEnum):
    EMPTY = "empty"
    LABEL = "label"
    SKELETON = "skeleton"
    """Printed in an answer cell: a date to complete, boxes, a prompt."""
    CODE = "code"
    """A form id or revision: beside a label it is that label's printed answer."""
    UNIT = "unit"
    MARK = "mark"
    NUMBER = "number"
    HEADER = "header"
    NOTE = "note"


class KindWords(Struct, frozen=True):
    kind: Kind
    words: tuple[str, ...]


class FormWords(Struct, frozen=True):
    """tables/form_words.toml. All are compared in the form of `wording.normal`."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    marks: tuple[str, ...]
    demands: tuple[str, ...]
    colours: tuple[str, ...]
    frames: tuple[str, ...]
    headers: tuple[str, ...]
    units: tuple[str, ...]
    skeleton: tuple[str, ...]
    prompts: tuple[str, ...]
    note_starts: tuple[str, ...]
    note_ends: tuple[str, ...]
    generic: tuple[str, ...]
    several: tuple[str, ...]
    single: tuple[str, ...]
    kinds: tuple[KindWords, ...]
    unit_kinds: Mapping[str, Kind]
    kind_names: Mapping[Kind, str]

    def role(self, text: str) -> Role:
        written = normal(text)
        if not written:
            return Role.EMPTY
        if _NUMBER.fullmatch(written):
            return Role.NUMBER
        if not normal(self.unmarked(text)):
            return Role.MARK
        if self._is_skeleton(text):
            return Role.SKELETON
        if written in _normal(self.units):
            return Role.UNIT
        if written in _normal(self.headers):
            return Role.HEADER
        if _CODE.fullmatch(plain(text)):
            return Role.CODE
        return Role.NOTE if self._is_note(text) else Role.LABEL

    def unmarked(self, text: str) -> str:
        """The text without 【必須】 and the like; signs that only a legend makes a mark stay."""
        for word in (*self.required, *self.optional):
            text = re.sub(_MARK.pattern.format(re.escape(word)), "", text)
        return text

    def label(self, text: str) -> str:
        """A label as people say it: no mark, no number before it, in one line, no spread characters."""
        bare = _NUMBERED.sub("", self.unmarked(text)).strip("".join(self.marks) + " 　\n:：")
        return _SPACED.sub("", "".join(line.strip() for line in bare.split("\n")))

    def demanded(self, text: str) -> bool:
        """The text carries the mark of a required answer."""
        return names(text, self.required)

    def _is_skeleton(self, text: str) -> bool:
        if names(text, self.prompts) and len(text) <= _LONGEST_LABEL:
            return True
        rest = normal(text)
        if _BOX.search(text) or rest in BOXES:
            return rest[0] in BOXES or not rest.endswith(_normal(self.note_ends))
        for word in sorted(_normal(self.skeleton), key=len, reverse=True):
            rest = rest.replace(word, "")
        return not rest and (_GAP.search(text) is not None or "〒" in text)

    def _is_note(self, text: str) -> bool:
        written = normal(text)
        starred = text.strip()[:1] in self.marks and len(written) > _LONGEST_MARKED
        return (
            starred
            or len(written) > _LONGEST_LABEL
            or text.strip().startswith("・")
            or written.startswith(tuple(_normal(self.note_starts)))
            or written.endswith(tuple(_normal(self.note_ends)))
        )


def names(text: str, words: Iterable[str]) -> bool:
    """One of the words stands in the text."""
    written = normal(text)
    return any(normal(word) in written for word in words)


def boxes(text: str) -> tuple[str, ...]:
    """What stands behind each open box: '□常温 □冷蔵' -> 常温, 冷蔵."""
    return tuple(option for found in _BOX.findall(text) if (option := found.strip(" 　、,・/")))


def form_words(library: Library) -> FormWords:
    return msgspec.convert(library.table("form_words"), FormWords)


@lru_cache
def _normal(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(normal, words))
