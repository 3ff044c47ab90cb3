"""Strangers' text on its way to a terminal: nothing in it may move, hide or recolour what stands around it."""

import re
import unicodedata

GETA = "〓"
"""What Japanese type-setting prints for a character that it cannot."""

_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Blank letters that terminals measure differently."""
_PLAIN = re.compile(r"[\x20-\x7e\u3001-\u3030\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff5e]*\Z")
"""Nearly all that is shown: nothing to clean, already NFC."""


def clean(text: str) -> str:
    """One line in NFC that is safe to draw: line breaks become ' / ', tabs a space; control is dropped."""
    if _PLAIN.match(text):
        return text
    flat = _BREAKS.sub(" / ", text.strip("\r\n")).replace("\t", " ")
    return "".join(_shown(char) for char in unicodedata.normalize("NFC", flat))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a longer text, each safe to draw."""
    return tuple(clean(line) for line in _BREAKS.split(text.rstrip()))


def hidden(text: str) -> int:
    """How many characters `clean` drops besides breaks and tabs: a sign of tampering."""
    return sum(_is_hidden(char) for char in _BREAKS.sub("", text).replace("\t", ""))


def width(text: str) -> int:
    """Cells that a cleaned text takes on a terminal (UAX #11; ambiguous characters count one)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _is_hidden(char: str) -> bool:
    """Whether it moves or hides other text instead of standing for itself. Name variants (IVS) are kept."""
    return unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} or "\ufe00" <= char <= "\ufe0f"


def _shown(char: str) -> str:
    if char in _FILLERS:
        return " "
    if unicodedata.category(char) in {"Cs", "Co", "Cn"}:
        return GETA
    return "" if _is_hidden(char) else char
