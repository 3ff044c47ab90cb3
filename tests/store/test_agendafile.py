"""tables/agenda.toml of the office: what it may change, and what it is told about."""

from pathlib import Path

import pytest

from store.library import BUILTIN, Library
from store.tablefile import problems
from store.tomlfile import LibraryError

OURS = (BUILTIN / "tables" / "agenda.toml").read_text("utf-8")


def library(folder: Path, old: str = "", new: str = "") -> Library:
    assert old in OURS
    (folder / "tables").mkdir()
    (folder / "tables" / "agenda.toml").write_text(OURS.replace(old, new, 1))
    return Library(folder)


def test_the_office_renames_and_leaves_out_columns(tmp_path: Path) -> None:
    changed = library(tmp_path, '[[columns]]\nkey = "pictures"\nlabel = "写真"\nwidth = 9\n')

    assert "pictures" not in [column.key for column in changed.agenda().columns]
    assert problems(tmp_path / "tables") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "pictures"', 'key = "smell"', "smell"),
        ('tiles = ["category"', 'tiles = ["taste"', "taste"),
        ('key = "reason"', 'key = "remarks"', "reason"),
        ('confirmed = "確認済"\n', "", "confirmed"),
        ('deferred = ["継続審査", "継続", "保留", "△"]\n', "", "deferred"),
        ('good = "○"\n', "", "good"),
        ('list_sheet = "一覧表"', 'list_sheet = "R8/11"', "list_sheet"),
        ("width = 9\n", 'width = "wide"\n', "使えない値"),
        ('title = "新規"', 'titel = "新規"', "titel"),
    ],
)
def test_what_is_wrong_is_told_with_its_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    """By `doctor` and by the export alike, before a meeting is held with a broken list."""
    changed = library(tmp_path, old, new)

    with pytest.raises(LibraryError, match=told):
        changed.agenda()
    assert any(told in str(problem) for problem in problems(tmp_path / "tables"))
