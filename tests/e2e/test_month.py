"""A clerk's month in a real terminal, by keys alone: only time (`once`) and the businesses do anything beside."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests import entries
from tests.conftest import require
from tests.e2e import town
from tests.e2e.terminal import Terminal
from tests.e2e.test_run import eventually
from tests.e2e.town import MONDAY, NOTICE, Town

AFTERNOON = MONDAY + timedelta(hours=5)
AFTER_CUTOFF = MONDAY + timedelta(days=8)
TENTH = NOTICE + timedelta(hours=1)
ASKS = "アンテナショップの商品エントリーはいつまでですか。"


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    require(shutil.which("tmux") is not None, "tmux is not installed (package tmux)")
    return town.at_home(tmp_path / "office", embedded)


def sheet(name: str, **answers: str) -> bytes:
    given = {"name": name, "jan": "なし", **answers}
    return entries.filled("food", {**entries.ANSWERS["food"], **given})


def state(office: Town, number: str) -> str:
    return str(office.json("show", number)["state"])


@pytest.mark.office
@pytest.mark.parametrize(("columns", "rows"), [(80, 24)])
def test_a_month_by_keys_alone(office: Town, embedded: EmbeddedServers, columns: int, rows: int) -> None:
    """Mails and a paper in November; the meeting, 決裁 and notices; the terms in December. `u` takes back."""
    embedded.deliver("kikaku", town.entry(), MONDAY)
    embedded.deliver("kikaku", town.entry(sheet("柿酢ドリンク", storage=""), pledge=False), MONDAY)
    question = town.entry(b"", pledge=False, sender="who@example.jp", subject="締切の件", text=ASKS)
    embedded.deliver("kikaku", question, MONDAY)
    office.here("once", now=MONDAY)
    paper = office.folder / "stick.xlsx"
    paper.write_bytes(sheet("八女茶フィナンシェ", biz_name="うきは茶寮", corp_no="", contact_mail=""))

    with Terminal.open(office, columns, rows, now=AFTERNOON) as clerk:
        answers_by_phone(clerk, office)
        reads_a_question(clerk)
        registers_a_paper(clerk, office, paper)
    office.here("once", now=AFTER_CUTOFF)
    with Terminal.open(office, columns, rows, now=AFTER_CUTOFF) as clerk:
        prepares_the_meeting(clerk, office)
        records_the_outcomes(clerk, office)
        approves(clerk, office)
    office.here("once", now=NOTICE)
    with Terminal.open(office, columns, rows, now=TENTH) as clerk:
        posts_the_printed_ones(clerk, office)
        follows_the_terms(clerk, office)
        looks_around(clerk)

    assert town.kinds(embedded).count("result") == 1, "one letter tells both products of a business"


def reads_a_question(clerk: Terminal) -> None:
    clerk.keys("6")
    clerk.sees("確認待ち 1通", "締切の件")
    clerk.keys("Enter")
    clerk.sees(ASKS)
    clerk.keys("q")
    clerk.sees("確認待ち 1通")
    clerk.keys("d")
    clerk.sees("確認待ち 0通")


def answers_by_phone(clerk: Terminal, office: Town) -> None:
    """From 今日 to the case that lacks an answer: the field with the gap stands first."""
    clerk.sees("[1]今日")
    clerk.keys(":", "2")
    clerk.sees("R8-0002 を開く")
    clerk.keys("Enter")
    clerk.sees("柿酢ドリンク")
    clerk.keys("a")
    clerk.sees("保存")
    clerk.keys("Enter", "常温", "Enter", "Enter", "Enter")
    eventually(lambda: state(office, "R8-0002") == "accepted")
    clerk.keys("u")
    eventually(lambda: state(office, "R8-0002") == "correction_requested")
    clerk.keys("a", "Enter", "常温", "Enter", "Enter", "Enter")
    eventually(lambda: state(office, "R8-0002") == "accepted")


def registers_a_paper(clerk: Terminal, office: Town, paper: Path) -> None:
    """The workbook of a stick; the business has no mail, its pledge came on paper."""
    clerk.keys("8")
    clerk.sees("届いた日", "手紙の送り方")
    clerk.keys("Down", "Enter", "R8.11.16", "Enter", "郵送", "Enter", "紙で届いた", "Enter", "Enter")
    clerk.keys(str(paper), "Enter", "C-s")
    clerk.sees("を登録します")
    clerk.keys("Down", "Enter")
    clerk.sees("R8-0003 を登録しました")
    assert state(office, "R8-0003") == "accepted"


def prepares_the_meeting(clerk: Terminal, office: Town) -> None:
    """The office's own proposal, and the agenda to be printed."""
    clerk.keys("3")
    clerk.sees("[3]会議", "R8-0001", "R8-0003")
    clerk.keys("v", "Enter", "Enter", "Enter")
    eventually(lambda: bool(office.json("show", "R8-0001")["screening"]))
    clerk.keys("e")
    clerk.sees("会議資料(一覧表と個票)を作ります")
    agenda = office.folder / "agenda.xlsx"
    clerk.keys(str(agenda), "Enter", "Enter", "Enter")
    eventually(agenda.exists)
    clerk.sees("[3]会議")


def records_the_outcomes(clerk: Terminal, office: Town) -> None:
    clerk.keys("A", "s")
    clerk.sees("「選定」と記録します")
    clerk.keys("Enter")
    eventually(lambda: state(office, "R8-0003") == "decided")
    clerk.keys(":", "1")
    clerk.sees("R8-0001 を開く")
    clerk.keys("Enter")
    clerk.sees("あまおう")
    clerk.keys("f")
    clerk.sees("「不選定」と記録します")
    clerk.keys("Down", "Enter", "Enter")
    eventually(lambda: office.json("show", "R8-0001")["outcome"]["kind"] == "rejected")


def approves(clerk: Terminal, office: Town) -> None:
    """Every letter word for word before the yes."""
    clerk.keys("4")
    clerk.sees("[4]決裁")
    clerk.keys("R")
    clerk.sees("決裁者")
    clerk.keys("課長", "Enter", "Enter", "8企第12号", "Enter")
    clerk.sees("8企第12号", "通")
    clerk.keys("Down", "Enter")
    eventually(lambda: state(office, "R8-0001") == "released")


def posts_the_printed_ones(clerk: Terminal, office: Town) -> None:
    clerk.keys("5")
    clerk.sees("印刷待 2")
    clerk.keys("Space", "Space", "p")
    eventually(lambda: [letter["state"] for letter in office.json("outbox")].count("printed") == 2)


def follows_the_terms(clerk: Terminal, office: Town) -> None:
    clerk.keys(":", "2")
    clerk.sees("R8-0002 を開く")
    clerk.keys("Enter")
    clerk.sees("柿酢ドリンク")
    clerk.keys("t", "Enter", "Enter", "Enter")
    eventually(lambda: state(office, "R8-0002") == "negotiating")


def looks_around(clerk: Terminal) -> None:
    for digit, place in {"0": "統計", "9": "稼働", "7": "事業者", "1": "今日"}.items():
        clerk.keys(digit)
        clerk.sees(f"[{digit}]{place}")
    clerk.keys("?")
    clerk.sees("今日", "開く")
