"""A sheet in a format that we can't write, given back on our own form with its gaps marked."""

from collections.abc import Sequence

from mailbot.marking.filled import filled
from mailbot.marking.marked import mark
from mailbot.paper import layout
from rules.forms import Form
from rules.model import Entry, Finding
from rules.record import replace


def remade(blank: bytes, form: Form, entry: Entry, gaps: Sequence[Finding]) -> bytes | None:
    """The blank of this form with the entry's texts as their sender wrote them, and marked. None without gaps.

    Never raises. What would be taken for a formula is left out: nothing of a stranger's is ever calculated.
    """
    at = layout.cells(form)
    texts = {key: entry.text(key) for key in at}
    answers = {key: text for key, text in texts.items() if text and not text.startswith("=")}
    moved = [replace(gap, cell=at.get(gap.field or "")) for gap in gaps]
    return mark(filled(blank, form, answers), moved)
