"""Finding a word by its kanji, kana or romaji, typed in part and with the input method on or off."""

import unicodedata


def folded(text: str) -> str:
    """The form in which texts are compared: width, capitals and katakana against hiragana are alike."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in plain)


def score(wanted: str, label: str, reading: str) -> int:
    """How well the label or one of the words of its reading fits; 0: not at all.

    The whole word before its beginning, that before a part of it, that before letters in this order.
    """
    typed = folded(wanted).replace(" ", "")
    if not typed:
        return 1
    return max(_fit(typed, word) for word in (folded(label), *folded(reading).split()))


def _fit(typed: str, word: str) -> int:
    if typed == word:
        return 100
    if word.startswith(typed):
        return 80 - min(len(word) - len(typed), 20)
    if typed in word:
        return 50 - min(word.index(typed), 20)
    return 10 if _in_order(typed, word) else 0


def _in_order(typed: str, word: str) -> bool:
    """Each letter is in the word, after the one before it; for words of letters only: kanji skip too much."""
    letters = iter(word)
    return len(typed) > 2 and all(char in letters for char in typed)
