"""The draft as TOML, written by hand and proved by the standard reader."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, strategies as st

from mailbot.learning.writing import value
from rules.forms import Kind, When

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.one_of(
        TEXT, st.lists(TEXT), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False)
    )
)
def test_what_is_written_is_read(given_: Any) -> None:
    """Any text, quotes, backslashes, line breaks and control characters included; lists, numbers, truth."""
    assert tomllib.loads(f"a = {value(given_)}") == {"a": given_}


@pytest.mark.parametrize(
    ("given_", "written"),
    [
        (Kind.LIST, '"list"'),
        (When(field="category", is_=("酒類",)), '{ field = "category", is = ["酒類"] }'),
        (When(field="biz_type", not_=("個人",)), '{ field = "biz_type", not = ["個人"] }'),
    ],
)
def test_words_of_a_form(given_: Any, written: str) -> None:
    """Kinds by their name, conditions as the form files spell them."""
    assert value(given_) == written
