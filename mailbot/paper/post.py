"""Letters as files of paper: the copy that a signed notice takes along by mail, and what the post carries."""

import hashlib
from collections.abc import Iterable
from datetime import tzinfo

from mailbot.paper.letter import copy_name, is_signed, letter_pdf
from mailbot.paper.typeface import typeface
from mailbot.paper.window import Address
from mailbot.wiring import Office
from rules.model import File, Letter, LetterState
from rules.record import replace
from store import cases, outbox
from store.documents import Documents


def foresee(letters: Iterable[Letter]) -> None:
    """These will be made next: their characters are cut from the font at once, not letter by letter."""
    if bodies := [letter.body for letter in letters if is_signed(letter)]:
        typeface().show(bodies)


def enclosed(letter: Letter, zone: tzinfo) -> tuple[Letter, dict[str, bytes]]:
    """As it leaves by mail: a notice signed by the office with the PDF of its own text, others as they are."""
    if not is_signed(letter):
        return letter, {}
    data = letter_pdf(letter, zone)
    sha = hashlib.sha256(data).hexdigest()
    file = File(name=copy_name(letter), sha256=sha, media_type="application/pdf", size=len(data))
    return replace(letter, files=(*letter.files, file)), {sha: data}


def posted(office: Office, db: Documents, letter: Letter, *, by_post: bool = False) -> bytes:
    """As it is printed; with the address of its business where it goes by post: it has no other, or none that works."""
    posts = by_post or not letter.to
    business = cases.business(db, letter.business) if letter.business and posts else None
    to = Address(postal=business.postal, place=business.address) if business else None
    return letter_pdf(letter, office.calendar.zone, to=to)


def queue(db: Documents) -> list[Letter]:
    """What waits to be printed, the first due first."""
    waiting = (each for each in outbox.letters(db) if each.state is LetterState.TO_PRINT)
    return sorted(waiting, key=lambda each: (each.due_at, each.id))
