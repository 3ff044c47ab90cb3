"""The office's counter (窓口) without servers: mails are handed over, and what became of them lies in a real store."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from mailbot.duties import Duties
from mailbot.intake.taking import Coming, take
from mailbot.mail.filekind import OLE
from mailbot.wiring import Office
from rules.model import Arrival, Business, Case, Letter
from rules.record import Struct, replace
from store import arrivals, cases, outbox, raw
from store.config import load
from store.desk import Desk
from tests import entries
from tests.e2e.town import CONFIG, MONDAY, entry

STAFF = "kikaku-staff@city.ogori.lg.jp"


class Counter(Struct, frozen=True, kw_only=True):
    office: Office

    def take(self, mail: bytes, at: datetime = MONDAY, *, now: datetime | None = None) -> Arrival:
        """This mail as the server took it in `at`, worked on `now` or at once."""
        return take(self.office, Coming(data=mail, received_at=at), now=now or at)

    def bring(self, sheet: bytes | None = None, at: datetime = MONDAY, **mail: Any) -> Arrival:
        """A mail with this sheet (None: a complete one, b'': none); the rest as `town.entry` has it."""
        return self.take(entry(sheet, **mail), at)

    @property
    def cases(self) -> list[Case]:
        return list(cases.every(self.office.store.snapshot()))

    @property
    def businesses(self) -> list[Business]:
        return list(cases.businesses(self.office.store.snapshot()))

    @property
    def letters(self) -> list[Letter]:
        return list(outbox.letters(self.office.store.snapshot()))

    @property
    def mails(self) -> list[Arrival]:
        return list(arrivals.every(self.office.store.snapshot()))

    def desk(self) -> Desk:
        office = self.office
        return Desk(store=office.store, library=office.library, config=office.config, by="山田", login="y")

    def send(self, letter: Letter, now: datetime) -> None:
        """The mail server takes this letter."""
        with self.office.store.transaction() as db:
            claimed = outbox.claim(db, letter, now)
            assert isinstance(claimed, Letter), claimed
            outbox.sent(db, letter.id, now, "250 OK")

    def keep(self, letter: Letter, now: datetime) -> None:
        """The mail server takes this letter, and its bytes are kept."""
        data = f"Message-ID: {letter.message_id}\r\n\r\nx\r\n".encode()
        self.send(replace(letter, raw=raw.put(self.office.directory, data)), now)

    def send_all(self, now: datetime) -> list[Letter]:
        due = outbox.due(self.office.store.snapshot(), now)
        for letter in due:
            self.send(letter, now)
        return due

    def do_duties(self, now: datetime) -> None:
        while Duties(office=self.office).carry_out(now):
            pass


def opened(folder: Path, **letters: Any) -> Counter:
    """An office of the example's configuration, with `letters` changed in that section."""
    config = load(CONFIG)
    config = replace(
        config,
        committee=(),
        imap=(replace(config.imap[0], start_at=MONDAY - timedelta(days=30)),),
        store=replace(config.store, path=folder / "data"),
        letters=replace(config.letters, **letters),
    )
    return Counter(office=Office.of(config))


def with_imap(counter: Counter, **changes: Any) -> Counter:
    """The same office with its one mailbox changed so."""
    config = counter.office.config
    config = replace(config, imap=(replace(config.imap[0], **changes),))
    return Counter(office=replace(counter.office, config=config))


LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64)
"""A workbook under a password, which a person has to deal with."""


def sheet(form: str = "food", **answers: Any) -> bytes:
    """A complete sheet but for these answers ('' empties one; '__' stands for a dot)."""
    given = {key.replace("__", "."): value for key, value in answers.items()}
    return entries.filled(form, {**entries.ANSWERS[form], **given})
