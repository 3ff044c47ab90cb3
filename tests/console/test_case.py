"""A case: its views in one panel, the neighbours by n and p, and what happened to it."""

from collections import UserDict
from collections.abc import ValuesView
from pathlib import Path

from console import register
from console.app import Console
from rules.model import Arrival, OutcomeKind, Role
from rules.record import replace
from store import arrivals
from store.desk import mails, meeting, outcomes
from tests.console.screen import press, seated, text
from tests.console.seed import NOW, fill_letterbox, sow


async def test_findings_stand_beside_answers(console: Console) -> None:
    """The answers in printed order with the sheet's cell; what was found about one stands under it."""
    async with seated(console, 80, 40) as pilot:
        await press(pilot, "slash", *"柿酢", "enter", "enter")
        assert "R8-0059  柿酢ドリンク" in text(console)
        assert "保存温度帯が空欄です" in text(console)

        seen = await press(pilot, "right")
        assert "[申請]" in seen and "[C8]" in seen and "(空欄)" in seen
        seen = await press(pilot, "end")
        while "不備: 保存温度帯が空欄" not in seen and "事業者名" not in seen:
            seen = await press(pilot, "up")
        assert "不備: 保存温度帯が空欄" in seen


async def test_an_open_case_says_what_to_do_in_it(console: Console) -> None:
    """Not to open it by Enter, as the list does; and its head finds room for business, day, pledge and form."""
    async with seated(console) as pilot:
        assert "Enter で申請とメールを開きます" in await press(pilot, "home")
        seen = await press(pilot, "enter")
        assert "左右 で申請とメールを見てください" in seen and "Enter" not in seen
        assert seen.splitlines()[3].rstrip().endswith("誓約書 未確認  非食料品")


async def test_views_go_round(console: Console) -> None:
    """Left and right switch mails, letters and history in the one panel."""
    async with seated(console) as pilot:
        seen = await press(pilot, "enter", "right", "right", "right")
        assert "maruyama@rantai.example.jp" in seen and "エントリーシート.xlsx" in seen
        seen = await press(pilot, "right")
        assert "受信の返信" in seen and "送信待" in seen
        seen = await press(pilot, "right")
        assert "[経過]" in seen and "自動" in seen and "mailbot" not in seen
        assert "[検査]" in await press(pilot, "left", "left", "left", "left", "left")
        assert "[写真]" in await press(pilot, "left")
        assert "[検査]" in await press(pilot, "right")


async def test_next_and_previous(console: Console) -> None:
    """n and p walk the list as it was; its ends are told; q goes back to the same row."""
    async with seated(console) as pilot:
        assert "1 / 12件目" in await press(pilot, "enter")
        assert "R8-0061" in await press(pilot, "n")
        assert "2 / 12件目" in text(console)
        await press(pilot, "p")
        assert "一覧の端です" in await press(pilot, "p")
        assert "> R8-0060" in await press(pilot, "q")


async def test_case_changes_under_the_reader(console: Console) -> None:
    """What a colleague records is shown on the open case at the next look."""
    async with seated(console) as pilot:
        await press(pilot, "slash", *"フィナンシェ", "enter", "enter")
        reasons = ["R04", "R06"]
        meeting.propose(console.session.desk, "R8-0051", OutcomeKind.REJECTED, reasons=reasons, now=NOW)
        outcomes.record(console.session.desk, "R8-0051", OutcomeKind.SELECTED, note="好評", now=NOW)
        console.look()
        await pilot.pause()

        assert "会議の結果: 選定" in text(console) and "好評" in text(console)
        assert "選定案: 不選定  R04  R06" in text(console)
        seen = await press(pilot, *["left"] * 5)
        assert "田中 (tanaka)  結果を記録  選定 好評" in seen


async def test_few_widgets(console: Console) -> None:
    """A place stays within 25 widgets, so that it opens without a wait."""
    async with seated(console) as pilot:
        for keys in ((), ("3",), ("R",), ("escape", "5"), ("2", "enter")):
            await press(pilot, *keys)
            assert len(list(console.screen.walk_children())) <= 25


async def test_an_answer_in_words_is_seen_at_its_case(console: Console) -> None:
    """A mail that only speaks of a case waits in 要確認: the case tells of it until it is read, and shows it."""
    fill_letterbox(console.session.desk)
    with console.session.desk.store.transaction() as db:
        mail = next(each for each in arrivals.every(db) if each.role is Role.INQUIRY)
        arrivals.put(db, replace(mail, cases=("R8-0055",)))
    async with seated(console) as pilot:
        seen = "".join((await press(pilot, "slash", *"R8-0055", "enter", "enter")).split())
        assert "筑後川醸造営業部さんのメール「冷蔵便での納品について」を" in seen
        seen = await press(pilot, "right", "right", "right")
        assert "[メール]" in seen and "冷蔵便でお送りしてもよろしいでしょうか" in seen
        assert seen.index("問い合わせ") < seen.index("エントリー", seen.index("[メール]"))
        mails.done(console.session.desk, mail.id, now=NOW)
        console.look()
        assert "まだ確かめていません" not in await press(pilot, "left", "left", "left")


class Walked(UserDict[str, Arrival]):
    """Mails that nobody may go through one by one."""

    def values(self) -> ValuesView[Arrival]:
        raise AssertionError("all mails were walked through")


def test_the_mails_of_a_case_are_looked_up(tmp_path: Path) -> None:
    """Those that name it and its own ones, each once, the newest first; all others cost a draw nothing."""
    clerk = sow(tmp_path / "data")
    fill_letterbox(clerk)
    with clerk.store.transaction() as db:
        mail = next(each for each in arrivals.every(db) if each.role is Role.INQUIRY)
        arrivals.put(db, replace(mail, cases=("R8-0055",)))
    read = register.read(clerk.store, clerk.calendar)
    case = read.cases["R8-0055"]

    found = replace(read, mails=Walked(read.mails)).mails_of(case)

    assert [each.id for each in found] == [mail.id, case.mails[0].id]
