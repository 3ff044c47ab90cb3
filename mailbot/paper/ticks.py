"""Answers to tick: boxes as characters, since form controls are lost by most programs that save a sheet."""

import re
from collections.abc import Collection

from mailbot.paper.look import em_width

OPEN, TICKED = "□", "■"
GAP = "　"


def boxes(options: Collection[str], *, width: int) -> str:
    """All options, each after an open box, in lines of at most `width` full-width characters."""
    lines: list[str] = []
    for option in options:
        box = f"{OPEN} {option}"
        if lines and em_width(lines[-1] + GAP + box) <= width:
            lines[-1] += GAP + box
        else:
            lines.append(box)
    return "\n".join(lines)


def tick(text: str, options: Collection[str]) -> str:
    """The same text with the boxes of these options ticked; an option that is not there is left out."""
    for option in options:
        text = re.sub(rf"{OPEN} {re.escape(option)}(?=$|[{GAP}\n])", f"{TICKED} {option}", text)
    return text
