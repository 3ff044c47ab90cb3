"""個票: one sheet of A4 a product. The front is to decide by and to write on, the back holds all answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mailbot.agenda import look
from mailbot.agenda.folder import Folder
from mailbot.agenda.pictures import LABEL, Gallery
from mailbot.agenda.placing import place
from mailbot.paper import look as paper_look
from mailbot.paper.layout import Span, letter
from mailbot.paper.look import Style
from mailbot.paper.pen import Pen
from rules.agenda.answers import Told, told
from rules.agenda.columns import VALUES, open_findings, screening
from rules.agenda.items import Item, Past, Profile
from rules.eras import era_day, era_short
from rules.model import Finding
from rules.record import replace
from rules.rounds import title

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS, WIDTH = 18, 9.0
"""Columns of the grid, and the millimetres of each. Where our font is missing they become a sixth wider, and still
fit: the sheet can't be fitted to its pages, since then no program would break it where the front ends."""
LABELS = 3
"""Columns of a label; its text takes the rest."""
PICTURE = 205.0
"""Height of a picture, in points."""
PAGE = 764.0
"""Points that fit an A4 page at full size."""
OPINION = 44.0
"""Least height of the box for the member's opinion; what the page leaves free comes to it."""
OVERLEAF = 10
"""Lines of an answer on the front at most; a longer one stands on the back."""
_SMALLEST = 65
"""Percent; what needs less goes on to a third page."""
_HIGHEST = 409.0
"""Points of a row at most (Excel)."""


class Ticket(Pen):
    """One 個票."""

    def __init__(self, sheet: "Worksheet", folder: Folder, item: Item) -> None:
        super().__init__(sheet)
        self.folder, self.item = folder, item
        self.words = folder.paper.words
        self.veil = folder.veil(item)
        self.row = 1
        self.overleaf: set[str] = set()
        """Fields that were too long for the front."""

    def draw(self, gallery: Gallery) -> None:
        for column in range(1, COLUMNS + 1):
            self.sheet.column_dimensions[letter(column)].width = WIDTH / look.DIGIT
        self._head()
        self._pictures(gallery)
        self._tiles()
        self._fronted()
        self._judged()
        box = self._to_fill_in()
        turn = self.row
        self._back()
        self._fill_up(box, turn)
        self._page(turn)

    def _head(self) -> None:
        item, paper = self.item, self.folder.paper
        group = paper.groups.of(item.group)
        self.put(self._span(1, 3), group.short, look.BADGE)
        self.put(self._span(4, 12), f"{title(self.folder.round)}　{paper.ticket.title}", look.TICKET)
        self.put(self._span(13, COLUMNS), item.case.number, look.NUMBER)
        self._down(30)
        self._line(item.case.product, look.PRODUCT, least=36)
        parts = (
            item.business.name,
            item.business.municipality,
            f"{self.words.accepted} {era_day(item.accepted_on)}",
        )
        self._line(
            "　／　".join(filter(None, (*parts, item.earlier.replace("\n", " ")))), look.BUSINESS, least=21
        )
        self._down(5)

    def _pictures(self, gallery: Gallery) -> None:
        half = COLUMNS // 2
        left, right = self._span(1, half), self._span(half + 1, COLUMNS)
        second = (
            self.words.label_img
            if gallery.label is None or gallery.label.field == LABEL
            else self.words.photo
        )
        self.put(left, self.words.photo, look.CAPTION)
        self.put(right, second, look.CAPTION)
        self._down(16)
        for span, made in (
            (self._span(1, half), gallery.photo),
            (self._span(half + 1, COLUMNS), gallery.label),
        ):
            missing = self.words.not_printable if self._has_unprinted(gallery) else self.words.no_picture
            self.put(span, None if made else missing, look.FRAME)
            if made:
                place(self.sheet, made, span, WIDTH, PICTURE)
        self._down(PICTURE if gallery.photo or gallery.label else 30)
        self._down(5)

    def _has_unprinted(self, gallery: Gallery) -> bool:
        made = sum(each is not None for each in (gallery.photo, gallery.label))
        return made < min(self.item.case.pictures, 2)

    def _tiles(self) -> None:
        """Key facts in large: two rows of the grid, as many tiles as the table names."""
        keys = self.folder.paper.ticket.tiles
        labels = {column.key: column.label.replace("\n", "") for column in self.folder.paper.columns}
        edges = [1 + round(COLUMNS * number / len(keys)) for number in range(len(keys) + 1)]
        high = most = 1
        for key, first, beyond in zip(keys, edges, edges[1:], strict=False):
            self.put(self._span(first, beyond - 1), labels.get(key, key), look.TILE_LABEL)
            high = max(high, look.lines_of(labels.get(key, key), (beyond - first) * WIDTH, look.TILE_LABEL))
            value = VALUES[key](self.item, self.folder.paper)
            below = Span(row=self.row + 1, first=first, last=beyond - 1)
            if isinstance(value, int):
                self.put(below, value, look.TILE).number_format = "#,##0"
            else:
                self.tell(below, self.veil(value or self.words.nothing), look.TILE, self.words.cut)
                most = max(most, look.lines_of(value or "", (beyond - first) * WIDTH, look.TILE))
        self._down(look.height_of(high, look.TILE_LABEL))
        self._down(max(26, look.height_of(most, look.TILE)))
        self._down(5)

    def _fronted(self) -> None:
        """Answers whose whole text the committee reads."""
        for key in self.folder.paper.ticket.told:
            field = self.item.form.field(key)
            if field is None or not (text := told(self.item, field)):
                continue
            if look.lines_of(text, (COLUMNS - LABELS) * WIDTH, look.TEXT) > OVERLEAF:
                self.overleaf.add(key)
                text = self.words.overleaf
            self._labelled(field.label, text)

    def _judged(self) -> None:
        found = [
            f"・{each.label}: {each.message}" if each.label else f"・{each.message}"
            for each in self._findings()
        ]
        self._labelled(self.words.findings, "\n".join(found) or self.words.no_findings)
        if self.item.remarks:
            self._labelled(self.words.attention, "\n".join(f"・{each}" for each in self.item.remarks))
        proposed = self.item.case.screening
        text = screening(self.item, self.folder.paper) or self.words.no_screening
        if proposed is not None:
            labels = [reason.label for reason in self.folder.reasons if reason.code in proposed.reasons]
            text = "\n".join(filter(None, ("　".join((text, *labels)), proposed.note)))
        self._labelled(self.words.screening, text, strong=proposed is not None)
        self._down(5)

    def _findings(self) -> list[Finding]:
        hidden = self.folder.paper.withheld if self.folder.profile is Profile.PUBLIC else ()
        return [each for each in open_findings(self.item) if each.field not in hidden]

    def _to_fill_in(self) -> int:
        """Score boxes, outcome and opinion; the row of the opinion."""
        ticket, words = self.folder.paper.ticket, self.words
        self._band(f"{words.scores}({words.circle})")
        for criterion in ticket.criteria:
            self.put(self._span(1, 4), criterion.label, look.LABEL)
            self.put(self._span(5, 13), criterion.hint, look.SMALL_TEXT)
            self.put(self._span(14, COLUMNS), ticket.marks, look.MARKS)
            self._down(19)
        self.put(self._span(1, LABELS), words.decision, look.LABEL)
        self.put(self._span(LABELS + 1, 11), words.decision_boxes, look.BOX)
        self.put(self._span(12, 13), words.reason, look.SMALL_LABEL)
        self.put(self._span(14, COLUMNS), None, look.BOX)
        self._down(26)
        for label, height in ((words.member, 24.0), (words.opinion, OPINION)):
            self.put(self._span(1, LABELS), label, look.LABEL)
            self.put(self._span(LABELS + 1, COLUMNS), None, look.BOX)
            self._down(height)
        return self.row - 1

    def _back(self) -> None:
        number, product = self.item.case.number, self.item.case.product
        self._line(f"{number}　{product}", look.BUSINESS, least=20)
        hidden = self.folder.paper.withheld if self.folder.profile is Profile.PUBLIC else ()
        out = {*self.folder.paper.ticket.left_out, *hidden} - self.overleaf
        for section in self.item.form.sections:
            fields = [field for row in section.rows for field in row.answers if field.key not in out]
            if fields:
                self._band(section.title)
                self._pairs([Told(label=field.label, text=told(self.item, field)) for field in fields])
        self._band(self.words.history)
        self._past(self.item.history)
        if self.folder.profile is Profile.FULL and self.item.memos:
            self._labelled(self.words.memos, "\n".join(f"・{memo}" for memo in self.item.memos))

    def _pairs(self, pairs: Sequence[Told]) -> None:
        """Three short answers side by side; a long one takes the whole line."""
        line: list[Told] = []
        for pair in pairs:
            if look.lines_of(pair.text, 4 * WIDTH, look.SMALL_TEXT) > 2:
                self._short(line)
                line = []
                self._labelled(
                    pair.label, pair.text, style=look.SMALL_TEXT, label_style=look.SMALL_LABEL, columns=2
                )
                continue
            line.append(pair)
            if len(line) == COLUMNS // 6:
                self._short(line)
                line = []
        self._short(line)

    def _short(self, line: Sequence[Told]) -> None:
        most = 0
        for first, pair in zip(range(1, COLUMNS, 6), line, strict=False):
            text = self.veil(pair.text or self.words.nothing)
            self.put(self._span(first, first + 1), pair.label, look.SMALL_LABEL)
            self.tell(self._span(first + 2, first + 5), text, look.SMALL_TEXT, self.words.cut)
            most = max(
                most,
                look.lines_of(pair.label, 2 * WIDTH, look.SMALL_LABEL),
                look.lines_of(text, 4 * WIDTH, look.SMALL_TEXT),
            )
        if line:
            self._down(look.height_of(most, look.SMALL_TEXT))

    def _past(self, history: Sequence[Past]) -> None:
        zone = self.folder.zone
        lines = [f"{era_short(past.at.astimezone(zone).date())}　{past.text}" for past in history]
        self._line("\n".join(lines) or self.words.nothing, look.TEXT, least=18)

    def _labelled(
        self,
        label: str,
        text: str,
        *,
        strong: bool = False,
        style: Style = look.TEXT,
        label_style: Style = look.LABEL,
        columns: int = LABELS,
    ) -> None:
        style = replace(style, bold=True) if strong else style
        shown = self.veil(text)
        self.put(self._span(1, columns), label, label_style)
        self.tell(self._span(columns + 1, COLUMNS), shown, style, self.words.cut)
        lines = max(
            look.lines_of(shown, (COLUMNS - columns) * WIDTH, style),
            look.lines_of(label, columns * WIDTH, label_style),
        )
        self._down(min(_HIGHEST, look.height_of(lines, style, air=6)))

    def _line(self, text: str, style: Style, *, least: float) -> None:
        shown = self.veil(text)
        self.tell(self._span(1, COLUMNS), shown, style, self.words.cut)
        lines = look.lines_of(shown, COLUMNS * WIDTH, style)
        self._down(min(_HIGHEST, max(least, look.height_of(lines, style))))

    def _band(self, text: str) -> None:
        self.put(self._span(1, COLUMNS), text, look.BAND)
        self._down(18)

    def _span(self, first: int, last: int) -> Span:
        return Span(row=self.row, first=first, last=last)

    def _down(self, points: float) -> None:
        self.height(self.row, points)
        self.row += 1

    def _used(self, first: int, beyond: int) -> float:
        return sum(float(self.sheet.row_dimensions[row].height) for row in range(first, beyond))

    def _fill_up(self, box: int, turn: int) -> None:
        """What a page leaves free is room for the opinion."""
        free = max(PAGE, self._used(turn, self.row)) - self._used(1, turn)
        self.height(box, min(_HIGHEST, OPINION + max(0.0, free)))

    def _page(self, turn: int) -> None:
        from openpyxl.worksheet.pagebreak import Break

        sheet = self.sheet
        self.page(fitted=False)
        longest = max(self._used(1, turn), self._used(turn, self.row))
        sheet.page_setup.scale = max(_SMALLEST, min(100, int(100 * PAGE / longest)))
        sheet.row_breaks.append(Break(id=turn - 1))
        sheet.print_area = f"A1:{letter(COLUMNS)}{self.row - 1}"
        self.folder.foot(sheet)
        sheet.sheet_properties.tabColor = paper_look.RULE
