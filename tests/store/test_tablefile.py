"""Tables are files that an office may edit; `doctor` says what would break the day's work."""

from pathlib import Path

import pytest

from store import tablefile
from store.library import BUILTIN


def edited(folder: Path, name: str, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """(key, problem) of the office's copy with these texts replaced."""
    text = (BUILTIN / "tables" / f"{name}.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    found = tablefile.problems(folder)
    assert all(each.mend and each.file == str(folder / f"{name}.toml") for each in found)
    return [(each.key, each.problem) for each in found]


def test_our_own_tables_are_sound() -> None:
    """What we ship passes what the office's copies must pass."""
    assert tablefile.problems(BUILTIN / "tables") == []


def test_an_office_without_copies_has_no_problem(tmp_path: Path) -> None:
    """The folder need not even exist."""
    assert tablefile.problems(tmp_path / "tables") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "problem"),
    [
        ("mail_words", "withdraw = [", "withdrew = [", "withdraw", "この項目がありません。"),
        ("words", "tableware = [", "table = [", "tableware", "この項目がありません。"),
        ("mail_words", 'pledge = ["誓約"]', 'pledge = "誓約"', "pledge", "言葉の一覧ではありません。"),
        ("mail_words", 'pledge = ["誓約"]', 'pledge = ["誓約"]\nnew = ["x"]', "new", "知らない項目です。"),
        ("allergens", "2024-03-28", "2026-04-02", "version", "日付の順に並んでいません。"),
        (
            "allergens",
            '"みそ" = ["大豆"]',
            '"みそ" = ["だいず"]',
            "contains.みそ",
            "「だいず」は一覧にありません。",
        ),
        ("allergens", '"もも" = ["桃"', '"ピーチ" = ["桃"', "synonyms.ピーチ", "一覧にない名前です。"),
        ("eras", "1989-01-08", "2020-01-08", "era", "日付の順に並んでいません。"),
        ("reasons", '"R02"', '"R01"', "R01", "同じ code が 2 回あります。"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, name: str, old: str, new: str, key: str, problem: str) -> None:
    """File, key, what is wrong and what to do."""
    assert (key, problem) in edited(tmp_path, name, (old, new))


def test_every_slip_is_told_at_once(tmp_path: Path) -> None:
    """One file's problem hides none of another's, and a broken one no other."""
    edited(tmp_path, "mail_words", ("withdraw = [", "withdrew = ["), ("pledge = [", "pledges = ["))
    (tmp_path / "tax_rates.toml").write_text("version = [", "utf-8")
    (tmp_path / "alergens.toml").write_text("", "utf-8")

    found = {(Path(each.file).stem, each.key) for each in tablefile.problems(tmp_path)}
    assert found == {
        ("mail_words", "withdraw"),
        ("mail_words", "pledge"),
        ("tax_rates", ""),
        ("alergens", ""),
    }


def test_slips_stand_in_one_order(tmp_path: Path) -> None:
    """Whoever mends one and looks again finds the others where they were."""
    (tmp_path / "mail_words.toml").write_text("", "utf-8")

    keys = [each.key for each in tablefile.problems(tmp_path)]
    assert len(keys) > 4 and keys == sorted(keys)


def test_a_dated_table_needs_a_row(tmp_path: Path) -> None:
    """Without any version no day has a rate."""
    (tmp_path / "tax_rates.toml").write_text("version = []", "utf-8")

    (problem,) = tablefile.problems(tmp_path)
    assert problem.problem == "1つもありません。"
