"""A resubmitted sheet beside the one before."""

from datetime import timedelta

from hypothesis import given, strategies as st

from rules import corrections
from rules.letters import answers, render
from rules.model import Case, Finding, LetterKind, MailRef, Revision, Role, Severity
from rules.record import replace
from store.codec import from_document, to_document
from store.library import Library
from tests.rules import notices
from tests.rules.filled import FOOD, fill
from tests.rules.office import ARRIVAL, CALENDAR, case, gap

MAIL = MailRef(
    id=notices.MAIL.arrival, message_id="<m@x>", role=Role.CORRECTION, received_at=ARRIVAL + timedelta(days=1)
)


def about(field: str, code: str = "missing", severity: Severity = Severity.ERROR) -> Finding:
    return replace(gap(code, severity, label=field), field=field)


def corrected(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Revision:
    return corrections.compare(case(findings=before), case(findings=after), FOOD, MAIL)


def test_changed_answers_stand_side_by_side() -> None:
    """Old and new as written, in printed order; width, dashes and white space alone are no change."""
    before = fill(FOOD, {"net": "100g/200g", "address": "福岡県小郡市小郡１−１", "jan": ""})
    after = fill(FOOD, {"net": "100g", "address": "福岡県 小郡市小郡1-1", "jan": "4569951116179"})

    found = list(corrections.changes(before, after, FOOD))

    assert [(each.field, each.old, each.new) for each in found] == [
        ("jan", "", "4569951116179"),
        ("net", "100g/200g", "100g"),
    ]


def test_gaps_are_closed_open_or_fresh() -> None:
    """A gap belongs to its answer: another error there leaves it open, one elsewhere is a fresh one."""
    found = corrected(
        (about("net"), about("jan"), about("storage")), (about("jan", "check_digit"), about("price"))
    )

    assert (found.closed, found.still_open, found.fresh) == (("net", "storage"), ("jan",), ("price",))
    assert found.asked == 3


def test_warnings_and_the_pledge_are_not_counted() -> None:
    """Nobody was asked to mend a warning on the sheet, and the pledge is no part of it."""
    beside = about("pledge", "pledge_missing")

    found = corrected((beside, about("pr", severity=Severity.WARNING)), ())

    assert (found.asked, found.closed, found.fresh) == (0, (), ())


FIELDS = st.lists(st.sampled_from(["net", "jan", "storage", "price"]), unique=True)


@given(FIELDS, FIELDS)
def test_every_gap_is_told_once(before: list[str], after: list[str]) -> None:
    """Closed and open ones are all of before; open and fresh ones are all of now."""
    found = corrected(tuple(map(about, before)), tuple(map(about, after)))

    assert sorted(found.closed + found.still_open) == sorted(before)
    assert sorted(found.still_open + found.fresh) == sorted(after)


def test_a_case_keeps_its_revisions_in_the_register() -> None:
    """Written and read again they are the same; a case of an older program has none."""
    revision = replace(
        corrected((about("net"),), ()),
        changes=tuple(corrections.changes(fill(FOOD), fill(FOOD, {"jan": ""}), FOOD)),
    )
    kept = replace(case(), revisions=(revision,))
    document = to_document(kept)

    assert from_document(Case, document).revisions == (revision,)
    del document["revisions"]
    assert from_document(Case, document).revisions == ()


def letter(*, asked_before: frozenset[str] = frozenset({"R8-0012"}), mail: MailRef = MAIL) -> str:
    """The second request after one of two gaps was mended."""
    left = about("jan", "check_digit")
    revision = corrections.compare(
        case(findings=(about("net"), about("jan"))), case(findings=(left,)), FOOD, mail
    )
    told = replace(notices.judged(case(), left), revisions=(revision,))
    notice = answers.about_cases(
        notices.MAIL, (told,), now=ARRIVAL, calendar=CALENDAR, asked_before=asked_before
    )
    assert notice.kind is LetterKind.CORRECTION_REQUEST
    return render(Library().letter(notice.kind), {**notices.COMMON, **notice.values}).body


def test_a_second_request_says_what_was_received() -> None:
    """The letter after a correction counts what was mended before it asks again."""
    assert "前回お願いした2件のうち、1件を確認しました。" in letter()


def test_a_first_request_speaks_of_no_other() -> None:
    """Where no earlier letter left, or an earlier mail made the correction, nothing is counted."""
    assert "前回" not in letter(asked_before=frozenset())
    assert "前回" not in letter(mail=replace(MAIL, id="another"))
