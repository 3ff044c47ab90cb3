"""`mailbot forms`: the whole way of an office's own form on the command line."""

from pathlib import Path

import pytest

from mailbot.__main__ import main
from mailbot.commands import DONE, UNREADABLE, USAGE
from store.formfile import read_form
from tests.entries import filled
from tests.mailbot.learning.papers import PAPERS

GRAPH = next(paper for paper in PAPERS if paper.name == "graph")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without a configuration: the forms are ours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAILBOT_CONFIG", raising=False)
    (tmp_path / "blank.xlsx").write_bytes(GRAPH.blank)
    (tmp_path / "filled.xlsx").write_bytes(GRAPH.filled())
    return tmp_path


def test_learn_and_test(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The draft is written, doubtful places are listed, and a filled copy shows what was read and found."""
    assert main(["forms", "learn", "blank.xlsx", "-o", "kogei.toml"]) == DONE
    learned = capsys.readouterr().out
    assert read_form(folder / "kogei.toml").name == "kogei"
    assert "26の欄" in learned
    assert "「屋号」 知らない見出しです。" in learned
    assert "G21「法人番号」 1文字ずつ書く枠のようです。" in learned

    assert main(["forms", "test", "kogei.toml", "filled.xlsx"]) == DONE
    shown = capsys.readouterr().out
    assert "桐の小箱" in shown
    assert "「PL保険」が「未加入」です。" in shown
    assert "「どの商品かの照合」が十分にできません。欄「jan」がないためです。" in shown


def test_a_draft_is_never_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A form that somebody has corrected by hand stays as it is."""
    (folder / "kogei.toml").write_text("mine", encoding="utf-8")

    assert main(["forms", "learn", "blank.xlsx", "-o", "kogei.toml"]) == USAGE
    assert (folder / "kogei.toml").read_text("utf-8") == "mine"
    assert "もうあります" in capsys.readouterr().err


@pytest.mark.parametrize(
    "order", [("learn", "broken.xlsx", "-o", "a.toml"), ("test", "food.toml", "broken.xlsx")]
)
def test_what_can_not_be_read(
    folder: Path, order: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """No workbook: one sentence with the file, exit 65."""
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")
    main(["forms", "learn", "blank.xlsx", "-o", "food.toml"])

    assert main(["forms", *order]) == UNREADABLE
    assert capsys.readouterr().err.startswith("broken.xlsx: ")


@pytest.mark.parametrize("wrong", [("test", "no.toml", "filled.xlsx"), ()])
def test_wrong_use(folder: Path, wrong: tuple[str, ...]) -> None:
    """A form that is not there, or no action at all: exit 2."""
    assert main(["forms", *wrong]) == USAGE


@pytest.mark.parametrize("name", ["food", "nonfood", "pledge"])
def test_blanks(folder: Path, name: str) -> None:
    """Each paper of ours can be written to a file."""
    assert main(["forms", "blank", name, "-o", "paper"]) == DONE
    assert (folder / "paper").stat().st_size > 1_000


def test_list_and_a_sheet_of_ours(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Our forms are listed; a sheet of another form, read with the office's own, is not passed over in silence."""
    assert main(["forms", "list"]) == DONE
    assert "OGORI-F-2" in capsys.readouterr().out

    (folder / "ours.xlsx").write_bytes(filled("food"))
    main(["forms", "learn", "blank.xlsx", "-o", "kogei.toml"])
    assert main(["forms", "test", "kogei.toml", "ours.xlsx"]) == DONE
    assert "様式IDがないため" in capsys.readouterr().out
