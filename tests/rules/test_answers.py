"""The one automatic answer to a mail: its kind, its time, and what it tells."""

from datetime import timedelta

from rules.letters import answers, results
from rules.letters.answers import Incoming
from rules.model import Case, Finding, LetterKind, Notice, OutcomeKind, Severity
from rules.record import replace
from rules.rounds import round_named
from store.library import Library
from tests.rules.notices import BLANKS, JAN_GAP, MAIL, PLEDGE_GAP, STORAGE_GAP, decided, judged
from tests.rules.office import ARRIVAL, BUSINESS, CALENDAR, case, gap, instant

SETTLE = timedelta(minutes=10)


def answer(*cases: Case, mail: Incoming = MAIL, settle: timedelta = timedelta()) -> Notice:
    return answers.about_cases(mail, cases, now=ARRIVAL, calendar=CALENDAR, settle=settle, files=BLANKS[2:])


def faulty(*gaps: Finding, number: str = "R8-0012") -> Case:
    return judged(case(number), *gaps)


def test_correction_goes_before_acknowledgement() -> None:
    """One answer for all products: it asks for what is missing and names the accepted one as well."""
    notice = answer(judged(case()), faulty(STORAGE_GAP, number="R8-0013"))

    assert notice.kind is LetterKind.CORRECTION_REQUEST
    assert notice.cases == ("R8-0012", "R8-0013")
    assert [item["number"] for item in _items(notice, "accepted")] == ["R8-0012"]
    assert [item["number"] for item in _items(notice, "faulty")] == ["R8-0013"]


def _items(notice: Notice, name: str) -> list[dict[str, object]]:
    found = notice.values[name]
    assert isinstance(found, list)
    return found


def test_one_key_for_a_mail() -> None:
    """Whatever a mail is answered, the key is the mail's: it is answered once."""
    kinds = (
        answer(judged(case())),
        answer(faulty(STORAGE_GAP)),
        answers.guidance(MAIL, now=ARRIVAL, calendar=CALENDAR),
        answers.receipt(MAIL, now=ARRIVAL, calendar=CALENDAR),
    )

    assert {notice.key for notice in kinds} == {f"answer:{MAIL.arrival}"}
    assert {notice.answers for notice in kinds} == {MAIL.arrival}


def test_the_answer_goes_to_the_sender() -> None:
    """Not to the address that stands on the sheet."""
    assert answer(judged(case()), mail=replace(MAIL, sender="agent@example.com")).to == "agent@example.com"


def test_waits_where_only_the_pledge_is_missing() -> None:
    """It may be in the next mail; the wait counts from the arrival, so a late start adds none."""
    assert answer(faulty(PLEDGE_GAP), settle=SETTLE).due_at == ARRIVAL + SETTLE
    early = replace(MAIL, received_at=ARRIVAL - timedelta(hours=1))
    assert answer(faulty(PLEDGE_GAP), mail=early, settle=SETTLE).due_at == ARRIVAL


def test_does_not_wait_where_the_sheet_must_be_mended() -> None:
    """An error that only a new sheet can mend is told at once, and so is acceptance."""
    mixed = answer(faulty(PLEDGE_GAP), faulty(JAN_GAP, number="R8-0013"), settle=SETTLE)

    assert mixed.due_at == ARRIVAL
    assert answer(judged(case()), settle=SETTLE).due_at == ARRIVAL


def test_pledge_is_asked_for_once() -> None:
    """Three products, one pledge: it stands apart, and the blank comes along only then."""
    notice = answer(faulty(PLEDGE_GAP), faulty(PLEDGE_GAP, number="R8-0013"))

    assert notice.values["pledge"] == PLEDGE_GAP.message
    assert notice.values["faulty"] == []
    assert notice.values["to_send"] == "誓約書"
    assert notice.files == BLANKS[2:]
    assert answer(faulty(STORAGE_GAP)).files == ()


def test_cases_for_a_person_get_a_receipt() -> None:
    """Nothing is promised about what no rule could judge."""
    notice = answer(case())

    assert notice.kind is LetterKind.RECEIPT
    assert notice.cases == ("R8-0012",)


def test_what_a_mail_could_not_change_is_not_acknowledged() -> None:
    """A faulty sheet for an accepted case: the reader must not think that it was taken."""
    cases = (judged(case()), judged(case("R8-0013")))

    one = answers.about_cases(MAIL, cases, now=ARRIVAL, calendar=CALENDAR, left_to_person=["R8-0012"])
    all_ = answers.about_cases(
        MAIL, cases, now=ARRIVAL, calendar=CALENDAR, left_to_person=["R8-0012", "R8-0013"]
    )

    assert [item["number"] for item in _items(one, "accepted")] == ["R8-0013"]
    assert str(one.values["waiting"]).startswith("R8-0012")
    assert all_.kind is LetterKind.RECEIPT


def test_a_deadline_is_never_past() -> None:
    """Arrived on the 20th, read on the 21st: the letter names the next cut-off."""
    now = instant("2026-11-21T00:03:00")

    notice = answers.about_cases(MAIL, [faulty(STORAGE_GAP)], now=now, calendar=CALENDAR)

    assert notice.values["cutoff_on"] == "令和8年12月20日(日)"


def test_strangers_text_is_one_short_line() -> None:
    """A product name with line breaks or of a thousand letters can't take over a letter."""
    notice = answer(judged(case(name="ジャム\n\u202e" + "あ" * 1000)))

    [item] = _items(notice, "accepted")
    assert "\n" not in str(item["product"])
    assert len(str(item["product"])) <= 60


def test_many_unread_files_are_counted() -> None:
    """Ten names at most."""
    mail = replace(MAIL, unread=tuple(f"{place}.zip" for place in range(14)))

    listed = str(answers.receipt(mail, now=ARRIVAL, calendar=CALENDAR).values["unread"])

    assert listed.endswith("9.zip\nほか4件")


def test_a_late_result_is_dated_on_its_own_day() -> None:
    """Released after the notice day: due at once, and it bears no date before that."""
    now = instant("2026-12-15T13:00:00")

    notice = results.result(
        BUSINESS,
        [decided(case(), OutcomeKind.SELECTED)],
        round_named("2026-11", CALENDAR),
        now=now,
        calendar=CALENDAR,
        reasons=Library().tables().reasons,
    )

    assert (notice.due_at, notice.values["dated"]) == (now, "令和8年12月15日")
    assert notice.key == "result:2026-11:J-0034:1"
    assert notice.held


def test_a_wish_names_the_picture_alone() -> None:
    """The rows of both forms ask for a photo and for more beside it, which nobody wished for."""
    for label in ("商品写真 / 認証・受賞・備考", "商品写真/受賞・備考"):
        notice = answer(judged(case(), gap("photo_missing", Severity.WARNING, label=label)))

        assert notice.values["wishes"] == "R8-0012 あまおうジャム 150g: 商品写真"


def test_the_letter_says_which_products_are_not_accepted_yet() -> None:
    """Beside an accepted one the others alone; where the pledge is missing all that wait for it."""
    asked = answer(judged(case()), faulty(STORAGE_GAP, number="R8-0013"))
    waiting = answer(faulty(STORAGE_GAP, PLEDGE_GAP), faulty(PLEDGE_GAP, number="R8-0013"))

    assert (asked.values["lacking"], waiting.values["lacking"]) == ("R8-0013", "R8-0012、R8-0013")


def test_the_subject_asks_for_what_is_missing() -> None:
    """The pledge alone is no reason to open the sheet again."""
    assert answer(faulty(PLEDGE_GAP)).values["request"] == "誓約書"
    assert answer(faulty(PLEDGE_GAP, STORAGE_GAP)).values["request"] == "エントリーシートの確認"
