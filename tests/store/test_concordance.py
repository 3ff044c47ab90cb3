"""The concordance: it finds what reading every case would find, whatever is written and erased, and forgets wholly."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, strategies as st

from rules import lookup
from rules.lookup import Word
from rules.record import replace
from store import archiving
from store.archive import Archive
from store.catalogue import Catalogue, Order
from store.finished import Finished, Summary
from store.rows import Row
from tests.store.matters import ARRIVED, FIRM, matter

NAMES = (
    "株式会社見本食品",
    "㈱みほん",
    "ヤマモト商店",
    "やまもと商店",
    "髙橋&サンズ",
    "久留米 絣の会",
    "100% _Juice",
)
LETTERS = "見本食品の会社やまモト商店1002%_-\"'*& かkan\u3099髙\U00020b9f\x00\t"
"""What asks the most of an index: signs that SQL or FTS5 knows, kana of both kinds, a character beyond 16 bits."""


def finished(number: str, words: str) -> Finished:
    summary = Summary(
        number=number,
        year="R7",
        state="notified",
        round=None,
        business=FIRM.id,
        name=FIRM.name,
        product="",
        arrived_at=ARRIVED,
    )
    return Finished(
        kind="cases",
        row=Row(number, msgspec.Raw(b"{}"), 0),
        year="R7",
        summary=summary,
        words=words,
    )


def text(product: str) -> str:
    """As the case of this product is found by."""
    return archiving.words_of(replace(matter().case, product=product), FIRM)


def found(archive: Archive, wanted: Sequence[Word]) -> list[str | None]:
    catalogue = Catalogue(archive)
    return [each.number if each else None for each in catalogue.page(catalogue.find(wanted, Order.NUMBER))]


def read(texts: dict[str, str], wanted: Sequence[Word]) -> list[str]:
    return sorted(number for number, words in texts.items() if lookup.fits(words, wanted))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, dict[str, str]]:
    """Forty cases: of each name and its pieces, and the alphabet in two orders."""
    archive = Archive(tmp_path_factory.mktemp("shelf"))
    pieces = [name[at:] for name in NAMES for at in range(0, len(name), 2)]
    names = (*NAMES, *pieces, LETTERS, LETTERS[::-1], "")
    texts = {f"R7-{n:04}": text(name) for n, name in enumerate(names, 1)}
    archive.put(finished(number, words) for number, words in texts.items())
    return archive, texts


@given(
    st.lists(
        st.one_of(
            st.text(LETTERS, max_size=5),
            st.sampled_from(NAMES).flatmap(lambda name: st.text(name, max_size=3)),
            st.sampled_from(
                ["状態:通知済", "状態:通", "市町:", "検査:なし", "回:R8-11", "yamamoto", "yama", "k"]
            ),
        ).flatmap(lambda typed: st.sampled_from([typed, f"-{typed}"])),
        max_size=4,
    ).map(" ".join)
)
def test_it_finds_what_reading_finds(shelf: tuple[Archive, dict[str, str]], typed: str) -> None:
    """One character or many, fields, romaji, what must not stand there, signs of any language: the same cases."""
    archive, texts = shelf
    wanted = lookup.words(typed)

    assert archive.backlog == 0
    assert found(archive, wanted) == read(texts, wanted)


def test_many_words_are_no_trouble(shelf: tuple[Archive, dict[str, str]]) -> None:
    """A page of text pasted into the search is answered as well."""
    archive, texts = shelf
    for typed in ("見 " * 300, "-鼈 " * 300, "見本食品" * 300, f"{'a' * 90} " * 90):
        assert found(archive, lookup.words(typed)) == read(texts, lookup.words(typed))


def test_a_case_that_changed_is_found_by_what_it_is_now(tmp_path: Path) -> None:
    """It was taken up again and archived anew: by its old words nobody finds it."""
    archive = Archive(tmp_path)
    archive.put([finished("R7-0001", text("柿酢")), finished("R7-0002", text("梅酢"))])
    archive.put([finished("R7-0001", text("柿茶"))])

    assert found(archive, lookup.words("柿酢")) == []
    assert found(archive, lookup.words("柿茶")) == found(archive, lookup.words("-酢")) == ["R7-0001"]


def rare(n: int) -> str:
    """Three characters that no other case has: their bytes in the file are a trace of this one."""
    return "".join(chr(0x2A000 + 3 * n + step) for step in range(3))


def traces(archive: Archive, name: str) -> list[str]:
    """Characters of which anything is left in the file: as they are, as FTS5 lists them, or as bytes of a token."""
    with closing(sqlite3.connect(archive.file)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, concordance, row)")
        terms = {term for (term,) in connection.execute("SELECT term FROM vocabulary")}
    data = archive.file.read_bytes()
    return [
        letter
        for letter in name
        if letter.encode() in data
        or letter.encode().hex().encode() in data
        or any(letter.encode().hex() in term for term in terms)
    ]


def test_what_is_erased_leaves_no_trace(tmp_path: Path) -> None:
    """After some lots, of which FTS5 makes a file of many pieces, nothing of the case's words is in it any more."""
    archive = Archive(tmp_path)
    for lot in range(6):
        archive.put(finished(f"R7-{n:04}", text(rare(n))) for n in range(lot, 240, 6))
    assert traces(archive, rare(100)) == list(rare(100))

    archive.remove([("cases", "R7-0100")])

    assert traces(archive, rare(100)) == []
    assert traces(archive, rare(101)) == list(rare(101))
    assert found(archive, lookup.words(rare(100))) == []
    assert found(archive, lookup.words(rare(101)[:2])) == ["R7-0101"]


def test_what_replaced_a_case_goes_with_it(tmp_path: Path) -> None:
    """A case that had other words earlier is erased with these, too."""
    archive = Archive(tmp_path)
    archive.put([finished("R7-0001", text(rare(1))), finished("R7-0003", text(rare(3)))])
    archive.put([finished("R7-0001", text(rare(2)))])

    archive.remove([("cases", "R7-0001")])

    assert traces(archive, rare(1)) == traces(archive, rare(2)) == []
    assert found(archive, lookup.words("書庫")) == ["R7-0003"]


def age(archive: Archive) -> None:
    """The file as the program before wrote it: tables of the first shape, and nothing else."""
    with closing(sqlite3.connect(archive.file, isolation_level=None)) as connection:
        connection.execute("DROP TABLE concordance")
        connection.execute("DROP TABLE backlog")
        connection.execute("PRAGMA user_version = 1")


def numbered(numbers: Iterable[int]) -> list[str]:
    return [f"R7-{n:04}" for n in numbers]


def test_an_older_archive_gets_its_concordance_lot_by_lot(tmp_path: Path) -> None:
    """It is searched by reading until the last lot; what is written meanwhile is found, what is erased is not."""
    archive = Archive(tmp_path)
    archive.put(finished(number, text(f"柿 {number}")) for number in numbered(range(1, 8)))
    age(archive)
    assert archive.backlog == 7
    assert found(archive, lookup.words("柿")) == numbered(range(1, 8))

    archive.put([finished("R7-0002", text("梅")), finished("R7-0008", text("柿 8"))])
    archive.remove([("cases", "R7-0007"), ("cases", "R7-0001")])
    assert archive.backlog == 7 and found(archive, lookup.words("柿")) == numbered((3, 4, 5, 6, 8))
    steps = []
    while archive.backlog:
        archive.work_off(2)
        steps.append(archive.backlog)
        assert found(archive, lookup.words("柿")) == numbered((3, 4, 5, 6, 8))

    assert steps == [4, 2, 0]
    assert found(archive, lookup.words("梅")) == ["R7-0002"]


def test_it_can_be_made_anew(tmp_path: Path) -> None:
    """Whatever happened to it: with the number of the shape before, the next write begins it again."""
    archive = Archive(tmp_path)
    archive.put([finished("R7-0001", text("柿酢"))])
    with closing(sqlite3.connect(archive.file, isolation_level=None)) as connection:
        connection.execute("INSERT INTO concordance (concordance) VALUES ('delete-all')")
        assert found(archive, lookup.words("柿酢")) == []
        connection.execute("PRAGMA user_version = 1")

    assert found(archive, lookup.words("柿酢")) == ["R7-0001"]
    archive.work_off(10)

    assert archive.backlog == 0 and found(archive, lookup.words("柿酢")) == ["R7-0001"]
