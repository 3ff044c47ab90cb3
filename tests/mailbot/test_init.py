"""What a new office starts with."""

from datetime import UTC, datetime
from pathlib import Path

from mailbot.init import init
from rules.letters import KNOWN, kind_of
from store.config import load
from store.library import Library

NOW = datetime(2026, 11, 30, 20, 30, 15, tzinfo=UTC)


def test_a_new_office_watches_and_sends_nothing(tmp_path: Path) -> None:
    """The configuration loads, observes, starts now, keeps its comments and names no committee."""
    made = init(tmp_path / "office", NOW)

    config = load(tmp_path / "office" / "config.toml")
    assert config.letters.mode == "observe"
    assert config.imap[0].start_at == NOW
    assert config.committee == ()
    text = (tmp_path / "office" / "config.toml").read_text("utf-8")
    assert "2026-12-01T05:30:15+09:00" in text
    assert text.count("#") > 40
    assert made.kept == ()


def test_the_office_gets_its_own_texts(tmp_path: Path) -> None:
    """Forms and letters lie in the data directory, private, and the library reads them; tables stay with us."""
    init(tmp_path, NOW)
    data = load(tmp_path / "config.toml").store.path
    library = Library(data)

    assert not (data / "tables").exists()
    assert data.stat().st_mode & 0o777 == 0o700
    assert {form.name for form in library.forms()} == {"food", "nonfood"}
    assert {file.stem for file in (data / "letters").iterdir()} == set(Library().letters())
    assert {kind_of(name) for name in library.letters()} == set(KNOWN)
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in data.rglob("*.*"))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A second `init` writes only what is missing and says what it left alone."""
    first = init(tmp_path, NOW)
    config, letter = tmp_path / "config.toml", tmp_path / "data" / "letters" / "result.txt"
    config.write_text("# 直しました", encoding="utf-8")
    letter.unlink()

    again = init(tmp_path, NOW)

    assert again.new == (letter,)
    assert set(again.kept) == set(first.new) - {letter}
    assert config.read_text("utf-8") == "# 直しました"
