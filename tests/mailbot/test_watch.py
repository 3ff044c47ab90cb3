"""The watch over a mailbox, as a thread beside others: it outlives what its server does."""

import asyncio
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mailbot.daemon import Daemon
from mailbot.pulse import Pulse
from mailbot.servers.embedded import HOST, EmbeddedServers
from mailbot.watch import Watch
from rules.model import LetterKind
from rules.record import replace
from store import durable
from store.config import Imap
from store.errors import Unwritable
from tests.e2e.test_run import PATIENCE, eventually
from tests.e2e.town import MONDAY, entry
from tests.faultproxy import Broken, faulty
from tests.mailbot.intake.counter import Counter, with_imap
from tests.mailbot.test_mailbox_faults import question
from tests.mailbot.test_reception import lying_in
from tests.servers import PASSWORD

QUESTION = entry(b"", pledge=False, subject="質問", text="教えてください。")


def with_password(counter: Counter, word: str = PASSWORD) -> Counter:
    file = counter.office.directory.parent / "password"
    file.write_text(word)
    return with_imap(counter, password_file=file, poll_seconds=1, other="file", host=HOST, tls="none")


@contextmanager
def watching(counter: Counter, *imaps: Imap) -> Iterator[Pulse]:
    pulse = Pulse(counter.office.directory, [imap.title for imap in imaps])
    watches = [
        Watch(counter.office, lambda: MONDAY, imap, pulse, lambda: None, patience=0.5) for imap in imaps
    ]
    for watch in watches:
        watch.start()
    try:
        yield pulse
    finally:
        for watch in watches:
            watch.stop()
        for watch in watches:
            watch.join(PATIENCE)
        assert not any(watch.is_alive() for watch in watches)


def test_a_stalled_server_is_left_and_found_again(counter: Counter, embedded: EmbeddedServers) -> None:
    """The server falls silent in the middle of a mail: the watch lets go, comes back by itself, and takes it once."""
    embedded.deliver("kikaku", QUESTION, MONDAY)
    with faulty(embedded.imap_port, Broken(mark=b"BODY[] {", further=99, stalls=True)) as port:
        counter = with_imap(with_password(counter), port=port)
        (imap,) = counter.office.config.imap
        with watching(counter, imap) as pulse:
            eventually(lambda: pulse.watched(imap.title).tally is not None)

    assert len(counter.mails) == 1
    assert pulse.watched(imap.title).failures == 0


def test_a_dead_mailbox_stops_no_other(counter: Counter, embedded: EmbeddedServers) -> None:
    """One server never says a word; the mail of the other is taken, and the dead one's failure stands in the health."""
    embedded.deliver("kikaku", QUESTION, MONDAY)
    with faulty(embedded.imap_port, every=Broken(stalls=True)) as port:
        counter = with_imap(with_password(counter), port=embedded.imap_port)
        (fine,) = counter.office.config.imap
        dead = replace(fine, port=port)
        config = replace(counter.office.config, imap=(dead, fine))
        counter = replace(counter, office=replace(counter.office, config=config))
        with watching(counter, dead, fine) as pulse:
            eventually(lambda: pulse.watched(fine.title).tally is not None)
            eventually(lambda: pulse.watched(dead.title).failures > 0)

    assert len(counter.mails) == 1


def test_one_that_was_stopped_only_ends_the_mail_at_hand(counter: Counter, embedded: EmbeddedServers) -> None:
    """Another may have taken its place already: two would each find no copy of a letter, and add one."""
    counter.bring()
    counter.keep(counter.letters[0], MONDAY)
    embedded.deliver("kikaku", QUESTION, MONDAY)
    counter = with_imap(with_password(counter), port=embedded.imap_port)
    (imap,) = counter.office.config.imap
    pulse = Pulse(counter.office.directory, [imap.title])
    watch = Watch(counter.office, lambda: MONDAY, imap, pulse, lambda: watch.stop())

    watch.run()

    assert len(counter.mails) == 2 and not counter.letters[0].copied


def test_two_mailboxes_at_once(counter: Counter, embedded: EmbeddedServers) -> None:
    """Both are worked on side by side, some mails lying in both: each mail is taken once, none is lost."""
    both = [question(number) for number in range(5)]
    for user, first in (("kikaku", 10), ("business", 20)):
        for data in (*both, *(question(number) for number in range(first, first + 10))):
            embedded.deliver(user, data, MONDAY)
    counter = with_imap(with_password(counter), port=embedded.imap_port)
    (one,) = counter.office.config.imap
    two = replace(one, user="business")
    config = replace(counter.office.config, imap=(one, two))
    counter = replace(counter, office=replace(counter.office, config=config))
    with watching(counter, one, two) as pulse:
        eventually(lambda: all(pulse.watched(each.title).tally is not None for each in (one, two)))

    subjects = [f"{number:03}" for number in (*range(5), *range(10, 30))]
    assert sorted(mail.subject for mail in counter.mails) == subjects
    assert all(mail.filed for mail in counter.mails) and lying_in(counter, "INBOX") == 0


def test_a_ring_does_not_cut_the_rest_of_a_refused_login(counter: Counter, embedded: EmbeddedServers) -> None:
    """Sent letters ring the watch; a wrong password is tried no sooner for that, and the account not locked."""
    counter = with_imap(with_password(counter, "wrong"), port=embedded.imap_port)
    (imap,) = counter.office.config.imap
    pulse = Pulse(counter.office.directory, [imap.title])
    watch = Watch(counter.office, lambda: MONDAY, imap, pulse, lambda: None)
    watch.start()
    eventually(lambda: pulse.watched(imap.title).failures == 1)
    for _ in range(20):
        watch.look()
        threading.Event().wait(0.01)
    watch.stop()
    watch.join(PATIENCE)

    assert pulse.watched(imap.title).failures == 1


def test_a_watch_knows_when_it_hangs(counter: Counter, embedded: EmbeddedServers) -> None:
    """Whatever keeps a step from ending, the watchdog sees it by the time; a long wait for mail is no such step."""
    counter = with_imap(with_password(counter), port=embedded.imap_port, poll_seconds=1000)
    (imap,) = counter.office.config.imap
    with faulty(embedded.imap_port, every=Broken(stalls=True)) as port:
        silent = replace(imap, port=port)
        pulse = Pulse(counter.office.directory, [imap.title, silent.title])
        waiting, hanging = (
            Watch(counter.office, lambda: MONDAY, each, pulse, lambda: None, longest_step=0.5)
            for each in (imap, silent)
        )
        waiting.start()
        hanging.start()
        eventually(lambda: hanging.hangs and pulse.watched(imap.title).tally is not None)
        assert not waiting.hangs
        waiting.stop()
        hanging.stop()
        waiting.join(PATIENCE)


def test_a_watch_that_hangs_is_replaced(counter: Counter, embedded: EmbeddedServers) -> None:
    """The watchdog lets a watch go whose server holds it beyond all patience; the next one takes the mail, once."""
    embedded.deliver("kikaku", QUESTION, MONDAY)
    with faulty(embedded.imap_port, Broken(mark=b"* SEARCH", stalls=True)) as port:
        counter = with_imap(with_password(counter), port=port)
        (imap,) = counter.office.config.imap
        daemon = Daemon(counter.office, lambda: MONDAY)
        taken = threading.Event()
        hung = Watch(counter.office, lambda: MONDAY, imap, daemon._pulse, taken.set, longest_step=0.3)
        daemon._watches.append(hung)
        hung.start()
        eventually(lambda: hung.hangs)

        asyncio.run(daemon._look_after(taken.set))
        (fresh,) = daemon._watches
        assert fresh is not hung and taken.wait(PATIENCE)
        eventually(lambda: daemon._pulse.watched(imap.title).tally is not None)
        asyncio.run(daemon._look_after(taken.set))
        assert daemon._watches == [fresh], "one that works is left alone"
        fresh.stop()
        fresh.join(PATIENCE)

    assert len(counter.mails) == 1


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes: what the system says then is what a full disk says."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_mailbox_as_it_is(counter: Counter, embedded: EmbeddedServers) -> None:
    """A mail that can't be kept is not moved; staff are told; when there is room it is taken and answered once."""
    embedded.deliver("kikaku", entry(text="x" * 400_000), MONDAY)
    counter = with_imap(with_password(counter), port=embedded.imap_port)
    (imap,) = counter.office.config.imap
    with full_disk(200_000), watching(counter, imap) as pulse:
        eventually(lambda: bool(counter.letters))
    assert pulse.watched(imap.title).last_failure.endswith("書き込む前の内容は残っています。")
    assert [letter.kind for letter in counter.letters] == [LetterKind.ALERT]
    assert (lying_in(counter, "INBOX"), counter.mails) == (1, [])

    with watching(counter, imap) as pulse:
        eventually(lambda: pulse.watched(imap.title).tally is not None)

    kinds = [letter.kind for letter in counter.letters]
    assert kinds == [LetterKind.ALERT, LetterKind.ACKNOWLEDGEMENT, LetterKind.ALERT]
    assert (lying_in(counter, "INBOX"), lying_in(counter, "受付済")) == (0, 1)


def test_no_mail_is_taken_into_the_last_room(tmp_path: Path) -> None:
    """Some room is kept for letters and the alarm: less than that counts as full, before anything is fetched."""
    durable.require_room(tmp_path, 1)
    with pytest.raises(Unwritable):
        durable.require_room(tmp_path, 1 << 60)
