"""What a form is: rows of labelled answers, each with its kind, need and checks. The forms are data."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from rules.record import Struct
from rules.terms import Kind as Kind, Need as Need


class Goods(StrEnum):
    """What a form is for, as far as laws treat it differently."""

    FOOD = "food"
    OTHER = "other"
    UNKNOWN = ""
    """Checks that hang on it are left to a person (`rules.checks.lacking`)."""


class When(Struct, frozen=True, kw_only=True):
    """Holds when the answer of `field` is one of `is_`, or (with `not_`) is given and none of them."""

    field: str
    is_: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()


class Field(Struct, frozen=True, kw_only=True):
    """One answer. `key` is stable ('size.width'); `label` is what the paper prints without the mark 【必須】.

    The main answer of a row has the row's own label and stands right of it; every further one has its own.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    need: Need = Need.OPTIONAL
    when: When | None = None
    options: tuple[str, ...] = ()
    options_from: str = ""
    """A dated table to take the options from: 'allergens', 'tax_rates'."""
    synonyms: tuple[str, ...] = ()
    """Other labels under which this answer is found."""
    skeleton: str = ""
    """Text pre-printed in the answer cell: alone it is no answer."""
    unit: str = ""
    example: str = ""
    """What the 記入例 sheet shows."""
    least: float | None = None
    most: float | None = None
    min_chars: int = 0
    max_chars: int = 0
    none_words: tuple[str, ...] = ()
    """Words that count as a full answer 'there is none': 'なし', '未取得'."""
    mend: str = ""
    """One sentence that tells how to fill it; used in letters beside the finding."""
    span: int = 6
    """Sixths of the printed answer column that this answer takes, its small label included."""
    below: bool = False
    """On the office's own paper the answer stands under its label, not right of it."""
    within: str = ""
    """The label left of this one's, where the paper prints the same word at several answers."""


class Row(Struct, frozen=True, kw_only=True):
    """One printed row: a label, one or more answers side by side, a note."""

    label: str
    answers: tuple[Field, ...]
    note: str = ""
    height: int = 1
    """Lines of text that the answer cell shows."""


class Section(Struct, frozen=True, kw_only=True):
    title: str
    rows: tuple[Row, ...]


class Form(Struct, frozen=True, kw_only=True):
    name: str
    """The name of its file: 'food' or 'nonfood', or the office's own."""
    form_id: str
    """Printed on the sheet and kept in its properties: 'OGORI-F-2'."""
    revision: str
    title: str
    sheet: str
    """Name of the sheet to fill in."""
    goods: Goods = Goods.UNKNOWN
    intro: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    """Other texts on the office's own paper that are no answers: table heads, remarks."""
    sections: tuple[Section, ...]

    def __hash__(self) -> int:
        """What is made of a form once is remembered by it; to hash all of it would cost as much as making it."""
        return hash((self.form_id, self.revision))

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every answer in printed order."""
        return _fields(self)

    def field(self, key: str) -> Field | None:
        """The field with this key, None where this form has none: rules that need one say so."""
        return _by_key(self).get(key)


@lru_cache(maxsize=64)
def _fields(form: Form) -> tuple[Field, ...]:
    return tuple(answer for row in form.rows for answer in row.answers)


@lru_cache(maxsize=64)
def _by_key(form: Form) -> Mapping[str, Field]:
    return {answer.key: answer for answer in form.fields}


class PledgePaper(Struct, frozen=True, kw_only=True):
    """The words of the 誓約書. `{shop}` and `{signatory}` stand for the office's own."""

    title: str
    addressee: str
    opening: str
    items: tuple[str, ...]
    date: str
    signature: tuple[str, ...]
    """Labels of the lines that the business fills in, the one to sign last."""
    seal: str
    note: str
