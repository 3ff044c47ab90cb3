"""The console without a screen: everything is read and done in lines."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console import plain
from console.plain import Talk
from console.session import Session
from console.sides import SIDES
from console.words import habits
from mailbot.init import init
from rules.model import OutcomeKind
from store.desk import outcomes
from tests.console.seed import NOW, sow
from tests.console.strange import ALL
from tests.console.test_hostile import CONTROL, poison


@pytest.fixture
def talk(session: Session) -> Talk:
    return Talk(session, [sys.executable, "-c", "import sys; print('did', *sys.argv[1:])"])


def test_the_list_is_read_page_by_page(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty line begins the list, the next one goes on, and at its end it begins anew."""
    monkeypatch.setattr(plain, "PAGE", 8)
    first, second, third = (list(talk.answer("")) for _ in range(3))

    assert first[0] == "12件" and first[1].startswith("R8-0060  要確認") and "残り 4件" in first[-1]
    assert len(second) == 4 and second[-1].startswith("R8-0041")
    assert third == first


def test_words_and_numbers(talk: Talk) -> None:
    """Filter words read what fits; a number reads the case with all its views."""
    assert list(talk.answer("jamu"))[0] == "2件"
    assert list(talk.answer("めろん")) == ["合う案件はありません。"]
    read = "\n".join(talk.answer("55"))
    for part in ("R8-0055", "1,080円", *(f"[{side.name}]" for side in SIDES if not side.command)):
        assert part in read


def test_commands_and_undo(talk: Talk, session: Session) -> None:
    """Any command of mailbot is run as it is typed; u takes back, ? tells how."""
    assert list(talk.answer('mailbot outcome R8-0055 selected --note "a b"')) == [
        "did outcome R8-0055 selected --note a b"
    ]
    outcomes.record(session.desk, "R8-0055", OutcomeKind.SELECTED, now=NOW)
    assert "取り消しました" in "".join(talk.answer("u"))
    assert "絞" not in "".join(talk.answer("?")) and "mailbot" in "".join(talk.answer("?"))


def test_read_only_runs_what_reads(session: Session) -> None:
    """A console that only looks refuses every command but those that read."""
    session.read_only = True
    talk = Talk(session, [sys.executable, "-c", "print('did')"])

    assert list(talk.answer("mailbot outcome R8-0055 selected")) == [habits.READ_ONLY]
    assert list(talk.answer("mailbot")) == [habits.READ_ONLY]
    assert list(talk.answer("mailbot rounds")) == ["did"]


def test_hostile_text_is_read_clean(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not one control character of a stranger is written, whatever is read."""
    poison(session.desk, "".join(text for text in ALL if len(text) < 12)[:400])
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n55\n状態:補正中\n?\nq\nnever read\n"))
    plain.run(session, ())

    said = capsys.readouterr().out
    assert (
        not CONTROL.search(said.replace("\n", ""))
        and f"[{SIDES[1].name}]" in said
        and said.count("mailbot> ") == 5
    )


def test_in_a_pipe(tmp_path: Path) -> None:
    """`mailbot console --plain` needs no terminal: lines in, lines out, commands too."""
    init(tmp_path, NOW)
    sow(tmp_path / "data")
    command = [
        sys.executable,
        "-m",
        "mailbot",
        "--config",
        f"{tmp_path / 'config.toml'}",
        "console",
        "--plain",
    ]
    done = subprocess.run(
        [*command, "--by", "田中"],
        input=b"jamu\nmailbot rounds\n",
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )

    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert "R8-0055" in said and "2026-11" in said
