"""The configuration file: what it may hold, and how all that is wrong is told at once."""

from datetime import datetime
from pathlib import Path

import pytest

from store.config import load
from store.errors import ConfigError, Problem

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def problems(file: Path, text: str) -> dict[str, Problem]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load(file)
    return {problem.key: problem for problem in raised.value.problems}


def changed(*changes: tuple[str, str]) -> str:
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_the_example_is_a_whole_configuration() -> None:
    """config.example.toml loads and holds the values of the contract."""
    config = load(EXAMPLE)

    assert config.imap[0].start_at == datetime.fromisoformat("2026-12-01T00:00:00+09:00")
    assert config.smtp.sender == "kikaku@city.ogori.lg.jp"
    assert (config.rounds.cutoff_day, config.rounds.notice_day) == (20, 10)
    assert [member.name for member in config.committee] == ["久留米市"]
    assert config.letters.mode == "live"


def test_paths_start_at_the_file(tmp_path: Path) -> None:
    """Relative paths are taken from the folder of the configuration, wherever the program was started."""
    file = tmp_path / "config.toml"
    file.write_text(changed(('path = "data"', 'path = "sub/data"')), encoding="utf-8")

    config = load(file)

    assert config.store.path == tmp_path / "sub" / "data"
    assert config.imap[0].password_file == tmp_path / "imap.password"
    assert config.imap[0].ca_file is None


def test_every_problem_is_listed_at_once(tmp_path: Path) -> None:
    """Unknown keys, missing keys, wrong types, ranges and words of all sections are told in one go."""
    text = changed(
        ('name = "小郡市 企画課"', "name = 3"),
        ('home = "小郡市"', 'home = "福岡市"'),
        ("port = 993", "port = 99999"),
        ('host = "imap.example.jp"', 'hots = "imap.example.jp"\nsecret = "x"'),
        ("start_at = 2026-12-01T00:00:00+09:00", "start_at = 2026-12-01T00:00:00"),
        ('tls = "starttls"', 'tls = "ssl"'),
        ("cutoff_day = 20", "cutoff_day = 31"),
        ('notice_time = "09:00"', 'notice_time = "9時"'),
        ('mode = "live"', 'mode = "on"'),
        ('name = "久留米市"\n', ""),
        ("[limits]", "[limit]"),
    )

    found = problems(tmp_path / "config.toml", text)

    assert set(found) == {
        "office.name",
        "office.home",
        "imap.port",
        "imap.hots",
        "imap.secret",
        "imap.host",
        "imap.start_at",
        "smtp.tls",
        "rounds.cutoff_day",
        "rounds.notice_time",
        "letters.mode",
        "committee[1].name",
        "limit",
    }
    assert found["imap.hots"].mend == "「host」ではありませんか。"
    assert found["letters.mode"].mend == '"observe"、"live" のどれかを書いてください。'
    assert found["rounds.cutoff_day"].mend.startswith("1から28まで")
    assert all(problem.file == str(tmp_path / "config.toml") for problem in found.values())


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('home = "小郡市"', 'home = "福岡市"', "office.home"),
        ('tls = "implicit"', 'tls = "none"', "imap.tls"),
        ('password_file = "imap.password"', "", "imap.password_file"),
        ('password_file = "smtp.password"', 'password_file = ""', "smtp.password_file"),
        ('auth = "password"', 'auth = "password"\npassword_command = ["pass"]', "imap.password_command"),
        ('person = "要確認"', 'person = "受付済"', "imap.person"),
        ('timezone = "Asia/Tokyo"', 'timezone = "Asia/Ogori"', "rounds.timezone"),
        ('phone = "0942-72-2111(内線224)"', 'phone = "1\\r\\nBcc: x"', "office.phone"),
        ("[rounds]", "[[rounds]]", "rounds"),
        ("[[committee]]", "[committee]", "committee"),
        ("reminder_days = 5", "reminder_days = true", "rounds.reminder_days"),
        ("staff = [", 'staff = [3, "a@example.jp"] #', "office.staff"),
    ],
)
def test_each_contradiction_has_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    """One thing that is wrong gives exactly one problem, under its own key."""
    assert set(problems(tmp_path / "config.toml", changed((old, new)))) == {key}


@pytest.mark.parametrize(
    ("wrong", "old", "new", "key"),
    [
        (("per_minute = 20", "per_minute = -1"), 'tls = "starttls"', 'tls = "none"', "smtp.tls"),
        (('from = "kikaku@city.ogori.lg.jp"', ""), 'tls = "starttls"', 'tls = "none"', "smtp.tls"),
        (("cutoff_day = 20", "cutoff_day = 0"), "Asia/Tokyo", "Asia/Ogori", "rounds.timezone"),
        (('phone = "0942', 'phones = "0942'), 'home = "小郡市"', 'home = "福岡市"', "office.home"),
    ],
)
def test_a_wrong_value_hides_no_contradiction_beside_it(
    tmp_path: Path, wrong: tuple[str, str], old: str, new: str, key: str
) -> None:
    """Whoever mends a file once is not told of the next problem in the same section afterwards."""
    assert key in problems(tmp_path / "config.toml", changed(wrong, (old, new)))


@pytest.mark.parametrize(
    ("changes", "silent"),
    [
        ([("municipalities = [", 'municipalities = "小郡市" # [')], "office.home"),
        ([('host = "imap.example.jp"', "host = 3"), ('tls = "implicit"', 'tls = "none"')], "imap.tls"),
        (
            [('user = "kikaku"\n', "user = 3\n"), ('password_file = "imap.password"', "")],
            "imap.password_file",
        ),
    ],
)
def test_nothing_is_said_about_a_value_that_nobody_knows(
    tmp_path: Path, changes: list[tuple[str, str]], silent: str
) -> None:
    """A contradiction is told only where all that it rests on is known."""
    assert silent not in problems(tmp_path / "config.toml", changed(*changes))


SECOND = """
[[imap]]
host = "imap.example.jp"
user = "kikaku"
password_file = "imap.password"
folder = "エントリー"
done = "済"
person = "確認"
sent = ""
start_at = 2026-12-01T00:00:00+09:00
"""


def several(*changes: tuple[str, str]) -> str:
    """The example with a second watch, over another folder of the same mailbox."""
    second = SECOND
    for old, new in changes:
        assert old in second
        second = second.replace(old, new)
    return changed(("[imap] ", "[[imap]] "), ("[smtp] ", f"{second}\n[smtp] "))


def test_several_mailboxes(tmp_path: Path) -> None:
    """`[[imap]]` may stand as often as there are folders to watch; each has an account and a title of its own."""
    file = tmp_path / "config.toml"
    file.write_text(several(('user = "kikaku"', 'user = "shoko"')), encoding="utf-8")

    first, second = load(file).imap

    assert (first.folder, second.folder) == ("INBOX", "エントリー")
    assert first.account == "kikaku@imap.example.jp:993/"
    assert second.title == "shoko@imap.example.jp:993 エントリー"


@pytest.mark.parametrize("folder", ["INBOX", "受付済", "要確認", "Sent"])
def test_no_folder_is_watched_twice(tmp_path: Path, folder: str) -> None:
    """Neither by two watches, nor where another one files its mails away."""
    found = problems(tmp_path / "config.toml", several(("エントリー", folder)))

    assert set(found) == {"imap[2].folder"}


def test_problems_of_several_mailboxes_name_theirs(tmp_path: Path) -> None:
    """What is wrong in the second `[[imap]]` is told with its number; none at all is a problem too."""
    assert set(problems(tmp_path / "config.toml", several(("start_at", "strat_at")))) == {
        "imap[2].strat_at",
        "imap[2].start_at",
    }
    text = EXAMPLE.read_text(encoding="utf-8")
    without = text[: text.index("[imap]")] + text[text.index("[smtp]") :]
    assert set(problems(tmp_path / "config.toml", without)) == {"imap"}
    assert set(problems(tmp_path / "config.toml", f"imap = []\n{without}")) == {"imap"}


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_plain_text_is_allowed_inside_the_machine(tmp_path: Path, host: str) -> None:
    """tls = "none" is accepted for loopback hosts only."""
    file = tmp_path / "config.toml"
    text = changed(('host = "imap.example.jp"', f'host = "{host}"'), ('tls = "implicit"', 'tls = "none"'))
    file.write_text(text, encoding="utf-8")

    assert load(file).imap[0].tls == "none"


def test_sections_with_usual_values_may_be_left_out(tmp_path: Path) -> None:
    """Rounds, letters, operator, committee and limits fall back to the values of the contract."""
    file = tmp_path / "config.toml"
    text = EXAMPLE.read_text(encoding="utf-8").split("[rounds]")[0]
    file.write_text(text, encoding="utf-8")

    assert load(file).rounds == load(EXAMPLE).rounds
    assert load(file).limits == load(EXAMPLE).limits
    assert load(file).committee == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("設定".encode("cp932"), "UTF-8"),
        (b"[office\n", "書き方"),
        (None, "開けません"),
    ],
)
def test_an_unreadable_file_is_one_problem(tmp_path: Path, data: bytes | None, words: str) -> None:
    """Shift_JIS, broken TOML or no file at all: one sentence says which."""
    file = tmp_path / "config.toml"
    if data is not None:
        file.write_bytes(data)

    with pytest.raises(ConfigError) as raised:
        load(file)

    (problem,) = raised.value.problems
    assert words in problem.problem


def test_a_folder_is_no_missing_file(tmp_path: Path) -> None:
    """`init` is advised only where there is nothing."""
    with pytest.raises(ConfigError) as raised:
        load(tmp_path)

    (problem,) = raised.value.problems
    assert "init" not in problem.mend


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Windows editors put a mark before UTF-8; the file is still read."""
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.read_bytes())

    assert load(file).office == load(EXAMPLE).office


@pytest.mark.parametrize(
    "clamd", ["192.0.2.1:3310", "clamd.ctl", "127.0.0.1", "127.0.0.1:0", "localhost:99999"]
)
def test_a_scanner_elsewhere_is_refused(tmp_path: Path, clamd: str) -> None:
    """clamd knows no encryption: senders' files leave this machine for nobody."""
    assert set(problems(tmp_path / "config.toml", changed(('clamd = ""', f'clamd = "{clamd}"')))) == {
        "scan.clamd"
    }
