"""Values of the office come back from their documents exactly as they went in."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st
from msgspec.structs import fields

from rules.model import Answer, Arrival, Business, Case, Entry, Letter, RoundRecord
from rules.record import Struct
from store.codec import from_document, to_document

INSTANTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001  # Hypothesis adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]),
)
VALUES = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.lists(st.text()).map(tuple),
)
ANSWERS = st.builds(Answer, value=VALUES, text=st.text(), cell=st.none() | st.text())
st.register_type_strategy(datetime, INSTANTS)
st.register_type_strategy(Answer, ANSWERS)
st.register_type_strategy(
    Entry,
    st.builds(
        Entry, form=st.text(), fields=st.dictionaries(st.text(), ANSWERS, max_size=3), findings=st.just(())
    ),
)


def through_json(value: Any) -> Any:
    document = msgspec.json.decode(msgspec.json.encode(to_document(value)))
    return from_document(type(value), document)


@pytest.mark.parametrize("kind", [Case, Business, Arrival, Letter, RoundRecord])
@given(data=st.data())
def test_a_value_survives_its_document(kind: type[Struct], data: st.DataObject) -> None:
    """Whatever a case, business, arrival, letter or round holds comes back equal, through real JSON."""
    value = data.draw(st.builds(kind, **{field.name: st.from_type(field.type) for field in fields(kind)}))

    assert through_json(value) == value


def test_a_date_and_a_text_that_looks_like_one_stay_apart() -> None:
    """A judged date comes back as date, the same characters in a text answer as text."""
    entry = Entry(
        form="food",
        fields={
            "on": Answer(value=date(2026, 11, 20)),
            "note": Answer(value="2026-11-20"),
            "n": Answer(value=3.0),
        },
    )

    back = through_json(entry)

    assert back.value("on") == date(2026, 11, 20)
    assert back.value("note") == "2026-11-20"
    assert isinstance(back.value("n"), float)


def test_naive_times_are_refused() -> None:
    """A datetime without a zone never enters the store."""
    with pytest.raises(ValueError, match="naive"):
        to_document(RoundRecord(id="2026-11", closed_at=datetime(2026, 11, 21)))  # noqa: DTZ001


def test_unknown_keys_are_passed_over() -> None:
    """A newer program may add keys; an older one still reads the document."""
    document = to_document(RoundRecord(id="2026-11")) | {"moon": "full"}

    assert from_document(RoundRecord, document) == RoundRecord(id="2026-11")


def test_half_characters_do_not_stop_the_register() -> None:
    """A lone surrogate, which no file can hold, is replaced instead of failing the whole commit."""
    assert through_json(Business(id="J-0001", name="小郡\udc8d食品")).name == "小郡?食品"
