"""An HTML body as plain text: what a reader would see, line by line.

A scan in linear time that takes any text: `html.parser` turns quadratic on tags and comments left open, and
raises on character references of many digits.
"""

import html
import re

_BLOCKS = frozenset(
    {"address", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_PIECE = re.compile(
    r"<!--(?:.*?-->|.*)"
    r"|<(?P<unseen>script|style|title|template)\b(?:.*?</(?P=unseen)\s*>|.*)"
    r"|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)[^<>]*>?"
    r"|<[!?/][^<>]*>?"
    r"|(?P<text>[^<]+|<)",
    re.IGNORECASE | re.DOTALL,
)
_ENDLESS = re.compile(r"&#(?:\d{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)


def text(page: str) -> str:
    """White space is one blank, empty lines are one line; quoted blocks get '> ' as in a plain answer."""
    shown: list[str] = []
    quoted = 0
    for piece in _PIECE.finditer(page):
        if piece["text"]:
            words = html.unescape(_ENDLESS.sub("\ufffd", piece["text"]))
            shown.append(re.sub(r"[ \t\r\n\u00a0]+", " ", words))
        elif (tag := (piece["tag"] or "").lower()) in _BLOCKS:
            if tag == "blockquote":
                quoted = max(0, quoted - 1 if piece["end"] else quoted + 1)
            if not (tag == "br" and piece["end"]):
                shown.append("\n> " if quoted else "\n")
    lines = "\n".join(_tidy(line) for line in "".join(shown).split("\n"))
    return re.sub(r"\n\n+", "\n\n", lines).strip("\n")


def _tidy(line: str) -> str:
    mark = "> " if line.startswith("> ") else ""
    content = re.sub(r" {2,}", " ", line.removeprefix("> ")).strip()
    return mark + content if content else ""


def declared_charset(page: bytes) -> str:
    """The charset that the page itself names near its top, '' if none."""
    found = _CHARSET.search(page[:4096])
    return found[1].decode("ascii") if found else ""
