"""What the office's virus scanner says of a mail's files, before anything opens them. Without a scanner: nothing."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailbot.errors import ScannerAway
from mailbot.mail.parse import Attachment
from mailbot.servers.scanner import Scanner
from mailbot.wiring import Office
from rules.model import Arrival, Case, Handled, Role
from rules.shown import clean
from rules.wording import shorten

log = logging.getLogger(__name__)

FOUND = (
    "添付「{name}」からウイルス({virus})が見つかりました。開かずに、情報システムの担当に知らせてください。"
)
AWAY = (
    "ウイルス検査ができなかったため、添付ファイルを開いていません({reason})。"
    "「mailbot doctor」で検査の設定を確かめ、「mailbot reprocess {id}」で処理し直してください。"
)
LONGEST = 60
"""Characters of a name that a stranger, or a scanner, gave."""


@dataclass(frozen=True, slots=True)
class Danger:
    """Why no file of a mail may be opened: whole Japanese sentences for the clerk."""

    why: str
    is_virus: bool


def danger(office: Office, id: str, files: Iterable[Attachment]) -> Danger | None:
    """The first file that counts; `id` is the mail's."""
    address = office.config.scan.clamd
    if not address:
        return None
    scanner = Scanner(address=address)
    for file in files:
        try:
            virus = scanner.scan(file.data)
        except ScannerAway as error:
            log.warning("%s", error)
            return Danger(
                AWAY.format(reason=clean(shorten(error.reason, LONGEST)), id=id[:10]), is_virus=False
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
