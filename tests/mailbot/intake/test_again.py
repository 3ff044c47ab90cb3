"""A mail that is taken once more after a fix: nothing is doubled, nothing newer is overwritten."""

import io
from datetime import timedelta
from hashlib import sha256

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from mailbot import casefiles
from mailbot.dossier import Dossier
from mailbot.errors import Overtaken
from mailbot.intake.again import again
from mailbot.intake.taking import Again, Coming, take_again
from mailbot.mail.parse import parse
from rules.model import Arrival, Handled, LetterKind, OutcomeKind, Role, State
from rules.moves import Refusal
from store import audit, raw
from store.audit import Event
from store.deeds import Deed
from store.desk import mails as deeds, outcomes, undo
from store.errors import Damaged
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.intake.desk import WIRE, mail as desk_mail, with_file
from tests.mails.expected import raw as mail_named
from tests.mails.wire import zip_crypto

PASSWORD = "Ogori 2026 小郡"
HOUR = timedelta(hours=1)
LATER = MONDAY + timedelta(days=2)


def set_aside(counter: Counter, mail: bytes) -> Arrival:
    """It failed three times, as after three kills."""
    for _ in range(3):
        counter.office.attempts.begin(sha256(mail).hexdigest())
    arrival = counter.take(mail)
    assert arrival.handled is Handled.SET_ASIDE
    return arrival


def retaken(counter: Counter, mail: Arrival) -> Arrival | Refusal:
    return again(counter.office, counter.desk(), mail.id[:10], now=LATER)


def test_what_is_still_not_ours_is_a_deed_all_the_same(counter: Counter) -> None:
    """Nothing of it concerns us, today as before: `undo` takes back the reprocessing, not what was done before it."""
    handed_in = counter.take(entry(b"", pledge=False, subject="月報", text="統計です。"))
    deeds.done(counter.desk(), handed_in.id, now=MONDAY)
    seen = counter.mails
    retaken(counter, handed_in)
    assert counter.mails != seen

    undone = undo.take_back(counter.desk(), now=LATER)

    assert isinstance(undone, Deed) and undone.what == "mail.reprocessed"
    assert counter.mails == seen


def test_set_aside_is_taken_as_of_its_arrival(counter: Counter) -> None:
    """After the fix it becomes the case that it would have been, and is answered; the audit says who had it done."""
    aside = set_aside(counter, entry())

    taken = retaken(counter, aside)

    assert isinstance(taken, Arrival) and taken.handled is Handled.CASE
    (case,) = counter.cases
    assert (case.state, case.accepted_at, case.round) == (State.ACCEPTED, MONDAY, "2026-11")
    assert [letter.kind for letter in counter.letters] == [LetterKind.ACKNOWLEDGEMENT]
    events = [event for event in audit.every(counter.office.store.log) if event.subject == aside.id]
    assert [(event.what, event.by) for event in events[-2:]] == [
        ("mail.case", "mailbot"),
        ("mail.reprocessed", "山田"),
    ]


@pytest.mark.parametrize("answers", [{}, {"storage": ""}])
def test_five_times_is_once(counter: Counter, answers: dict[str, str]) -> None:
    """Whatever it made is continued: one case, one letter, one mail in the case, no correction of itself."""
    mail = counter.bring(sheet(**answers))
    before = [(case.state, case.mails, case.findings, case.accepted_at) for case in counter.cases]
    letters, businesses = counter.letters, counter.businesses

    for _ in range(5):
        assert isinstance(retaken(counter, mail), Arrival)

    assert [(case.state, case.mails, case.findings, case.accepted_at) for case in counter.cases] == before
    assert [each.revisions for each in counter.cases] == [()]
    assert [(each.id, each.state, each.kind) for each in counter.letters] == [
        (each.id, each.state, each.kind) for each in letters
    ]
    assert [each.pledge_files for each in counter.businesses] == [each.pledge_files for each in businesses]


def test_what_was_answered_is_not_answered_again(counter: Counter) -> None:
    """The answer has left; a second reading that would say more makes no second letter."""
    mail = counter.bring(sheet(storage=""))
    counter.send_all(MONDAY)

    retaken(counter, mail)

    assert len(counter.letters) == 1


def test_newer_sheet_stays(counter: Counter) -> None:
    """A mail whose sheet was corrected since is refused; one that was never read replaces nothing newer."""
    mail = counter.bring(sheet(storage=""))
    aside = set_aside(counter, entry(sheet(price="100")))
    counter.bring(sheet(), MONDAY + HOUR)
    (corrected,) = counter.cases

    refused, late = retaken(counter, mail), retaken(counter, aside)

    assert isinstance(refused, Refusal) and "差し替え" in refused.message
    assert isinstance(late, Arrival) and late.handled is Handled.PERSON
    (case,) = counter.cases
    assert (case.entry, case.state) == (corrected.entry, corrected.state)
    assert any("先に届いていた" in told for told in case.attention)


def test_case_that_went_on_is_left(counter: Counter) -> None:
    """The mail of a case that is withdrawn makes no second one."""
    mail = counter.bring()
    outcomes.record(counter.desk(), "R8-0001", OutcomeKind.WITHDRAWN, now=MONDAY)

    assert isinstance(retaken(counter, mail), Refusal)
    assert len(counter.cases) == 1


def test_mail_laid_to_a_case_stays_there(counter: Counter) -> None:
    """What a clerk assigned is kept when the mail is taken again and brings nothing new."""
    counter.bring()
    mail = counter.bring(
        b"", MONDAY + HOUR, pledge=False, sender="who@example.jp", subject="商品エントリーシートの件"
    )
    deeds.assign(counter.desk(), mail.id, "R8-0001", now=MONDAY + HOUR)

    taken = retaken(counter, mail)

    assert isinstance(taken, Arrival) and taken.cases == ("R8-0001",)


@pytest.mark.parametrize("how", ["xlsx", "zip"])
def test_what_was_under_the_password_is_kept_with_the_case(counter: Counter, how: str) -> None:
    """Whoever looks at its files, or puts it into the document system, has what was opened, not the lock alone."""
    plain = sheet()
    name, data = locked(plain, how)
    mail = counter.take(with_file(desk_mail(), data, name).as_bytes(policy=WIRE))
    again(counter.office, counter.desk(), mail.id, password=PASSWORD, now=LATER)
    (case,), db = counter.cases, counter.office.store.snapshot()

    files = {each.data for each in casefiles.of_case(counter.office, db, case)}
    pieces = dict(Dossier(office=counter.office, db=db, case=case).pieces())

    assert files == {data, plain}
    assert {pieces[each] for each in pieces if each.startswith("attachments/01-")} == files


def test_nothing_to_take_again(counter: Counter) -> None:
    """No such mail, or its bytes are gone: nothing is changed."""
    mail = counter.bring()
    raw.remove(counter.office.directory, mail.id)

    with pytest.raises(Damaged):
        retaken(counter, mail)
    for unknown in ("deadbeef", mail.id[:7], ""):
        refused = again(counter.office, counter.desk(), unknown, now=LATER)
        assert isinstance(refused, Refusal) and "import" in refused.message


def test_somebody_was_quicker(counter: Counter) -> None:
    """A record that changed in between is not overwritten."""
    aside = set_aside(counter, entry())
    deeds.done(counter.desk(), aside.id, now=MONDAY)
    event = Event(at=LATER, by="佐藤", what="mail.reprocessed", subject=aside.id)
    data = raw.get(counter.office.directory, aside.id)
    coming, once_more = (
        Coming(data=data, received_at=MONDAY),
        Again(earlier=aside, event=event, mail=parse(data), desk=counter.desk()),
    )

    with pytest.raises(Overtaken):
        take_again(counter.office, coming, once_more, now=LATER)

    assert not counter.cases and not counter.letters


def test_role_is_told_anew(counter: Counter) -> None:
    """A clerk who had it marked done sees it again if it still needs somebody."""
    mail = counter.bring(b"", pledge=False, sender="who@example.jp", subject="商品エントリーシートの件")
    deeds.done(counter.desk(), mail.id, now=MONDAY)

    taken = retaken(counter, mail)

    assert isinstance(taken, Arrival)
    assert (taken.role, taken.handled, taken.done) == (Role.INQUIRY, Handled.PERSON, False)


def locked(data: bytes, how: str) -> tuple[str, bytes]:
    """A file under the password, and its name."""
    out = io.BytesIO()
    if how == "xlsx":
        OOXMLFile(io.BytesIO(data)).encrypt(PASSWORD, out)
        return "エントリーシート.xlsx", out.getvalue()
    return "エントリー.zip", zip_crypto("エントリーシート.xlsx", data, PASSWORD)


@pytest.mark.parametrize("how", ["xlsx", "zip"])
def test_with_its_password(counter: Counter, how: str) -> None:
    """A clerk's password opens the file on the bench: the case counts as of the mail's arrival, once."""
    name, data = locked(sheet(), how)
    mail = counter.take(with_file(desk_mail(), data, name).as_bytes(policy=WIRE))
    assert mail.handled is Handled.PERSON and not counter.cases

    wrong = again(counter.office, counter.desk(), mail.id, password="Ogori2025", now=LATER)
    assert isinstance(wrong, Refusal) and name in wrong.message and not counter.cases
    for _ in range(2):
        taken = again(counter.office, counter.desk(), mail.id, password=PASSWORD, now=LATER)
        assert isinstance(taken, Arrival)

    (case,) = counter.cases
    assert (case.arrived_at, case.product) == (MONDAY, "あまおうジャム 150g")
    (file,) = counter.mails[0].attachments
    assert raw.get(counter.office.directory, file.sha256)[:2] == b"PK"
    assert PASSWORD not in counter.office.store.log.read_text("utf-8")
    assert [letter.kind for letter in counter.letters] == [LetterKind.RESEND_REQUEST]


def test_nothing_is_locked(counter: Counter) -> None:
    """A password for a mail without a locked file, or one that we can't open, changes nothing."""
    plain, aes = counter.bring(), counter.take(mail_named("027-aes-zip"))

    for mail in (plain, aes):
        token = counter.office.store.token()
        refused = again(counter.office, counter.desk(), mail.id, password=PASSWORD, now=LATER)
        assert isinstance(refused, Refusal) and counter.office.store.token() == token
