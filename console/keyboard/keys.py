"""Keys: how people call them, how Textual does, and what a keyboard sends while its input method is on."""

import unicodedata

NAMES = {
    "enter": "Enter",
    "space": "Space",
    "escape": "Esc",
    "tab": "Tab",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "home": "Home",
    "end": "End",
    "left": "左",
    "right": "右",
    "up": "上",
    "down": "下",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""As they are printed on the keyboard."""
MODIFIERS = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt"}

TEXTUAL = {
    " ": "space",
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
"""What Textual calls the keys that are no letters or digits."""


def shown(key: str) -> str:
    """As a person reads it: 'ctrl+p' is 'Ctrl+P', 'enter' is 'Enter', 'u' stays."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    name = NAMES.get(last) or (last.upper() if held else last)
    return "+".join([*(MODIFIERS.get(each, each) for each in held), name])


def of(character: str) -> str | None:
    """The key for which this character of an input method stands; None for one that is on no key (a kana)."""
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) == 1 and plain.isascii() and plain.isprintable():
        return TEXTUAL.get(plain, plain)
    return None
