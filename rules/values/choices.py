"""Answers chosen from options: one of a list, or boxes ticked in the text of a cell."""

import re
from collections.abc import Mapping, Sequence

from rules.record import Struct
from rules.wording import normal, plain

BOXES = "□☐▢◻"
TICKS = "■☑☒✓✔✅●◉◎○◯▣◼⬛▪🗹🗸"
_BRACKET = rf"\[([{TICKS}VvXx*レ 　]?)\]"
_BOX = rf"([{BOXES}{TICKS}])"
_MARKED = re.compile(rf"{_BRACKET}|{_BOX}|(?<!\S)([VvＶｖレ])(?=[\s\d(（])")
_AMONG_BOXES = re.compile(rf"{_BRACKET}|{_BOX}|(?<!\S)([VvＶｖレ])")
"""V and レ are letters too: before a word they count as ticks only where other boxes stand."""
_SEPARATORS = re.compile(r"[、,，;；/／・\s]+|(?<=[\d１-９])と(?=[\d１-９])|(?<=[①-⑳])(?=[①-⑳])")
_VARIANTS = re.compile("[\ufe00-\ufe0f\u200d]")
"""Invisible: they only choose how a tick is drawn."""
_SENTENCE = 6
"""Characters from which an option is looked for inside a text: いか also stands in すいか."""
_NUMBERED = re.compile(r"(?:要件|第)?(\d+)(?:号|番)?[.:)]?")


class Ticked(Struct, frozen=True):
    options: tuple[str, ...]
    """In the form's order."""
    unknown: tuple[str, ...] = ()
    """Words that are none of the options."""


def stem(option: str) -> str:
    """The option without what its brackets add, in comparison form: 'なし(理由)' -> 'なし'."""
    return normal(re.split(r"[(（]", option, maxsplit=1)[0]) or normal(option)


def one(text: str, options: Sequence[str]) -> str | None:
    """The single option that the text means; None if there is none, or if two fit."""
    ticked = _boxed(text, options)
    if ticked is not None:
        text = ticked[0] if len(ticked) == 1 else ""
    chosen = _one(text, options)
    return chosen or _one(text.strip().removeprefix("要"), options)


def behind(text: str, options: Sequence[str]) -> str:
    """What stands behind the single option that is meant: '5℃以下' in '冷蔵(5℃以下)'."""
    ticked = _boxed(text, options)
    said = plain(text if ticked is None else "".join(ticked[:1]))
    chosen = one(said, options)
    if chosen is None:
        return ""
    for name in (plain(chosen), re.split(r"[(（]", plain(chosen), maxsplit=1)[0]):
        if name in said:
            return said.partition(name)[2].strip(" ()、,:・保存")
    return ""


def _one(text: str, options: Sequence[str]) -> str | None:
    written = normal(text)
    if not written:
        return None
    exact = [each for each in options if normal(each) == written]
    if exact:
        return exact[0]
    stems = [each for each in options if stem(each) == stem(text)]
    if len(stems) == 1:
        return stems[0]
    if stems:
        short = [each for each in stems if _is_short_for(text, each)]
        return short[0] if len(short) == 1 else None
    fits = [each for each in options if written.startswith(stem(each)) or normal(each).startswith(written)]
    longest = [each for each in fits if len(stem(each)) == max(len(stem(other)) for other in fits)]
    return longest[0] if len(longest) == 1 and len(written) > 1 else None


def _is_short_for(text: str, option: str) -> bool:
    """The same, with the end alone of what its brackets add: '該当(なし)' for '該当(試験成績書なし)'."""
    said, whole = (normal(re.sub(r"^[^(（]*|[()（）]", "", each)) for each in (text, option))
    return said != "" and whole.endswith(said)


def ticks(text: str, options: Sequence[str], synonyms: Mapping[str, Sequence[str]] | None = None) -> Ticked:
    """The ticked options: those after a ticked box, or, in a text without boxes, those that it names."""
    items = _boxed(text, options)
    chosen: set[str] = set()
    if items is None:
        chosen, rest = _spelled_out(text, options)
        items = _SEPARATORS.split(rest)
    unknown = []
    for item in items:
        option = _option(item, options, synonyms or {})
        if option:
            chosen.add(option)
        elif normal(item):
            unknown.append(" ".join(item.split()))
    return Ticked(tuple(each for each in options if each in chosen), tuple(unknown))


def unticked(text: str) -> bool:
    """Boxes stand there and none of them is ticked."""
    return _boxed(text, ()) == []


def _boxed(text: str, options: Sequence[str]) -> list[str] | None:
    """What each ticked box stands for; None where no box or tick stands in the text.

    A box stands before its option, or behind it where the text begins with one ('小麦○ 大豆'). Where both may
    be meant, the whole text is the one item, which is no option.
    """
    text = _VARIANTS.sub("", text)
    pattern = _AMONG_BOXES if any(box in text for box in BOXES) else _MARKED
    marks = list(pattern.finditer(text))
    if not marks:
        return None
    before = text[: marks[0].start()].strip()
    if before and _last(before, options):
        return _suffixed(text, marks, options)
    ends = [each.start() for each in marks[1:]] + [len(text)]
    return [
        text[mark.end() : end].strip(" 　\n\r\t、,・/")
        for mark, end in zip(marks, ends, strict=True)
        if _is_tick(mark)
    ]


def _suffixed(text: str, marks: Sequence[re.Match[str]], options: Sequence[str]) -> list[str]:
    starts = [0, *(each.end() for each in marks)]
    rest = text[marks[-1].end() :].strip()
    told = [_last(text[start : mark.start()], options) for start, mark in zip(starts, marks, strict=False)]
    apart = not text[: marks[0].start()][-1:].strip()
    crowded = len(re.split(r"[、,，;；/／・\s]+", text[: marks[0].start()].strip())) > 1
    clear = all(told) and (not rest or text[marks[-1].end()] in " 　\n、,・/)）")
    if not clear or (apart and (rest or crowded)):
        return [text]
    return [name for name, mark in zip(told, marks, strict=True) if _is_tick(mark)]


def _last(text: str, options: Sequence[str]) -> str:
    """The option at the end of a text."""
    words = [each for each in re.split(r"[、,，;；/／\s]+", text) if each]
    bare = words[-1].rstrip(":：(（・") if words else ""
    return bare if bare and any(normal(bare) in (normal(each), stem(each)) for each in options) else ""


def _is_tick(mark: re.Match[str]) -> bool:
    written = mark[1] if mark[1] is not None else (mark[2] or mark[3])
    return bool(written.strip()) and written not in BOXES


def _spelled_out(text: str, options: Sequence[str]) -> tuple[set[str], str]:
    """The options that stand word for word in the text, separators and all; and the rest of it."""
    rest, chosen = plain(text), set()
    for option in sorted(options, key=len, reverse=True):
        if len(option) < _SENTENCE:
            continue
        rest, times = re.subn(r"\s*".join(map(re.escape, "".join(plain(option).split()))), "、", rest)
        if times:
            chosen.add(option)
    return chosen, rest if chosen else text


def _option(item: str, options: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> str | None:
    written = normal(item).strip("()")
    number = _NUMBERED.fullmatch(written)
    for option in options:
        names = [normal(option), stem(option), *map(normal, synonyms.get(option, ()))]
        if written in names or (number and re.match(rf"{number[1]}(?!\d)", normal(option))):
            return option
    longer = [each for each in options if len(written) > 3 and normal(each).startswith(written)]
    longer = longer or [each for each in options if len(stem(each)) > 3 and written.startswith(stem(each))]
    return longer[0] if len(longer) == 1 else None
