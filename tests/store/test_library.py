"""The library: the office's own file first, ours otherwise, and every mistake named."""

import re
from pathlib import Path

import pytest

from store.library import BUILTIN as OURS, Library
from store.tomlfile import LibraryError

BUILTIN = Library()


def _office(directory: Path, folder: str, name: str, text: str) -> Library:
    (directory / folder).mkdir(exist_ok=True)
    (directory / folder / name).write_text(text, "utf-8")
    return Library(directory)


def _food() -> str:
    return (OURS / "forms" / "food.toml").read_text("utf-8")


def test_both_forms_come_with_the_program() -> None:
    """Without a copy of the office's own, the forms are ours; the pledge is none of them."""
    assert [form.form_id for form in BUILTIN.forms()] == ["OGORI-F-2", "OGORI-N-2"]


def test_the_offices_own_form_counts_at_once(tmp_path: Path) -> None:
    """A copy in the data directory hides ours from the next call on; the other form stays."""
    library = Library(tmp_path)
    before = library.form("food").title
    _office(tmp_path, "forms", "food.toml", _food().replace(before, "別の様式"))

    assert [form.title for form in library.forms()][0] == "別の様式"
    assert library.form("nonfood") == BUILTIN.form("nonfood")


def test_an_edit_counts_at_once(tmp_path: Path) -> None:
    """What was read is given again as long as its file stays, and no longer: edited, replaced or removed."""
    library = _office(tmp_path, "letters", "alert.txt", "件名: 一\n\n本文")
    first = library.letter("alert")
    assert library.letter("alert") is first and library.form("food") is library.form("food")

    _office(tmp_path, "letters", "alert.txt", "件名: 二番目\n\n本文")
    assert library.letter("alert").startswith("件名: 二番目")

    written = tmp_path / "letters" / "alert.txt"
    (tmp_path / "copy").write_text("件名: 三番目\n\n本文", "utf-8")
    (tmp_path / "copy").replace(written)
    assert library.letter("alert").startswith("件名: 三番目")

    written.unlink()
    assert library.letter("alert") == BUILTIN.letter("alert")


def test_the_offices_own_letter(tmp_path: Path) -> None:
    """A letter text is read as UTF-8 with or without a byte order mark."""
    library = _office(tmp_path, "letters", "query.txt", "\ufeff件名: お尋ね\n\n本文")

    assert library.letter("query").startswith("件名: お尋ね")


def test_tables_are_read_whole() -> None:
    """Every table that the rules ask is there, dated versions included."""
    tables = BUILTIN.tables()

    assert "えび" in tables.allergens.version[0].mandatory
    assert BUILTIN.table("tax_rates")["version"][0]["standard"] == tables.tax_rates.version[0].standard


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        (
            'key = "net"',
            'key = "net"\n  colour = "red"',
            r"sections\[2\].rows\[6\].answers\[1\].colour",
            "知らない",
        ),
        ('key = "net"', 'key = "jan"', "jan", "2 回"),
        ('field = "license", is', 'field = "licence", is', r"license\.reason\.when", "licence"),
        ('is = ["許可"]', 'is = ["免許"]', r"license_detail\.trade\.when", "免許"),
        ('is = ["許可"]', "is = []", r"license_detail\.trade\.when", "条件"),
        ('when = { field = "entry_kind", is = ["再エントリー", "内容変更"] }', "", "prev_no", "when"),
        ('options = ["法人", "個人", "団体"]', "", "biz_type", "選択肢"),
        (
            'options = ["法人", "個人", "団体"]',
            'options = ["法人", "個人", "内容量"]',
            "biz_type",
            "欄の名前",
        ),
        ("span = 3", "span = 9", "entry_date", "span"),
        ('synonyms = ["市町", "市町村"]', 'synonyms = ["住所"]', "muni", "住所"),
        ('kind = "date"', 'kind = "day"', "", "使えない値"),
        ('form_id = "OGORI-F-2"', "", "", "form_id"),
        ('title = "写真と備考"', "title = ", "", "書き方"),
    ],
)
def test_a_mistake_in_a_form_is_named(tmp_path: Path, old: str, new: str, key: str, problem: str) -> None:
    """The error names the file, the key and what is wrong."""
    assert old in _food()
    library = _office(tmp_path, "forms", "food.toml", _food().replace(old, new))

    with pytest.raises(LibraryError) as caught:
        library.form("food")

    first = caught.value.problems
    assert {each.file for each in first} == {str(tmp_path / "forms" / "food.toml")}
    assert any(re.fullmatch(key, each.key) and problem in each.problem for each in first)


def test_every_mistake_is_told_together(tmp_path: Path) -> None:
    """Two unknown keys are two problems of one error."""
    text = _food().replace('key = "net"', 'key = "net"\n  a = 1\n  b = 2')

    with pytest.raises(LibraryError) as caught:
        _office(tmp_path, "forms", "food.toml", text).form("food")

    assert len(caught.value.problems) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A letter that nobody wrote is an error that names it, not a traceback of the file system."""
    with pytest.raises(LibraryError, match="letters/nothing.txt"):
        Library(tmp_path).letter("nothing")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    """Shift_JIS is named as what it is."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "query.txt").write_bytes("件名".encode("cp932"))

    with pytest.raises(LibraryError, match="UTF-8"):
        Library(tmp_path).letter("query")
