"""Text in format=flowed (RFC 3676): the lines that the sender's program broke are joined again."""

import re

SIGNATURE = "-- "
_QUOTED = re.compile(r"(>*) ?(.*)", re.DOTALL)


def unflowed(text: str, *, delsp: bool = False) -> str:
    """Paragraphs as one line each. `delsp`: the blank before a break is the break's own (for Japanese text)."""
    lines: list[str] = []
    open_depth = -1
    """Quote depth of the paragraph that goes on, -1 when none does."""
    for line in text.split("\n"):
        marks, content = _parts(line)
        depth = len(marks)
        if content == SIGNATURE:
            # RFC 3676 section 4.3: the separator is never flowed.
            lines.append(_shown(marks, content))
            open_depth = -1
            continue
        soft = content.endswith(" ")
        kept = content[:-1] if soft and delsp else content
        if depth == open_depth:
            lines[-1] += kept
        else:
            lines.append(_shown(marks, kept))
        open_depth = depth if soft else -1
    return "\n".join(lines)


def _parts(line: str) -> tuple[str, str]:
    """The quote marks and what follows them, without the stuffed blank (section 4.4)."""
    found = _QUOTED.fullmatch(line)
    return (found[1], found[2]) if found else ("", line)


def _shown(marks: str, content: str) -> str:
    return f"{marks} {content}" if marks else content
