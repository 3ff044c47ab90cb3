"""A small form, a sheet of it cell by cell, and what is read there."""

from collections.abc import Sequence

from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Area, Sheet, Workbook
from rules.forms import Field, Form, Kind, Need, Row, Section, When
from rules.model import Entry
from rules.values import Cell
from tests.entries import CONTEXT

Texts = dict[tuple[int, int], str]
Merge = tuple[int, int, int, int]


def form(*rows: Row, name: str = "food", form_id: str = "T-1") -> Form:
    section = Section(title="商品について", rows=(*rows, ID))
    return Form(
        name=name, form_id=form_id, revision="1", title=f"申込書({name})", sheet="申込書", sections=(section,)
    )


ID = Row(label="様式ID", answers=(Field(key="form_id", label="様式ID"),))
NAME = Row(
    label="商品名/フリガナ",
    answers=(
        Field(key="name", label="商品名/フリガナ", need=Need.REQUIRED, synonyms=("商品名",)),
        Field(key="name.kana", label="フリガナ", kind=Kind.KANA),
    ),
    note="略さずに書いてください。",
)
SIZE = Row(
    label="サイズ",
    answers=(
        Field(key="size.width", label="縦(cm)", kind=Kind.NUMBER, unit="cm"),
        Field(key="size.depth", label="横(cm)", kind=Kind.NUMBER, unit="cm"),
    ),
)
KIND = Row(
    label="分類", answers=(Field(key="category", label="分類", kind=Kind.LIST, options=("菓子", "酒類")),)
)
TIES = Row(
    label="要件", answers=(Field(key="ties", label="要件", kind=Kind.TICKS, options=("製造", "原料")),)
)
DATE = Row(
    label="記入日",
    answers=(Field(key="date", label="記入日", kind=Kind.DATE, skeleton="令和  年  月  日"),),
)
ALCOHOL = Row(
    label="酒類の品目",
    answers=(
        Field(
            key="alcohol",
            label="酒類の品目",
            need=Need.WHEN,
            when=When(field="category", is_=("酒類",)),
        ),
    ),
)
FORM = form(NAME, SIZE, KIND, TIES, DATE)


def sheet(texts: Texts, *merges: Merge, name: str = "梅干し", form_id: str = "T-1") -> Sheet:
    """The texts at their places, and the form id far below."""
    cells = {
        place: Cell(at=f"{name}!R{place[0]}C{place[1]}", text=text, raw=text)
        for place, text in ({(90, 1): "様式ID", (90, 2): form_id} | dict(texts)).items()
        if text
    }
    return Sheet(name=name, cells=cells, merges=tuple(Area(*merge) for merge in merges))


def reading(*sheets: Sheet, forms: Sequence[Form] = (FORM,), **properties: str) -> Reading:
    return read(Workbook(sheets=sheets, properties=properties), forms, CONTEXT)


def only(found: Reading) -> Entry:
    (entry,) = found.entries
    return entry


def codes(entry: Entry) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.field) for finding in entry.findings]


LABELS: Texts = {(1, 2): "【必須】商品名/フリガナ", (3, 2): "分類", (4, 2): "要件", (5, 2): "記入日"}
OTHER = form(
    NAME,
    Row(label="分類", answers=(Field(key="category", label="分類", kind=Kind.LIST, options=("家具",)),)),
    Row(label="素材", answers=(Field(key="material", label="素材"),)),
    name="nonfood",
    form_id="T-2",
)
