"""Dates as people write them."""

from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from rules.values.dates import from_cell, parse
from tests.rules.filled import TABLES

ERAS = TABLES.eras.era


@pytest.mark.parametrize(
    "text",
    [
        "令和8年4月1日",
        "令和 8 年 4 月 1 日",
        "令和８年４月１日",
        "令和8年04月01日(水)",
        "令和8.4.1",
        "R8.4.1",
        "r8/4/1",
        "Ｒ８．４．１",
        "R.8.4.1",
        "R8-4-1",
        "㋿8年4月1日",
        "令8.4.1",
        "2026年4月1日",
        "西暦2026年4月1日",
        "2026/4/1",
        "２０２６／４／１",
        "2026-04-01",
        "2026.4.1",
        "20260401",
        "2026-04-01 00:00:00",
        "2026年4月1日 水曜日",
        "2026/4/1 水",
        "令和8年4月1日 記入",
        "2026/4/1迄",
    ],
)
def test_one_day_is_written_in_many_ways(text: str) -> None:
    """Era and western dates, full-width, with spaces, weekday or time, all name the same day."""
    assert parse(text, ERAS) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H元.1.8", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("㍼50年12月31日", date(1975, 12, 31)),
    ],
)
def test_first_years_and_older_eras(text: str, day: date) -> None:
    """元年 is the year 1, and the eras before Reiwa are read as well."""
    assert parse(text, ERAS) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年4月1日から令和13年3月31日まで", date(2031, 3, 31)),
        ("R8.4.1〜R13.3.31", date(2031, 3, 31)),
        ("自 令和8年4月1日 至 令和13年3月31日", date(2031, 3, 31)),
        ("令和13年3月末", date(2031, 3, 31)),
        ("2028年2月末日まで", date(2028, 2, 29)),
    ],
)
def test_the_end_of_a_period_or_of_a_month(text: str, day: date) -> None:
    """As licences print it: the last day is the one that is asked for."""
    assert parse(text, ERAS) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "令和13年3月31日から令和8年4月1日まで",
        "令和8年度",
        "令和8年4月",
        "4月1日",
        "令和8年2月30日",
        "8.4.1",
        "明日",
        "X8.4.1",
        "令和0年4月1日",
        "R00.4.1",
        "2026/13/1",
        "0000/1/1",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    """A text that names no full, existing day is None."""
    assert parse(text, ERAS) is None


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (datetime(2026, 4, 1, 9, 30), date(2026, 4, 1)),  # noqa: DTZ001  # a cell's date has no zone
        (date(2026, 4, 1), date(2026, 4, 1)),
        (46113, date(2026, 4, 1)),
        (46113.5, date(2026, 4, 1)),
        (8.4, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        ("46113", None),
    ],
)
def test_date_cells_and_serial_numbers(raw: object, day: date | None) -> None:
    """A date cell is its day, also where only the serial number was left of it."""
    assert from_cell(raw) == day


@given(st.dates(min_value=date(1927, 1, 1), max_value=date(2117, 12, 31)))
def test_every_day_survives_its_era_form(day: date) -> None:
    """A day written in its era is read as the same day."""
    era = next(each for each in ERAS if each.first_day <= day)
    text = f"{era.name}{day.year - era.first_day.year + 1}年{day.month}月{day.day}日"

    assert parse(text, ERAS) == day
