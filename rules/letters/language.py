"""The small language of the letter files: `{name}`, `{#name}`…`{/name}` and `{^name}`…`{/name}`.

A section's marks stand on lines of their own. `{#name}` repeats for each item of a list, and shows once where
a text is not empty; `{^name}` shows where the list or the text is empty. Inside a list the item's names hide
the outer ones. The lines of a value are indented like the line that names it. A line that begins with `{right}` or
`{center}` is set at the right edge or in the middle.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from rules.letters.paragraphs import aligned
from rules.record import Struct, field

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
MARK = re.compile(r"[ \t\u3000]*\{([#^/])\s*([^{}\n]*?)\s*\}[ \t\u3000]*")
SIDE = re.compile(r"^[ \t\u3000]*\{(right|center)\}")

Values = Mapping[str, object]


class Line(Struct, frozen=True):
    text: str

    def names(self) -> tuple[str, ...]:
        return tuple(name.strip() for name in PLACEHOLDER.findall(SIDE.sub("", self.text, count=1)))


class Section(Struct, frozen=True):
    name: str
    empty: bool
    """`{^name}`: shown where there is nothing."""
    parts: list["Line | Section"] = field(default_factory=list)


class Template(Struct, frozen=True):
    parts: list[Line | Section]
    unclosed: tuple[str, ...]
    """Sections that are opened without an end, or ended without a beginning."""


def parse(text: str) -> Template:
    """Never raises: what does not fit together is listed in `unclosed`."""
    top = Section("", False)
    open_ = [top]
    unclosed = []
    for line in text.split("\n"):
        mark = MARK.fullmatch(line)
        if mark is None:
            open_[-1].parts.append(Line(line))
        elif mark[1] == "/":
            if open_[-1].name == mark[2] and len(open_) > 1:
                open_.pop()
            else:
                unclosed.append(mark[2])
        else:
            section = Section(mark[2], mark[1] == "^")
            open_[-1].parts.append(section)
            open_.append(section)
    return Template(top.parts, (*unclosed, *(section.name for section in open_[1:])))


def fill(parts: Sequence[Line | Section], values: Values, unfilled: list[str]) -> Iterator[str]:
    """The lines of these parts. A name without a value stays as written, and is added to `unfilled`."""
    for part in parts:
        if isinstance(part, Line):
            yield _filled(part.text, values, unfilled)
        elif part.name not in values:
            unfilled.append(part.name)
        else:
            for scope in _scopes(part, values):
                yield from fill(part.parts, scope, unfilled)


def _filled(text: str, values: Values, unfilled: list[str]) -> str:
    if side := SIDE.match(text):
        return aligned(_filled(text[side.end() :], values, unfilled), side[1])
    indent = text[: len(text) - len(text.lstrip(" \u3000"))]

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1].strip())
        if isinstance(found, str):
            return found.replace("\n", f"\n{indent}")
        unfilled.append(match[1].strip())
        return match[0]

    return PLACEHOLDER.sub(value, text)


def _scopes(section: Section, values: Values) -> tuple[Values, ...]:
    found = values[section.name]
    if section.empty:
        return () if found else (values,)
    if isinstance(found, str) or not isinstance(found, Sequence):
        return (values,) if found else ()
    return tuple({**values, **item} for item in found)
