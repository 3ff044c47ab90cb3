"""The files of a case: what came attached to its mails or over the counter, and the pledge of its business."""

from collections.abc import Iterator
from pathlib import Path

from mailbot import attachments
from mailbot.mail.attachment import Attachment
from mailbot.wiring import Office
from rules.model import Arrival, Case
from rules.record import Struct
from store import arrivals, cases, durable
from store.documents import Documents


class CaseFile(Struct, frozen=True, kw_only=True):
    """One file under a name of ours; `called` is what its sender called it, for people only."""

    name: str
    called: str
    sha256: str
    data: bytes


def of_case(office: Office, db: Documents, case: Case) -> tuple[CaseFile, ...]:
    """Each once, in the order in which they came; those whose bytes are gone are left out."""
    found: dict[str, CaseFile] = {}
    for file in _attached(office, db, case):
        sha256 = file.sha256
        if sha256 not in found:
            name = f"{case.number}-{len(found) + 1:02}{file.kind.suffix}"
            found[sha256] = CaseFile(name=name, called=file.name, sha256=sha256, data=file.data)
    return tuple(found.values())


def save(file: CaseFile, folder: Path) -> Path:
    """Writes it into the folder. Raises FileExistsError where something else lies there under its name, and OSError."""
    path = durable.folder(folder) / file.name
    try:
        with path.open("xb") as written:
            written.write(file.data)
    except FileExistsError:
        if path.read_bytes() != file.data:
            raise
    return path


def _attached(office: Office, db: Documents, case: Case) -> Iterator[Attachment]:
    for arrival in _arrivals(db, case):
        yield from attachments.of(office.directory, arrival)
    business = cases.business(db, case.business)
    wanted = {file.sha256 for file in business.pledge_files} if business else set()
    for other in cases.of_business(db, case.business) if wanted else ():
        for arrival in _arrivals(db, other):
            brought = attachments.of(office.directory, arrival)
            yield from (file for file in brought if file.sha256 in wanted)


def _arrivals(db: Documents, case: Case) -> Iterator[Arrival]:
    return (found for ref in case.mails if (found := arrivals.arrival(db, ref.id)))
