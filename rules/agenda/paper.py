"""The words and columns of the agenda as data (tables/agenda.toml), which the office may change."""

from collections.abc import Mapping

from rules.record import Struct


class Column(Struct, frozen=True, kw_only=True):
    """One column of the 一覧表."""

    key: str
    """What stands in it: one of `rules.agenda.columns.VALUES`."""
    label: str
    width: float
    """In millimetres."""
    across: str = "center"
    yen: bool = False
    withheld: bool = False
    """Left out of the public copy."""
    filled_in: bool = False
    """The committee writes here."""


class Criterion(Struct, frozen=True, kw_only=True):
    """A line of the score boxes on the 個票."""

    label: str
    hint: str = ""


class Ticket(Struct, frozen=True, kw_only=True):
    """The 個票: one sheet of paper a product, the front to decide by, the back with all answers."""

    title: str
    tiles: tuple[str, ...]
    """Columns whose values stand in large on the front."""
    told: tuple[str, ...]
    """Fields whose whole text stands on the front."""
    left_out: tuple[str, ...]
    """Fields that the back leaves out: they stand on the front, or say nothing about the product."""
    label_words: tuple[str, ...]
    """A picture with one of these in its file name shows the label."""
    marks: str
    """What is circled in a score box."""
    criteria: tuple[Criterion, ...]
    pixels: int
    """Of the longer side of a picture, at most: what prints well and still can be mailed."""


class Returned(Struct, frozen=True, kw_only=True):
    """How a sheet that comes back is understood. Compared without width, case and white space."""

    number: tuple[str, ...]
    """Heads of the column with the 整理番号; the first found counts, as below."""
    outcome: tuple[str, ...]
    reason: tuple[str, ...]
    note: tuple[str, ...]
    version: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]]
    """Outcome -> what people write for it."""
    undecided: tuple[str, ...] = ()
    """What counts as nothing written."""


class Heading(Struct, frozen=True, kw_only=True):
    title: str
    short: str


class Groups(Struct, frozen=True, kw_only=True):
    new: Heading
    again: Heading
    deferred: Heading

    def of(self, group: str) -> Heading:
        """Of a `Group`."""
        return {"new": self.new, "again": self.again, "deferred": self.deferred}[group]


class Words(Struct, frozen=True, kw_only=True):
    """Small words of the sheets."""

    good: str
    look: str
    errors: str
    again: str
    nothing: str
    overleaf: str
    struck_out: str
    cut: str
    total: str
    count: str
    town: str
    business: str
    by_municipality: str
    by_business: str
    cutoff: str
    notice: str
    made: str
    accepted: str
    photo: str
    label_img: str
    no_picture: str
    not_printable: str
    findings: str
    no_findings: str
    attention: str
    screening: str
    no_screening: str
    scores: str
    circle: str
    decision: str
    decision_boxes: str
    reason: str
    opinion: str
    member: str
    answers: str
    history: str
    memos: str
    reasons: str
    how_to: str


class AgendaPaper(Struct, frozen=True, kw_only=True):
    title: str
    list_sheet: str
    count_sheet: str
    guide_sheet: str
    confidential: str
    """Foot of the full copy."""
    public: str
    """Foot of the copy without contact data and wholesale prices."""
    groups: Groups
    screening: Mapping[str, str]
    """Outcome -> how the clerk's proposal for it is called."""
    pledges: Mapping[str, str]
    roles: Mapping[str, str]
    """Role of a mail -> how the history calls it."""
    withheld: tuple[str, ...]
    """Fields that the public copy leaves out."""
    labelling: tuple[str, ...]
    """Fields whose findings are about labels."""
    columns: tuple[Column, ...]
    ticket: Ticket
    returned: Returned
    guide: tuple[str, ...] = ()
    """Sentences of the guide to filling in."""
    words: Words
