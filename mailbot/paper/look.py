"""How the blanks look: one accent colour and greys, told apart in black and white too. Sizes in points."""

from math import ceil

from rules.forms import Kind
from rules.record import Struct, replace

FONT = "游ゴシック"
ACCENT, INK, QUIET, RULE = "1F5E5B", "1F2933", "5F6B76", "B8C4C3"


class Style(Struct, frozen=True, kw_only=True):
    size: float = 10.5
    bold: bool = False
    colour: str = INK
    fill: str = ""
    across: str = "left"
    down: str = "center"
    ruled: bool = True
    """With thin rules around it."""
    indent: int = 0


TITLE = Style(size=15, bold=True, colour=ACCENT, ruled=False)
EXAMPLE_TITLE = replace(TITLE, size=12, indent=1)
BADGE = Style(size=15, bold=True, colour="FFFFFF", fill=ACCENT, across="center", ruled=False)
INTRO = Style(size=9.5, ruled=False)
BAND = Style(size=11, bold=True, colour="FFFFFF", fill=ACCENT, ruled=False, indent=1)
LABEL = Style(bold=True, size=10, fill="F1F4F4", indent=1)
NUMBER = replace(LABEL, size=8.5, bold=False, colour=QUIET, across="center", indent=0)
MARK = replace(LABEL, size=8, bold=False, colour=ACCENT)
SMALL_LABEL = replace(LABEL, size=9, bold=False)
NOTE = Style(size=8.5, colour=QUIET, fill="F8FAFA", indent=1)
"""All that is grey is ours; white and tinted cells are the business's to fill."""
ANSWER = Style(size=10.5, indent=1)
REQUIRED_ANSWER = replace(ANSWER, fill="DFF0ED")

WIDTHS = {"A": 4.0, "B": 26.0} | dict.fromkeys("CDEFGH", 8.7)
"""Column widths in digits of the Normal style (FONT, 11 points): A4 portrait at full size."""
LABEL_EMS, SMALL_LABEL_EMS, ANSWER_EMS, NOTE_EMS, INTRO_EMS = 14, 5, 29, 5.7, 51
"""Full-width characters that fit a line of each; small labels and notes are counted by the column."""
LINE, NOTE_LINE, AIR = 14.5, 11.5, 7.5
"""Heights of a line, of a line of a note, and of the air around an answer."""
PAGE = 790.0
"""Height that fits a printed page below the repeated title."""

_CODES = (
    Kind.LIST,
    Kind.JAN,
    Kind.CORPORATE_NUMBER,
    Kind.INVOICE_NUMBER,
    Kind.CASE_NUMBER,
    Kind.POSTCODE,
    Kind.PHONE,
    Kind.EMAIL,
)
"""Kept as text, so that no leading zero, long number or '8%' turns into something else."""
FORMATS = {Kind.DATE: '[$-411]ggge"年"m"月"d"日"', Kind.YEN: "#,##0"} | dict.fromkeys(_CODES, "@")


def em_width(text: str) -> float:
    """Printed width in full-width characters: ASCII and half-width kana count half."""
    return sum(0.5 if each < "\u0100" or "｡" <= each <= "ﾟ" else 1 for each in text)


def lines_of(text: str, ems: float) -> int:
    """Lines that a text needs in a column of that width."""
    return sum(max(1, ceil(em_width(line) / ems)) for line in text.split("\n"))
