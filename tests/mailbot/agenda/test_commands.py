"""`mailbot agenda` and `mailbot screening`: what a clerk does before and after the meeting."""

import json
from pathlib import Path

import pytest

from rules.model import Case, OutcomeKind, State
from store import cases
from store.config import load
from store.desk import Desk, outcomes
from store.documents import Store
from store.library import Library
from tests.e2e import town
from tests.e2e.town import Mailbot, Town
from tests.mailbot.agenda.meeting import filled_in, opened, table, words
from tests.mailbot.agenda.test_returned import of_their_own, saved
from tests.mailbot.intake.counter import sheet


@pytest.fixture
def home(tmp_path: Path) -> Town:
    """An office that needs no server: nothing is sent or fetched here."""
    return town.found(tmp_path / "office", {})


@pytest.fixture
def listed(mailbot: Mailbot, home: Town) -> Path:
    """The agenda of two products that came by mail."""
    for number, data in enumerate((sheet(), sheet(jan="なし", name="柿酢"))):
        (file := home.folder / f"{number}.eml").write_bytes(town.entry(data))
        mailbot("import", str(file))
    file = home.folder / "agenda.xlsx"
    assert mailbot("agenda", "export", "2026-11", "-o", str(file)).code == 0
    return file


def case(home: Town, number: str) -> Case:
    found = cases.get(Store(home.folder / "data").snapshot(), number)
    assert found is not None
    return found


def test_out_and_back(mailbot: Mailbot, home: Town, listed: Path) -> None:
    """The outcomes of a filled list are shown, recorded as one deed, and taken back as one."""
    filled = {"Y5": "選定", "AB5": "満場一致", "Y6": "不選定", "Z6": "R04"}
    listed.write_bytes(filled_in(listed.read_bytes(), filled))

    planned = mailbot("agenda", "import", str(listed), "--by", "山田", "--dry-run")
    assert planned.code == 0 and case(home, "R8-0001").state is State.ACCEPTED
    done = mailbot("agenda", "import", str(listed), "--by", "山田")

    assert done.code == 0 and "2件を記録しました。" in done.out
    assert planned.out.splitlines()[:3] == done.out.splitlines()[:3]
    assert ["R8-0002", "柿酢", "(なし)", "不選定", "R04"] == done.out.splitlines()[2].split()
    outcome = case(home, "R8-0001").outcome
    assert outcome is not None and (outcome.kind, outcome.note, outcome.by) == (
        "selected",
        "満場一致",
        "山田",
    )

    again = mailbot("agenda", "import", str(listed), "--by", "山田", "--json")
    assert json.loads(again.out) == {"recorded": True, "changes": [], "refused": [], "same": 2, "empty": 0}
    assert mailbot("undo", "--by", "山田").code == 0
    assert {case(home, number).state for number in ("R8-0001", "R8-0002")} == {State.ACCEPTED}


def test_who_answers_an_agenda_has_it(mailbot: Mailbot, home: Town, listed: Path) -> None:
    """Once the cut-off is past and outcomes came back, the round takes no further case by itself, until `undo`.

    Before the cut-off a list that comes back early closes nothing to those who still apply.
    """

    def given_out(now: str) -> bool:
        assert mailbot("agenda", "export", "2026-11", "-o", str(listed), now=now).code == 0
        listed.write_bytes(filled_in(listed.read_bytes(), {"Y5": "選定"}))
        assert mailbot("agenda", "import", str(listed), "--by", "山田", now=now).code == 0
        (found,) = json.loads(mailbot("rounds", "--json").out)
        assert mailbot("undo", "--by", "山田", now=now).code == 0
        (after,) = json.loads(mailbot("rounds", "--json").out)
        assert not after["agenda_given_out"]
        return bool(found["agenda_given_out"])

    assert not given_out("2026-11-20T23:00:00+09:00")
    assert given_out("2026-11-24T09:00:00+09:00")


def test_lines_that_do_not_fit_are_named(mailbot: Mailbot, home: Town, listed: Path) -> None:
    """By row and number; the others are recorded, and a stranger's control characters reach no terminal."""
    rows = (("整理番号", "結果"), ("R8-0001", "選定"), ("R8-0009", "選定"), ("R8-0002", "まあ\u202eまあ"))
    listed.write_bytes(saved(of_their_own(*rows)))

    done = mailbot("agenda", "import", str(listed), "--by", "山田")

    assert done.code == 0 and "\u202e" not in done.out
    assert "取り込めません: 7行目(整理番号 R8-0009): この整理番号の案件はありません。" in done.out
    assert "8行目(整理番号 R8-0002)" in done.out and "1件を記録しました" in done.out
    assert case(home, "R8-0001").state is State.DECIDED and case(home, "R8-0002").state is State.ACCEPTED


def test_what_the_business_is_told_beside_the_outcome_stays(
    mailbot: Mailbot, home: Town, listed: Path
) -> None:
    """Conditions that a clerk recorded are not lost when the list brings a remark for the staff."""
    store = Store(home.folder / "data")
    desk = Desk(
        store=store, library=Library(), config=load(home.folder / "config.toml"), by="山田", login="y"
    )
    outcomes.record(desk, "R8-0001", OutcomeKind.SELECTED, conditions="冷蔵で納品", now=town.MONDAY)
    rows = (("整理番号", "結果", "備考"), ("R8-0001", "選定", "満場一致"))
    listed.write_bytes(saved(of_their_own(*rows)))

    mailbot("agenda", "import", str(listed), "--by", "山田")

    outcome = case(home, "R8-0001").outcome
    assert outcome is not None and (outcome.conditions, outcome.note) == ("冷蔵で納品", "満場一致")

    rows = (("整理番号", "結果", "条件"), ("R8-0001", "選定", "常温で納品"))
    listed.write_bytes(saved(of_their_own(*rows)))
    mailbot("agenda", "import", str(listed), "--by", "山田")
    outcome = case(home, "R8-0001").outcome
    assert outcome is not None and outcome.conditions == "常温で納品"


def test_proposal(mailbot: Mailbot, home: Town, listed: Path) -> None:
    """選定案 stands in the list, in no letter, and can be taken away; a code that does not exist is refused."""
    assert mailbot("screening", "R8-0001", "rejected", "--reason", "R99", "--by", "山田").code == 2
    proposed = (
        "screening",
        "R8-0001",
        "rejected",
        "--reason",
        "R04",
        "--reason",
        "R06",
        "--note",
        "棚がない",
    )
    assert mailbot(*proposed, "--by", "山田").code == 0
    mailbot("agenda", "export", "2026-11", "-o", str(listed))

    [first, _] = table(opened(listed.read_bytes())["一覧表"])
    assert first["選定案"] == "不選定案 R04・R06" and "棚がない" in words(listed.read_bytes())
    assert "棚がない" not in mailbot("outbox", "--json").out
    shown = json.loads(mailbot("show", "R8-0001", "--json").out)["screening"]
    assert (shown["kind"], shown["reasons"], shown["by"]) == ("rejected", ["R04", "R06"], "山田")
    assert mailbot("screening", "R8-0001", "none", "--by", "山田").code == 0
    assert case(home, "R8-0001").screening is None


def test_public_copy_and_handing_out(mailbot: Mailbot, home: Town, listed: Path) -> None:
    """`--profile public` leaves the wholesale price out; `--handed-out` records that the committee has it."""
    mailbot(
        "agenda",
        "export",
        "2026-11",
        "-o",
        str(listed),
        "--profile",
        "public",
        "--handed-out",
        "--by",
        "山田",
    )

    [first, _] = table(opened(listed.read_bytes())["一覧表"])
    assert not any("卸" in head for head in first)
    assert cases.round_record(Store(home.folder / "data").snapshot(), "2026-11").agenda_at is not None


def test_an_interrupted_export_leaves_the_old_file(
    mailbot: Mailbot, home: Town, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new one takes its place only when it is whole; a place that can't be written is told."""
    before = listed.read_bytes()
    monkeypatch.setenv("MAILBOT_FAULT", "agenda.xlsx.written")
    ended = home.mailbot("agenda", "export", "2026-11", "-o", str(listed), "--profile", "public")
    monkeypatch.delenv("MAILBOT_FAULT")

    assert ended.code < 0 and listed.read_bytes() == before
    assert mailbot("agenda", "export", "2026-11", "-o", "/dev/null/a.xlsx").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("agenda", "export", "2026-13", "-o", "a.xlsx"), 2),
        (("agenda", "export", "2026-11"), 2),
        (("agenda", "import", "missing.xlsx", "--by", "山田"), 65),
        (("agenda", "import", "/dev/null", "--by", "山田"), 65),
        (("agenda", "import", "a.xlsx"), 2),
        (("screening", "R8-0099", "selected", "--by", "山田"), 2),
        (("screening", "R8-0001", "withdrawn", "--by", "山田"), 2),
    ],
)
def test_wrong_usage(mailbot: Mailbot, arguments: tuple[str, ...], code: int) -> None:
    ended = mailbot(*arguments)

    assert (ended.code, ended.out, len(ended.err.splitlines())) == (code, "", 1)
