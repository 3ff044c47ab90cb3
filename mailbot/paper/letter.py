"""A letter as a PDF on A4, set from the very text that is sent or kept: 公文書 and 事務連絡 alike.

The same letter always gives the same bytes. All sizes are millimetres, type sizes points.
"""

import re
from datetime import tzinfo

from mailbot.paper import window
from mailbot.paper.composition import LOOKS, RIGHT, UNSEALED, Composition, without_reader
from mailbot.paper.sheet import POINT, Line, Page, Run, Sheets, paginated
from mailbot.paper.typeface import typeface
from mailbot.paper.typesetting import broken
from mailbot.paper.window import Address
from rules.eras import era_date
from rules.letters.manuscript import Block, Paragraph, read
from rules.model import Letter

TOP, BOTTOM = 28.0, 274.0
BOX_WIDTH, BOX_INSET, BOX_GAP, BOX_SIZE, BOX_LEADING = 96.0, 5.0, 8.0, 9.5, 5.2

BESIDE_TITLE = re.compile(r"^【[^】]*】|\s*\(整理番号[^)]*\)$")
"""What a subject holds beside the title of its letter."""


def is_signed(letter: Letter) -> bool:
    """A notice in the office's name: it leaves as a PDF, too."""
    return UNSEALED in letter.body


def title(letter: Letter) -> str:
    """「アンテナショップ取扱商品の選定結果について(通知)」: the subject without what serves the mailbox alone."""
    return BESIDE_TITLE.sub("", letter.subject)


def copy_name(letter: Letter) -> str:
    """What the PDF of a letter is called."""
    return f"{title(letter)}.pdf"


def letter_pdf(letter: Letter, zone: tzinfo, *, to: Address | None = None) -> bytes:
    """`to`: it goes by post, and its address stands where the envelope's window shows it.

    A letter without a title of its own gets the date and its subject above the text.
    """
    face = typeface()
    subject, manuscript = face.printable(letter.subject), read(face.printable(letter.body))
    date = era_date(letter.due_at.astimezone(zone).date())
    posted = tuple(map(face.printable, to.lines)) if to else ()
    face.show((subject, face.printable(letter.body), date, "0123456789 /", *posted))
    sheets = Sheets(subject, letter.due_at)
    blocks = manuscript.blocks
    if not Composition(blocks, sheets.measure).has_title:
        blocks = _titled(blocks, date, face.printable(title(letter)))
    first = TOP
    if to:
        blocks = _addressed(sheets, blocks, posted)
        first = window.SEEN_BOTTOM
    contact = _contact(sheets, manuscript.contact)
    foot = len(contact) * BOX_LEADING + 2 * BOX_INSET + BOX_GAP if contact else 0.0
    for place, page in enumerate(_pages(sheets, blocks, first, foot)):
        if place:
            sheets.turn()
        sheets.draw(page, top=TOP if place else first)
    if contact:
        top = BOTTOM - foot + BOX_GAP
        sheets.box(RIGHT - BOX_WIDTH, top, BOX_WIDTH, BOTTOM - top)
        sheets.draw(contact, top=top + BOX_INSET - BOX_LEADING * 0.2)
    sheets.number()
    return sheets.output()


def _pages(sheets: Sheets, blocks: tuple[Block, ...], first: float, foot: float) -> list[Page]:
    """In the look that needs fewest pages, the roomier one where both need the same."""
    tried = (list(Composition(blocks, sheets.measure, look).units()) for look in LOOKS)
    return min((paginated(units, first=first, top=TOP, bottom=BOTTOM, foot=foot) for units in tried), key=len)


def _titled(blocks: tuple[Block, ...], date: str, title: str) -> tuple[Block, ...]:
    """事務連絡 on paper: date, reader, title, text."""
    reader = len(blocks) - len(without_reader(blocks)[0])
    dated = (Paragraph(text=date, side="right"),)
    headline = (Paragraph(text=title, side="center"),)
    return (dated, *blocks[:reader], headline, *blocks[reader:])


def _addressed(sheets: Sheets, blocks: tuple[Block, ...], posted: tuple[str, ...]) -> tuple[Block, ...]:
    """Draws address and reader into the window, number and date right of it; the blocks that are left to place."""
    rest, reader = without_reader(blocks)
    size, lines = window.fitted((*posted, *reader), sheets.measure)
    shown = (
        Line(runs=(Run(x=window.LEFT, text=line, size=size),), height=size * window.LEADING) for line in lines
    )
    sheets.draw(shown, top=window.TOP)
    sheets.ticks(window.FOLDS)
    beside = [block for block in rest[:1] if all(each.side == "right" for each in block)]
    for unit in Composition(tuple(beside), sheets.measure).units():
        sheets.draw(unit.lines, top=TOP)
    return rest[len(beside) :]


def _contact(sheets: Sheets, contact: Block) -> list[Line]:
    """The lines in the box at the foot, labels in a column of their own."""
    left = RIGHT - BOX_WIDTH + BOX_INSET
    lines = []
    for paragraph in contact:
        x = left + paragraph.hang * BOX_SIZE * POINT / 2
        texts = broken(paragraph.text, RIGHT - BOX_INSET - x, lambda text: sheets.measure(text, BOX_SIZE))
        for place, text in enumerate(texts):
            label = [Run(x=left, text=paragraph.label, size=BOX_SIZE)] * (not place and bool(paragraph.label))
            lines.append(Line(runs=(*label, Run(x=x, text=text, size=BOX_SIZE)), height=BOX_LEADING))
    return lines
