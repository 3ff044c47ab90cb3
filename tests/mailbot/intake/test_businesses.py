"""One firm or two: merged and parted by a clerk; where its notices go; what a clerk says of its pledge."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rules import pledges as paper
from rules.model import Business, Case, Letter, LetterKind, LetterState, OutcomeKind, Pledge, State
from rules.moves import Refusal
from rules.record import replace
from store import cases, codec, deeds, notices
from store.desk import approval, businesses, letters, outcomes, pledges, undo
from tests.e2e.town import MONDAY, SENDER
from tests.mailbot.intake.counter import Counter, sheet

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AGENT = "shokokai@example.jp"
BRANCH: Mapping[str, Any] = {
    "biz_name": "小郡食品 直売所",
    "corp_no": "",
    "rep": "髙田 次郎",
    "name": "柿酢 200ml",
    "jan": "なし",
}
CARPENTER = {"biz_name": "株式会社大川木工", "corp_no": "", "rep": "森 次郎", "tel": "0944-00-1111"}


def said(counter: Counter) -> Mapping[str, Any]:
    """What businesses, cases and result letters say, whatever their versions."""
    db = counter.office.store.snapshot()
    found: dict[str, Any] = {each.id: deeds.digest(codec.to_document(each)) for each in cases.businesses(db)}
    found |= {each.number: deeds.digest(codec.to_document(each)) for each in cases.every(db)}
    return found | {each.key: (each.to, each.body, each.state) for each in counter.letters}


def two_records(counter: Counter) -> None:
    """A firm that signed another name for its second product: J-0001 with a pledge, J-0002 without."""
    counter.bring()
    counter.bring(sheet(**BRANCH), MONDAY + HOUR, sender="shop@ogori-foods.example.jp", pledge=False)


def decide(counter: Counter, *numbers: str) -> None:
    after = MONDAY + 5 * DAY
    counter.do_duties(after)
    for number in numbers:
        assert isinstance(outcomes.record(counter.desk(), number, OutcomeKind.SELECTED, now=after), Case)


def release(counter: Counter) -> None:
    done = approval.release(
        counter.desk(), "2026-11", approver="課長", approved_on=date(2026, 11, 24), now=MONDAY + 9 * DAY
    )
    assert not isinstance(done, Refusal), done


def results(counter: Counter) -> list[Letter]:
    return [letter for letter in counter.letters if letter.kind is LetterKind.RESULT]


def merged(counter: Counter) -> Business:
    done = businesses.merge(counter.desk(), "J-0001", "J-0002", now=MONDAY + DAY)
    assert isinstance(done, Business), done
    return done


def test_a_merger_joins_cases_pledge_and_addresses(counter: Counter) -> None:
    """The second product, which lacked the pledge, is accepted as of its own arrival, and its sender is told."""
    two_records(counter)
    counter.send_all(MONDAY + 2 * HOUR)

    one = merged(counter)

    second = counter.cases[1]
    assert one.addresses == (SENDER, "shop@ogori-foods.example.jp")
    assert (second.state, second.accepted_at) == (State.ACCEPTED, MONDAY + HOUR)
    assert [case.number for case in cases.of_business(counter.office.store.snapshot(), "J-0002")] == [
        "R8-0001",
        "R8-0002",
    ]
    told = counter.letters[-1]
    assert (told.kind, told.to, told.cases) == (
        LetterKind.ACKNOWLEDGEMENT,
        ("shop@ogori-foods.example.jp",),
        ("R8-0002",),
    )


def test_a_merger_undone_leaves_the_register_as_it_was(counter: Counter) -> None:
    """Join and undo give the identical register but for versions."""
    two_records(counter)
    decide(counter, "R8-0001")
    before = said(counter)

    merged(counter)
    assert said(counter) != before
    assert not isinstance(undo.take_back(counter.desk(), now=MONDAY + DAY), Refusal)

    assert said(counter) == before


def test_parted_at_any_later_time(counter: Counter) -> None:
    """Both records stand as before the merger; what came for both in between stays with the first."""
    two_records(counter)
    records = {each.id: replace(each, version=0) for each in counter.businesses}
    merged(counter)
    counter.bring(sheet("nonfood", **{**BRANCH, "name": "い草のコースター"}), MONDAY + 2 * DAY, pledge=False)
    assert counter.cases[-1].business == "J-0001"

    assert isinstance(businesses.split(counter.desk(), "J-0002", now=MONDAY + 3 * DAY), Business)

    parted = {each.id: replace(each, version=0) for each in counter.businesses}
    assert parted["J-0002"] == records["J-0002"]
    assert replace(parted["J-0001"], contacts=()) == replace(records["J-0001"], contacts=())
    second = counter.cases[1]
    assert (second.business, second.state) == ("J-0002", State.ACCEPTED)
    assert second.attention[-1] == businesses.LEFT_WITHOUT_PLEDGE


def test_no_circles(counter: Counter) -> None:
    """A business is not merged into itself, nor into what was merged into it, nor twice."""
    two_records(counter)
    counter.bring(sheet("nonfood", **CARPENTER), MONDAY + HOUR, sender="mori@example.jp")
    merged(counter)
    before = said(counter)

    for into, other in (
        ("J-0001", "J-0001"),
        ("J-0002", "J-0001"),
        ("J-0001", "J-0002"),
        ("J-0003", "J-0002"),
    ):
        assert isinstance(businesses.merge(counter.desk(), into, other, now=MONDAY), Refusal), (into, other)
    assert isinstance(businesses.merge(counter.desk(), "J-0001", "J-0099", now=MONDAY), Refusal)
    assert isinstance(businesses.split(counter.desk(), "J-0001", now=MONDAY), Refusal)

    assert said(counter) == before


def test_merged_businesses_hear_their_results_in_one_letter(counter: Counter) -> None:
    """One result letter a business and round: two become one when they are merged, and two again when parted."""
    two_records(counter)
    counter.bring(b"", MONDAY + 2 * HOUR, sender="shop@ogori-foods.example.jp", subject="誓約書です")
    decide(counter, "R8-0001", "R8-0002")
    assert [letter.cases for letter in results(counter)] == [("R8-0001",), ("R8-0002",)]

    merged(counter)
    (letter,) = results(counter)
    assert (letter.cases, letter.to, letter.business) == (("R8-0001", "R8-0002"), (SENDER,), "J-0001")

    businesses.split(counter.desk(), "J-0002", now=MONDAY + 6 * DAY)
    assert sorted((letter.cases, letter.to) for letter in results(counter)) == [
        (("R8-0001",), (SENDER,)),
        (("R8-0002",), ("shop@ogori-foods.example.jp",)),
    ]


def test_a_sheet_under_the_merged_name_continues_the_case(counter: Counter) -> None:
    """The robot follows the link: the branch's correction is the first business's case."""
    two_records(counter)
    merged(counter)

    counter.bring(
        sheet(**{**BRANCH, "price": 700}), MONDAY + DAY, sender="shop@ogori-foods.example.jp", pledge=False
    )

    assert len(counter.cases) == 2 and counter.cases[1].entry.value("price") == 700


def test_an_agents_business_waits_for_an_address(counter: Counter) -> None:
    """Where one address writes for two firms their results stay held after 決裁, until a clerk chooses for each."""
    counter.bring(sender=AGENT)
    counter.bring(sheet("nonfood", **CARPENTER), MONDAY + HOUR, sender=AGENT)
    answered = {letter.to for letter in counter.letters}
    decide(counter, "R8-0001", "R8-0002")
    release(counter)

    assert answered == {(AGENT,)}
    assert [(each.state, each.reason) for each in results(counter)] == [
        (LetterState.HELD, notices.UNADDRESSED)
    ] * 2
    held = letters.release(counter.desk(), results(counter)[0].id, now=MONDAY + 9 * DAY)
    assert isinstance(held, Refusal)

    for id, address in (("J-0001", "owner@ogori-foods.example.jp"), ("J-0002", AGENT)):
        chosen = businesses.choose_notice(counter.desk(), id, address, now=MONDAY + 9 * DAY)
        assert isinstance(chosen, Business) and chosen.notice_by == "山田"
    assert [(each.state, each.to) for each in results(counter)] == [
        (LetterState.READY, ("owner@ogori-foods.example.jp",)),
        (LetterState.READY, (AGENT,)),
    ]


def test_an_agent_who_turns_up_after_the_approval(counter: Counter) -> None:
    """A second firm's sheet from the same address holds back the first one's result, which had not left."""
    counter.bring(sender=AGENT)
    decide(counter, "R8-0001")
    release(counter)
    assert results(counter)[0].state is LetterState.READY

    counter.bring(sheet("nonfood", **CARPENTER), MONDAY + 10 * DAY, sender=AGENT)

    assert results(counter)[0].state is LetterState.HELD


def test_a_pledge_on_file_closes_the_gap(counter: Counter) -> None:
    """Accepted as of the sheet's arrival, whenever the clerk clicks; the business is told; undone, it waits again."""
    counter.bring(pledge=False)
    counter.send_all(MONDAY + HOUR)
    before = said(counter)

    done = pledges.put_on_file(counter.desk(), "J-0001", given_on=date(2025, 6, 1), now=MONDAY + 20 * DAY)

    assert isinstance(done, Business) and done.pledge is Pledge.ON_FILE
    (case,) = counter.cases
    assert (case.state, case.accepted_at, case.round) == (State.ACCEPTED, MONDAY, "2026-11")
    assert (counter.letters[-1].kind, counter.letters[-1].to) == (LetterKind.ACKNOWLEDGEMENT, (SENDER,))

    undo.take_back(counter.desk(), now=MONDAY + 20 * DAY)
    assert said(counter) == before


def test_a_confirmed_pledge_asks_nobody_to_look_at_it(counter: Counter) -> None:
    """What stood beside its cases because of it is gone, what else should be read stays; undone, it asks again."""
    counter.bring()
    asked = (paper.HINT.format(words="令和8年11月16日"), paper.SHARED, paper.SECOND)
    with counter.office.store.transaction() as db:
        cases.put(
            db, replace(counter.cases[0], attention=(*asked, "JANコードが、整理番号 R8-0009 と同じです。"))
        )

    pledges.confirm(counter.desk(), "J-0001", points=tuple(paper.POINTS), now=MONDAY + DAY)
    assert [*counter.cases[0].attention] == ["JANコードが、整理番号 R8-0009 と同じです。"]

    undo.take_back(counter.desk(), now=MONDAY + DAY)
    assert [*counter.cases[0].attention][:3] == [*asked]


def test_a_pledge_is_confirmed_point_by_point(counter: Counter) -> None:
    """All five points, or a reason; no pledge, nothing to confirm. It moves no day of acceptance."""
    counter.bring(pledge=False)
    assert isinstance(pledges.confirm(counter.desk(), "J-0001", now=MONDAY), Refusal)
    counter.bring(b"", MONDAY + HOUR, subject="誓約書です")
    four = ("date", "address", "name", "representative")

    refused = pledges.confirm(counter.desk(), "J-0001", points=four, now=MONDAY + DAY)
    assert isinstance(refused, Refusal) and "印を" in refused.message

    done = pledges.confirm(counter.desk(), "J-0001", points=four, note="署名あり", now=MONDAY + 20 * DAY)
    assert isinstance(done, Business) and done.pledge_check is not None
    assert (done.pledge, done.pledge_check.points, done.pledge_check.note) == (
        Pledge.CONFIRMED,
        four,
        "署名あり",
    )
    assert counter.cases[0].accepted_at == MONDAY + HOUR
