"""要確認: what waits for a person is read, laid to a case, taken again, saved and seen to, over a real register."""

import io
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from textual.pilot import Pilot

from console.app import Console
from console.errands import Robot
from console.places import Place
from console.screens.reading import ReadingScreen
from console.screens.work import WorkDialog
from console.session import Session
from console.widgets.page import Page
from console.widgets.table import Table
from rules.model import Arrival, Handled, State
from store import audit
from tests.clamd import EICAR, Clamd
from tests.console.screen import press, seated, settle, text
from tests.e2e.town import MONDAY, entry, found
from tests.mailbot.intake.counter import Counter, opened, sheet
from tests.mailbot.intake.desk import WIRE, mail as desk_mail, with_file
from tests.mailbot.intake.test_quarantine import scanned

NOW = MONDAY + timedelta(hours=5)
ASKS = "アンテナショップの商品エントリーはいつまでですか。\n"
END = "最後の行です。"
PASSWORD = "ogori"


def locked() -> bytes:
    """A mail whose workbook is under the password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(sheet())).encrypt(PASSWORD, out)
    return with_file(desk_mail(), out.getvalue(), "エントリーシート.xlsx").as_bytes(policy=WIRE)


def hour(count: int) -> timedelta:
    return timedelta(hours=count)


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """A case, then a long question, a locked workbook, and a mail that the robot failed at three times."""
    counter = opened(tmp_path)
    counter.bring(sheet(storage=""))
    counter.bring(
        b"", MONDAY + hour(1), pledge=False, sender="who@example.jp", subject="締切の件", text=ASKS * 90 + END
    )
    counter.take(locked(), MONDAY + hour(2))
    hard = entry(
        sheet(name="柿酢ドリンク", biz_name="柿酢工房", corp_no=""),
        sender="kaki@example.jp",
        subject="柿酢です",
    )
    for _ in range(3):
        counter.office.attempts.begin(sha256(hard).hexdigest())
    counter.take(hard, MONDAY + hour(3))
    return counter


@pytest.fixture
def office(counter: Counter, tmp_path: Path) -> Console:
    config = found(tmp_path, {}).folder / "config.toml"
    robot = Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={NOW.isoformat()}"))
    return Console(Session(desk=counter.desk(), clock=lambda: NOW), robot)


def mail(counter: Counter, number: int) -> Arrival:
    return counter.mails[number]


async def worked(pilot: Pilot[None], *keys: str) -> str:
    """These keys, and the errand that they set off to its end."""
    await press(pilot, *keys)
    while isinstance(pilot.app.screen, WorkDialog):
        await pilot.pause(0.05)
    await settle(pilot)
    return text(pilot.app)


def shown(app: Console) -> tuple[str, ...]:
    return tuple(app.screen.query_one("#mails", Table).keys)


async def test_what_waits_with_its_reason(office: Console, counter: Counter) -> None:
    """The oldest first; why a person has to look, who wrote and the words stand below. Case mail is not here."""
    async with seated(office, start=Place.MAILS) as pilot:
        seen = text(office)
        assert shown(office) == tuple(mail(counter, number).id for number in (1, 2, 3))
        assert "[6]要確認" in seen and "確認待ち 3通" in seen and "読めず保留 1通" in seen
        assert "who@example.jp" in seen and "いつまでですか" in seen
        assert mail(counter, 1).reason[:10] in seen
        assert "エントリーシート.xlsx" in await press(pilot, "down")


async def test_read_to_its_end(office: Console) -> None:
    """Enter shows the mail at once and reads on behind what the register holds; q closes it."""
    async with seated(office, start=Place.MAILS) as pilot:
        await press(pilot, "enter")
        page = office.screen.query_one("#mail", Page)
        assert ASKS.strip() in page.text
        while END not in page.text:
            await pilot.pause(0.05)
        assert "[6]要確認" in await press(pilot, "q")


async def test_read_without_a_program(counter: Counter) -> None:
    """Where no robot can be asked the clerk sees what the register holds, and why not the rest."""
    app = Console(Session(desk=counter.desk(), clock=lambda: NOW))
    async with seated(app, start=Place.MAILS) as pilot:
        seen = await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert "締切の件" in seen and "mailbot console" in seen


async def test_done_and_undone(office: Console, counter: Counter) -> None:
    """d: the mail leaves the list and the cursor is on the next. t shows it, x brings it back, u takes that back."""
    async with seated(office, start=Place.MAILS) as pilot:
        assert "「締切の件」 を確認済みにしました" in await press(pilot, "d")
        assert mail(counter, 1).done and len(shown(office)) == 2
        assert office.screen.query_one("#mails", Table).key == mail(counter, 2).id

        assert "確認済みも表示中" in await press(pilot, "t", "end")
        assert "もう確認済み" in await press(pilot, "d")
        await press(pilot, "x")
        assert not mail(counter, 1).done
        await press(pilot, "u")
        assert mail(counter, 1).done
        assert "確認待ちのメールです" in await press(pilot, "home", "x")


async def test_marked_mails_are_one_deed(office: Console, counter: Counter) -> None:
    """Two marked are seen to together and come back together."""
    async with seated(office, start=Place.MAILS) as pilot:
        assert "2件を確認済みに" in await press(pilot, "space", "space", "d")
        assert [each.done for each in counter.mails[1:]] == [True, True, False]
        await press(pilot, "u")
        assert not any(each.done for each in counter.mails)


async def test_laid_to_a_case(office: Console, counter: Counter) -> None:
    """a: the case is named before it is done; the mail stands there, and waits no longer. u brings both back."""
    async with seated(office, start=Place.MAILS) as pilot:
        await press(pilot, "a", *"77", "enter", "enter")
        assert "「77」の案件はありません" in text(office)
        seen = await press(pilot, "backspace", "backspace", "1")
        assert "R8-0001  あまおうジャム 150g" in seen
        assert "付けることにしました" in await press(pilot, "enter", "enter")
        assert counter.cases[0].mails[-1].id == mail(counter, 1).id
        assert mail(counter, 1).done and mail(counter, 1).cases == ("R8-0001",)

        await press(pilot, "u")
        assert not mail(counter, 1).done and len(counter.cases[0].mails) == 1


async def test_laid_to_a_case_and_still_waiting(office: Console, counter: Counter) -> None:
    """Where the sender's address is known to one case it is offered; the mail may stay in the list, and o leads on."""
    counter.bring(b"", MONDAY + hour(4), pledge=False, subject="商品エントリーの質問", text="届きましたか")
    async with seated(office, start=Place.MAILS) as pilot:
        await press(pilot, "end", "a")
        assert "R8-0001  あまおうジャム 150g" in text(office)
        await press(pilot, "enter", "down", "enter")
        asked = counter.mails[-1]
        assert (asked.cases, asked.done) == (("R8-0001",), False)
        assert "R8-0001  あまおうジャム 150g" in await press(pilot, "o")
        assert "[6]要確認" in await press(pilot, "q")
        assert "付いている案件はありません" in await press(pilot, "home", "o")


async def test_taken_again(office: Console, counter: Counter) -> None:
    """r: after the fix the mail that was set aside becomes its case; the answer says what became of it."""
    async with seated(office, start=Place.MAILS) as pilot:
        seen = await worked(pilot, "end", "r", "enter")
        assert "メールを処理し直しました" in seen
        assert mail(counter, 3).handled is Handled.CASE and len(counter.cases) == 2


async def test_a_false_alarm_is_overruled_with_a_reason(office: Console, counter: Counter) -> None:
    """Only a mail that the virus scanner stopped is asked about; the robot does as the clerk said."""
    with Clamd().at() as address:
        data = with_file(desk_mail(), EICAR, "説明.pdf").as_bytes(policy=WIRE)
        scanned(counter, address).take(data, MONDAY + hour(4))
    question = "ウイルス検査の誤りと確かめたときは"
    async with seated(office, start=Place.MAILS) as pilot:
        assert question not in await press(pilot, "home", "r")
        await press(pilot, "escape")
        assert question in await press(pilot, "end", "r")
        await worked(pilot, "tab", *"ok", "enter")

    assert "(ok)" in next(
        each.detail for each in audit.every(counter.office.store.log) if each.what == "mail.reprocessed"
    )


async def test_a_password_opens_the_file(office: Console, counter: Counter) -> None:
    """A wrong password is told in the robot's own words and changes nothing; the right one opens the sheet."""
    async with seated(office, start=Place.MAILS) as pilot:
        await press(pilot, "down", "r")
        assert "パスワード" in await worked(pilot, *"wrong", "enter")
        assert mail(counter, 2).handled is Handled.PERSON
        await press(pilot, "r")
        await worked(pilot, *PASSWORD, "enter")

        assert mail(counter, 2).handled is Handled.CASE


async def test_attachments_are_saved_under_our_names(
    office: Console, counter: Counter, tmp_path: Path
) -> None:
    """s: the bytes lie in the folder that was named, under names of ours; a mail without any says so."""
    folder = tmp_path / "out"
    async with seated(office, start=Place.MAILS) as pilot:
        assert "添付はありません" in await press(pilot, "s")
        await press(pilot, "down", "s", "ctrl+u")
        seen = await worked(pilot, *f"{folder}", "enter")
        assert "添付 1件を" in seen
        (file,) = folder.iterdir()
        assert file.name.startswith(mail(counter, 2).id[:8]) and "エントリー" not in file.name
        assert "すでにあります" in await worked(pilot, "s", "ctrl+u", *f"{folder}", "enter")


async def test_same_business_from_here(office: Console, counter: Counter) -> None:
    """b takes a colleague's mail where it waits; B lays one aside; where nobody asks, both say so."""
    counter.bring(sheet(), MONDAY + hour(4), sender="colleague@ogori-foods.example.jp", pledge=False)
    async with seated(office, start=Place.MAILS) as pilot:
        assert "判断を待っているメールはありません" in await press(pilot, "B")
        assert "R8-0001 について、別のアドレスから届きました" in await press(pilot, "end")
        await press(pilot, "B")
        assert counter.mails[-1].done and not counter.cases[0].claims
        await press(pilot, "u", "end")
        assert "別のアドレスを事業者に加え" in await worked(pilot, "b")
        assert counter.cases[0].state is State.ACCEPTED


async def test_whose_mail_it_is(office: Console, counter: Counter) -> None:
    """b on a mail that asks about no case: the business is found as one types, and the mail is taken as its own."""
    counter.bring(
        sheet(name="梅ジャム", biz_name="別の名", corp_no=""), MONDAY + hour(4), sender="ume@example.jp"
    )
    ((other,),) = [[each.id for each in counter.businesses if each.name == "別の名"]]
    async with seated(office, start=Place.MAILS) as pilot:
        await press(pilot, "b")
        assert "who@example.jp は、どの事業者のかたですか" in text(office)
        assert "「zzz」に合う事業者はありません" in await press(pilot, *"zzz", "enter")
        assert "2あります" in await press(pilot, *["backspace"] * 3, "J", "enter")
        await press(pilot, "backspace")
        seen = await press(pilot, *other)
        assert f"{other} 別の名 のアドレスに加えます" in seen
        assert "メールを処理し直しました" in await worked(pilot, "enter")
        assert "who@example.jp" in next(each for each in counter.businesses if each.id == other).addresses
        await press(pilot, "u")
        assert "who@example.jp" not in next(each for each in counter.businesses if each.id == other).addresses
        await worked(pilot, "home", "b", *other, "enter")
        assert "信用できる差出人のアドレスがありません" in await press(pilot, "end", "b")


async def test_several_where_one_is_meant(office: Console) -> None:
    """What is about one mail says so where two are marked; q lets them go, once more it leads home."""
    async with seated(office, start=Place.MAILS) as pilot:
        await press(pilot, "A")
        for key in ("r", "s", "o", "b", "B"):
            assert "1件だけ選んで" in await press(pilot, key)
        await press(pilot, "q")
        assert not office.screen.query_one("#mails", Table).marks
        assert "[6]要確認" not in await press(pilot, "q")


async def test_nothing_waits(tmp_path: Path) -> None:
    """An empty list says so, and every deed says that there is no mail."""
    app = Console(Session(desk=opened(tmp_path).desk(), clock=lambda: NOW))
    async with seated(app, start=Place.MAILS) as pilot:
        assert "確認を待つメールはありません" in text(app)
        for key in ("d", "x", "a", "r", "s", "o"):
            assert "メールがありません。" in await press(pilot, key)
        assert "案件がありません" in await press(pilot, "b")


async def test_the_cursor_is_on_what_was_asked_for(office: Console, counter: Counter) -> None:
    """Who comes here for one mail finds the cursor on it."""
    async with seated(office) as pilot:
        office.call_later(office.go, Place.MAILS, mail(counter, 3).id)
        await settle(pilot)
        assert office.screen.query_one("#mails", Table).key == mail(counter, 3).id


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_screen_is_few_widgets(office: Console, size: tuple[int, int]) -> None:
    """At most 25 of them, and every line is as wide as the terminal."""
    async with seated(office, *size, start=Place.MAILS) as pilot:
        assert len(office.screen.query("*")) <= 25
        await press(pilot, "down", "a")
        assert len(office.screen.query("*")) <= 25
