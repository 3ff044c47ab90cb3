"""In which order the sheets of one case came: an older one that is read late replaces no newer one."""

from datetime import datetime

from rules.model import Case, MailRef, Role

SHEETS = (Role.ENTRY, Role.CORRECTION)
"""Mails of a case that brought its sheet."""

OLDER_SHEET = "あとから届いたエントリーシートがあるため、先に届いていたシートは差し替えに使っていません。"


def sheets(case: Case) -> list[MailRef]:
    """The mails that brought a sheet of this case, in the order in which they were taken."""
    return [mail for mail in case.mails if mail.role in SHEETS]


def brought(case: Case, mail: str) -> bool:
    """A sheet of the mail with this id stands, or stood, in the case."""
    return any(each.id == mail for each in sheets(case))


def overtaken(case: Case, mail: str, received_at: datetime) -> bool:
    """The case has a sheet that arrived after this mail."""
    return any(each.received_at > received_at for each in sheets(case) if each.id != mail)
