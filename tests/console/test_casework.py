"""What a clerk does with one open case beside its outcome: each key, its dialog, its deed, and `u`."""

from datetime import date

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.screens.case import CaseScreen
from console.session import Session
from rules.entered import Source
from rules.model import LetterKind, OutcomeKind, Pledge, State
from rules.record import replace
from store import audit, cases, outbox
from store.desk import expiry, outcomes, remarks
from tests.console.screen import press, seated, text
from tests.console.seed import NOW, desk
from tests.console.test_deciding import stored


async def opened(pilot: Pilot[None], number: str) -> str:
    """The case with this number, by the search of commands."""
    return await press(pilot, ":", *number, "enter")


def typed(pilot: Pilot[None], field: str, text: str) -> None:
    """As an input method commits it: all at once."""
    pilot.app.screen.query_one(f"#blank-{field}", Input).value = text


def of(console: Console, number: str) -> str:
    """The last event of the audit about it."""
    return [event.what for event in audit.every(console.session.desk.store.log) if event.subject == number][
        -1
    ]


async def test_an_answer_by_phone(console: Console) -> None:
    """a: fields with an error come first, what the sheet says and how to write it stand below; u takes it back."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "59")
        seen = await press(pilot, "a", "down")
        assert "> 保存温度帯  (空欄)" in seen and "選べる答え" in seen and "いまの記入: (空欄)" in seen
        seen = await press(pilot, "enter", *"hot")
        assert "決められませんでした" in seen and "この答えのあとも残る不備" in seen
        typed(pilot, "text", "常温")
        await press(pilot, "enter", "down", "enter", "enter")

        (given,) = stored(console, "R8-0059").given
        assert (given.field, given.text, given.source, given.received_at) == (
            "storage",
            "常温",
            Source.FAX,
            NOW,
        )
        assert "FAXの答えを記入しました" in text(console)
        await press(pilot, "u")
        assert stored(console, "R8-0059").given == ()


async def test_a_day_of_an_answer_lies_not_ahead(console: Console) -> None:
    """A day to come, and what is no day, are told in the form; the year may be left out."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "59")
        await press(pilot, "a", "enter")
        typed(pilot, "text", "冷蔵")
        await press(pilot, "enter", "enter")
        typed(pilot, "on", "2026-11-25")
        assert "まだ来ていない日です" in await press(pilot, "enter")
        typed(pilot, "on", "きのう")
        assert "R8.12.8 または 12/8" in await press(pilot, "enter")
        typed(pilot, "on", "11/22")
        await press(pilot, "enter")

        (given,) = stored(console, "R8-0059").given
        assert given.received_at.astimezone(NOW.tzinfo).date() == date(2026, 11, 22)


async def test_accepted_in_spite_of_an_error(console: Console) -> None:
    """v: the one error with its sentence, a reason, and the case is accepted; without a reason it is not."""
    async with seated(console, 100, 30) as pilot:
        await opened(pilot, "61")
        seen = await press(pilot, "v")
        assert "対象年齢が空欄です" in seen and "ほかに不備はありません" in seen
        assert "受け付けてよい理由" in await press(pilot, "enter", "enter")
        assert stored(console, "R8-0061").state is State.CORRECTION_REQUESTED
        await press(pilot, *"toy", "enter")

        case = stored(console, "R8-0061")
        assert (case.state, case.overruled[0].reason, case.overruled[0].by) == (State.ACCEPTED, "toy", "田中")
        await press(pilot, "u")
        assert stored(console, "R8-0061").state is State.CORRECTION_REQUESTED


async def test_another_round_with_a_reason(console: Console) -> None:
    """r: the next round first, with its days; the reason stands in what a person should read."""
    async with seated(console, 100, 30) as pilot:
        await opened(pilot, "57")
        seen = await press(pilot, "r")
        assert "> 令和9年1月分: 締切 令和9年1月20日(水)、通知 令和9年2月10日(水)" in seen
        await press(pilot, "enter", *"fair", "enter")

        case = stored(console, "R8-0057")
        assert case.round == "2027-01" and "fair" in case.attention[-1]
        await press(pilot, "u")
        assert stored(console, "R8-0057").round == "2026-12"


async def test_terms_after_a_selection(console: Console) -> None:
    """t: only the steps that may follow, a date and a note; no letter is made."""
    async with seated(console) as pilot:
        await opened(pilot, "41")
        letters = len(console.session.register.letters)
        seen = await press(pilot, "t")
        assert "条件協議中" in seen and "取扱開始" in seen and "条件不調" in seen
        await press(pilot, "down", "enter", "enter", *"shelf", "enter")

        case = stored(console, "R8-0041")
        assert (case.state, case.terms[-1].note, case.terms[-1].on) == (State.LISTED, "shelf", NOW.date())
        assert len(list(outbox.letters(console.session.desk.store.snapshot()))) == letters
        assert "「取扱開始」から" in (seen := await press(pilot, "t")) or "条件" in seen
        await press(pilot, "escape", "u")
        assert stored(console, "R8-0041").state is State.NOTIFIED


async def test_withdrawal_asks_since_its_letter_leaves(console: Console) -> None:
    """T: No stands first; Yes makes the receipt, and R opens the case again while that has not left."""
    async with seated(console) as pilot:
        await opened(pilot, "55")
        assert "すぐに送ります" in await press(pilot, "T")
        await press(pilot, *"tel", "enter", "enter")
        assert stored(console, "R8-0055").state is State.TABLED
        await press(pilot, "T", *"tel", "enter", "down", "enter")
        assert stored(console, "R8-0055").state is State.WITHDRAWN
        letters = outbox.about(console.session.desk.store.snapshot(), "R8-0055")
        assert LetterKind.WITHDRAWAL_RECEIPT in {letter.kind for letter in letters}

        await press(pilot, "R", *"typo", "enter")
        assert stored(console, "R8-0055").state is State.TABLED and of(console, "R8-0055") == "case.reopened"
        letters = outbox.about(console.session.desk.store.snapshot(), "R8-0055")
        assert LetterKind.WITHDRAWAL_RECEIPT not in {letter.kind for letter in letters}


async def test_expired_and_opened_again(console: Console) -> None:
    """X ends a case whose correction never came; R lets it wait again, through two cut-offs from now."""
    async with seated(console) as pilot:
        await opened(pilot, "59")
        await press(pilot, "X", *"no answer", "enter")
        assert stored(console, "R8-0059").state is State.EXPIRED
        assert "R 再開" in text(console)
        assert "あらためて" in await press(pilot, "R")
        await press(pilot, *"came", "enter")

        case = stored(console, "R8-0059")
        assert (case.state, case.correction_round) == (State.CORRECTION_REQUESTED, "2026-12")
        await press(pilot, "u", "u")
        assert stored(console, "R8-0059").state is State.CORRECTION_REQUESTED


async def test_a_note_stays_in_the_case(console: Console) -> None:
    """m: kept with name and time, told to nobody outside, and taken back by u."""
    async with seated(console) as pilot:
        await opened(pilot, "55")
        await press(pilot, "m", *"called", "enter")
        (note,) = stored(console, "R8-0055").notes
        assert (note.text, note.by, note.at) == ("called", "田中", NOW)
        await press(pilot, "u")
        assert stored(console, "R8-0055").notes == ()


async def test_a_result_that_was_told_is_put_right(console: Console) -> None:
    """K: outcome, reason and why, and below them the very letter, which is held until 決裁."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "41")
        await press(pilot, "K", "down", "enter", "enter", "enter", "enter", *"typing error")
        assert "不選定には理由が必要です" in await press(pilot, "enter")
        await press(pilot, "tab", "down", *["enter"] * 3)
        seen = text(console)
        assert "訂正の通知を保留で用意します" in seen and "誤" in seen and "正" in seen
        await press(pilot, "enter")

        case = stored(console, "R8-0041")
        assert case.outcome is not None and case.outcome.kind is OutcomeKind.REJECTED
        assert case.told[-1].why == "typing error"
        await press(pilot, "u")
        assert stored(console, "R8-0041").state is State.NOTIFIED


async def test_the_pledge_with_its_five_ticks(console: Console) -> None:
    """e: nothing is ticked at first; all five, or a reason for what lacks; u brings it back."""

    def pledge() -> Pledge | None:
        business = cases.business(console.session.desk.store.snapshot(), "J-0002")
        return business.pledge if business else None

    async with seated(console) as pilot:
        await opened(pilot, "59")
        seen = await press(pilot, "e")
        assert "うきは茶寮: 届いた誓約書" in seen and "印" in seen and "*" not in seen
        assert "日付・住所・名称・代表者・印が選ばれていません" in await press(pilot, "enter", "enter")
        await press(pilot, "shift+tab", *["space"] * 4, "enter", "enter")
        assert pledge() is Pledge.RECEIVED
        await press(pilot, *"seal follows", "enter")
        business = cases.business(console.session.desk.store.snapshot(), "J-0002")
        assert business is not None and business.pledge_check is not None
        assert business.pledge_check.points == ("date", "address", "name", "representative")
        assert pledge() is Pledge.CONFIRMED
        await press(pilot, "u")
        assert pledge() is Pledge.RECEIVED


async def test_a_pledge_of_an_earlier_year(console: Console) -> None:
    """e where none came: on file, with the day if anybody knows it."""
    with console.session.desk.store.transaction() as db:
        business = cases.business(db, "J-0002")
        assert business is not None
        cases.put_business(db, replace(business, pledge=Pledge.MISSING))
    console.session.look()
    async with seated(console) as pilot:
        await opened(pilot, "59")
        assert "過年度に提出済み" in await press(pilot, "e")
        await press(pilot, *"R7.4.10", "enter")
        business = cases.business(console.session.desk.store.snapshot(), "J-0002")
        assert business is not None and business.pledge is Pledge.ON_FILE
        assert business.pledge_received_at is not None and business.pledge_received_at.year == 2025


@pytest.mark.parametrize(
    ("number", "key", "why"),
    [
        ("51", "a", "答えの記入ができるのは"),
        ("58", "v", "受付ができるのは"),
        ("59", "r", "回の変更ができるのは"),
        ("59", "t", "選定された案件ではありません"),
        ("41", "T", "取下げの記録ができるのは"),
        ("55", "X", "期限切れの記録ができるのは"),
        ("55", "R", "再開ができるのは"),
        ("55", "K", "結果の訂正ができるのは"),
        ("60", "v", "受付を止めている不備はありません"),
    ],
)
async def test_a_key_that_is_off_says_why(console: Console, number: str, key: str, why: str) -> None:
    """Nothing opens; one sentence tells what state the deed needs."""
    async with seated(console, 140, 40) as pilot:
        await opened(pilot, number)
        assert why in await press(pilot, key)


async def test_who_was_second_sees_both_versions(console: Console) -> None:
    """A colleague wrote while the form stood open: nothing is saved, both versions stand there; once more is a key."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "57")
        suzuki = desk(console.session.desk.store.directory, by="鈴木")
        await press(pilot, "r", "enter", *"fair")
        remarks.note(suzuki, "R8-0057", "来月の催事に出す", now=NOW)
        seen = await press(pilot, "enter")
        assert "保存していません" in seen and "鈴木" in seen and "令和9年1月分に" in seen
        assert "開いたとき: なし" in seen and "いまの内容: 来月の催事に出す" in seen
        await press(pilot, "enter")
        assert stored(console, "R8-0057").round == "2026-12"

        await press(pilot, "r", "enter", *"fair")
        remarks.note(suzuki, "R8-0057", "店長に確認済み", now=NOW)
        await press(pilot, "enter", "down", "enter")
        assert stored(console, "R8-0057").round == "2027-01"
        assert [each.text for each in stored(console, "R8-0057").notes] == [
            "来月の催事に出す",
            "店長に確認済み",
        ]


async def test_a_stale_outcome_shows_both_versions(console: Console) -> None:
    """The committee's word too: who recorded second sees the first one's."""
    async with seated(console, 100, 40) as pilot:
        await opened(pilot, "51")
        await press(pilot, "s")
        suzuki = desk(console.session.desk.store.directory, by="鈴木")
        outcomes.record(suzuki, "R8-0051", OutcomeKind.REJECTED, reason="R01", now=NOW)
        seen = await press(pilot, "enter")
        assert "保存していません" in seen and "いまの内容: 不選定 R01" in seen
        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None and outcome.by == "鈴木"
        await press(pilot, "down", "enter")
        outcome = stored(console, "R8-0051").outcome
        assert outcome is not None and (outcome.kind, outcome.by) == (OutcomeKind.SELECTED, "田中")


def test_reopening_needs_a_reason(console: Console) -> None:
    """The deed itself refuses without one, and a case that is under way."""
    clerk = console.session.desk
    expiry.expire(clerk, "R8-0059", now=NOW)

    assert "理由" in str(expiry.reopen(clerk, "R8-0059", reason=" ", now=NOW))
    assert "再開ができるのは" in str(expiry.reopen(clerk, "R8-0055", reason="x", now=NOW))


@pytest.mark.parametrize("key", ["a", "v", "d", "m", "e", "T", "X", "w"])
async def test_a_console_that_only_looks_opens_no_form(session: Session, key: str) -> None:
    """No dialog, no deed: one sentence."""
    session.read_only = True
    app = Console(session)
    async with seated(app) as pilot:
        await opened(pilot, "59")
        assert "閲覧だけ" in await press(pilot, key)
        assert isinstance(app.screen, CaseScreen)
