"""Answers stay in their document until somebody asks for them."""

import tracemalloc

import msgspec

from rules.model import Answer, Entry
from store import codec
from store.answers import KEPT, Answers

SHEETS = 20 * KEPT
DOCUMENT = codec.to_document(
    Entry(form="food", fields={f"field{n}": Answer(value=f"答え{n}", text=f"答え{n}") for n in range(60)})
)


def test_answers_are_those_of_the_sheet() -> None:
    """They are equal to the mapping that they were written from, and written again as they stand."""
    written = {
        "name": Answer(value="味噌", text="味噌"),
        "price": Answer(value=500, text="500円", cell="票!C9"),
    }

    read = codec.from_document(Entry, codec.to_document(Entry(form="food", fields=written)))

    assert isinstance(read.fields, Answers)
    assert read.fields == written
    assert list(read.fields) == ["name", "price"]
    assert codec.to_document(read) == codec.to_document(Entry(form="food", fields=written))


def test_a_missing_answer_is_none() -> None:
    """A document without answers, as an older program may have left it, is a sheet without answers."""
    read = codec.read(Entry, b'{"form": "food"}')

    assert read.fields == {}
    assert read.value("name") is None


def test_a_walk_over_many_sheets_keeps_few_of_them() -> None:
    """Who reads the answers of hundreds of sheets, one after the other, holds those of the last few."""
    entries = [codec.read(Entry, msgspec.json.encode(DOCUMENT)) for _ in range(SHEETS)]

    tracemalloc.start()
    for entry in entries[:KEPT]:
        assert entry.text("field59") == "答え59"
    few = tracemalloc.get_traced_memory()[0]
    for entry in entries:
        assert entry.text("field59") == "答え59"
    all_ = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert all_ < 2 * few
