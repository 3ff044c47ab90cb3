"""The learned fields in rows and sections, as the paper prints them."""

from collections.abc import Iterator, Sequence

from mailbot.learning.fields import Drawn
from mailbot.learning.outline import Box
from mailbot.learning.pairs import Page
from mailbot.learning.words import Role
from rules.forms import Row, Section
from rules.record import replace

SIXTHS = 6


def sections(page: Page, drawn: Sequence[Drawn], title: Box | None) -> tuple[Section, ...]:
    """A loose label alone in its rows begins a section; what stands before the first one has the form's sheet name."""
    top = title.area.top if title else 0
    heads = [box for box in page.loose if box.area.top > top and _is_head(page, box)]
    found: dict[int, list[Row]] = {}
    rows = list(_rows(page, drawn))
    for top, row in rows:
        place = max((at for at, head in enumerate(heads) if head.area.top < top), default=-1)
        found.setdefault(place, []).append(row)
    return tuple(
        Section(
            title=page.words.label(heads[place].text) if place >= 0 else page.outline.name, rows=tuple(held)
        )
        for place, held in sorted(found.items())
    )


def _is_head(page: Page, box: Box) -> bool:
    beside = (cell for pair in page.pairs for cell in (pair.label, pair.answer))
    return not any(box.beside(cell) for cell in (*beside, *page.texts(Role.HEADER)))


def _rows(page: Page, drawn: Sequence[Drawn]) -> Iterator[tuple[int, Row]]:
    """(sheet row, row): answers that share their first label or their group, each with its share of the width."""
    heads = list(dict.fromkeys(each.pair.group or each.pair.label for each in drawn))
    for place, head in enumerate(heads):
        own = [each for each in drawn if (each.pair.group or each.pair.label) == head]
        last = heads[place + 1].area.top if place + 1 < len(heads) else None
        main = next((each for each in own if each.pair.label == head), None)
        label = main.field.label if main else page.words.label(head.text)
        total = max(each.pair.answer.area.right for each in drawn)
        start = min(_start(each, head) for each in own)
        room = page.outline.width(start, total) or 1
        answers = tuple(
            replace(
                each.field,
                span=_span(page.outline.width(_start(each, head), each.pair.answer.area.right), room),
            )
            for each in own
        )
        yield head.area.top, Row(label=label, answers=answers, note=_note(page, head, last))


def _start(each: Drawn, head: Box) -> int:
    """Where an answer's share of its row begins: a main answer's label has a column of its own."""
    pair = each.pair
    return pair.answer.area.left if pair.label == head or pair.above else pair.label.area.left


def _span(width: float, room: float) -> int:
    return min(SIXTHS, max(2, round(SIXTHS * width / room)))


def _note(page: Page, head: Box, below: int | None) -> str:
    """The first note in the rows of a label, or right under them before the next label."""
    last = max(head.area.bottom, (below or head.area.bottom + 2) - 1)
    notes = (box.text for box in page.texts(Role.NOTE) if head.area.top <= box.area.top <= last)
    return next(notes, "").replace("\n", "")
