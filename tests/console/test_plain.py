"""The console without a screen: everything is read and done in lines."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from console import plain, words
from console.plain import Talk
from console.session import Session
from console.sides import SIDES
from console.words import habits, sides
from console.words.plain import SPOKEN
from mailbot.init import init
from rules.model import LetterState, OutcomeKind
from rules.record import replace
from store import cases, outbox
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


def test_one_part_of_a_case(talk: Talk) -> None:
    """A number and the name of a view read that view alone; other words behind a number search."""
    read = list(talk.answer("55 手紙"))
    assert "R8-0055" in read[0] and [line for line in read if line.startswith("[")] == ["[手紙]"]
    assert list(talk.answer("55 めろん")) == ["合う案件はありません。"]


def test_nothing_is_cut_to_a_width(talk: Talk) -> None:
    """Who listens hears a label to its end."""
    labels = [line for line in talk.answer("55 申請") if line.startswith("該当する選定要件")]
    assert labels and labels[0].startswith("該当する選定要件(1〜4) ")
    assert any(line.startswith("新規・再エントリー・内容変更の別 ") for line in talk.answer("55 申請"))


def test_no_key_of_the_screens_is_told(talk: Talk, session: Session) -> None:
    """A sentence that names a key has a twin that names a command, and the twin is what is read."""
    sentences = (*words.NEXT_STEPS.values(), words.NEXT_STEP_OPEN, *sides.PLEDGE_NEXT.values())
    sentences += (sides.NO_NOTES, words.UNREAD_IN)
    keyed = {each for each in sentences if re.search(r"Enter|(?<![a-z])[a-zA-Z0-9] ?[でを選 要]", each)}
    assert keyed == SPOKEN.keys()

    read = "\n".join(line for number in session.register.cases for line in talk.answer(number))
    assert not [each for each in keyed if each in read]
    assert "mailbot pledge confirm" in read and "mailbot outcome" in read


def test_commands_and_undo(talk: Talk, session: Session) -> None:
    """Any command of mailbot is run as it is typed; u takes back, ? tells how."""
    assert list(talk.answer('mailbot outcome R8-0055 selected --note "a b"')) == [
        "did outcome R8-0055 selected --note a b --by 田中"
    ]
    outcomes.record(session.desk, "R8-0055", OutcomeKind.SELECTED, now=NOW)
    assert "取り消しました" in "".join(talk.answer("u"))
    assert "絞" not in "".join(talk.answer("?")) and "mailbot" in "".join(talk.answer("?"))


def test_a_command_that_is_no_command_is_told(session: Session) -> None:
    """A quotation without its end, a program that an update took away: a sentence, and the talk goes on."""
    talk = Talk(session, ["/no/such/python", "-m", "mailbot"])

    (unquoted,) = talk.answer("mailbot outcome R8-0055 selected --note 'a")
    (gone,) = talk.answer("mailbot cases")
    assert "引用符" in unquoted and "頼めませんでした" in gone
    assert list(talk.answer(""))[0] == "12件"


def test_read_only_runs_what_reads(session: Session) -> None:
    """A console that only looks refuses every command but those that read."""
    session.read_only = True
    talk = Talk(session, [sys.executable, "-c", "print('did')"])

    assert list(talk.answer("mailbot outcome R8-0055 selected")) == [habits.READ_ONLY]
    assert list(talk.answer("mailbot")) == [habits.READ_ONLY]
    assert list(talk.answer("mailbot rounds")) == ["did"]
    for acts in ("outbox release L-1", "outbox --json hold L-1", "mails done ab", "businesses merge J-1 J-2"):
        assert list(talk.answer(f"mailbot {acts}")) == [habits.READ_ONLY]
    for looks in ("outbox --json", "outbox show L-1", "mails --person", "mails read ab", "businesses"):
        assert list(talk.answer(f"mailbot {looks}")) == ["did"]


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


def test_a_command_is_done_by_who_sits_there(tmp_path: Path) -> None:
    """As `?` tells it, without --by: `u` takes back just this, also where a command takes the login's name else."""
    init(tmp_path, NOW)
    clerk = sow(tmp_path / "data")
    waits = next(each for each in outbox.letters(clerk.store.snapshot()) if each.state is LetterState.READY)
    config = ["--config", f"{tmp_path / 'config.toml'}", "--now", NOW.isoformat()]
    done = subprocess.run(
        [sys.executable, "-m", "mailbot", *config, "console", "--plain", "--by", "田中"],
        input=(
            "mailbot outcome R8-0055 selected\n55 検査\nmailbot letters list\n"
            f"mailbot outbox hold {waits.id}\nu\n55 検査\nmailbot outbox nothing\nu\n"
        ).encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )

    said = done.stdout.decode()
    assert said.count("会議の結果: 選定") == 2 and "--by" not in said
    assert f"{waits.id} は「保留」になりました" in said and "acknowledgement" in said
    assert said.count("取り消しました") == 2 and "action に「nothing」はありません" in said
    db = clerk.store.snapshot()
    assert outbox.letter(db, waits.id) == replace(waits, version=waits.version + 2)
    case = cases.get(db, "R8-0055")
    assert case is not None and case.outcome is None
