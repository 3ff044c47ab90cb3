"""事業者: found as one types, put right, merged and parted, and their pledges."""

from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.places import Place
from console.session import Session
from console.views import registry
from console.widgets.page import Page
from console.widgets.table import Table
from rules.model import Answer, Business, Pledge, State
from rules.record import replace
from store import cases
from store.desk import Desk, businesses, particulars
from tests.console.screen import press, rows, seated, settle, text
from tests.console.seed import NOW, desk, sow
from tests.console.test_hostile import CONTROL, HOSTILE, poison

AGENT = "shoko@kurume-cci.example.jp"


def change(clerk: Desk, id: str, **fields: object) -> None:
    with clerk.store.transaction() as db:
        known = cases.business(db, id)
        assert known is not None
        cases.put_business(db, replace(known, **fields))  # type: ignore[arg-type]


def business(clerk: Desk, id: str) -> Business:
    known = cases.business(clerk.store.snapshot(), id)
    assert known is not None
    return known


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    """Seven firms: an agent writes for two of them, mail to one comes back, and one says how its name is read."""
    clerk = sow(tmp_path / "data")
    for id in ("J-0004", "J-0007"):
        change(clerk, id, addresses=(*business(clerk, id).addresses, AGENT), notice_to=AGENT)
    change(clerk, "J-0006", undeliverable={"kinoko@ooki.example.jp": NOW})
    change(clerk, "J-0002", notice_to="saryo@ukiha.example.jp", corporate_number="5290001234567")
    with clerk.store.transaction() as db:
        case = cases.get(db, "R8-0055")
        assert case is not None
        fields = {**case.entry.fields, "biz_name.kana": Answer(text="オゴオリショクヒン")}
        cases.put(db, replace(case, entry=replace(case.entry, fields=fields)))
    return clerk


@pytest.fixture
def app(clerk: Desk) -> Console:
    return Console(Session(desk=clerk, clock=lambda: NOW))


def shown(app: Console) -> tuple[str, ...]:
    return tuple(app.screen.query_one("#businesses", Table).keys)


async def at(pilot: Pilot[None], app: Console, id: str) -> str:
    app.screen.query_one("#businesses", Table).go(id)
    await settle(pilot)
    return text(app)


async def test_what_the_office_knows_of_each(app: Console) -> None:
    """Name, town, pledge, cases; below them who writes, for whom else, what comes back, and the cases."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        seen = text(app)
        assert "[7]事業者" in seen and "事業者 7件   誓約書の確認待ち 7件   届かない宛先 1件" in seen
        assert "J-0001 株式会社小郡食品" in seen and "R8-0055 付議   あまおうジャム 150g" in seen
        assert len(app.screen.query("*")) <= 25
        page = app.screen.query_one("#preview", Page)
        await at(pilot, app, "J-0004")
        assert "代理: 籃胎漆器の店 丸山 のメールも" in page.text
        await at(pilot, app, "J-0006")
        assert "届きません(11/24 から)" in page.text


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("小郡食品", ["J-0001"]),
        ("㈱小郡", ["J-0001"]),
        ("(株)小郡食品", ["J-0001"]),
        ("ｵｺﾞｵﾘｼｮｸﾋﾝ", ["J-0001"]),
        ("おごおりしょく", ["J-0001"]),
        ("ogoorish", ["J-0001"]),
        ("市町:大川", ["J-0005"]),
        ("久留米 -絣", ["J-0004", "J-0007"]),
        ("J-0006", ["J-0006"]),
        ("5290001234567", ["J-0002"]),
        ("SARYO@", ["J-0002"]),
        ("どこにもない", []),
    ],
)
async def test_found_as_one_types(app: Console, typed: str, ids: list[str]) -> None:
    """By name with ㈱ or in half width, by its reading in kana or romaji, by number, town and address."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        await press(pilot, "slash")
        app.screen.query_one("#filter", Input).value = typed
        await settle(pilot)
        assert list(shown(app)) == ids
        assert "合う事業者はありません" in text(app) or ids
        await press(pilot, "escape")
        assert len(shown(app)) == 7


async def test_the_search_is_kept_until_q(app: Console) -> None:
    """Enter goes on to the list; q gives the search up first, then leads home."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        assert "絞り込み: kinoko  1件" in await press(pilot, "slash", *"kinoko", "enter")
        await press(pilot, "q")
        assert len(shown(app)) == 7
        assert "[1]今日" in await press(pilot, "q")


async def test_its_cases(app: Console, clerk: Desk) -> None:
    """Enter opens the newest, n goes through the others; who has none says so."""
    with clerk.store.transaction() as db:
        cases.put_business(db, Business(id="J-0099", name="案件のない店"))
    app.session.look()
    async with seated(app, start=Place.BUSINESSES) as pilot:
        assert "R8-0056" in (await press(pilot, "enter")).splitlines()[2]
        assert "R8-0055" in (await press(pilot, "n")).splitlines()[2]
        await press(pilot, "q")
        await at(pilot, app, "J-0099")
        assert "案件はありません" in await press(pilot, "enter")


async def test_a_colleague_was_faster(app: Console, clerk: Desk) -> None:
    """Nothing is written over: it is told first that nothing was saved, and the new content stands there."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        await at(pilot, app, "J-0002")
        await press(pilot, "i")
        particulars.amend(replace(clerk, by="佐藤"), "J-0002", {"phone": "0943-00-9999"}, now=NOW)
        app.screen.query_one("#blank-address", Input).value = "うきは市吉井町1"
        seen = await press(pilot, *["enter"] * 9)
        assert "保存していません。J-0002" in seen and "佐藤" in seen and "0943-00-9999" in seen
        assert business(clerk, "J-0002").address != "うきは市吉井町1"


async def test_particulars_are_put_right(app: Console, clerk: Desk) -> None:
    """i: what is typed is read as the office writes it; what can't be read says so; u brings all back."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        await at(pilot, app, "J-0002")
        seen = await press(pilot, "i")
        assert "うきは茶寮 の情報を直します" in seen and "5290001234567" in seen
        assert len(app.screen.query("*")) <= 25
        blank = app.screen.query_one("#blank-phone", Input)
        app.screen.query_one("#blank-mail", Input).value = "tea@ukiha.example.jp"
        app.screen.query_one("#blank-contact", Input).value = "緒方"
        blank.value = "電話なし"
        assert "電話番号として読めません" in await press(pilot, *["enter"] * 9)
        blank.value = "０９４３−00−1234"
        await press(pilot, *["enter"] * 9)
        told = business(clerk, "J-0002")
        assert told.phone == "0943-00-1234" and told.addresses[-1] == "tea@ukiha.example.jp"
        assert told.contacts[0].name == "緒方"

        await press(pilot, "u")
        assert business(clerk, "J-0002").phone == ""
        await press(pilot, "i", *["enter"] * 9)
        assert business(clerk, "J-0002").addresses == ("saryo@ukiha.example.jp",)


async def test_a_name_is_put_right(app: Console, clerk: Desk) -> None:
    """i: the first field is the name; it can't be emptied, and u brings the old one back."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        await at(pilot, app, "J-0002")
        await press(pilot, "i")
        blank = app.screen.query_one("#blank-name", Input)
        assert blank.value == "うきは茶寮" and blank.has_focus
        blank.value = ""
        assert "「事業者名」を入れてください。" in await press(pilot, *["enter"] * 9)
        blank.value = "うきは茶寮 本店"
        await press(pilot, *["enter"] * 9)
        assert [row for row in rows(app) if "うきは茶寮 本店" in row]
        assert business(clerk, "J-0002").name == "うきは茶寮 本店"
        await press(pilot, "u")
        assert business(clerk, "J-0002").name == "うきは茶寮"


async def test_where_notices_go(app: Console, clerk: Desk) -> None:
    """n: one of the known addresses, or another one; an agent's address counts once a clerk has chosen."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        assert "代理" in [row for row in rows(app) if "J-0004" in row][0]
        await at(pilot, app, "J-0004")
        await press(pilot, "n", "enter", "enter")
        chosen = business(clerk, "J-0004")
        assert (chosen.notice_to, chosen.notice_by) == (AGENT, "田中")
        assert "代理" not in [row for row in rows(app) if "> J-0004" in row][0]
        await press(pilot, "n", "end", "enter", "enter")
        assert "アドレスを選ぶか、入れてください" in text(app)
        assert "メールアドレスとして読めません" in await press(pilot, *"x", "enter")
        await press(pilot, "backspace", *"new@example.jp", "enter")
        assert business(clerk, "J-0004").notice_to == "new@example.jp"


async def test_merged_with_a_preview_and_parted(app: Console, clerk: Desk) -> None:
    """m with two marked: what moves stands there before; S parts them, u takes that back."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        seen = await press(pilot, "space", "space", "m")
        assert "J-0002 の 2件が J-0001 のものになります" in seen and "saryo@ukiha.example.jp も" in seen
        assert "J-0001 の 2件が J-0002 のものになります" in await press(pilot, "down")
        await press(pilot, "up", "enter")
        assert business(clerk, "J-0002").id == "J-0001" and len(shown(app)) == 6
        assert "J-0002 うきは茶寮" in app.screen.query_one("#preview", Page).text

        await press(pilot, "S", "enter")
        assert business(clerk, "J-0002").id == "J-0002"
        await press(pilot, "u")
        assert business(clerk, "J-0002").id == "J-0001"
        await at(pilot, app, "J-0005")
        assert "統合されたものはありません" in await press(pilot, "S")


async def test_merged_by_number(app: Console, clerk: Desk) -> None:
    """m with one: the other's number is typed; an unknown one and its own say so; two 法人番号 are a warning."""
    change(clerk, "J-0001", corporate_number="7123456789012")
    app.session.look()
    async with seated(app, start=Place.BUSINESSES) as pilot:
        await press(pilot, "m", *"99", "enter")
        assert "事業者 99 はありません" in text(app)
        assert "同じ番号です" in await press(pilot, "backspace", "backspace", "1", "enter")
        assert "法人番号が違います" in await press(pilot, "backspace", "2")
        await press(pilot, "enter")
        assert business(clerk, "J-0002").id == "J-0001"
        await press(pilot, "u")
        assert business(clerk, "J-0002").id == "J-0002"


async def test_pledges(app: Console, clerk: Desk) -> None:
    """e: the five points of one that came; of one that did not, that it was given in an earlier year."""
    change(clerk, "J-0002", pledge=Pledge.MISSING)
    app.session.look()
    async with seated(app, start=Place.BUSINESSES) as pilot:
        await press(pilot, "e", "a", "enter", "enter")
        assert business(clerk, "J-0001").pledge is Pledge.CONFIRMED
        await press(pilot, "u")
        assert business(clerk, "J-0001").pledge is Pledge.RECEIVED
        await at(pilot, app, "J-0002")
        await press(pilot, "e", *"2025-06-01", "enter")
        assert business(clerk, "J-0002").pledge is Pledge.ON_FILE
        assert "提出済  R7.6.1" in app.screen.query_one("#preview", Page).text


async def test_an_address_is_reached_again(app: Console, clerk: Desk) -> None:
    """r: mail goes there again; where none comes back, it says so."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        assert "届かない宛先はありません" in await press(pilot, "r")
        await at(pilot, app, "J-0006")
        await press(pilot, "r", "enter")
        assert not business(clerk, "J-0006").undeliverable
        await press(pilot, "u")
        assert business(clerk, "J-0006").undeliverable


async def test_several_where_one_is_meant(app: Console) -> None:
    """Three marked are too many for a merger, two for anything else."""
    async with seated(app, start=Place.BUSINESSES) as pilot:
        await press(pilot, "A")
        assert "2つまで" in await press(pilot, "m")
        for key in ("e", "i", "n", "S", "r"):
            assert "1件だけ選んで" in await press(pilot, key)
        await press(pilot, "q")
        assert not app.screen.query_one("#businesses", Table).marks


def test_a_merger_names_no_more_than_it_moves(clerk: Desk) -> None:
    """The preview of a merger says what the merger then does."""
    session = Session(desk=clerk, clock=lambda: NOW)
    into, other = (session.register.businesses[id] for id in ("J-0005", "J-0004"))
    told = "\n".join(line.text for line in registry.merger(into, other, session.register))
    businesses.merge(clerk, "J-0005", "J-0004", now=NOW)
    after = business(clerk, "J-0005")

    assert all(address in told for address in after.addresses if address not in into.addresses)
    moved = [case.number for case in cases.of_business(clerk.store.snapshot(), "J-0005")]
    assert all(number in told for number in moved if session.register.cases[number].business == "J-0004")


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text(evil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What strangers call themselves is clean in list, card, search, forms and preview, even without the gate."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    clerk = sow(tmp_path / "data")
    poison(clerk, evil)
    for id in ("J-0001", "J-0002"):
        change(
            clerk,
            id,
            addresses=(evil,),
            notice_to=evil,
            undeliverable={evil.replace("\ud800", ""): NOW},
            phone=evil,
            address=evil,
        )
    app = Console(Session(desk=desk(tmp_path / "data", by=evil), clock=lambda: NOW))
    async with seated(app, start=Place.BUSINESSES) as pilot:
        for keys in (
            (),
            ("i",),
            ("escape", "n"),
            ("escape", "r"),
            ("escape", "space", "space", "m"),
            ("enter",),
            ("S",),
            ("escape", "slash", "x"),
        ):
            await press(pilot, *keys)
            for row in rows(app):
                assert not CONTROL.search(row)


def test_a_pledge_that_nothing_waits_for_asks_for_nobody(session: Session) -> None:
    """Beside 誓約書の確認待ち in the summary only those that it counts say so; of the others it came unread."""
    register = session.register
    business = register.businesses["J-0004"]
    ended = [case for case in register.cases.values() if case.number == "R8-0041"]
    under_way = [replace(ended[0], state=State.ACCEPTED)]

    assert "未確認" in registry.row(business, ended, frozenset(), session.dates).cells
    assert "確認待ち" in registry.row(business, under_way, frozenset(), session.dates).cells
    assert "未確認" in " ".join(
        line.text for line in registry.page(business, ended, register, {}, session.dates)
    )
