"""The command line: exit codes, one sentence on stderr, one document on stdout (CONTRACT.md section 2)."""

import json
import socket
from pathlib import Path

import pytest

from mailbot.__main__ import main
from mailbot.servers.embedded import EmbeddedServers
from rules.model import LetterState
from rules.record import replace
from store import audit, cases, outbox
from store.documents import Store
from tests import entries
from tests.e2e import town
from tests.e2e.town import Ended, Mailbot, Town


@pytest.fixture
def home(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


@pytest.fixture
def eml(home: Town) -> str:
    file = home.folder / "entry.eml"
    file.write_bytes(town.entry())
    return str(file)


def refused(ended: Ended, code: int) -> str:
    """The one sentence of a command that failed with this code."""
    assert (ended.code, ended.out) == (code, ""), ended
    (sentence,) = ended.err.splitlines()
    return sentence


def test_init_makes_no_office_of_a_file(mailbot: Mailbot, eml: str) -> None:
    """`init` wants a folder, new or not."""
    assert eml in refused(mailbot("init", eml), 2)


def test_import(mailbot: Mailbot, home: Town, eml: str) -> None:
    """A saved mail counts as of the instant given; a file that can't be read ends with 65 before any is taken."""
    empty = home.folder / "empty.eml"
    empty.write_bytes(b"")
    sheet, outlook = home.folder / "entry.xlsx", home.folder / "entry.msg"
    sheet.write_bytes(entries.filled("food"))
    outlook.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    for wrong in (str(empty), str(home.folder), "missing.eml", str(sheet), str(outlook)):
        assert wrong in refused(mailbot("import", eml, wrong), 65)
    assert json.loads(mailbot("cases", "--json").out) == []

    assert mailbot("import", eml, "--received", "2026-11-20T23:59:59+09:00").code == 0

    (case,) = json.loads(mailbot("cases", "--json").out)
    assert (case["round"], case["arrived_at"]) == ("2026-11", "2026-11-20T23:59:59+09:00")


def test_lists_are_chosen_and_told(mailbot: Mailbot, eml: str) -> None:
    """`--state` and `--round` choose; every list has a plain form and one JSON document."""
    mailbot("import", eml)
    for chosen, count in (
        (("--state", "accepted"), 1),
        (("--state", "tabled"), 0),
        (("--round", "2026-11"), 1),
        (("--round", "2026-12"), 0),
    ):
        assert len(json.loads(mailbot("cases", *chosen, "--json").out)) == count
    for command in ("cases", "businesses", "mails", "rounds", "outbox"):
        assert isinstance(json.loads(mailbot(command, "--json").out), list)
        assert len(mailbot(command).out.splitlines()) == 2
    shown = mailbot("show", "R8-0001").out
    assert "受付済" in shown and "株式会社小郡食品" in shown
    assert json.loads(mailbot("show", "R8-0001", "--json").out)["number"] == "R8-0001"
    assert json.loads(mailbot("outbox", "show", "L-000001", "--json").out)["id"] == "L-000001"
    assert "R8-0001" in mailbot("outbox", "show", "L-000001").out


def test_letter_is_held_and_let_go(mailbot: Mailbot, home: Town, eml: str) -> None:
    """`hold` and `release` act on one letter; without `--by` the login answers for it."""
    mailbot("import", eml)

    assert mailbot("outbox", "hold", "L-000001").code == 0
    db = Store(home.folder / "data").snapshot()
    assert [letter.state for letter in outbox.letters(db)] == ["held"]
    assert mailbot("outbox", "release", "L-000001", "--by", "山田").code == 0

    *_, held, released = audit.every(home.folder / "data/audit.jsonl")
    assert (held.by, released.by) == (held.login, "山田") and held.login


def test_letter_in_doubt_is_settled(mailbot: Mailbot, home: Town, eml: str) -> None:
    """`arrived` and `told --note` settle what nobody knew of; `told` without a note is wrong usage."""
    mailbot("import", eml)
    store = Store(home.folder / "data")
    for settling in (("told", "--note", "電話で"), ("arrived",)):
        with store.transaction() as db:
            letter = next(outbox.letters(db))
            outbox.LETTER_SHELF.put(db, letter.id, replace(letter, state=LetterState.UNCERTAIN))
        assert mailbot("status").code == 1
        refused(mailbot("outbox", "told", "L-000001"), 2)

        assert mailbot("outbox", settling[0], "L-000001", *settling[1:], "--by", "山田").code == 0
        assert mailbot("status").code == 0

    *_, told, arrived = audit.every(home.folder / "data/audit.jsonl")
    assert (told.what, arrived.what) == ("letter.told", "letter.arrived") and "電話で" in told.detail


def test_status_tells_where_what_waits_is_found(mailbot: Mailbot, tmp_path: Path) -> None:
    """A number alone would leave its reader to look for it."""
    assert "人を待つもの なし" in " ".join(mailbot("status").out.split())
    asking = tmp_path / "question.eml"
    asking.write_bytes(
        town.entry(b"", pledge=False, subject="アンテナショップの件", text="締切はいつですか。")
    )
    mailbot("import", f"{asking}")

    assert "人を待つもの 1 (「mailbot mails --person」" in " ".join(mailbot("status").out.split())


def test_status_and_doctor(mailbot: Mailbot, home: Town, embedded: EmbeddedServers, eml: str) -> None:
    """0 when all is well, 1 when a person is needed, with the same said in JSON."""
    assert mailbot("status").code == 0 and mailbot("doctor").code == 0
    assert json.loads(mailbot("doctor", "--json").out) == []
    mailbot("pause", "--by", "山田", "--reason", "点検")
    (home.folder / "data").chmod(0o755)

    assert mailbot("status").code == mailbot("doctor").code == 1
    (problem,) = json.loads(mailbot("doctor", "--json").out)
    assert list(problem) == ["file", "key", "problem", "mend"]
    assert not json.loads(mailbot("status", "--json").out)["ok"]


def test_configuration_problems_are_told_together(mailbot: Mailbot, home: Town) -> None:
    """Every wrong key on a line of its own, with file and key; `doctor` lists them too."""
    config = home.folder / "config.toml"
    config.write_text(config.read_text().replace("cutoff_day = 20", "cutoff_day = 99\nnonsense = 3"))

    ended = mailbot("cases")

    assert ended.code == 2 and len(ended.err.splitlines()) == 2
    assert "rounds.nonsense" in ended.err and "rounds.cutoff_day" in ended.err
    assert mailbot("doctor").code == 1


def test_damaged_register(mailbot: Mailbot, home: Town, eml: str) -> None:
    """Whatever reads it ends with 73 and names the file, which is left as it is."""
    mailbot("import", eml)
    register = home.folder / "data/register.json"
    register.write_bytes(half := register.read_bytes()[:100])

    for command in (("cases",), ("once",), ("status",), ("import", eml), ("outbox", "--json")):
        assert str(register) in refused(mailbot(*command), 73)
    assert register.read_bytes() == half
    assert mailbot("doctor").code == 1


def test_data_directory_that_is_none(mailbot: Mailbot, home: Town) -> None:
    """A file in the place of the data directory ends with 73."""
    (home.folder / "data").write_text("x")

    assert str(home.folder / "data") in refused(mailbot("cases"), 73)


def test_servers(mailbot: Mailbot, home: Town, embedded: EmbeddedServers, eml: str) -> None:
    """Out of reach is 75, a refused login 69; what the office can do without them is done all the same."""
    mailbot("import", eml)
    (home.folder / "imap.password").write_text("wrong\n")
    assert "ログイン" in refused(mailbot("once"), 69)
    assert [each["X-Mailbot-Kind"] for each in town.received(embedded)] == ["acknowledgement", "alert"]

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    config = home.folder / "config.toml"
    config.write_text(config.read_text().replace(f"port = {embedded.imap_port}\n", f"port = {port}\n"))
    assert f"127.0.0.1:{port}" in refused(mailbot("once"), 75)


def test_blanks_need_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any configuration exists the blanks can be had; a configuration that was named must exist."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAILBOT_CONFIG", raising=False)
    for form in ("food", "nonfood", "pledge"):
        assert main(["forms", "blank", form, "-o", form]) == 0
        assert (tmp_path / form).stat().st_size > 5000

    assert main(["--config=missing.toml", "forms", "list"]) == 2


def test_own_fault_is_one_sentence(mailbot: Mailbot, home: Town, eml: str) -> None:
    """A fault of the program itself shows no traceback unless `--debug` asks for it."""
    mailbot("import", eml)
    with Store(home.folder / "data").transaction() as db:
        document = db.get(cases.CASES, "R8-0001")
        assert document is not None
        db.put(cases.CASES, "R8-0001", {**document, "business": 7})

    assert "--debug" in refused(mailbot("show", "R8-0001"), 70)
    for call in (("--debug", "show", "R8-0001"), ("show", "R8-0001", "--debug")):
        shown = mailbot(*call)
        assert (shown.code, shown.out) == (70, "")
        assert "Traceback" in shown.err


def test_case_work(mailbot: Mailbot, home: Town) -> None:
    """An answer by phone completes a case, which is moved, decided, and told of in every word of `show`."""
    file = home.folder / "gap.eml"
    file.write_bytes(town.entry(entries.filled("food", {**entries.ANSWERS["food"], "storage": ""})))
    mailbot("import", str(file))
    by = ("--by", "山田")

    done = mailbot(
        "answer", "R8-0001", "storage", "常温", "--source", "phone", "--received", "2026-11-16", *by
    )
    assert done.code == 0 and "受付済" in done.out
    assert mailbot("move", "R8-0001", "2026-12", "--reason", "試食の都合", *by).code == 0
    assert mailbot("outcome", "R8-0001", "selected", "--conditions", "冷蔵で納める", *by).code == 0

    shown = mailbot("show", "R8-0001").out
    for word in ("常温", "電話", "試食の都合", "条件: 冷蔵で納める"):
        assert word in shown
    (given,) = json.loads(mailbot("show", "R8-0001", "--json").out)["given"]
    assert given["received_at"] == "2026-11-16T00:00:00+09:00"
    assert json.loads(mailbot("terms", "list", "--json").out) == []
    out = home.folder / "out"
    assert mailbot("export", "R8-0001", "-o", str(out)).code == 0
    assert json.loads((out / "case.json").read_bytes())["number"] == "R8-0001"
    assert "空ではありません" in refused(mailbot("export", "R8-0001", "-o", str(out)), 2)


@pytest.mark.parametrize("content", [None, b""], ids=["missing", "empty"])
@pytest.mark.parametrize(
    "command",
    [
        ("import", "{}"),
        ("doctor", "--sample", "{}"),
        ("forms", "learn", "{}", "-o", "made.toml"),
        ("register", "{}", "--received", "2026-11-13", "--by", "山田"),
        ("register", "--form", "food", "--answers", "{}", "--received", "2026-11-13", "--by", "山田"),
        ("receive", "R8-0001", "--pledge", "{}", "--received", "2026-11-13", "--by", "山田"),
        ("agenda", "import", "{}", "--by", "山田"),
        ("businesses", "import", "{}", "--by", "山田"),
    ],
    ids=" ".join,
)
def test_a_file_that_holds_nothing(
    mailbot: Mailbot, home: Town, command: tuple[str, ...], content: bytes | None
) -> None:
    """Whatever is done with a file: one that is not there, or empty, ends with 65 and its name in one sentence."""
    file = home.folder / "given.toml"
    if content is not None:
        file.write_bytes(content)

    told = refused(mailbot(*(word.format(file) for word in command)), 65)

    assert told.startswith(str(file)) and ("確かめてください" in told or "保存し直してください" in told)


def test_entry_by_post(mailbot: Mailbot, home: Town) -> None:
    """A workbook from a stick and typed answers make cases; a file that is none ends with 65 and stores nothing."""
    by = ("--received", "2026-11-13", "--by", "山田")
    workbook, answers, nothing = (home.folder / name for name in ("a.xlsx", "a.toml", "b.xlsx"))
    workbook.write_bytes(entries.filled("food"))
    answers.write_text('name = "梅干し"\n[size]\nwidth = 6\n', "utf-8")
    nothing.write_bytes(b"nothing")
    blank = home.folder / "blank.xlsx"
    blank.write_bytes(entries.blank("food"))
    for wrong in (nothing, home.folder / "missing.xlsx", blank):
        assert wrong.name in refused(mailbot("register", str(wrong), *by), 65)
    assert "まだ記入されていません" in mailbot("register", str(blank), *by).err
    for option in ("--pledge", "--photo"):
        assert nothing.name in refused(mailbot("register", str(workbook), option, str(nothing), *by), 65)

    (case,) = json.loads(mailbot("register", str(workbook), "--no-mail", "--json", *by).out)
    typed = mailbot("register", "--form", "food", "--answers", str(answers), *by)

    assert (case["number"], case["channel"], case["arrived_at"]) == (
        "R8-0001",
        "post",
        "2026-11-13T00:00:00+09:00",
    )
    assert "R8-0002 梅干し" in typed.out
    assert "印刷" in mailbot("register", str(workbook), "--no-mail", *by).out
    assert mailbot("receive", "R8-0001", "--pledge", *by).code == 0
    shown = json.loads(mailbot("show", "R8-0001", "--json").out)
    assert (shown["state"], shown["pledge"]) == ("accepted", "received")
    assert json.loads(mailbot("mails", "--json").out) == []
    answers.write_text('nonsense = "x"\n', "utf-8")
    assert "nonsense" in refused(mailbot("register", "--form", "food", "--answers", str(answers), *by), 2)
