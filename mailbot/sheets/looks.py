"""What the styles of a workbook do to what its cells say (ISO/IEC 29500-1, 18.8): formats, strokes, symbol fonts."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from mailbot.sheets.numberformat import Format, Mask, Worded, formats
from rules.record import Struct, field

_TRUE = ("1", "true")
_WINGDINGS = {"o": "□", "q": "□", "¨": "□", "n": "■", "l": "●", "m": "○", "¡": "○", "¤": "◉"} | {
    "ü": "✓",
    "û": "×",
    "ý": "☒",
    "x": "☒",
    "þ": "☑",
}
_SYMBOLS: Mapping[str, Mapping[str, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": {"P": "✓", "O": "×", "R": "☑", "Q": "☒", "S": "☒", "T": "☒", "£": "□", "¢": "■"},
    "webdings": {"a": "✓", "r": "×", "c": "□", "g": "■", "n": "●"},
    "marlett": {"a": "✓", "b": "✓", "r": "×"},
}
"""Font -> what its glyphs of letters show."""
PRIVATE = {0xF000 + ord(letter): sign for letter, sign in _WINGDINGS.items()}
"""Where programs keep such letters without their font, for `str.translate`."""
_TABLES = {font: str.maketrans(dict(signs)) for font, signs in _SYMBOLS.items()}


class Looks(Struct, frozen=True, kw_only=True):
    formats: Sequence[Format | Mask | Worded] = ()
    """Of each cell style, by its index in cellXfs."""
    struck: frozenset[str] = frozenset()
    """The styles that strike the cell's text through, as cells name them."""
    symbols: Mapping[str, str] = field(default_factory=dict)
    """Style -> its font, where that shows signs for letters."""


def looks(styles: Element) -> Looks:
    fonts = styles.findall("fonts/font")
    struck = {place for place, font in enumerate(fonts) if is_struck(font.find("strike"))}
    named = ((place, font.find("name")) for place, font in enumerate(fonts))
    symbols = {place: name.get("val", "") for place, name in named if name is not None and _is_symbols(name)}
    used = [item.get("fontId", "") for item in styles.iterfind("cellXfs/xf")] if struck or symbols else []
    places = [int(each) if each.isascii() and each.isdigit() else -1 for each in used]
    return Looks(
        formats=formats(styles),
        struck=frozenset(str(style) for style, font in enumerate(places) if font in struck),
        symbols={str(style): symbols[font] for style, font in enumerate(places) if font in symbols},
    )


def is_struck(strike: Element | None) -> bool:
    return strike is not None and strike.get("val", "1") in _TRUE


def signs(text: str, font: str) -> str:
    """The text as it looks in this font."""
    table = _TABLES.get(font.casefold()) if font[:1] in "WwMm" else None
    return text.translate(table) if table else text


def _is_symbols(name: Element) -> bool:
    return name.get("val", "").casefold() in _TABLES
