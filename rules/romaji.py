"""Romaji as kana, so that a word is found without the input method. Hepburn and 訓令式, typed in part as well."""

import re

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞ",
    "t": "たちつてと",
    "d": "だぢづでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "r": "らりるれろ",
}
_SYLLABLES = {
    **{
        f"{consonant}{vowel}": kana
        for consonant, row in _ROWS.items()
        for vowel, kana in zip("aiueo", row, strict=True)
    },
    **{
        f"{consonant}y{vowel}": f"{row[1]}{small}"
        for consonant, row in _ROWS.items()
        if consonant
        for vowel, small in zip("auo", "ゃゅょ", strict=True)
    },
    **{
        f"{begin}{vowel}": f"{kana}{small}"
        for begin, kana in (("sh", "し"), ("ch", "ち"), ("j", "じ"))
        for vowel, small in zip("aueo", "ゃゅぇょ", strict=True)
    },
    **{f"f{vowel}": f"ふ{small}" for vowel, small in zip("aieo", "ぁぃぇぉ", strict=True)},
    **{"shi": "し", "chi": "ち", "tsu": "つ", "fu": "ふ", "ji": "じ"},
    **{"ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "vu": "ゔ", "n'": "ん", "xtu": "っ"},
    **{"thi": "てぃ", "dhi": "でぃ", "we": "うぇ", "wi": "うぃ"},
}
_LONGEST = max(map(len, _SYLLABLES))
_LONG = re.compile("aa|ii|uu|ee|oo|ou")


def kana(text: str) -> frozenset[str]:
    """The hiragana that these small letters may stand for, with long vowels kept and dropped; empty for none.

    Consonants at the end, which still wait for their vowel, are left away.
    """
    if not text.isascii() or not text.replace("'", "").isalpha():
        return frozenset()
    short = _LONG.sub(lambda pair: pair.group()[0], text)
    return frozenset(filter(None, (_kana(text), _kana(short))))


def _kana(text: str) -> str:
    said, at = [], 0
    while at < len(text):
        syllable = next(
            (part for size in range(_LONGEST, 0, -1) if (part := text[at : at + size]) in _SYLLABLES), ""
        )
        after = text[at + 1 : at + 2]
        if syllable:
            said.append(_SYLLABLES[syllable])
            at += len(syllable)
        elif text[at] in "nm" and after and after not in "aiueoy":
            said.append("ん")
            at += 1
        elif after == text[at] or text[at : at + 2] == "tc":
            said.append("っ")
            at += 1
        elif set(text[at:]).isdisjoint("aiueo"):
            break
        else:
            return ""
    return "".join(said).rstrip("っ")
