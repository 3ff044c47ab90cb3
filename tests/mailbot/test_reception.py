"""One pass over the mailbox, on a real IMAP server: taken, filed, left, copied."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from msgspec import structs

from mailbot.reception import Reception
from mailbot.servers.embedded import HOST, EmbeddedServers
from mailbot.servers.mailbox import Mailbox
from rules.model import Arrival, Handled, LetterKind
from store import outbox, raw
from store.tomlfile import LibraryError
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import LOCKED, Counter
from tests.servers import PASSWORD


@pytest.fixture
def connected(counter: Counter, embedded: EmbeddedServers) -> Counter:
    """The counter, whose mailbox lies on the IMAP server of this test."""
    return with_imap(counter, host=HOST, port=embedded.imap_port, tls="none")


def with_imap(counter: Counter, **changes: object) -> Counter:
    config = counter.office.config
    config = structs.replace(config, imap=structs.replace(config.imap, **changes))
    return replace(counter, office=replace(counter.office, config=config))


def passed(counter: Counter, at: datetime = MONDAY) -> list[Arrival]:
    """What one pass took."""
    with Mailbox.open(counter.office.config.imap, PASSWORD) as mailbox:
        reception = Reception(counter.office, lambda: at)
        taken = reception.receive(mailbox)
        reception.keep_copies(mailbox)
    return taken


def lying_in(counter: Counter, folder: str) -> int:
    settings = structs.replace(counter.office.config.imap, folder=folder)
    with Mailbox.open(settings, PASSWORD) as mailbox:
        return len(mailbox.uids()[1])


def test_mail_put_back_is_filed_again(connected: Counter, embedded: EmbeddedServers) -> None:
    """The same mail appended again after it was filed, or twice at once, is filed without a second answer."""
    mail = entry()
    for copies in (1, 2):
        for _ in range(copies):
            embedded.deliver("kikaku", mail, MONDAY)
        passed(connected)

    assert (lying_in(connected, "INBOX"), lying_in(connected, "受付済")) == (0, 3)
    assert len(connected.cases) == len(connected.letters) == 1


def test_mail_from_before_the_start_is_left(connected: Counter, embedded: EmbeddedServers) -> None:
    """It is not even downloaded, and nothing remembers it."""
    embedded.deliver("kikaku", entry(), MONDAY - timedelta(days=60))

    assert passed(connected) == []
    assert lying_in(connected, "INBOX") == 1 and connected.mails == []


def test_too_large_mail_is_told_once(connected: Counter, embedded: EmbeddedServers) -> None:
    """It stays where it is; staff hear of it once however often one looks."""
    config = connected.office.config
    small = structs.replace(config, limits=structs.replace(config.limits, message_mb=0.01))
    connected = replace(connected, office=replace(connected.office, config=small))
    embedded.deliver("kikaku", entry(), MONDAY)

    for _ in range(3):
        assert passed(connected) == []

    assert [letter.kind for letter in connected.letters] == [LetterKind.ALERT]
    assert lying_in(connected, "INBOX") == 1


def test_broken_letter_text_keeps_only_its_own_mails_waiting(
    connected: Counter, embedded: EmbeddedServers
) -> None:
    """A mail whose answer has no usable text waits; those behind it are served, and the pass says what is wrong."""
    template = connected.office.directory / "letters" / "acknowledgement.txt"
    template.parent.mkdir()
    template.write_text("件名: {nonsense}\n\n{nonsense}\n")
    embedded.deliver("kikaku", entry(), MONDAY)
    asking = entry(
        b"", pledge=False, sender="new@example.jp", subject="アンテナショップ", text="申し込みたいです。"
    )
    embedded.deliver("kikaku", asking, MONDAY)

    with pytest.raises(LibraryError, match="acknowledgement"):
        passed(connected)

    assert [letter.kind for letter in connected.letters] == [LetterKind.GUIDANCE]
    assert lying_in(connected, "INBOX") == 1


def test_observing_files_nothing_until_it_is_live(connected: Counter, embedded: EmbeddedServers) -> None:
    """While observing the mailbox stays as it is; from the first live pass on what was handled is filed."""
    config = connected.office.config
    watching = structs.replace(config, letters=structs.replace(config.letters, mode="observe"))
    embedded.deliver("kikaku", entry(), MONDAY)
    passed(replace(connected, office=replace(connected.office, config=watching)))
    assert lying_in(connected, "INBOX") == 1

    assert passed(connected) == []

    assert (lying_in(connected, "INBOX"), lying_in(connected, "受付済")) == (0, 1)


def test_sent_letters_are_copied_once(connected: Counter, embedded: EmbeddedServers) -> None:
    """Each sent letter lies once in the `sent` folder, also when a crash forgot that it does."""
    connected.bring()
    (letter,) = connected.letters
    built = replace(
        letter,
        raw=raw.put(
            connected.office.directory, b"Message-ID: " + letter.message_id.encode() + b"\r\n\r\nx\r\n"
        ),
    )
    connected.send(built, MONDAY)
    passed(connected)
    assert connected.letters[0].copied

    with connected.office.store.transaction() as db:
        stored = outbox.letter(db, letter.id)
        assert stored is not None
        db.put(outbox.LETTERS, letter.id, {**(db.get(outbox.LETTERS, letter.id) or {}), "copied": False})
    passed(connected)

    assert lying_in(connected, "Sent") == 1


def test_files_go_where_a_person_finds_them(connected: Counter, embedded: EmbeddedServers) -> None:
    """What needs a person goes to `person`, handled mail to `done`, unrelated mail nowhere."""
    embedded.deliver("kikaku", entry(), MONDAY)
    embedded.deliver("kikaku", entry(LOCKED, pledge=False, sender="x@example.jp"), MONDAY)
    embedded.deliver(
        "kikaku", entry(b"", pledge=False, sender="y@example.jp", subject="月報", text="統計です。"), MONDAY
    )

    taken = passed(connected)

    assert [each.handled for each in taken] == [Handled.CASE, Handled.PERSON, Handled.LEFT]
    assert [lying_in(connected, folder) for folder in ("INBOX", "受付済", "要確認")] == [1, 1, 1]
