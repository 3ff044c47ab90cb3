"""Several records that a clerk has merged are seen as one business, and changed without mixing them."""

from datetime import datetime

import pytest

from rules.businesses import met, own, together, vouched
from rules.model import Business, Contact, File, Pledge
from rules.record import replace
from tests.rules.office import BUSINESS, instant

FIRST, LATER = instant("2026-11-10T09:00:00"), instant("2026-11-18T09:00:00")
PAPER = File(name="誓約書.pdf", sha256="a" * 64, media_type="application/pdf", size=1)
OTHER = Business(
    id="J-0035",
    name="小郡食品",
    representative="小郡 太郎",
    corporate_number="7123456789012",
    addresses=("shop@example.jp", "info@example.jp"),
    notice_to="shop@example.jp",
    pledge=Pledge.RECEIVED,
    pledge_received_at=FIRST,
    pledge_files=(PAPER,),
    version=7,
)


def test_one_business_of_two_records() -> None:
    """Id, name and notice address of the first; addresses, pledge and what it leaves open of both."""
    seen = together(BUSINESS, [OTHER])

    assert (seen.id, seen.name, seen.notice_to, seen.version) == (
        "J-0034",
        BUSINESS.name,
        "info@example.jp",
        0,
    )
    assert seen.addresses == ("info@example.jp", "shop@example.jp")
    assert (seen.corporate_number, seen.phone) == (OTHER.corporate_number, BUSINESS.phone)
    assert (seen.pledge, seen.pledge_received_at, seen.pledge_files) == (Pledge.RECEIVED, FIRST, (PAPER,))


@pytest.mark.parametrize(
    ("mine", "theirs", "seen"),
    [
        ((Pledge.RECEIVED, LATER), (Pledge.RECEIVED, FIRST), (Pledge.RECEIVED, FIRST)),
        ((Pledge.RECEIVED, LATER), (Pledge.ON_FILE, None), (Pledge.ON_FILE, None)),
        ((Pledge.CONFIRMED, LATER), (Pledge.ON_FILE, FIRST), (Pledge.CONFIRMED, FIRST)),
        ((Pledge.MISSING, None), (Pledge.MISSING, None), (Pledge.MISSING, None)),
    ],
)
def test_the_most_certain_pledge_since_the_earliest(
    mine: tuple[Pledge, datetime | None],
    theirs: tuple[Pledge, datetime | None],
    seen: tuple[Pledge, datetime | None],
) -> None:
    """What a person has looked at counts most; the business had pledged as soon as any of its records had."""
    one = together(
        replace(BUSINESS, pledge=mine[0], pledge_received_at=mine[1]),
        [replace(OTHER, pledge=theirs[0], pledge_received_at=theirs[1])],
    )
    assert (one.pledge, one.pledge_received_at) == seen


def test_a_change_of_the_whole_stays_out_of_what_is_not_its_own() -> None:
    """Written back, the first record holds what was changed and nothing that the other record brought."""
    seen = together(BUSINESS, [OTHER])
    assert own(BUSINESS, seen, seen) == BUSINESS

    changed = vouched(replace(seen, notice_to="new@example.jp"), "new@example.jp", "田中")

    mine = own(BUSINESS, seen, changed)
    assert mine.addresses == ("info@example.jp", "new@example.jp")
    assert mine.notice_to == "new@example.jp" and mine.pledge is Pledge.MISSING and not mine.pledge_files


def test_people_are_known_by_their_address() -> None:
    """The last name that they gave and the last time they wrote, in whatever order their mails are read."""
    known = met(BUSINESS, "info@example.jp", name="小郡 花子", department="企画", at=LATER)
    known = met(known, "info@example.jp", name="", department="", at=FIRST)
    known = vouched(known, "info@example.jp", "田中")

    assert known.contacts == (
        Contact(
            address="info@example.jp", name="小郡 花子", department="企画", seen_at=LATER, vouched_by="田中"
        ),
    )
