"""One pass over a mailbox: take what is new, oldest first, and file away what is done with."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from mailbot import renumbering
from mailbot.errors import MailbotError, MailRefused, ServerAway, ServerRefused
from mailbot.intake.taking import Coming, take
from mailbot.mail.parse import parse
from mailbot.servers.lots import Fetched, Head
from mailbot.servers.mailbox import Mailbox
from mailbot.staff import telling
from mailbot.wiring import Clock, Office
from rules.model import Arrival, Handled, Letter, Place
from rules.record import replace
from rules.shown import clean
from rules.wording import shorten
from store import arrivals, durable, outbox, raw
from store.config import Imap
from store.errors import Damaged, StoreError
from store.faults import fault
from store.tomlfile import LibraryError

log = logging.getLogger(__name__)

LOT = 20
"""Mails that are taken before what is done with is filed away: a stop in the middle leaves little to do again."""

MEGABYTE = 1024 * 1024

LARGE_ADVICE = (
    "メールソフトで開いて見てください。エントリーであれば、写真を小さくして送り直すよう差出人にお願いするか、"
    "保存したメールを「mailbot import」で取り込んでください。差出人には、自動ではお知らせしていません。"
)

LONGEST = 60
"""Characters of what a stranger wrote, in a letter to staff."""

ROOM = 50 * MEGABYTE
"""Of the disk, in which no mail is taken: there the letters that are due, and the alarm, still find a place."""


class Reception:
    """Looks through one folder. What it remembers between passes need not be known after a restart."""

    def __init__(self, office: Office, clock: Clock, imap: Imap) -> None:
        self.lying: dict[Place, int] = {}
        """What was there at the last look and has not been moved, with its UID."""
        self.earlier: set[Place] = set()
        """Mails from before `start_at`."""
        self.large: set[Place] = set()
        self._told: set[Place] = set()
        """Large ones of which staff have been told."""
        self.failed: set[int] = set()
        """UIDs that could not be worked on at the last look."""
        self._torn: Counter[int] = Counter()
        """How often the FETCH of this UID broke off or was refused: then it comes alone, later behind the others."""
        self._hindered: MailbotError | StoreError | None = None
        self._uidvalidity = 0
        self._office = office
        self._clock = clock
        self._imap = imap

    def receive(
        self,
        mailbox: Mailbox,
        *,
        stopped: Callable[[], bool] = lambda: False,
        looked: Callable[[], None] = lambda: None,
    ) -> Iterator[Arrival]:
        """Take every new mail. What fails stays where it is for the next pass; the others are taken all the same.

        `looked` hears whenever the server has shown what it has. Raises at the end what kept a mail waiting or
        from being moved: LibraryError for a form or letter text of the office, ServerRefused for a full mailbox,
        MailRefused for a mail that the server does not hand over.
        """
        uidvalidity, uids = mailbox.uids()
        looked()
        fault("reception.looked")
        self._uncount()
        self._hindered = None
        self.failed.clear()
        self.lying = {self._place(uidvalidity, uid): uid for uid in uids}
        self._file_away(mailbox)
        for lot in self._lots(self._fresh(mailbox, uidvalidity)):
            if stopped():
                break
            durable.require_room(self._office.directory, ROOM)
            for fetched in self._fetched(mailbox, lot):
                yield from self._take(uidvalidity, fetched)
            self._file_away(mailbox)
            looked()
        if self._hindered is not None:
            raise self._hindered

    def keep_copies(self, mailbox: Mailbox) -> None:
        """A copy of every sent letter in the `sent` folder of the first mailbox, searched for before it is added.

        All letters leave under the office's one address, so all copies lie in one place, whichever mailbox they answer.
        Raises Damaged at the end where the bytes of one are gone.
        """
        lost: Damaged | None = None
        for letter in self.uncopied():
            try:
                data = raw.get(self._office.directory, str(letter.raw))
            except Damaged as error:
                lost = error
                continue
            mailbox.append(self._imap.sent, data, letter.message_id)
            fault("reception.copied")
            with self._office.store.transaction() as db:
                outbox.copied(db, letter.id)
        if lost is not None:
            raise lost

    def uncopied(self) -> list[Letter]:
        """Sent letters of which a copy is still to be kept here."""
        if self._imap is not self._office.config.imap[0] or not self._imap.sent or self._observing:
            return []
        return outbox.uncopied(self._office.store.snapshot())

    @property
    def _observing(self) -> bool:
        return self._office.config.letters.mode == "observe"

    def _uncount(self) -> None:
        """No mail that is stored has tries any more: a crash right after its commit left them."""
        for mail in self._office.attempts.counted():
            if arrivals.arrival(self._office.store.snapshot(), mail) is not None:
                self._office.attempts.finish(mail)

    def _place(self, uidvalidity: int, uid: int) -> Place:
        return Place(account=self._imap.account, folder=self._imap.folder, uidvalidity=uidvalidity, uid=uid)

    def _fresh(self, mailbox: Mailbox, uidvalidity: int) -> list[int]:
        """The UIDs to fetch, in order: those that are in no record, of mails that we want."""
        unseen = self._unseen()
        if unseen and uidvalidity != self._uidvalidity:
            renumbering.recognise(self._office, self._imap, mailbox, unseen, self._clock())
            self._torn.clear()
            unseen = self._unseen()
        self._uidvalidity = uidvalidity
        return self._wanted(mailbox, unseen)

    def _unseen(self) -> dict[Place, int]:
        db, known = self._office.store.snapshot(), (self._office.left.places(), self.earlier)
        return {
            place: uid
            for place, uid in self.lying.items()
            if not any(place in each for each in known) and arrivals.at(db, place) is None
        }

    def _wanted(self, mailbox: Mailbox, unseen: dict[Place, int]) -> list[int]:
        """Not what came before the start, and not what is too large to fetch."""
        heads = mailbox.heads(unseen.values()) if unseen else {}
        self.large.clear()
        wanted = []
        for place, uid in unseen.items():
            head = heads.get(uid)
            if head is None:
                del self.lying[place]  # somebody took it away in this moment
            elif head.received_at < self._imap.start_at:
                self.earlier.add(place)
            elif head.size > self._office.config.limits.message_mb * MEGABYTE:
                self.large.add(place)
                self._tell_of_large(mailbox, place, head)
            else:
                wanted.append(uid)
        return wanted

    def _lots(self, fresh: list[int]) -> Iterator[list[int]]:
        """Oldest first; a mail that can't be fetched, however often it is tried, keeps no other waiting."""
        ordered = sorted(fresh, key=lambda uid: (self._torn[uid] > 1, uid))
        for torn, some in groupby(ordered, key=lambda uid: self._torn[uid] > 0):
            uids = list(some)
            most = 1 if torn else LOT
            yield from (uids[start : start + most] for start in range(0, len(uids), most))

    def _fetched(self, mailbox: Mailbox, lot: list[int]) -> Iterator[Fetched]:
        left = set(lot)
        try:
            for fetched in mailbox.fetch(lot):
                left.discard(fetched.uid)
                fault("reception.fetched")
                yield fetched
        except ServerAway:
            self._torn.update(left)
            raise
        except ServerRefused as error:  # for one mail, as a rule: each of these is asked for alone next time
            self._torn.update(left)
            told = MailRefused(error.server, f"UID {lot[0]}: {error.reason}") if len(lot) == 1 else error
            self._hindered = self._hindered or told

    def _take(self, uidvalidity: int, fetched: Fetched) -> list[Arrival]:
        coming = Coming(
            data=fetched.data,
            received_at=fetched.received_at,
            place=self._place(uidvalidity, fetched.uid),
        )
        try:
            return [take(self._office, coming, now=self._clock())]
        except LibraryError as error:
            self._hindered = self._hindered or error
        except StoreError:
            raise
        except Exception:  # one mail must not keep the others waiting; the third time it is set aside
            log.exception("メール UID %s を処理できませんでした。次の回にもう一度試します。", fetched.uid)
        self.failed.add(fetched.uid)
        return []

    def _file_away(self, mailbox: Mailbox) -> None:
        """Move what is recorded and lies here, then note that it is done."""
        if self._observing:
            return
        for folder, places in self._by_folder().items():
            try:
                mailbox.file_away([self.lying[place] for place in places], folder)
            except ServerRefused as error:  # no reason to leave new mails unread
                self._hindered = self._hindered or error
                continue
            fault("reception.filed")
            for place in places:
                del self.lying[place]
        if settled := [
            each for each in arrivals.unfiled(self._office.store.snapshot()) if self._is_filed(each)
        ]:
            with self._office.store.transaction() as db:
                for arrival in settled:
                    current = arrivals.arrival(db, arrival.id)
                    if current is not None and current.places == arrival.places:
                        arrivals.put(db, replace(current, filed=True))

    def _by_folder(self) -> dict[str, list[Place]]:
        db = self._office.store.snapshot()
        folders: dict[str, list[Place]] = {}
        for place in self.lying:
            arrival = arrivals.at(db, place)
            if arrival is not None:
                needs_person = arrival.handled in (Handled.PERSON, Handled.SET_ASIDE)
                folder = self._imap.person if needs_person else self._imap.done
                folders.setdefault(folder, []).append(place)
        return folders

    def _is_filed(self, arrival: Arrival) -> bool:
        """It lay in this mailbox and does no more, or it never lay in any."""
        here = (self._imap.account, self._imap.folder)
        return not arrival.places or (
            any((place.account, place.folder) == here for place in arrival.places)
            and not any(place in self.lying for place in arrival.places)
        )

    def _tell_of_large(self, mailbox: Mailbox, place: Place, head: Head) -> None:
        """It stays in the mailbox, untouched; staff are told once, also when it gets another UID."""
        if place in self._told:
            return
        office = self._office
        found = mailbox.headings([place.uid]).get(place.uid)
        mail = parse(found.header) if found else None
        sender, subject = (mail.sender or mail.sender_name, mail.subject) if mail else ("", "")
        what = (
            f"大きすぎるメール({head.size // MEGABYTE}MB)を受け付けていません。"
            f"差出人は {shorten(clean(sender), LONGEST) or '不明'}、件名は「{shorten(clean(subject), LONGEST)}」、"
            f"着信は{head.received_at.astimezone(office.calendar.zone):%m月%d日 %H:%M}です。"
            f"受信箱({self._imap.title})に、そのまま置いてあります。"
        )
        key = f"large:{self._imap.title}:{head.received_at.isoformat()}:{head.size}"
        with office.store.transaction() as db:
            telling(office, key, what, LARGE_ADVICE)(db, self._clock())
        self._told.add(place)
