"""Text as people type it, made comparable and fit to show. None of these functions raises on any text."""

import unicodedata
from functools import lru_cache

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─ー｜ｰ", "-") | dict.fromkeys("〜～˜∼", "~"))
# The long vowel mark is among the dashes: people type either for the other. For matching only.

_LABEL = 80
"""Characters; longer texts are answers, each another."""

SHOWN = 40
"""Characters of an answer that a finding repeats: enough to recognise it, one line of a mail."""


def plain(text: str) -> str:
    """NFKC without the white space around: full-width digits, ㈱ and ① become plain ones."""
    return unicodedata.normalize("NFKC", text).strip()


def normal(text: str) -> str:
    """The comparison form: NFKC, casefold, all dashes and waves alike, no white space. Never stored."""
    return _normal_label(text) if len(text) <= _LABEL else _normal(text)


def _normal(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    joined = "".join(unicodedata.normalize("NFKC", folded).split())
    return unicodedata.normalize("NFKC", joined)  # a mark that stood after a space now joins its letter


_normal_label = lru_cache(maxsize=8_192)(_normal)
"""The labels and options of a form come again with every sheet."""


def kana(text: str) -> str:
    """Hiragana as katakana, half-width kana as full-width."""
    return "".join(chr(ord(each) + 0x60) if "ぁ" <= each <= "ゖ" else each for each in plain(text))


def digits(text: str) -> str:
    """The digits of a code that may hold spaces and dashes; empty if anything else stands there."""
    squeezed = normal(text).replace("-", "")
    return squeezed if squeezed.isascii() and squeezed.isdigit() else ""


def shorten(text: str, length: int = SHOWN) -> str:
    """One line of at most `length` characters, cut with '…'."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= length else line[: length - 1] + "…"
