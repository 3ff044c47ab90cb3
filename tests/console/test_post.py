"""郵送登録: a paper that came by post is registered by the robot, as it would register a mail."""

import sys
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.paper import entry as paperentry
from console.paper.draft import HEADS, LETTERS, PHOTO, PLEDGE, RECEIVED, SHEET
from console.places import Place
from console.session import Session
from console.widgets.table import Table
from rules.model import Case, LetterState, Pledge, State
from rules.record import replace
from store import cases, outbox
from tests import entries
from tests.console import town
from tests.console.paper import PAPER, drafted, judged, line
from tests.console.screen import press, seated, settle
from tests.mailbot.sheets.test_photos import picture


@pytest.fixture
def office(tmp_path: Path) -> Console:
    return town.console(tmp_path / "office")


def case(console: Console, number: str) -> Case | None:
    return cases.get(console.session.desk.store.snapshot(), number)


async def put(pilot: Pilot[None], text: str) -> None:
    """The text at once, as an input method or the clipboard gives it, then Enter."""
    field = pilot.app.screen.query_one("#entry", Input)
    field.post_message(Paste(text))
    await pilot.press("enter")


async def registered(pilot: Pilot[None]) -> str:
    """Ctrl+S, yes, and the robot's answer."""
    await press(pilot, "ctrl+s")
    await press(pilot, "down", "enter")
    await pilot.app.workers.wait_for_complete()
    await settle(pilot)
    return await press(pilot)


async def test_a_paper_is_typed_and_registered(office: Console) -> None:
    """Every line that the form asks for, one Enter each; the case opens, and `u` takes all of it back."""
    drafted(office)
    whole = judged(office)
    wanted = [line for line in paperentry.typed(whole.form) if whole.asked(line)]
    office.session.draft.clear()
    async with seated(office) as pilot:
        await press(pilot, "8", "down", "enter")
        await put(pilot, "R8.11.13")
        await pilot.press(*["enter"] * 4)  # letters by mail, no pledge, no photo, no file
        for field in wanted:
            assert office.screen.query_one("#fields", Table).key == field.key
            await put(pilot, PAPER.get(field.key, ""))
        told = await press(pilot, "ctrl+s")
        assert "あまおうジャム 150g」(株式会社小郡食品) を登録します" in told
        assert "令和8年11月13日(金) に届いたものとして、令和8年11月分" in told
        assert "info@example.jp" in told
        shown = await registered_from(pilot)

        assert office.place is not None and office.place.PLACE is Place.CASE
        assert "あまおうジャム 150g" in shown and "R8-0001 を登録しました" in shown
        entered = case(office, "R8-0001")
        assert entered is not None and entered.state is State.ACCEPTED
        assert office.session.draft.empty

        assert "R8-0001 を郵送で登録" in await press(pilot, "u")
        assert case(office, "R8-0001") is None


async def test_what_was_taken_back_need_not_be_typed_again(office: Console) -> None:
    """`u` leaves the paper on the desk, to be put right and registered; one begun since then stays there."""
    drafted(office, jan="4569951116178")
    async with seated(office) as pilot:
        await press(pilot, "8")
        assert "R8-0001" in await registered(pilot)
        assert office.session.draft.empty
        seen = await press(pilot, "u")
        assert "R8-0001 の案件は、もうありません" in seen and "株式会社小郡食品" not in seen
        assert "R8-0001 の内容を戻しました" in await press(pilot, "8")
        assert office.session.draft.text("jan") == "4569951116178"

        office.session.draft.values["jan"] = PAPER["jan"]
        await registered(pilot)
        assert case(office, "R8-0002") is not None and office.session.draft.empty
        office.session.draft.values["name"] = "つぎの商品"
        await press(pilot, "u")
        assert "戻しました" not in await press(pilot, "8")
        assert office.session.draft.text("name") == "つぎの商品"


async def test_a_line_is_typed_anew(office: Console) -> None:
    """Ctrl+U, which the last line of the screen names, empties the field."""
    drafted(office)
    async with seated(office) as pilot:
        await press(pilot, "8")
        office.screen.query_one("#fields", Table).go("name")
        assert "Ctrl+U 打ち直す" in await press(pilot, "enter")
        await press(pilot, "ctrl+u", *"jam")
        assert office.session.draft.text("name") == "jam"


async def registered_from(pilot: Pilot[None]) -> str:
    """Yes, and the robot's answer."""
    await press(pilot, "down", "enter")
    await pilot.app.workers.wait_for_complete()
    return await press(pilot)


async def test_what_the_checks_say_while_typing_is_what_the_robot_says(office: Console) -> None:
    """The same findings before and after registering, and the same round: nothing new is found by it."""
    drafted(office, jan="4569951116178", storage="", pr="短い", contact_mail="x")
    before = judged(office)
    async with seated(office) as pilot:
        told = await press(pilot, "8", "ctrl+s")
        assert "補正がそろった日で決まります" in told and "JANコード、" in told
        await registered_from(pilot)

        entered = case(office, "R8-0001")
        assert entered is not None
        assert [(each.code, each.field) for each in entered.findings] == [
            (each.code, each.field) for each in before.findings
        ]
        assert {"check_digit", "missing"} <= {each.code for each in before.findings}


async def test_papers_of_the_envelope(office: Console) -> None:
    """A pledge and a photo that stay paper: the case is complete at once, the business has its pledge."""
    drafted(office, **{PLEDGE: "紙で届いた", PHOTO: "紙で届いた"})
    async with seated(office) as pilot:
        assert "不備はありません" in await press(pilot, "8", "ctrl+s")
        await registered_from(pilot)

        entered = case(office, "R8-0001")
        assert entered is not None and (entered.state, entered.pictures) == (State.ACCEPTED, 1)
        assert entered.round == "2026-11"
        business = cases.business(office.session.desk.store.snapshot(), entered.business)
        assert business is not None and business.pledge is not Pledge.MISSING


async def test_a_business_without_mail(office: Console) -> None:
    """Its address is not asked for, and its letter waits for the printer."""
    drafted(office, contact_mail="", **{LETTERS: "郵送", PLEDGE: "紙で届いた"})
    async with seated(office) as pilot:
        assert "印刷待ちに入ります" in await press(pilot, "8", "ctrl+s")
        await registered_from(pilot)

        db = office.session.desk.store.snapshot()
        (letter,) = outbox.about(db, "R8-0001")
        assert (letter.state, letter.to) == (LetterState.TO_PRINT, ())
        entered = case(office, "R8-0001")
        assert entered is not None and entered.accepted_at is not None


async def test_a_workbook_from_a_stick(office: Console, tmp_path: Path) -> None:
    """The path with Tab; no line of answers is left to type, and the file is read as one that came by mail."""
    stick = tmp_path / "USB STICK"
    stick.mkdir()
    (stick / "エントリー.xlsx").write_bytes(entries.filled("food", contact_mail="b@example.jp"))
    (stick / "photo.jpg").write_bytes(picture("JPEG"))
    drafted(office, **{PHOTO: f"{stick / 'photo.jpg'}"})
    async with seated(office) as pilot:
        await press(pilot, "8")
        await line(pilot, SHEET)
        await press(pilot, "enter")
        office.screen.query_one("#entry", Input).post_message(Paste(f"{stick}/エ"))
        assert "エントリー.xlsx" in await press(pilot, "tab")
        assert office.screen.query_one("#fields", Table).keys == HEADS
        assert "シートの担当者メールアドレスへ" in await press(pilot, "ctrl+s")
        await registered_from(pilot)

        entered = case(office, "R8-0001")
        assert entered is not None and entered.notice_to == "b@example.jp" and len(entered.photos) == 1


async def test_a_day_to_come_and_a_missing_file_hinder(console: Console) -> None:
    """Ctrl+S says what is wrong before anything is asked or done."""
    drafted(console, **{RECEIVED: "R8.12.1"})
    async with seated(console) as pilot:
        assert "今日より後です" in await press(pilot, "8", "ctrl+s")
        console.session.draft.values[RECEIVED] = "13日"
        assert "読み取れません" in await press(pilot, "3", "8", "ctrl+s")
        console.session.draft.values |= {RECEIVED: "", PLEDGE: "/none.pdf"}
        assert "届いた日を入れてください" in await press(pilot, "3", "8", "ctrl+s")
        console.session.draft.values[RECEIVED] = "2026/11/13"
        assert "「/none.pdf」というファイルはありません" in await press(pilot, "3", "8", "ctrl+s")
        assert case(console, "R8-0001") is None


async def test_the_next_product_of_the_same_business(office: Console) -> None:
    """After registering, `b` brings the answers about the business; the product's are empty."""
    drafted(office, prev_no="R8-0041", entry_kind="再エントリー")
    async with seated(office) as pilot:
        await press(pilot, "8")
        await registered(pilot)
        await press(pilot, "q", "8")
        assert "商品の欄から" in await press(pilot, "b")
        draft = office.session.draft
        assert draft.text("biz_name") == "株式会社小郡食品" and draft.text(RECEIVED) == "R8.11.13"
        assert not draft.text("name") and not draft.text("prev_no")
        assert office.screen.query_one("#fields", Table).key == "name"

        draft.values["name"] = "苺"
        assert "書きかけの内容があります" in await press(pilot, "b") and draft.text("name") == "苺"


async def test_the_same_business_in_the_console_of_the_next_day(office: Console) -> None:
    """`b` follows what this clerk registered last, whoever registered since; of others it knows nothing."""
    drafted(office)
    async with seated(office) as pilot:
        await press(pilot, "8")
        await registered(pilot)

    desk = office.session.desk
    for by, follows in (("田中", True), ("佐藤", False)):
        again = Console(Session(desk=replace(desk, by=by), clock=office.session.clock))
        async with seated(again, start=Place.POST) as pilot:
            assert ("「株式会社小郡食品」の欄を写しました" in await press(pilot, "b")) is follows
            draft = again.session.draft
            assert draft.text("rep") == (PAPER["rep"] if follows else "") and not draft.text("name")
            assert draft.text(RECEIVED) == ("R8.11.13" if follows else "")


async def test_what_the_robot_refuses_leaves_the_paper(tmp_path: Path) -> None:
    """Its own sentence is told, every answer stays, nothing is stored."""
    fails = (sys.executable, "-c", "import sys; sys.stderr.write('台帳がいっぱいです。'); sys.exit(73)")
    office = town.console(tmp_path / "office", robot=lambda command: fails)
    drafted(office)
    async with seated(office) as pilot:
        await press(pilot, "8")
        assert "台帳がいっぱいです" in await registered(pilot)
        assert office.session.draft.text("biz_name") == "株式会社小郡食品"


async def test_giving_up_keeps_the_paper(tmp_path: Path) -> None:
    """Esc ends the robot's work and says where to look."""
    waits = (sys.executable, "-c", "import signal; signal.pause()")
    office = town.console(tmp_path / "office", robot=lambda command: waits)
    drafted(office)
    async with seated(office) as pilot:
        await press(pilot, "8", "ctrl+s")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "途中でやめました" in await press(pilot, "escape")
        assert not office.session.draft.empty


async def test_a_refusal_leaves_the_typed_line_in_sight(console: Console) -> None:
    """What is told stands above the line that is typed in, and no line says twice how it is chosen."""
    async with seated(console, start=Place.POST) as pilot:
        seen = await press(pilot, "ctrl+s")
        rows = seen.splitlines()
        assert "まだ書き写していません。" in rows[-5] and rows[-3].strip() == "食料品"
        assert seen.count("左右") == 1


async def test_no_at_the_question_registers_nothing(console: Console) -> None:
    """The first, safe answer."""
    drafted(console)
    async with seated(console) as pilot:
        await press(pilot, "8", "ctrl+s", "enter")
        assert case(console, "R8-0001") is None and not console.session.draft.empty
