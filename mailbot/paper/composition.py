"""How each part of a letter looks: from the blocks of its text to lines that are set. Sizes as in `sheet`."""

import re
from collections.abc import Callable, Iterator, Sequence

from mailbot.paper.sheet import POINT, Line, Run, Unit
from mailbot.paper.typesetting import broken, justified
from rules.letters.manuscript import Block, Paragraph
from rules.record import Struct, replace

LEFT, RIGHT = 29.0, 181.0


class Look(Struct, frozen=True, kw_only=True):
    """Type size in points; leading, and white space above a block, in millimetres."""

    size: float
    leading: float
    gap: float

    @property
    def em(self) -> float:
        return self.size * POINT


LOOKS = (Look(size=11, leading=6.4, gap=3.2), Look(size=10.5, leading=5.7, gap=2.5))
"""As a rule, and a little tighter where that saves a page."""

READER, SIGNATORY, TITLE = 1.09, 1.18, 1.27
"""Their sizes, as parts of the text's."""

UNSEALED, BEGIN, END = "(公印省略)", "記", "以上"
NAMED = re.compile(r".*(?:様|御中|殿)")
SENTENCE_END = "。"

TITLE_GAP, BEGIN_GAP, SIDE_GAP = 2.6, 1.8, 1.5
"""White space around the title, around 記, above reader and signatory; as parts of the usual."""

TOGETHER = 9
"""A block of more lines may be parted by the end of a page."""


class Composition(Struct, frozen=True):
    """The blocks of one letter. `measure`: text and size in points to millimetres."""

    blocks: tuple[Block, ...]
    measure: Callable[[str, float], float]
    look: Look = LOOKS[0]

    @property
    def has_title(self) -> bool:
        return any(_is_title(block) for block in self.blocks)

    def units(self) -> Iterator[Unit]:
        """What is to be placed, one below the other. A heading stays with what it heads, 以上 with what it ends."""
        waiting: Unit | None = None
        headed = not self.has_title
        heading = False
        below = 0.0
        for block in self.blocks:
            gap = self.look.gap * max(below, _above(block))
            below = TITLE_GAP if _is_title(block) else BEGIN_GAP if _text(block) == BEGIN else 0.0
            for unit in self._parts(block, gap, body=headed):
                if waiting and (heading or _text(block) == END):
                    waiting = _joined(waiting, unit)
                else:
                    if waiting:
                        yield waiting
                    waiting = unit
                heading = False
            headed = headed or _is_title(block)
            heading = headed and _is_heading(block)
        if waiting:
            yield waiting

    def _parts(self, block: Block, gap: float, *, body: bool) -> Iterator[Unit]:
        """The block as one unit, a long one paragraph by paragraph."""
        set_ = [tuple(self._lines(block, place, body=body)) for place in range(len(block))]
        if sum(map(len, set_)) <= TOGETHER:
            yield Unit(lines=tuple(line for lines in set_ for line in lines), gap=gap)
            return
        for place, lines in enumerate(set_):
            yield Unit(lines=lines, gap=0 if place else gap, together=len(lines) <= TOGETHER)

    def _lines(self, block: Block, place: int, *, body: bool) -> Iterator[Line]:
        paragraph = block[place]
        if _names_reader(block):
            paragraph = Paragraph(text=paragraph.whole)
        if paragraph.side == "left":
            size = self.look.size * (READER if _names_reader(block) else 1)
            yield from self._left(paragraph, size, body=body)
            return
        size, leading = self.look.size, self.look.leading
        if paragraph.side == "center" and paragraph.text != BEGIN:
            size, leading = size * TITLE, leading * TITLE
        elif [each.text for each in block[place + 1 : place + 2]] == [UNSEALED]:
            size *= SIGNATORY
        for text in broken(paragraph.text, RIGHT - LEFT, lambda text: self.measure(text, size)):
            free = RIGHT - LEFT - self.measure(text, size)
            x = LEFT + (free / 2 if paragraph.side == "center" else free - self.look.em)
            yield Line(runs=(Run(x=x, text=text, size=size),), height=leading)

    def _left(self, paragraph: Paragraph, size: float, *, body: bool) -> Iterator[Line]:
        """Text under its hanging indent, its label before it; a flush sentence of the body begins one character in."""
        x = LEFT + paragraph.hang * self.look.em / 2
        flush = body and not paragraph.hang and paragraph.text.endswith(SENTENCE_END)
        text = f"　{paragraph.text}" if flush else paragraph.text
        for place, line in enumerate(justified(text, RIGHT - x, lambda text: self.measure(text, size))):
            runs = [Run(x=x, text=line.text, size=size, spread=line.spread)]
            if paragraph.label and not place:
                runs.insert(
                    0, Run(x=LEFT + paragraph.indent * self.look.em / 2, text=paragraph.label, size=size)
                )
            yield Line(runs=tuple(runs), height=self.look.leading)


def without_reader(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks without the one that names the reader, and its lines: in a window they stand with the address."""
    reader = next((block for block in blocks if _names_reader(block)), None)
    kept = tuple(block for block in blocks if block is not reader)
    return kept, tuple(paragraph.whole for paragraph in reader or ())


def _names_reader(block: Block) -> bool:
    return all(each.side == "left" for each in block) and bool(NAMED.fullmatch(block[-1].text))


def _is_title(block: Block) -> bool:
    return block[0].side == "center" and block[0].text != BEGIN


def _is_heading(block: Block) -> bool:
    """A line of its own that is no sentence: 「1　選定の結果」."""
    return len(block) == 1 and (
        _text(block) == BEGIN or (block[0].side == "left" and not _text(block).endswith(SENTENCE_END))
    )


def _text(block: Block) -> str:
    return block[0].text if len(block) == 1 else ""


def _above(block: Block) -> float:
    if _is_title(block):
        return TITLE_GAP
    if _text(block) == BEGIN:
        return BEGIN_GAP
    return SIDE_GAP if block[0].side == "right" or _names_reader(block) else 1.0


def _joined(one: Unit, other: Unit) -> Unit:
    first, *rest = other.lines
    lines = (*one.lines, replace(first, height=first.height + other.gap), *rest)
    return Unit(lines=lines, gap=one.gap, together=one.together and other.together)
