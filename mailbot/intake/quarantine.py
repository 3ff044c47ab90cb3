"""What the office's virus scanner says of a mail's files, before anything opens them. Without a scanner: nothing."""

import logging
from collections.abc import Iterable

from mailbot.errors import ScannerAway
from mailbot.mail.parse import Attachment
from mailbot.servers.scanner import Scanner
from mailbot.wiring import Office
from rules.model import Arrival, Case, Handled, Role
from rules.record import Struct, replace
from rules.scanned import AWAY, AWAY_FROM_PAPER, FOUND
from rules.shown import clean
from rules.wording import shorten

log = logging.getLogger(__name__)

LONGEST = 60
"""Characters of a name that a stranger, or a scanner, gave."""


class Danger(Struct, frozen=True):
    """Why no file of a mail may be opened: whole Japanese sentences for the clerk."""

    why: str
    is_virus: bool


def danger(office: Office, mail: str, files: Iterable[Attachment]) -> Danger | None:
    """The first file that counts; `mail`: the id of the one that brought them, '' where a clerk hands them in."""
    address = office.config.scan.clamd
    if not address:
        return None
    scanner = Scanner(address=address)
    for file in files:
        try:
            virus = scanner.scan(file.data)
        except ScannerAway as error:
            log.warning("%s", error)
            why = AWAY if mail else AWAY_FROM_PAPER
            return Danger(
                why.format(reason=clean(shorten(error.reason, LONGEST)), id=mail[:10]), is_virus=False
            )
        if virus is not None:
            name, called = (clean(shorten(text, LONGEST)) for text in (file.name, virus.name))
            return Danger(FOUND.format(name=name, virus=called), is_virus=True)
    return None


def locked_away(arrival: Arrival, danger: Danger, cases: Iterable[Case]) -> Arrival:
    """Nothing of the mail was opened, and nobody is answered: a person has it, with these cases beside it."""
    return replace(
        arrival,
        handled=Handled.PERSON,
        role=Role.SUSPICIOUS if danger.is_virus else arrival.role,
        cases=tuple(case.number for case in cases),
        reason=danger.why,
    )
