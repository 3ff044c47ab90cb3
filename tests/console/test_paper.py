"""郵送登録: a paper as it is typed: each line judged at once, by its own keys, and kept until it is registered."""

import os
from pathlib import Path

import pytest
from textual.app import App

from console.app import Console
from console.paper import entry as paperentry
from console.paper.draft import PHOTO, PLEDGE, RECEIVED
from console.places import Place
from console.seat import Seat
from console.session import Session
from console.widgets.table import Table
from rules.forms import Field, Kind
from rules.model import Pledge
from rules.record import replace
from store import cases
from tests.console.paper import drafted, judged, line
from tests.console.screen import press, seated
from tests.console.seed import NOW, sow
from tests.console.test_hostile import CONTROL
from tests.e2e import town as towns
from tests.e2e.test_run import eventually
from tests.terminals import terminal


async def test_a_finding_stands_beside_its_line_at_once(console: Console) -> None:
    """Each letter is judged: twelve digits are an error with its sentence, the thirteenth mends it."""
    drafted(console, jan="")
    async with seated(console) as pilot:
        await press(pilot, "8")
        await line(pilot, "jan")
        seen = await press(pilot, "enter", *"456995111617")
        assert "不備" in seen.split("JANコード", 1)[1].split("\n", 1)[0]
        assert "不備 「JANコード」" in seen
        seen = await press(pilot, "9")
        assert "不備" not in seen.split("JANコード", 1)[1].split("\n", 1)[0]


async def test_a_half_typed_paper_waits(console: Console) -> None:
    """Leaving in the midst of a word and coming back shows all that was typed."""
    async with seated(console) as pilot:
        await press(pilot, "8", "down", "enter", *"R8.11.13", "enter")
        await press(pilot, "escape", "3")
        seen = await press(pilot, "8")

        assert "R8.11.13" in seen and "令和8年11月分" in seen
        assert console.session.draft.text(RECEIVED) == "R8.11.13"


async def test_a_half_typed_paper_waits_until_tomorrow(console: Console, tmp_path: Path) -> None:
    """Also where the connection is lost: the next console of this login has it; registered or cleared, it is gone."""
    session, seat = console.session, Seat.of(tmp_path, "tanaka")
    async with seated(Console(session, seat=seat)) as pilot:
        await press(pilot, "8")
        await line(pilot, "biz_name")
        await press(pilot, "enter", *"うきは")
        pilot.app.look()  # type: ignore[attr-defined]  # as the clock does twice a second
    later = Session(desk=session.desk, clock=session.clock)
    async with seated(Console(later, seat=Seat.of(tmp_path, "tanaka"))) as pilot:
        assert later.draft.values == {"biz_name": "うきは"}
        await press(pilot, "8", "X", "down", "enter")
        pilot.app.look()  # type: ignore[attr-defined]
    assert not Seat.of(tmp_path, "tanaka").kept.draft


async def test_the_input_method_may_stay_on(console: Console) -> None:
    """Kana, kanji and full-width letters go into the field; full-width keys act in the list."""
    async with seated(console) as pilot:
        await press(pilot, "8")
        await line(pilot, "biz_name")
        await press(pilot, "enter", *"株式会社髙田ｱｲｽ１２８")
        assert console.session.draft.text("biz_name") == "株式会社髙田ｱｲｽ１２８"
        await press(pilot, "escape", "３")
        assert console.place is not None and console.place.PLACE is Place.ROUNDS


def test_an_input_method_commits_into_a_real_terminal(tmp_path: Path) -> None:
    """A word of twelve kanji comes as one burst of bytes: all of it stands in the field, and is kept at once."""
    home, word = towns.found(tmp_path / "office", {}), "株式会社髙田食品工業研究所"
    sow(home.folder / "data")
    command = home.command("console", "--by", "田中", now=NOW)
    with terminal(command, {**os.environ, "SUDO_USER": "tanaka"}) as clerk:
        clerk.until("[1]今日")
        clerk.type(b"8")
        clerk.until("[8]郵送")
        clerk.type(b"jjjjjjjjj\r")
        clerk.until("商号又は名称を")
        clerk.type(word.encode())
        clerk.until(word)
        clerk.type(b"\r")
        clerk.until("事業者名のフリガナ:")
        eventually(lambda: Seat.of(home.folder / "data", "tanaka").kept.draft == {"biz_name": word})


async def test_options_by_number_word_or_arrow(console: Console) -> None:
    """A number becomes its word, several numbers several; left and right walk through the options and the days."""
    draft = console.session.draft
    async with seated(console) as pilot:
        await press(pilot, "8")
        await line(pilot, "biz_type")
        await press(pilot, "enter", "2", "enter", "up", "escape")
        assert draft.text("biz_type") == "個人"
        assert "番号か言葉" in await press(pilot, "right")
        assert draft.text("biz_type") == "団体"
        await line(pilot, "allergen")
        await press(pilot, "enter", "1", "space", "3", "enter")
        assert draft.text("allergen") == "えび、くるみ"
        await press(pilot, "escape")
        await line(pilot, RECEIVED)
        await press(pilot, "right", "left", "left")
        assert draft.text(RECEIVED) == "R8.11.22"
        await line(pilot, "name")
        assert "左右では選べません" in await press(pilot, "left")


async def test_another_form_has_other_lines(console: Console) -> None:
    """The form of other goods asks other questions; what both ask stays."""
    drafted(console)
    async with seated(console) as pilot:
        await press(pilot, "8", "right")
        keys = console.screen.query_one("#fields", Table).keys

        assert "material" in keys and "ingredients" not in keys
        assert judged(console).entry.text("biz_name") == "株式会社小郡食品"


async def test_keys_without_a_paper_say_why(console: Console) -> None:
    """Nothing to register, to clear or to follow."""
    async with seated(console) as pilot:
        await press(pilot, "8")
        for key in ("ctrl+s", "X"):
            assert "シートの答えは、まだ書き写していません" in await press(pilot, key)
        assert "まだありません" in await press(pilot, "b")


async def test_the_keys_are_those_of_the_field_while_one_types(console: Console) -> None:
    """In the field n is a letter, and the last line says what Enter and Esc do there."""
    async with seated(console) as pilot:
        assert "n 次の不備" in await press(pilot, "8")
        assert "n 次の不備" not in (seen := await press(pilot, "enter")) and "Enter 次の欄" in seen
        assert "n 次の不備" in await press(pilot, "escape")


async def test_a_day_without_a_year_is_the_last_that_was(console: Console) -> None:
    """As in the other forms of the console; a day of heads alone can be walked to as well."""
    async with seated(console) as pilot:
        await press(pilot, "8", "n")
        assert console.screen.query_one("#fields", Table).key == RECEIVED
        seen = await press(pilot, "enter", *"11/13", "enter")
        assert "令和8年11月分" in seen and "不備" not in seen.splitlines()[5]


async def test_to_the_next_gap(console: Console) -> None:
    """`n` leads from gap to gap and round again; without one it says how to go on."""
    drafted(console, jan="456", storage="", **{PLEDGE: "紙で届いた"})
    async with seated(console) as pilot:
        await press(pilot, "8", "n")
        table = console.screen.query_one("#fields", Table)
        assert table.key == "jan"
        await press(pilot, "n")
        assert table.key == "storage"
        await press(pilot, "n")
        assert table.key == "jan"
        console.session.draft.values |= {"jan": "なし", "storage": "1"}
        await press(pilot, "3", "8")
        await line(pilot, "storage")
        await press(pilot, "enter", "1", "enter", "escape")
        assert "Ctrl+S で登録します" in await press(pilot, "n")


async def test_clearing_asks_first(console: Console) -> None:
    """No keeps every word, yes empties the paper."""
    drafted(console)
    async with seated(console) as pilot:
        await press(pilot, "8", "X", "enter")
        assert not console.session.draft.empty
        assert "消しました" in await press(pilot, "X", "down", "enter")
        assert console.session.draft.empty


async def test_a_known_business_is_named(console: Console) -> None:
    """Its pledge is on file, so none is asked for."""
    with console.session.desk.store.transaction() as db:
        known = next(each for each in cases.businesses(db) if each.name == "株式会社小郡食品")
        assert known.pledge is Pledge.RECEIVED
    drafted(console, rep="髙田 一郎")
    async with seated(console) as pilot:
        await press(pilot, "8")
        await line(pilot, "biz_name")
        assert "登録のある事業者: 株式会社小郡食品" in await press(pilot)
        assert not judged(console).of("pledge")


async def test_hostile_text_of_a_paper(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is pasted, what a business is called and how files are named: shown clean even without the last gate."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    evil = "\x1b]52;c;x\x07\u202e[/]髙" * 40
    with console.session.desk.store.transaction() as db:
        known = next(each for each in cases.businesses(db) if each.name == "株式会社小郡食品")
        cases.put_business(db, replace(known, corporate_number="7123456789012", name=evil))
    console.session.look()
    drafted(console, biz_name=evil, name=evil, **{PHOTO: evil})
    async with seated(console) as pilot:
        await press(pilot, "8")
        for key in ("corp_no", PHOTO, "biz_name", "contact_name"):
            await line(pilot, key)
            assert not CONTROL.search((await press(pilot, "ctrl+s")).replace("\n", ""))
        console.session.draft.values[PHOTO] = "紙で届いた"
        assert not CONTROL.search((await press(pilot, "3", "8", "ctrl+s")).replace("\n", ""))


async def test_the_screen_is_few_widgets(console: Console) -> None:
    """Sixty lines of a form are one table and one field."""
    async with seated(console) as pilot:
        await press(pilot, "8")
        assert len(list(console.screen.walk_children())) <= 25


SEVERAL = Field(key="a", label="a", kind=Kind.TICKS, options=("小麦", "えび", "かに"))
ONE = Field(key="b", label="b", kind=Kind.LIST, options=("法人", "個人"))
NUMBERED = Field(key="c", label="c", kind=Kind.TICKS, options=("1 圏域", "2 原料"))


@pytest.mark.parametrize(
    ("line_", "typed", "meant"),
    [
        (ONE, "２", "個人"),
        (ONE, "3", "3"),
        (ONE, "1 2", "1 2"),
        (ONE, "個人", "個人"),
        (ONE, "", ""),
        (SEVERAL, "1、3", "小麦、かに"),
        (SEVERAL, "1 x", "1 x"),
        (NUMBERED, "1", "1"),
    ],
)
def test_numbers_of_options(line_: Field, typed: str, meant: str) -> None:
    """Numbers mean what the screen counts; anything else stays as it was typed."""
    assert paperentry.spelled(line_, line_.options, typed) == meant
