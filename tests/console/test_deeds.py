"""U: what was done last and by whom, and taking back one's own deed from the list."""

from console.app import Console
from rules.model import OutcomeKind, Role
from rules.record import replace
from store import arrivals, cases
from store.desk import mails, meeting, outcomes
from tests.console.screen import press, seated
from tests.console.seed import NOW, fill_letterbox


async def test_own_deed_is_taken_back_from_the_list(console: Console) -> None:
    """Not only the last: Enter takes back the deed under the cursor."""
    desk = console.session.desk
    for number in ("R8-0051", "R8-0052"):
        outcomes.record(desk, number, OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console) as pilot:
        seen = await press(pilot, "U")
        assert seen.index("R8-0052") < seen.index("R8-0051")
        assert "取り消しました" in await press(pilot, "down", "enter")

        db = desk.store.snapshot()
        first, second = cases.get(db, "R8-0051"), cases.get(db, "R8-0052")
        assert first and second and first.outcome is None and second.outcome is not None


async def test_a_deed_of_yesterday_is_called_as_people_call_it(console: Console) -> None:
    """No long id of a mail, no month as programs write it: what it is about, and the round by its name."""
    desk = console.session.desk
    fill_letterbox(desk)
    mail = next(each for each in arrivals.every(desk.store.snapshot()) if each.role is Role.INQUIRY)
    mails.done(desk, mail.id, now=NOW)
    meeting.hand_out(desk, "2026-11", now=NOW)
    async with seated(console) as pilot:
        seen = await press(pilot, "U")
        assert "メールは確認済み 冷蔵便での納品について" in seen and mail.id[:8] not in seen
        assert "会議資料を配布 令和8年11月分" in seen


async def test_deeds_of_others_are_read_only(console: Console) -> None:
    """A colleague's deed is shown with the name; Enter says who can take it back."""
    outcomes.record(replace(console.session.desk, by="佐藤"), "R8-0051", OutcomeKind.SELECTED, now=NOW)
    async with seated(console) as pilot:
        before = console.session.desk.store.token()
        assert "佐藤" in await press(pilot, "U")
        assert "佐藤さんが取り消せます" in await press(pilot, "enter")

        assert console.session.desk.store.token() == before


async def test_nothing_was_done(console: Console) -> None:
    """On a quiet morning the list says so."""
    async with seated(console) as pilot:
        assert "まだ操作はありません" in await press(pilot, "U")
