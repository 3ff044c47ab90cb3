"""Boxes and ticks as characters: what each box stands for, and which of them are ticked."""

import re
from collections.abc import Sequence

from rules.wording import normal

BOXES = "□☐▢◻"
TICKS = "■☑☒✓✔✅●◉◎○◯〇▣◼⬛▪🗹🗸"
CROSSES = "×✕✖✗✘╳"
"""Beside ticks they say no; alone they may say either."""
SEPARATORS = r"[、,，;；/／・\s]+"
_ROUND = rf"[(（]\s*([{TICKS}{CROSSES}VvXxレ]?)\s*[)）]"
_TICKED_ROUND = re.compile(rf"[(（]\s*[{TICKS}VvＶｖレ]\s*[)）]")
_BRACKET = rf"\[([{TICKS}{CROSSES}VvXx*レ 　]?)\]"
_BOX = rf"([{BOXES}{TICKS}{CROSSES}])"
_LETTER = r"(?<!\S)([VvＶｖレ])"
"""V and レ are letters too: before a word they count as ticks only where other boxes stand."""
_ALONE = re.compile(rf"{_BRACKET}|{_BOX}|{_LETTER}(?=[\s\d(（])")
_AMONG = re.compile(rf"{_BRACKET}|{_BOX}|{_LETTER}")
_AMONG_ROUND = re.compile(rf"{_ROUND}|{_BOX}|{_LETTER}")
_ANY = re.compile(rf"[{BOXES}{TICKS}{CROSSES}VvＶｖレ\[]")
_VARIANTS = re.compile("[\ufe00-\ufe0f\u200d]")
"""Invisible: they only choose how a tick is drawn."""
_NUMBER_BEFORE = re.compile(
    rf"^[ 　]*[(（]?(\d{{1,2}})[)）.．、:]?[ 　]*{_BOX}[ 　]*(?=[^\s\d{BOXES}{TICKS}{CROSSES}]|\1(?!\d))",
    re.M,
)
"""'1 ■ 圏域内で…': the number of an option that stands before its box."""
_NUMBERED = re.compile(r"(?:要件|第)?(\d+)(?:号|番)?[.:)]?")
_YES, _NO = re.compile(r"(?:有り?|有る)$"), re.compile(r"(?:無し?|無い)$")
_ATTACHED = re.compile(r"(?<=\S)[(（][^()（）]*[)）]")


def boxed(text: str, options: Sequence[str]) -> list[str] | None:
    """What each ticked box stands for; None where no box or tick stands in the text.

    A box stands before its option, or behind it where the text begins with one ('小麦○ 大豆'). Where both may
    be meant, or where crosses alone stand, the whole text is the one item, which is no option.
    """
    if not _ANY.search(text):
        return None
    whole, text = text, _NUMBER_BEFORE.sub(_number_behind, _VARIANTS.sub("", text))
    marks = list(_pattern(text).finditer(text))
    if not marks:
        return None
    if not any(map(_is_tick, marks)) and any(_written(each) in CROSSES for each in marks if _written(each)):
        return [whole]
    before = text[: marks[0].start()].strip()
    if before and _last(before, options):
        behind = _suffixed(text, marks, options)
        return [whole] if behind is None else behind
    ends = [each.start() for each in marks[1:]] + [len(text)]
    return [
        text[mark.end() : end].strip(" 　\n\r\t、,・/")
        for mark, end in zip(marks, ends, strict=True)
        if _is_tick(mark)
    ]


def unticked(text: str, options: Sequence[str] = ()) -> bool:
    """Boxes stand there, none of them is ticked, and nobody wrote anything among them."""
    if boxed(text, options) != []:
        return False
    known = {stem(each) for each in options}
    pieces = (each.strip(" 　\n\r\t、,・/") for each in re.split(rf"[{BOXES}]|\[[ 　]?\]", text))
    return all(stem(each) in known or not re.search(r"\s", _ATTACHED.sub("", each)) for each in pieces)


def stem(option: str) -> str:
    """The option without what its brackets add, in comparison form: 'なし(理由)' -> 'なし'."""
    return normal(re.split(r"[(（]", option, maxsplit=1)[0]) or normal(option)


def folded(written: str) -> str:
    """あり, 有り and 有 are one, and so are なし, 無し and 無."""
    return _NO.sub("なし", _YES.sub("あり", written))


def numbered(written: str, option: str) -> bool:
    """'1', '要件1' and '第1号' mean the option that begins with this number."""
    number = _NUMBERED.fullmatch(written)
    return number is not None and re.match(rf"{number[1]}(?!\d)", normal(option)) is not None


def _number_behind(found: re.Match[str]) -> str:
    again = found.string.startswith(found[1], found.end())
    return f"{found[2]} " if again else f"{found[2]} {found[1]} "


def _pattern(text: str) -> re.Pattern[str]:
    if _TICKED_ROUND.search(text):
        return _AMONG_ROUND
    return _AMONG if any(box in text for box in BOXES) else _ALONE


def _suffixed(text: str, marks: Sequence[re.Match[str]], options: Sequence[str]) -> list[str] | None:
    """The options before the ticked boxes; None where it is not clear that the boxes stand behind."""
    starts = [0, *(each.end() for each in marks)]
    rest = text[marks[-1].end() :].strip()
    told = [_last(text[start : mark.start()], options) for start, mark in zip(starts, marks, strict=False)]
    apart = not text[: marks[0].start()][-1:].strip()
    crowded = len(re.split(SEPARATORS, text[: marks[0].start()].strip())) > 1
    clear = all(told) and (not rest or text[marks[-1].end()] in " 　\n、,・/)）")
    if not clear or (apart and (rest or crowded)):
        return None
    return [name for name, mark in zip(told, marks, strict=True) if _is_tick(mark)]


def _last(text: str, options: Sequence[str]) -> str:
    """The option at the end of a text, be it by its number; '米・穀類' before '穀類'."""
    bare = text.strip().rstrip(":：(（・")
    starts = (0, *(each.end() for each in re.finditer(SEPARATORS, bare)))
    return next((bare[start:] for start in starts if _is_option(bare[start:], options)), "")


def _is_option(text: str, options: Sequence[str]) -> bool:
    written = normal(text)
    return bool(written) and any(
        folded(written) in (normal(each), folded(stem(each))) or numbered(written, each) for each in options
    )


def _is_tick(mark: re.Match[str]) -> bool:
    written = _written(mark)
    return bool(written) and written not in BOXES + CROSSES


def _written(mark: re.Match[str]) -> str:
    return mark[mark.lastindex or 0].strip()
