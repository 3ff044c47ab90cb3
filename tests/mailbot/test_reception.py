"""One pass over the mailbox, on a real IMAP server: taken, filed, left, copied."""

from datetime import datetime, timedelta

import pytest

from mailbot import listing
from mailbot.reception import Reception
from mailbot.servers.embedded import HOST, EmbeddedServers
from mailbot.servers.mailbox import Mailbox
from rules.model import Arrival, Handled, LetterKind
from rules.record import replace
from store import outbox, raw
from store.errors import Damaged
from store.tomlfile import LibraryError
from tests import entries
from tests.e2e.town import MONDAY, SENDER, entry
from tests.mailbot.intake.counter import LOCKED, Counter, with_imap
from tests.servers import PASSWORD


def passed(counter: Counter, at: datetime = MONDAY) -> list[Arrival]:
    """What one pass took."""
    (imap,) = counter.office.config.imap
    with Mailbox.open(imap, PASSWORD) as mailbox:
        reception = Reception(counter.office, lambda: at, imap)
        taken = list(reception.receive(mailbox))
        reception.keep_copies(mailbox)
    return taken


def lying_in(counter: Counter, folder: str) -> int:
    settings = replace(counter.office.config.imap[0], folder=folder)
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


def test_what_is_left_keeps_its_role(connected: Counter, embedded: EmbeddedServers) -> None:
    """`mails` tells a newsletter from a question, though of neither more than the header is kept."""
    head = "From: a@example.jp\r\nTo: kikaku@city.ogori.lg.jp\r\nMessage-ID: <{}@x>\r\n{}\r\nhello\r\n"
    for name, mark in (("person", ""), ("list", "List-Id: <news.example.jp>\r\n")):
        embedded.deliver("kikaku", head.format(name, mark).encode(), MONDAY)

    passed(connected)

    found = {each["message_id"]: each for each in listing.mails(connected.office, person=False)}
    assert {each["handled"] for each in found.values()} == {"left"}
    assert (found["<person@x>"]["role"], found["<list@x>"]["role"]) == ("inquiry", "list")


def test_too_large_mail_is_told_once(connected: Counter, embedded: EmbeddedServers) -> None:
    """It stays where it is; staff hear of it once however often one looks, and whose it is and what it is called."""
    config = connected.office.config
    small = replace(config, limits=replace(config.limits, message_mb=0.01))
    connected = replace(connected, office=replace(connected.office, config=small))
    embedded.deliver("kikaku", entry(), MONDAY)

    for _ in range(3):
        assert passed(connected) == []

    (letter,) = connected.letters
    told = letter.body.replace("\n　", "")
    assert letter.kind is LetterKind.ALERT and lying_in(connected, "INBOX") == 1
    assert SENDER in told and "「エントリーシートの提出について」" in told and "UID" not in told


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
    watching = replace(config, letters=replace(config.letters, mode="observe"))
    embedded.deliver("kikaku", entry(), MONDAY)
    passed(replace(connected, office=replace(connected.office, config=watching)))
    assert lying_in(connected, "INBOX") == 1

    assert passed(connected) == []

    assert (lying_in(connected, "INBOX"), lying_in(connected, "受付済")) == (0, 1)


def test_sent_letters_are_copied_once(connected: Counter, embedded: EmbeddedServers) -> None:
    """Each sent letter lies once in the `sent` folder, also when a crash forgot that it does."""
    connected.bring()
    (letter,) = connected.letters
    connected.keep(letter, MONDAY)
    passed(connected)
    assert connected.letters[0].copied

    with connected.office.store.transaction() as db:
        stored = outbox.letter(db, letter.id)
        assert stored is not None
        db.put(outbox.LETTERS, letter.id, {**(db.get(outbox.LETTERS, letter.id) or {}), "copied": False})
    passed(connected)

    assert lying_in(connected, "Sent") == 1


def test_a_letter_that_is_gone_keeps_no_other_from_being_copied(
    connected: Counter, embedded: EmbeddedServers
) -> None:
    """Its bytes are lost from the disk: that is told, and the copies of all others are kept."""
    connected.bring()
    connected.bring(entries.filled("nonfood"), sender="next@example.jp")
    for letter in connected.letters:
        connected.keep(replace(letter, message_id=f"<{letter.id}@x>"), MONDAY)
    first, second = connected.letters
    assert first.raw is not None
    raw.remove(connected.office.directory, first.raw)

    with pytest.raises(Damaged):
        passed(connected)

    assert [letter.copied for letter in connected.letters] == [False, True]
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


@pytest.fixture
def two(counter: Counter, embedded: EmbeddedServers) -> Counter:
    """The counter with the mailboxes of 'kikaku' and 'business', each with folders of its own names."""
    one = with_imap(counter, host=HOST, port=embedded.imap_port, tls="none")
    (first,) = one.office.config.imap
    second = replace(first, user="business", done="済", person="確認", other="file")
    return replace(one, office=replace(one.office, config=replace(one.office.config, imap=(first, second))))


def visited(counter: Counter, number: int) -> list[Arrival]:
    """What one pass over this mailbox took."""
    imap = counter.office.config.imap[number]
    with Mailbox.open(imap, PASSWORD) as mailbox:
        reception = Reception(counter.office, lambda: MONDAY, imap)
        taken = list(reception.receive(mailbox))
        reception.keep_copies(mailbox)
    return taken


def count(counter: Counter, number: int, folder: str) -> int:
    settings = replace(counter.office.config.imap[number], folder=folder)
    with Mailbox.open(settings, PASSWORD) as mailbox:
        return len(mailbox.uids()[1])


def test_each_mailbox_files_into_its_own_folders(two: Counter, embedded: EmbeddedServers) -> None:
    """The same UIDs of two mailboxes are two mails, each moved within its own; `other` is each one's own too."""
    stranger = entry(b"", pledge=False, sender="y@example.jp", subject="月報", text="統計です。")
    for user, sender, form in (("kikaku", "a@example.jp", "food"), ("business", "b@example.jp", "nonfood")):
        embedded.deliver(user, entry(entries.filled(form), sender=sender), MONDAY)
        embedded.deliver(user, stranger.replace(b"y@", user.encode() + b"@"), MONDAY)

    handled = [[each.handled for each in visited(two, number)] for number in (0, 1)]

    assert handled == [[Handled.CASE, Handled.LEFT], [Handled.CASE, Handled.PERSON]]
    assert [count(two, 0, folder) for folder in ("INBOX", "受付済")] == [1, 1]
    assert [count(two, 1, folder) for folder in ("INBOX", "済", "確認")] == [0, 1, 1]
    assert len(two.cases) == 2


def test_a_mail_in_two_mailboxes_is_one(two: Counter, embedded: EmbeddedServers) -> None:
    """One case, one answer; each copy is filed away where it lies, whichever mailbox comes first."""
    mail = entry()
    for user in ("kikaku", "business"):
        embedded.deliver(user, mail, MONDAY)

    for number in (0, 1, 0):
        visited(two, number)

    assert len(two.cases) == len(two.letters) == 1
    assert (count(two, 0, "受付済"), count(two, 1, "済")) == (1, 1)
    assert (count(two, 0, "INBOX"), count(two, 1, "INBOX")) == (0, 0)


def test_copies_lie_in_the_first_mailbox(two: Counter, embedded: EmbeddedServers) -> None:
    """Also of an answer to a mail that came to the second."""
    embedded.deliver("business", entry(), MONDAY)
    visited(two, 1)
    (letter,) = two.letters
    two.keep(letter, MONDAY)

    visited(two, 1)
    before = [letter.copied for letter in two.letters]
    visited(two, 0)

    assert (before, [letter.copied for letter in two.letters]) == ([False], [True])
    assert count(two, 0, "Sent") == 1
