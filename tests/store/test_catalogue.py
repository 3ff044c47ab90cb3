"""The catalogue of the archive: what is found in years gone by, in which order, and read page by page."""

from datetime import timedelta
from pathlib import Path

import pytest

from rules import lookup
from rules.model import State
from rules.record import replace
from store import archiving, cases
from store.catalogue import Catalogue, Order
from store.documents import Store
from tests.store.matters import ARRIVED, matter, put
from tests.store.test_archiving import JAPAN, JUNE

EARLIER = ARRIVED - timedelta(days=365)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """R8-0001 to R8-0003 and a withdrawn R7-0001, all archived."""
    store = Store(tmp_path / "data")
    matters = [matter(f"R8-{n:04}") for n in range(1, 4)]
    matters.append(matter("R7-0001", arrived=EARLIER, state=State.WITHDRAWN))
    with store.transaction() as db:
        put(db, *matters)
    with store.transaction() as db:
        archiving.move(db, archiving.lot(db, JUNE, JAPAN), JAPAN)
    return store


def numbers(store: Store, typed: str = "", order: Order = Order.NUMBER) -> list[str]:
    catalogue = Catalogue(store.archive)
    return [each.number for each in catalogue.page(catalogue.find(lookup.words(typed), order)) if each]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["R7-0001", "R8-0001", "R8-0002", "R8-0003"]),
        ("書庫", ["R7-0001", "R8-0001", "R8-0002", "R8-0003"]),
        ("-書庫", []),
        ("Ｒ８-0002", ["R8-0002"]),
        ("小郡 ８-0002", ["R8-0002"]),
        ("info@foods 状態:取下げ", ["R7-0001"]),
        ("-状態:取下げ -8-0001", ["R8-0002", "R8-0003"]),
        ("100%_", []),
        ("' OR 1 --", []),
        ("回:2026-12", []),
    ],
)
def test_words_find_as_in_the_register(store: Store, typed: str, found: list[str]) -> None:
    """The same words as in the tray, whatever stands in them."""
    assert numbers(store, typed) == found


def test_a_case_is_found_alike_before_and_after(store: Store) -> None:
    """What a search finds while a case is live, it finds by the same short words once it is archived."""
    case = cases.get(store.snapshot(), "R8-0002")
    assert case is not None
    business = cases.business(store.snapshot(), case.business)
    live = lookup.text_of(case, business)
    for typed in ("8-0002", "状態:通知済", "検査:なし", "小郡食品", f"回:{case.round}", "結果:不選定"):
        assert lookup.fits(live, lookup.words(typed)) is ("R8-0002" in numbers(store, typed))


def test_orders(store: Store) -> None:
    """The last that came into the archive first, unless another order is asked for."""
    assert numbers(store, order=Order.NEWEST) == ["R7-0001", "R8-0003", "R8-0002", "R8-0001"]
    for order in Order:
        assert sorted(numbers(store, order=order)) == numbers(store)


def test_numbers_stand_as_they_were_given(tmp_path: Path) -> None:
    """R9-0412 before R10-0001, whatever letters say."""
    store = Store(tmp_path / "ten")
    years = {"R10-0001": 2, "R9-0412": 1, "R9-10000": 1}
    with store.transaction() as db:
        put(db, *(matter(number, arrived=ARRIVED + timedelta(days=365 * n)) for number, n in years.items()))
    with store.transaction() as db:
        archiving.move(db, archiving.lot(db, JUNE + timedelta(days=1000), JAPAN), JAPAN)

    assert numbers(store) == ["R9-0412", "R9-10000", "R10-0001"]


def test_what_stands_in_the_register_is_not_doubled(store: Store) -> None:
    """A case that was taken up again is live: lists leave its archived copy out."""
    with store.transaction() as db:
        case = cases.get(db, "R8-0002")
        assert case is not None
        cases.put(db, replace(case, product="新しい名前"))
    catalogue = Catalogue(store.archive)
    found = catalogue.page(catalogue.find(order=Order.NUMBER, but=store.snapshot().rows(cases.CASES).keys()))

    assert [each.number for each in found if each] == ["R7-0001", "R8-0001", "R8-0003"]


def test_a_page_knows_what_has_gone(store: Store) -> None:
    """An id whose case was erased meanwhile gives None; the others stay in their places."""
    catalogue = Catalogue(store.archive)
    ids = catalogue.find(order=Order.NUMBER)
    store.archive.remove([("cases", "R8-0001")])

    assert [each.number if each else None for each in catalogue.page(ids)] == [
        "R7-0001",
        None,
        "R8-0002",
        "R8-0003",
    ]
    assert catalogue.id_of("R8-0001") is None and catalogue.id_of("R8-0002") == ids[2]


def test_no_archive_holds_nothing(tmp_path: Path) -> None:
    """An office in its first year has an empty catalogue, and asking makes no file."""
    catalogue = Catalogue(Store(tmp_path / "data").archive)

    assert not catalogue.find() and catalogue.page([]) == [] and catalogue.id_of("R8-0001") is None
    assert not catalogue.archive.file.exists()
