"""Answers chosen from options: one of a list, or boxes ticked in the text of a cell."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rules.record import Struct
from rules.values.boxes import CROSSES, SEPARATORS, TICKS, boxed, folded, numbered, stem
from rules.wording import normal, plain

_APART = re.compile(
    rf"(?:{SEPARATORS}|(?<=[\d１-９])と(?=[\d１-９])|(?<=[①-⑳])(?=[①-⑳])|(?<=[)）])(?=[(（]))(?![^(（]*[)）])"
)
"""Between items, not inside of brackets."""
_SENTENCE = 6
"""Characters from which an option is looked for inside a text: いか also stands in すいか."""
_ASIDE = re.compile(r"[(（][^()（）]*[)）]?")
_TRAILING = re.compile(r"[(（]([^()（）]*)[)）]\s*$")
_LATER = re.compile(r"(?:開封|解凍|購入|到着)後.*", re.DOTALL)
"""What holds only then."""
_DENIED = re.compile(
    rf"ない|なし|せん|[不未無非外{CROSSES}]|除|予定|申請|検討|準備|手続|取消|失効|加工|要確認"
)
"""Beside an option: it is not meant, or not yet, or not quite."""
_NOT_YET = re.compile(r"(?<!更新)予定|申請中|検討中|準備中|手続き?中|取得中|要確認|未定")
_SHORT_ASIDE = 10
"""Characters: what is longer explains."""
_NEGATIVE = re.compile(r"[不未無非外]|なし|ない")
_YES_NO_END = re.compile(r"(?:あり|なし|し?ない|でない|済み?|[外内])$")
"""Of an option: what it says is said here, so nobody leaves it out."""
_REST = "その他"
"""An option only where it comes first: 'ジャム・その他' says more than that."""
_WHOLE_LABEL = re.compile(r"^\s*[(（]?\s*(?:原材料の)?一部に(.*?)を含む\s*[)）]?\s*$", re.DOTALL)
"""As a label tells its allergens (食品表示基準 別記様式1)."""
_TOLD = re.compile(r"(?:に該当(?:する|します)?|のみ|だけ|を含む|です|を使用)。?$")


class Ticked(Struct, frozen=True):
    options: tuple[str, ...]
    """In the form's order."""
    unknown: tuple[str, ...] = ()
    """Words that are none of the options."""

    @property
    def is_denied(self) -> bool:
        """Some of the words say no: 「乳は使用していません」."""
        return any(re.search(r"ない|せん|不使用|以外|除|(?:なし|無)$", normal(each)) for each in self.unknown)


def one(text: str, options: Sequence[str]) -> str | None:
    """The single option that the text means; None if there is none, or if two fit."""
    ticked = boxed(text, options)
    if ticked is None:
        return _one(text, options)
    if ticked == [text]:
        return _with_tick(text, options) or _one(text, options)
    if len(ticked) != 1:
        return None
    first = re.split(SEPARATORS, ticked[0], maxsplit=1)[
        0
    ]  # the others, without a box of their own, stand behind
    return _one(ticked[0], options) or _one(first, options)


def _with_tick(text: str, options: Sequence[str]) -> str | None:
    """The only word that has the tick close by it: '常温 ・ ○冷蔵 ・ 冷凍'."""
    words = [each for each in re.split(SEPARATORS, text) if set(each) & set(TICKS)]
    return _one(words[0].strip(TICKS), options) if len(words) == 1 else None


def behind(text: str, options: Sequence[str], *, before: bool = False) -> str:
    """What stands behind the single option that is meant: '5℃以下' in '冷蔵(5℃以下)'.

    With `before`, what stands there where nothing is behind: '5℃以下で冷蔵'.
    """
    ticked = boxed(text, options)
    said = plain(text if ticked is None else "".join(ticked[:1]))
    chosen = one(said, options)
    if chosen is None:
        return ""
    for name in (plain(chosen), re.split(r"[(（]", plain(chosen), maxsplit=1)[0]):
        if name in said:
            first, _, after = said.partition(name)
            return after.strip(" ()、,:・保存") or (first.strip(" ()、,:・でに要") if before else "")
    return ""


def ticks(text: str, options: Sequence[str], synonyms: Mapping[str, Sequence[str]] | None = None) -> Ticked:
    """The ticked options: those after a ticked box, or, in a text without boxes, those that it names."""
    items = boxed(text, options)
    chosen: set[str] = set()
    if items is None:
        label = _WHOLE_LABEL.match(text)
        chosen, rest = _spelled_out(label[1] if label else text, options)
        items = _APART.split(rest)
    unknown = []
    for item in items:
        option = _option(item, options, synonyms or {})
        if option:
            chosen.add(option)
        elif any(map(str.isalnum, normal(item))):
            unknown.append(" ".join(item.split()))
    return Ticked(tuple(each for each in options if each in chosen), tuple(unknown))


def _one(text: str, options: Sequence[str]) -> str | None:
    written = normal(text)
    if not written:
        return None
    exact = [each for each in options if normal(each) == written]
    if exact:
        return exact[0]
    said = folded(stem(text))
    stems = [each for each in options if folded(stem(each)) == said]
    if len(stems) == 1:
        return None if _is_not_yet(text, stems[0]) else stems[0]
    if stems:
        short = [each for each in stems if _is_short_for(text, each)]
        return short[0] if len(short) == 1 else None
    return _named(text, options) or _abbreviated(written, options)


def _named(text: str, options: Sequence[str]) -> str | None:
    """The only option whose name stands in the text, if nothing beside it takes that back."""
    rest = normal(_LATER.sub("", text))
    found = []
    for option in sorted(options, key=lambda each: len(stem(each)), reverse=True):
        names = {stem(option), *re.split(r"[・/／、]", stem(option))}
        stands = (each for each in sorted(names, key=len, reverse=True) if len(each) > 1 and each in rest)
        name = next(stands, "")
        if name and not (name.startswith(_REST) and not rest.startswith(name)):
            found.append(option)
            rest = rest.replace(name, "\0")
    if len(found) != 1 or _DENIED.search(_ASIDE.sub("", rest)) or _is_not_yet(text, found[0]):
        return None
    return found[0]


def _abbreviated(written: str, options: Sequence[str]) -> str | None:
    """The only option that begins so, where what is left out says neither yes nor no."""
    holding = [each for each in options if written in normal(each)]
    if len(written) < 2 or len(holding) != 1 or not normal(holding[0]).startswith(written):
        return None
    return None if _YES_NO_END.search(stem(holding[0])[len(written) :]) else holding[0]


def _is_not_yet(text: str, option: str) -> bool:
    """'加入(予定)': a short aside says that it is not so yet."""
    asides = [each for each in _ASIDE.findall(normal(text)) if len(each) <= _SHORT_ASIDE]
    return not _NEGATIVE.search(option) and any(map(_NOT_YET.search, asides))


def _is_short_for(text: str, option: str) -> bool:
    """The same, with the end alone of what its brackets add: '該当(なし)' for '該当(試験成績書なし)'."""
    said, whole = (normal(re.sub(r"^[^(（]*|[()（）]", "", each)) for each in (text, option))
    return said != "" and whole.endswith(said)


def _spelled_out(text: str, options: Sequence[str]) -> tuple[set[str], str]:
    """The options that stand word for word in the text, separators and all; and the rest of it."""
    rest, chosen = plain(text), set()
    for option in sorted(options, key=len, reverse=True):
        if len(option) < _SENTENCE:
            continue
        rest, times = re.subn(_as_written(option), "、", rest)
        if times:
            chosen.add(option)
    return chosen, rest if chosen else text


@lru_cache(maxsize=256)
def _as_written(option: str) -> str:
    """Its words with any white space between them; the number before them may be left out, or have a dot."""
    number, words = re.fullmatch(r"(\d*)(.*)", "".join(plain(option).split()), re.DOTALL).groups()  # type: ignore[union-attr]
    spaced = r"\s*".join(map(re.escape, words))
    return rf"(?:[(]?{number}\s*[.:、)]?\s*)?{spaced}" if number else spaced


def _option(item: str, options: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> str | None:
    aside = _TRAILING.search(item)
    if aside and _NEGATIVE.search(aside[1]):
        return _called(normal(item).strip("()"), options, synonyms)
    bare = _TOLD.sub("", normal(_TRAILING.sub("", item)))
    return _called(normal(item).strip("()"), options, synonyms) or _called(bare, options, synonyms)


def _called(written: str, options: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> str | None:
    for option in options:
        names = {normal(option), stem(option), *map(normal, synonyms.get(option, ()))}
        if written in names or numbered(written, option):
            return option
        if len(written) >= _SENTENCE and _letters(written) in _worded(option):
            return option
    longer = [each for each in options if len(written) > 3 and normal(each).startswith(written)]
    longer = longer or [each for each in options if len(stem(each)) > 3 and written.startswith(stem(each))]
    return longer[0] if len(longer) == 1 else None


@lru_cache(maxsize=256)
def _worded(option: str) -> tuple[str, str]:
    """Its letters, with the number before it and without."""
    return _letters(option), _letters(option).lstrip("0123456789")


def _letters(text: str) -> str:
    return "".join(each for each in normal(text) if each.isalnum())
