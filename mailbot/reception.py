"""One pass over the mailbox: take what is new, oldest first, and file away what is done with."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from mailbot.intake.taking import Coming, take
from mailbot.servers.mailbox import Fetched, Mailbox
from mailbot.wiring import Clock, Office
from rules.letters import alerts
from rules.model import Arrival, Handled, Letter, LetterState, Place
from store import arrivals, notices, outbox, raw
from store.errors import StoreError
from store.faults import fault
from store.tomlfile import LibraryError

log = logging.getLogger(__name__)

LOT = 20
"""Mails that are taken before what is done with is filed away: a stop in the middle leaves little to do again."""

MEGABYTE = 1024 * 1024


class Reception:
    """Looks through one folder. Remembers between passes only which mails came before `imap.start_at`."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock
        self._earlier: set[Place] = set()
        self._hindered: LibraryError | None = None

    def receive(self, mailbox: Mailbox, *, stopped: Callable[[], bool] = lambda: False) -> list[Arrival]:
        """Take every new mail. What fails stays where it is for the next pass; the others are taken all the same.

        Raises LibraryError at the end where a form or letter text of the office kept a mail waiting.
        """
        uidvalidity, uids = mailbox.uids()
        places = {self._place(uidvalidity, uid): uid for uid in uids}
        seen = self._places_seen()
        self._file_away(mailbox, places)
        fresh = self._wanted(mailbox, {place: uid for place, uid in places.items() if place not in seen})
        self._hindered = None
        taken: list[Arrival] = []
        for start in range(0, len(fresh), LOT):
            if stopped():
                break
            for fetched in mailbox.fetch(fresh[start : start + LOT]):
                taken += self._take(uidvalidity, fetched)
            self._file_away(mailbox, places)
        if self._hindered is not None:
            raise self._hindered
        return taken

    def keep_copies(self, mailbox: Mailbox) -> None:
        """A copy of every sent letter in the `sent` folder, searched for before it is added."""
        for letter in self.uncopied():
            data = raw.get(self._office.directory, str(letter.raw))
            mailbox.append(self._office.config.imap.sent, data, letter.message_id)
            fault("reception.copied")
            with self._office.store.transaction() as db:
                outbox.copied(db, letter.id)

    def uncopied(self) -> list[Letter]:
        """Sent letters of which a copy is still to be kept."""
        if not self._office.config.imap.sent or self._observing:
            return []
        return [
            letter
            for letter in outbox.letters(self._office.store.snapshot())
            if letter.state is LetterState.SENT and not letter.copied and letter.raw
        ]

    @property
    def _observing(self) -> bool:
        return self._office.config.letters.mode == "observe"

    def _place(self, uidvalidity: int, uid: int) -> Place:
        imap = self._office.config.imap
        return Place(account=self._office.account, folder=imap.folder, uidvalidity=uidvalidity, uid=uid)

    def _places_seen(self) -> set[Place]:
        taken = arrivals.places(self._office.store.snapshot())
        return self._office.left.places() | taken.keys() | self._earlier

    def _wanted(self, mailbox: Mailbox, unseen: dict[Place, int]) -> list[int]:
        """The UIDs to fetch, in order: not what came before the start, and not what is too large to fetch."""
        config = self._office.config
        heads = mailbox.heads(unseen.values()) if unseen else {}
        wanted = []
        for place, uid in unseen.items():
            head = heads.get(uid)
            if head is None:
                continue  # somebody took it away in this moment
            if head.received_at < config.imap.start_at:
                self._earlier.add(place)
            elif head.size > config.limits.message_mb * MEGABYTE:
                self._tell_of_large(place, head.received_at, head.size)
            else:
                wanted.append(uid)
        return wanted

    def _take(self, uidvalidity: int, fetched: Fetched) -> list[Arrival]:
        coming = Coming(
            data=fetched.data,
            received_at=fetched.received_at,
            place=self._place(uidvalidity, fetched.uid),
        )
        try:
            return [take(self._office, coming, now=self._clock())]
        except LibraryError as error:
            self._hindered = error
        except StoreError:
            raise
        except Exception:  # one mail must not keep the others waiting; the third time it is set aside
            log.exception("メール UID %s を処理できませんでした。次の回にもう一度試します。", fetched.uid)
        return []

    def _file_away(self, mailbox: Mailbox, places: dict[Place, int]) -> None:
        """Move what is recorded and still lies here, then note that it is done."""
        if self._observing:
            return
        waiting = [each for each in arrivals.every(self._office.store.snapshot()) if not each.filed]
        for folder, lot in self._by_folder(waiting).items():
            uids = [places[place] for arrival in lot for place in arrival.places if place in places]
            if uids:
                mailbox.file_away(uids, folder)
                fault("reception.filed")
        if waiting:
            with self._office.store.transaction() as db:
                for arrival in waiting:
                    current = arrivals.arrival(db, arrival.id)
                    if current is not None and current.places == arrival.places:
                        arrivals.put(db, replace(current, filed=True))

    def _by_folder(self, waiting: Iterable[Arrival]) -> dict[str, list[Arrival]]:
        imap = self._office.config.imap
        folders: dict[str, list[Arrival]] = {imap.done: [], imap.person: []}
        for arrival in waiting:
            needs_person = arrival.handled in (Handled.PERSON, Handled.SET_ASIDE)
            folders[imap.person if needs_person else imap.done].append(arrival)
        return folders

    def _tell_of_large(self, place: Place, received_at: datetime, size: int) -> None:
        """It stays in the mailbox, untouched; staff are told once."""
        office = self._office
        what = (
            f"大きすぎるメール({size // MEGABYTE}MB)が届いています。UID {place.uid}、"
            f"{received_at.astimezone(office.calendar.zone):%m月%d日 %H:%M}着。"
        )
        todo = "メールソフトで開き、エントリーであれば「mailbot import」で取り込んでください。"
        key, now = f"large:{place.uidvalidity}:{place.uid}", self._clock()
        with office.store.transaction() as db:
            for to in office.config.office.staff:
                notice = alerts.alert(key, to=to, what=what, todo=todo, now=now, calendar=office.calendar)
                notices.make(db, office.library, office.config, notice, now)
