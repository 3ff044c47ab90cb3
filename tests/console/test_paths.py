"""Names of files as a clerk types them."""

from pathlib import Path

import pytest

from console import paths

ODD = ["~nobody-here/a.xlsx", "あ" * 90, f"{'あ' * 90}/a.xlsx", "a\0b"]


def test_file_names_are_completed(tmp_path: Path) -> None:
    """As far as all names agree, folders with a slash; what can't be looked into changes nothing."""
    (tmp_path / "entry").mkdir()
    (tmp_path / "entry2.xlsx").touch()
    (tmp_path / ".hidden").touch()

    assert paths.completed(f"{tmp_path}/en") == f"{tmp_path}/entry"
    assert paths.completed(f"{tmp_path}/entry2") == f"{tmp_path}/entry2.xlsx"
    assert paths.near(f"{tmp_path}/") == ("entry/", "entry2.xlsx")
    assert paths.near("/no/such\x00folder/x") == () and paths.completed("/none/x") == "/none/x"
    (tmp_path / "カ\u3099.jpg").touch()  # as a Mac writes ガ
    assert paths.completed(f"{tmp_path}/ガ") == f"{tmp_path}/ガ.jpg"
    assert paths.file(f"{tmp_path}/ガ.jpg") == tmp_path / "カ\u3099.jpg"
    assert paths.file(f"{tmp_path}/entry") is None and paths.file("a\x00b") is None


@pytest.mark.parametrize("text", ODD)
def test_whatever_is_typed_is_a_name(text: str) -> None:
    """Of no user, longer than a disk takes, with a zero byte: nothing raises, and nothing is there."""
    path = paths.typed(text)

    assert paths.file(text) is None and paths.near(text) == ()
    assert not paths.is_there(path) and not paths.is_folder(path) and not paths.is_folder(path.parent / "b")
