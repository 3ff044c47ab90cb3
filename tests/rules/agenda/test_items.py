"""The agenda's order, its columns and what the public copy strikes out, as pure values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from rules.agenda.columns import VALUES, price_with_tax
from rules.agenda.items import Group, Item, Profile, by_business, by_municipality, group_of, ordered
from rules.agenda.veil import Veil
from rules.model import Answer, Business, Case, Entry, State
from tests.entries import LIBRARY, MUNICIPALITIES, form
from tests.rules.office import ARRIVAL

PAPER = LIBRARY.agenda()


def item(number: str = "R8-0001", group: Group = Group.NEW, town: str = "小郡市", **values: Any) -> Item:
    """One product; dots of keys as '__'."""
    fields: Mapping[str, Answer] = {
        key.replace("__", "."): Answer(value=value, text="" if value is None else str(value))
        for key, value in values.items()
    }
    case = Case(
        number=number,
        state=State.TABLED,
        form="food",
        business=f"J-{town}",
        product="梅干し",
        arrived_at=ARRIVAL,
        entry=Entry(form="food", fields=fields),
        notice_to="ume@example.jp",
    )
    business = Business(id=case.business, name=f"{town}食品", municipality=town, representative="髙田 一郎")
    return Item(case=case, business=business, form=form("food"), group=group, accepted_on=date(2026, 11, 16))


def shown(key: str, **values: Any) -> object:
    return VALUES[key](item(**values), PAPER)


def test_order_is_by_group_then_by_number() -> None:
    items = [item("R9-0003", Group.DEFERRED), item("R10-0009"), item("R9-0001", Group.AGAIN), item("R9-0012")]

    assert [(each.place, each.case.number) for each in ordered(items)] == [
        (1, "R9-0012"),
        (2, "R10-0009"),
        (3, "R9-0001"),
        (4, "R9-0003"),
    ]


@pytest.mark.parametrize(
    ("kind", "deferred", "group"),
    [
        ("新規", False, "new"),
        ("再エントリー", False, "again"),
        ("内容変更", False, "again"),
        ("新規", True, "deferred"),
    ],
)
def test_a_product_that_was_deferred_counts_as_such(kind: str, deferred: bool, group: str) -> None:
    assert group_of(item(entry_kind=kind).case, was_deferred=deferred) == group


def test_counts_name_every_municipality_and_what_lies_outside() -> None:
    items = [item(town="小郡市"), item(town="小郡市", group=Group.AGAIN), item(town="鳥栖市")]

    towns = by_municipality(items, MUNICIPALITIES, "圏域外")
    assert [(count.name, count.total) for count in towns if count.total] == [("小郡市", 2), ("圏域外", 1)]
    assert [count.name for count in towns] == [*MUNICIPALITIES, "圏域外"]
    assert [(count.name, count.total) for count in by_business(items)] == [
        ("小郡市食品", 2),
        ("鳥栖市食品", 1),
    ]


@pytest.mark.parametrize(
    ("price", "rate", "expected"),
    [
        (650, "8%", 702),
        (999, "8%", 1078),
        (800, "10%", 880),
        (800, "０%", 800),
        (800, "", None),
        (None, "8%", None),
    ],
)
def test_the_price_with_tax_drops_a_fraction(price: int | None, rate: str, expected: int | None) -> None:
    assert price_with_tax(item(price=price, tax_rate=rate)) == expected


def test_narrow_columns_say_it_shortly() -> None:
    assert shown("storage", storage="冷蔵", storage__degrees=10) == "冷蔵 10℃以下"
    assert shown("eligibility", eligibility=("1 圏域内", "３ ゆかり")) == "1・3"
    assert shown("licence", license="許可", license_detail__until=date(2031, 3, 31)) == "許可\nR13.3.31"
    assert shown("wholesale", wholesale=380) == 380 and shown("wholesale", wholesale="70%") == "70%"
    assert shown("net") == shown("shelf_life") == shown("storage") == "―"


def test_every_column_of_the_table_has_a_value() -> None:
    """Whatever a sheet lacks, each column gives a text, a number or nothing."""
    assert all(isinstance(VALUES[key](item(), PAPER), str | int | None) for key in VALUES)
    assert {column.key for column in PAPER.columns} == VALUES.keys()


@given(st.text(), st.sampled_from(["0942-72-2111", "090-1234-5678", "0942722111", "a.b@example.co.jp"]))
def test_the_public_copy_strikes_out_numbers_and_addresses(text: str, contact: str) -> None:
    """Wherever they stand, even those that no field holds."""
    veil = Veil.over(item(), Profile.PUBLIC, PAPER)

    assert contact not in veil(f"{text} {contact} {text}")


def test_the_public_copy_strikes_out_what_its_fields_hold() -> None:
    """Also in a sentence; the full copy tells all, and no short word is torn out of others."""
    told = item(contact_name="山﨑 花子", address="福岡県小郡市見本町1番地2", tel="0942-00-1234", rep="髙田")
    text = "担当の山﨑 花子です。福岡県小郡市見本町1番地2でお待ちします。髙田の梅。"

    assert (
        Veil.over(told, Profile.PUBLIC, PAPER)(text) == "担当の(省略)です。(省略)でお待ちします。髙田の梅。"
    )
    assert Veil.over(told, Profile.FULL, PAPER)(text) == text
