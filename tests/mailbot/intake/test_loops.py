"""Robots that answer robots, floods, and mails that come in pieces: every exchange ends, nothing is lost."""

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path

import pytest

from mailbot.servers import envelope
from mailbot.wiring import Office
from rules.model import Handled, Letter, LetterKind, LetterState
from rules.record import replace
from store import raw
from tests.e2e.town import MONDAY, OFFICE, SENDER, entry
from tests.mailbot.intake.counter import STAFF, Counter, opened, sheet
from tests.mails.wire import JPEG

MINUTE = timedelta(minutes=1)
TWIN = "kikaku@city.twin.example.jp"


def leaving(counter: Counter, at: datetime) -> Iterator[tuple[Letter, bytes]]:
    """What leaves the office now, as the bytes that a server gets; alerts to staff stay inside."""
    for letter in counter.send_all(at):
        files = {file.sha256: raw.get(counter.office.directory, file.sha256) for file in letter.files}
        if letter.to != (STAFF,):
            yield letter, envelope.build(letter, counter.office.config, files, at=at)


def twin(folder: Path) -> Counter:
    """The same program in another town."""
    counter = opened(folder)
    config = counter.office.config
    config = replace(
        config,
        office=replace(config.office, address=TWIN),
        smtp=replace(config.smtp, sender=TWIN, envelope_from=TWIN),
    )
    return Counter(office=Office.of(config))


def test_twin(tmp_path: Path) -> None:
    """Two offices with this robot: each mail of a person brings one answer, and the other robot answers none."""
    ours, theirs = opened(tmp_path / "a"), twin(tmp_path / "b")
    mail = entry(sheet(storage=""), sender=TWIN)
    ours.take(mail)
    exchanged = 0
    for minutes in range(60):
        now = MONDAY + minutes * MINUTE
        for here, there in ((ours, theirs), (theirs, ours)):
            for _, data in leaving(here, now):
                exchanged += 1
                assert there.take(data, now).handled is not Handled.CASE

    assert exchanged == 1
    assert not theirs.cases and not theirs.letters


@pytest.mark.parametrize("quoting", ["In-Reply-To", ""])
def test_responder_without_marks(counter: Counter, quoting: str) -> None:
    """An old groupware that says 'away' to every letter, unmarked like a person's mail: one letter of ours, no more."""
    counter.bring(sheet(storage=""))
    for minutes in range(60):
        now = MONDAY + minutes * MINUTE
        for letter, _ in leaving(counter, now):
            answers, subject = letter.message_id if quoting else "", f"Re: {letter.subject}"
            counter.bring(b"", now, pledge=False, subject=subject, text="席を外しています。", answers=answers)

    assert Tally(letter.kind for letter in counter.letters) == {LetterKind.CORRECTION_REQUEST: 1}
    assert counter.mails[-1].handled is Handled.PERSON


def test_responder_that_returns_everything(tmp_path: Path) -> None:
    """One that sends our whole letter back as its own, sheet and all: the brakes hold, and staff hear of it once."""
    counter = opened(tmp_path, replies_per_case_per_day=4)
    counter.bring(sheet(storage=""))
    for minutes in range(30):
        now = MONDAY + minutes * MINUTE
        for _, data in leaving(counter, now):
            counter.take(returned(data), now)

    states = [letter.state for letter in counter.letters if letter.answers]
    assert states.count(LetterState.SENT) == 4 and len(states) == 5
    assert sum(letter.kind is LetterKind.ALERT for letter in counter.letters) == 1
    assert len(counter.cases) == 1 and len(counter.mails) == 5


def returned(letter: bytes) -> bytes:
    """Its content in a mail of its receiver, without a mark of any robot."""
    message = message_from_bytes(letter, policy=SMTP.clone(max_line_length=998))
    kept = {"content-type", "mime-version", "content-transfer-encoding", "subject", "date"}
    for name in {name for name in message if name.lower() not in kept}:
        del message[name]
    message["From"], message["To"] = SENDER, OFFICE
    message["Message-ID"] = make_msgid(domain="ogori-foods.example.jp")
    return message.as_bytes()


@pytest.mark.parametrize("all_from_one", [True, False])
@pytest.mark.parametrize(
    "mails", [12, pytest.param(1000, marks=[pytest.mark.soak, pytest.mark.timeout(900)])]
)
def test_flood(tmp_path: Path, mails: int, all_from_one: bool) -> None:
    """So many mails in a minute, from one and from as many senders: answers within the brakes, staff told once, each
    mail answered or with a person.
    """
    senders = 1 if all_from_one else mails
    counter = opened(tmp_path, replies_per_sender_per_day=3, replies_per_hour=5)
    for number in range(mails):
        sender = f"shop{number % senders}@example.jp"
        mail = entry(
            b"", pledge=False, sender=sender, subject=f"アンテナショップ {number}", text="申し込みたいです。"
        )
        counter.take(mail, MONDAY + number * MINUTE / mails)

    answers = [letter for letter in counter.letters if letter.answers]
    assert sum(letter.state is LetterState.READY for letter in answers) <= (3 if senders == 1 else 5)
    assert sum(letter.kind is LetterKind.ALERT for letter in counter.letters) <= 1
    assert len(counter.mails) == mails
    answered = {letter.answers for letter in answers}
    assert all(mail.id in answered or mail.handled is Handled.PERSON for mail in counter.mails)


def test_mail_in_three_pieces(counter: Counter) -> None:
    """Sheet, photos three minutes later, the pledge after that: one answer, which names what is missing then."""
    counter.bring(pledge=False)
    counter.take(with_photos(entry(b"", pledge=False, subject="写真です")), MONDAY + 3 * MINUTE)
    (letter,) = counter.letters
    assert not list(leaving(counter, MONDAY + 9 * MINUTE))
    assert letter.kind is LetterKind.CORRECTION_REQUEST and "誓約書" in letter.body

    counter.bring(b"", MONDAY + 6 * MINUTE, subject="誓約書です")

    (answer,) = (letter for letter, _ in leaving(counter, MONDAY + 10 * MINUTE))
    assert (answer.id, answer.kind) == (letter.id, LetterKind.ACKNOWLEDGEMENT)
    assert "ラベル" in answer.body
    assert len(counter.letters) == 1 and len(counter.cases[0].mails) == 3


def test_mail_in_pieces_without_its_pledge(counter: Counter) -> None:
    """Where the pledge does not follow in time, the one answer asks for it, and no longer for the photos that came."""
    counter.bring(pledge=False)
    counter.take(with_photos(entry(b"", pledge=False, subject="写真です")), MONDAY + 3 * MINUTE)

    ((answer, _),) = leaving(counter, MONDAY + 13 * MINUTE)

    assert answer.kind is LetterKind.CORRECTION_REQUEST and "誓約書" in answer.body
    assert "写真・画像 1枚" in answer.body


def with_photos(mail: bytes) -> bytes:
    message = message_from_bytes(mail, policy=SMTP)
    message.add_attachment(JPEG, maintype="image", subtype="jpeg", filename="商品.jpg")
    return message.as_bytes()
