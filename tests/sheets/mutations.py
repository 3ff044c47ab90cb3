"""What happens to a form between us and the business: one function a mishap, each drawn from a seed."""

from collections.abc import Callable
from random import Random

from mailbot.sheets.workbook import Area, Sheet
from rules.forms import Kind
from rules.values import Cell
from tests.entries import CONTEXT
from tests.sheets import said
from tests.sheets.answers import BASES
from tests.sheets.draft import Draft, Place, draft

Mutation = Callable[[Draft], None]
_FORM_ID = ("form_id", "form_id.revision")


def mutated(seed: int, cache: dict[str, Sheet]) -> Draft:
    """A filled sheet after one to six mishaps: the same for the same seed."""
    chance = Random(seed)  # noqa: S311  # repeatable, no secret
    sheet = draft(chance.choice(sorted(BASES)), chance, cache)
    for mutation in chance.sample(MUTATIONS, chance.randint(1, 6)):
        mutation(sheet)
    return sheet


def rows_inserted(sheet: Draft) -> None:
    at, count = sheet.chance.randint(1, sheet.last_row), sheet.chance.randint(1, 3)
    sheet.moved(lambda place: (place[0] + count, place[1]) if place[0] >= at else place)


def columns_inserted(sheet: Draft) -> None:
    at, count = sheet.chance.randint(1, 9), sheet.chance.randint(1, 2)
    sheet.moved(lambda place: (place[0], place[1] + count) if place[1] >= at else place)


def first_column_deleted(sheet: Draft) -> None:
    """The numbers of the rows, and the titles with them."""
    first = min(column for _, column in sheet.cells)
    if all(place[1] > first for place in (*sheet.labels.values(), *sheet.answers.values())):
        sheet.moved(lambda place: (place[0], place[1] - 1) if place[1] > first else None)


def row_deleted(sheet: Draft) -> None:
    """A row with its label and all its answers."""
    key = sheet.chance.choice(_keys(sheet))
    row = sheet.labels[key][0]
    sheet.moved(lambda place: None if place[0] == row else (place[0] - (place[0] > row), place[1]))


def titles_deleted(sheet: Draft) -> None:
    kept = {place[0] for place in (*sheet.labels.values(), *sheet.answers.values())}
    rows = sorted({row for row, _ in sheet.cells} - kept)
    gone = set(sheet.chance.sample(rows, min(len(rows), 5)))
    sheet.moved(
        lambda place: None if place[0] in gone else (place[0] - sum(row < place[0] for row in gone), place[1])
    )


def unmerged(sheet: Draft) -> None:
    sheet.merges = []


def some_unmerged(sheet: Draft) -> None:
    sheet.merges = [each for each in sheet.merges if sheet.chance.random() < 0.5]


def answer_moved(sheet: Draft) -> None:
    """Within its own cells, once these are no longer one."""
    for key in _some(sheet, 4):
        place = sheet.answers[key]
        area = sheet.area(place)
        if area.right > area.left and key in sheet.expected:
            sheet.merges.remove(area)
            _carry(sheet, key, (place[0], sheet.chance.randint(area.left, area.right)))


def label_renamed(sheet: Draft) -> None:
    for key in _some(sheet, 12):
        if words := sheet.field(key).synonyms:
            _print(sheet, sheet.labels[key], sheet.chance.choice(words))


def label_marked(sheet: Draft) -> None:
    marks = [
        "※{}",
        "★{}",
        "{}(必須)",
        "①{}",
        "{}【必須】",
        "(3) {}",
        "{}:",
        "{}:",
        "{}\n(記入してください)",
        "12.{}",
    ]
    for key in _some(sheet, 10):
        _print(sheet, sheet.labels[key], sheet.chance.choice(marks).format(sheet.field(key).label))


def label_typed(sheet: Draft) -> None:
    """Typed anew, in other widths and kana."""
    typed: list[Callable[[str], str]] = [said.wide, said.half, said.hiragana, lambda text: " ".join(text)]
    for key in _some(sheet, 10):
        _print(sheet, sheet.labels[key], sheet.chance.choice(typed)(sheet.field(key).label))


def label_deleted(sheet: Draft) -> None:
    """Only the label: its answer still says what it says."""
    key = sheet.chance.choice(_keys(sheet))
    sheet.cells.pop(sheet.labels.pop(key), None)


def label_joined(sheet: Draft) -> None:
    """Label and answer in one cell."""
    for key in _some(sheet, 3):
        cell = sheet.cells.get(sheet.answers[key])
        if (
            key in sheet.expected
            and cell
            and isinstance(cell.raw, str)
            and sheet.field(key).kind is not Kind.TICKS
        ):
            del sheet.cells[sheet.answers[key]]
            gap = sheet.chance.choice([":", "\n", ":"])
            _print(sheet, sheet.labels[key], f"{sheet.field(key).label}{gap}{cell.text.strip()}")
            sheet.answers[key] = sheet.labels[key]


def answer_below(sheet: Draft) -> None:
    """In a row of its own under the label, as wide as the form."""
    for key in _some(sheet, 2):
        row, column = sheet.labels[key]
        alone = [other for other, place in sheet.labels.items() if place[0] == row] == [key]
        below = sheet.area((row, column)).bottom + 1
        single = not any(area.top < below <= area.bottom for area in sheet.merges)
        if alone and single and key in sheet.expected and sheet.answers[key][1] > column:
            sheet.moved(lambda place, below=below: (place[0] + 1, place[1]) if place[0] >= below else place)  # type: ignore[misc]
            _carry(sheet, key, (below, column))
            sheet.merges.append(Area(below, column, below, column + 6))


def written_otherwise(sheet: Draft) -> None:
    """The same answers, as other people write them."""
    for key in _some(sheet, 25):
        field, value, place = sheet.field(key), sheet.expected.get(key), sheet.answers[key]
        if value is None or value in field.none_words or place not in sheet.cells:
            continue
        if field.kind is Kind.TICKS:
            options = field.options or CONTEXT.tables.options(field.options_from, CONTEXT.on)
            sheet.cells[place] = said.cell(said.ticks(value, options, sheet.chance))
        elif field.options_from or sheet.cells[place].text == "同上":
            continue
        elif writing := said.WRITINGS.get(field.kind):
            if isinstance(value, int) and field.kind is Kind.RATE:
                writing = said.yen
            sheet.cells[place] = said.cell(writing(value, field, sheet.chance))


def zero_lost(sheet: Draft) -> None:
    """A phone number that a program took for a number."""
    value, place = sheet.expected.get("tel"), sheet.answers.get("tel")
    if place and isinstance(value, str) and place != sheet.labels.get("tel"):
        bare = value.replace("-", "")
        sheet.cells[place] = said.cell(sheet.chance.choice([int(bare), float(bare)]))
        sheet.expected["tel"] = bare


def degrees_inside(sheet: Draft) -> None:
    """The number in the cell of the option, as other forms print it: 冷蔵(10℃以下)."""
    if sheet.expected.get("storage.degrees") == 10 and {"storage", "storage.degrees"} <= sheet.answers.keys():
        sheet.cells.pop(sheet.answers["storage.degrees"], None)
        sheet.answers["storage.degrees"] = sheet.answers["storage"]
        text = sheet.chance.choice(
            ["冷蔵(10℃以下)", "□常温　■冷蔵(１０℃以下)　□冷凍(　℃以下)", "要冷蔵 10度以下"]
        )
        sheet.cells[sheet.answers["storage"]] = said.cell(text)


def notes_moved(sheet: Draft) -> None:
    """Notes of the form put under or beside others, or deleted."""
    notes = {row.note for row in sheet.form.rows if row.note}
    places = [place for place, cell in sheet.cells.items() if cell.text in notes]
    for place in sheet.chance.sample(places, min(len(places), 5)):
        cell = sheet.cells.pop(place)
        to = (place[0] + sheet.chance.randint(-1, 1), sheet.chance.randint(3, 12))
        inside = any(
            area.top <= to[0] <= area.bottom and area.left <= to[1] <= area.right for area in sheet.merges
        )
        if (
            to not in sheet.cells
            and not inside
            and sheet.chance.random() < 0.7
            and to not in sheet.answers.values()
        ):
            sheet.cells[to] = cell


def remark_added(sheet: Draft) -> None:
    """Somebody's own words where nothing is printed."""
    text = sheet.chance.choice(
        ["至急お願いします", "営業部 田中", "※後日送付", "3月まで", "OK", "100", "確認済み 11/18"]
    )
    row, column = sheet.chance.randint(1, sheet.last_row + 3), sheet.chance.randint(9, 13)
    sheet.cells.setdefault((row, column), said.cell(text))


def answer_repeated(sheet: Draft) -> None:
    """A second, other text in the cells of an answer."""
    key = sheet.chance.choice(_keys(sheet))
    place = sheet.answers[key]
    area = sheet.area(place)
    if area.right > area.left and key in sheet.expected:
        sheet.merges.remove(area)
        sheet.cells[place[0], area.right] = said.cell("要確認")


def emptied(sheet: Draft) -> None:
    for key in _some(sheet, 3):
        sheet.cells.pop(sheet.answers[key], None)
        sheet.forget(key)


def rows_swapped(sheet: Draft) -> None:
    """Two rows that are rows of their own change places."""
    mixed = {
        row for area in sheet.merges for row in range(area.top, area.bottom + 1) if area.bottom > area.top
    }
    rows = sorted({place[0] for place in sheet.labels.values()} - mixed)
    if len(rows) > 1:
        one, two = sheet.chance.sample(rows, 2)
        sheet.moved(lambda place: ({one: two, two: one}.get(place[0], place[0]), place[1]))


def _keys(sheet: Draft) -> list[str]:
    """Those whose label and answer are still two cells, and whose answer has its cell for itself."""
    places = list(sheet.answers.values())
    apart = (key for key in sheet.answers if key in sheet.labels and sheet.labels[key] != sheet.answers[key])
    return [key for key in apart if key not in _FORM_ID and places.count(sheet.answers[key]) == 1]


def _some(sheet: Draft, most: int) -> list[str]:
    keys = _keys(sheet)
    return sheet.chance.sample(keys, min(len(keys), sheet.chance.randint(1, most)))


def _print(sheet: Draft, place: Place, text: str) -> None:
    sheet.cells[place] = Cell(at="", text=text, raw=text)


def _carry(sheet: Draft, key: str, to: Place) -> None:
    sheet.cells[to] = sheet.cells.pop(sheet.answers[key])
    sheet.answers[key] = to


MUTATIONS: tuple[Mutation, ...] = (
    rows_inserted,
    columns_inserted,
    first_column_deleted,
    row_deleted,
    titles_deleted,
    unmerged,
    some_unmerged,
    answer_moved,
    label_renamed,
    label_marked,
    label_typed,
    label_deleted,
    label_joined,
    answer_below,
    written_otherwise,
    written_otherwise,
    zero_lost,
    degrees_inside,
    notes_moved,
    remark_added,
    answer_repeated,
    emptied,
    rows_swapped,
)
