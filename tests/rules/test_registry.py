"""The office's own list of earlier years, read by its headings."""

from collections.abc import Sequence
from datetime import date

import pytest

from rules.registry import Record, Refused, records
from tests import entries

WORDS = entries.LIBRARY.table("registry")
ERAS = entries.LIBRARY.tables().eras.era
TODAY = date(2026, 11, 16)
COLUMNS = ("name", "number", "representative", "municipality", "phone", "mail", "pledge")
FOODS = (
    "株式会社小郡食品",
    "7123456789012",
    "髙田 一郎",
    "小郡市",
    "0942-00-1234",
    "Info@example.jp",
    "R7.6.1",
)


def read(*rows: Sequence[str]) -> tuple[Record | Refused, ...]:
    told = [(str(at), dict(zip(COLUMNS, row, strict=True))) for at, row in enumerate(rows, 2)]
    return records(told, WORDS, ERAS, TODAY)


def test_a_row_is_a_business() -> None:
    """Each row keeps the number that the workbook shows."""
    (record,) = read(FOODS)

    assert record == Record(
        row="2",
        name="株式会社小郡食品",
        number="7123456789012",
        representative="髙田 一郎",
        municipality="小郡市",
        phone="0942-00-1234",
        mail="info@example.jp",
        pledged=True,
        pledged_on=date(2025, 6, 1),
    )


@pytest.mark.parametrize(
    ("told", "pledged", "on"),
    [
        ("2025-06-01", True, date(2025, 6, 1)),
        ("令和7年6月1日", True, date(2025, 6, 1)),
        ("提出済み", True, None),
        ("○", True, None),
        ("未提出", False, None),
        ("", False, None),
    ],
)
def test_pledges(told: str, pledged: bool, on: date | None) -> None:
    """A day, or a word for given or not; nothing means not given."""
    (record,) = read((*FOODS[:-1], told))
    assert isinstance(record, Record) and (record.pledged, record.pledged_on) == (pledged, on)


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        (0, "", "事業者名がありません"),
        (1, "7123456789013", "法人番号の「7123456789013」"),
        (1, "12345", "法人番号の「12345」"),
        (5, "なし", "メールアドレスの「なし」"),
        (6, "去年の夏", "誓約書提出日の「去年の夏」"),
        (6, "令和9年4月1日", "まだ来ていません"),
    ],
)
def test_what_cannot_be_taken_is_named(place: int, text: str, told: str) -> None:
    """A row that says something unclear is refused as a whole, with its number and the reason; others are not."""
    bad = (*FOODS[:place], text, *FOODS[place + 1 :])
    refused, good = read(bad, FOODS)

    assert isinstance(refused, Refused) and refused.row == "2" and told in refused.reason
    assert isinstance(good, Record)


def test_a_business_stands_there_once() -> None:
    """The second row of one business is refused and names the first."""
    _, twice = read(FOODS, ("別の名前", *FOODS[1:]))
    assert isinstance(twice, Refused) and "2行目" in twice.reason
