"""A sentence that is told for some seconds, as console.tcss leaves it room."""

from console.shown import clean, fold

WIDE = 120
"""Cells of a screen from which a preview stands beside its list."""
BELOW, BESIDE = 72, 46
"""Cells of a toast's words: under a narrow list, and within the neighbour of a wide one."""


def toast(message: str, width: int, *, alone: bool) -> str:
    """Folded as pages are: by itself a toast would break behind each number, where the only blank is.

    `alone`: nothing stands beside what it is told over, an open case.
    """
    room = BESIDE if width >= WIDE and not alone else min(BELOW, width * 9 // 10 - 2)
    return "\n".join(fold(clean(message), room))
