"""A case as plain files for the office's document system: mails, attachments, letters, data and history.

Names are ours, never a sender's; `attachments/index.txt` says what each file was called.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mailbot import attachments, listing
from mailbot.paper.letter import letter_pdf
from mailbot.plain import at
from mailbot.wiring import Office
from rules.model import Arrival, Case, Channel, File, Letter, MailRef
from rules.record import Struct
from rules.words import EVENTS, LETTER_STATES, detail
from store import arrivals, audit, cases, durable, outbox, raw
from store.documents import Documents
from store.errors import Damaged

Piece = tuple[str, bytes]
"""A path inside the folder, and what stands there."""

MANIFEST = "SHA256SUMS"
"""As `sha256sum --check` reads it."""


class Dossier(Struct, frozen=True, kw_only=True):
    office: Office
    db: Documents
    case: Case

    def pieces(self) -> Iterator[Piece]:
        """Every file but the manifest. What is gone from the disk is told in the history, not passed over."""
        gone: list[str] = []
        index = ["番号\t届いたときの名前"]
        for place, ref in enumerate(self.case.mails, 1):
            yield from self._mail(place, ref, index, gone)
        yield from self._pledges(index, gone)
        letters = outbox.about(self.db, self.case.number)
        for letter in letters:
            yield from self._letter(letter, gone)
        (found,) = listing.case_list(self.db, [self.case], self.office.calendar)
        yield "case.json", msgspec.json.format(msgspec.json.encode(found), indent=2)
        yield "attachments/index.txt", _text(index)
        yield "history.txt", _text([*self._history(letters), *gone])

    def _mail(self, place: int, ref: MailRef, index: list[str], gone: list[str]) -> Iterator[Piece]:
        def lost(error: Damaged) -> None:
            gone.append(str(error))

        arrival = arrivals.arrival(self.db, ref.id)
        by_post = arrival is not None and arrival.channel is Channel.POST
        try:
            data = raw.get(self.office.directory, ref.id)
        except Damaged as error:
            return lost(error)
        day = f"{ref.received_at.astimezone(self.office.calendar.zone):%Y-%m-%d}"
        yield f"mails/{place:02}-{day}-{ref.role}.{'json' if by_post else 'eml'}", data
        files = attachments.of(self.office.directory, arrival, lost) if arrival else ()
        for number, file in enumerate(files, 1):
            ours = f"{place:02}-{number:02}{_ending(file.name)}"
            index.append(f"{ours}\t{file.name}")
            yield f"attachments/{ours}", file.data

    def _pledges(self, index: list[str], gone: list[str]) -> Iterator[Piece]:
        """Those that came with another case: a business gives its pledge once."""
        business = cases.business(self.db, self.case.business)
        here = {file.sha256 for mail in self._mails(self.case) for file in mail.attachments}
        elsewhere = [file for file in (business.pledge_files if business else ()) if file.sha256 not in here]
        for number, file in enumerate(elsewhere, 1):
            data = self._brought(file)
            if data is None:
                gone.append(f"{file.name}: 誓約書のファイルが見つかりません。")
                continue
            ours = f"pledge-{number:02}{_ending(file.name)}"
            index.append(f"{ours}\t{file.name}")
            yield f"attachments/{ours}", data

    def _brought(self, file: File) -> bytes | None:
        """The content of a file that came for another case of the same business."""
        for number in sorted(cases.numbers_of(self.db, self.case.business)):
            case = cases.get(self.db, number)
            for mail in self._mails(case) if case else ():
                if file.sha256 in {each.sha256 for each in mail.attachments}:
                    for each in attachments.of(self.office.directory, mail):
                        if each.sha256 == file.sha256:
                            return each.data
        return None

    def _mails(self, case: Case) -> Iterator[Arrival]:
        return (mail for ref in case.mails if (mail := arrivals.arrival(self.db, ref.id)))

    def _letter(self, letter: Letter, gone: list[str]) -> Iterator[Piece]:
        """Its text with where it stands, as a PDF, and the very bytes that left."""
        zone = self.office.calendar.zone
        head = [
            f"宛先: {'、'.join(letter.to) or '郵送'}",
            f"状態: {LETTER_STATES[letter.state]}",
            f"期日: {at(letter.due_at, zone)}",
            f"送信: {at(letter.sent_at, zone) or 'まだ'}",
            f"件名: {letter.subject}",
            "",
        ]
        yield f"letters/{letter.id}.txt", _text([*head, letter.body.rstrip()])
        yield f"letters/{letter.id}.pdf", letter_pdf(letter, zone)
        if letter.raw is not None:
            try:
                yield f"letters/{letter.id}.eml", raw.get(self.office.directory, letter.raw)
            except Damaged as error:
                gone.append(str(error))

    def _history(self, letters: list[Letter]) -> Iterator[str]:
        """Who did what with the case, its mails and its letters, oldest first."""
        about = {self.case.number, *(ref.id for ref in self.case.mails), *(each.id for each in letters)}
        zone = self.office.calendar.zone
        for event in audit.every(self.office.store.log):
            if event.subject in about:
                who = f"{event.by} ({event.login})" if event.login else event.by
                words = (EVENTS.get(event.what, event.what), event.subject, detail(event.detail))
                yield "\t".join((at(event.at, zone) or "", who, *words))


def export(office: Office, db: Documents, case: Case, to: Path) -> int:
    """Makes the folder `to`, whole or not at all; how many files it holds. Raises FileExistsError and OSError."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise FileExistsError(17, "すでにあります", str(to))
    parent = to.absolute().parent
    building = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=parent))
    try:
        sums = []
        for name, data in Dossier(office=office, db=db, case=case).pieces():
            file = building / name
            file.parent.mkdir(mode=0o700, exist_ok=True)
            durable.write(file, data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}")
        durable.write(building / MANIFEST, _text(sorted(sums, key=lambda line: line[66:])))
        durable.sync_folder(building)
        building.rename(to)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    durable.sync_folder(parent)
    return len(sums) + 1


def _told(gone: list[str], error: Damaged) -> None:
    gone.append(str(error))


def _ending(name: str) -> str:
    """'.xlsx': letters and figures alone, so that nothing of a sender's name becomes a path."""
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= 6 else ""


def _text(lines: list[str]) -> bytes:
    """A document that any program of the office opens: UTF-8, lines of Windows."""
    return "".join(f"{line}\r\n" for line in "\n".join(lines).splitlines()).encode("utf-8", "replace")
