"""What a clerk puts right of a business is so everywhere, is in the audit, and can be taken back."""

from pathlib import Path

import pytest

from rules.businesses import contact
from rules.model import Business, OutcomeKind
from rules.moves import Refusal
from rules.record import replace
from store import arrivals, audit, cases, outbox
from store.deeds import Deed
from store.desk import Desk, outcomes, particulars, undo
from store.errors import Stale
from tests.console.seed import NOW, sow

JAM, FOODS = "R8-0055", "J-0001"


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def business(clerk: Desk) -> Business:
    found = cases.business(clerk.store.snapshot(), FOODS)
    assert found is not None
    return found


def amend(clerk: Desk, **told: str) -> Business | Refusal:
    return particulars.amend(clerk, FOODS, told, now=NOW)


def test_fields_are_read_as_the_office_writes_them(clerk: Desk) -> None:
    """Full width becomes plain, an empty text empties; the audit says what is new, and undo brings all back."""
    before = business(clerk)
    done = amend(clerk, phone="０９４２-00-1111", postal="〒8380198", address="小郡255-1", representative="")
    assert isinstance(done, Business)
    assert (done.phone, done.postal, done.representative) == ("0942-00-1111", "838-0198", "")
    last = [event for event in audit.every(clerk.store.log) if event.subject == FOODS][-1]
    assert (
        last.what == "business.amended"
        and "電話 0942-00-1111" in last.detail
        and "代表者 なし" in last.detail
    )

    assert isinstance(undo.take_back(clerk, now=NOW), Deed)
    assert (business(clerk).phone, business(clerk).representative) == (before.phone, before.representative)


def test_who_reads_there_and_another_address(clerk: Desk) -> None:
    """The person at the notice address has a name; an address that a clerk adds may speak for the business."""
    particulars.amend(clerk, FOODS, {"mail": "New@Ogori-Food.example.jp"}, now=NOW)
    assert contact(business(clerk), "new@ogori-food.example.jp").vouched_by == "田中"
    assert business(clerk).addresses[-1] == "new@ogori-food.example.jp"

    with clerk.store.transaction() as db:
        cases.put_business(db, replace(business(clerk), notice_to="info@ogori-food.example.jp"))
    amend(clerk, contact="佐々木 花")
    assert contact(business(clerk), "info@ogori-food.example.jp").name == "佐々木 花"


def test_a_name_is_put_right_as_it_is_written(clerk: Desk) -> None:
    """The next sheet is known by the new name, the audit has it, and undo brings the old one back."""
    before = business(clerk).name
    done = amend(clerk, name=" ㈱小郡\u3000フーズ ")
    assert isinstance(done, Business) and done.name == "㈱小郡 フーズ"
    assert cases.businesses_called(clerk.store.snapshot(), "株式会社小郡フーズ", "") == [done]
    last = [event for event in audit.every(clerk.store.log) if event.subject == FOODS][-1]
    assert (last.what, last.detail, last.by) == ("business.amended", "事業者名 ㈱小郡 フーズ", "田中")

    assert isinstance(undo.take_back(clerk, now=NOW), Deed)
    assert business(clerk).name == before


def test_letters_that_wait_follow(clerk: Desk) -> None:
    """The result that is held names the new representative, where the sheet itself named none."""
    with clerk.store.transaction() as db:
        case = cases.get(db, JAM)
        assert case is not None
        fields = {key: each for key, each in case.entry.fields.items() if key != "rep"}
        cases.put(db, replace(case, entry=replace(case.entry, fields=fields)))
    outcomes.record(clerk, JAM, OutcomeKind.SELECTED, now=NOW)
    amend(clerk, representative="井上 桜子")

    (letter,) = [each for each in outbox.letters(clerk.store.snapshot()) if each.key.startswith("result")]
    assert "井上 桜子" in letter.body


@pytest.mark.parametrize(
    "told",
    [
        {"phone": "なし"},
        {"postal": "12"},
        {"corporate_number": "1234567890123"},
        {"mail": "a b"},
        {"name": "\u3000"},
        {"pledge": "confirmed"},
        {"representative": "髙田 一郎"},
    ],
)
def test_what_is_refused(clerk: Desk, told: dict[str, str]) -> None:
    """What can't be read, a field that nobody may change, and what is so already change nothing."""
    token = clerk.store.token()
    assert isinstance(amend(clerk, **told), Refusal)
    assert clerk.store.token() == token
    assert isinstance(particulars.amend(clerk, "J-9999", {"phone": ""}, now=NOW), Refusal)


def test_who_was_first_wins(clerk: Desk) -> None:
    """A clerk who saw an older state overwrites nothing."""
    seen = business(clerk).version
    amend(clerk, phone="0942-00-1111")
    with pytest.raises(Stale):
        particulars.amend(clerk, FOODS, {"phone": "0942-00-2222"}, now=NOW, seen=seen)


def test_an_address_whose_mail_waits_is_taken_by_the_other_deed(clerk: Desk) -> None:
    """Where mail from it asks to be about a case, 「同じ事業者です」 takes both: this deed would leave the mail."""
    with clerk.store.transaction() as db:
        case = cases.get(db, JAM)
        assert case is not None
        mail = arrivals.arrival(db, case.mails[0].id)
        assert mail is not None
        arrivals.put(db, replace(mail, id="f" * 64, sender="sub@ogori-food.example.jp"))
        cases.put(db, replace(case, claims=("f" * 64,)))

    refused = amend(clerk, mail="sub@ogori-food.example.jp", phone="0942-00-1111")

    assert isinstance(refused, Refusal) and "同じ事業者です" in refused.message
    assert business(clerk).phone == ""
