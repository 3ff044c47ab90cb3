"""What a mail brought and nobody here could read, by the reason, as the letters tell of it."""

from collections.abc import Iterable, Mapping

from rules.record import Struct
from rules.wording import shorten

REASONS = (
    "encrypted",
    "damaged",
    "too_large",
    "empty",
    "csv",
    "html",
    "pdf",
    "photo",
    "word",
    "zip",
    "mail",
    "not_a_workbook",
    "link",
)
"""Codes of what the sender can mend by sending it again; each has its own words in `resend_request`."""

ON_THE_FORM = frozenset({"csv", "html", "pdf", "photo", "word", "not_a_workbook"})
"""Those where the answers have to be written into the form: the blanks come along."""

FOR_A_CLERK = frozenset({"encrypted"})
"""Those that a clerk may open all the same, with a password that comes apart (CONTRACT.md section 5.10)."""

_NAME_LENGTH = 60


class Unopened(Struct, frozen=True, kw_only=True):
    """A file, or a link in its place, that the sender is asked for again."""

    name: str
    code: str
    """One of REASONS."""
    why: str
    """What ails it and what to do: whole Japanese sentences for the sender."""


def by_reason(files: Iterable[Unopened]) -> dict[str, object]:
    """Every reason -> the names of its files, a line each; empty where it does not apply."""
    named = list(files)
    return {
        code: "\n".join(shorten(each.name, _NAME_LENGTH) for each in named if each.code == code)
        for code in REASONS
    }


def one_by_one(files: Iterable[Unopened]) -> list[Mapping[str, str]]:
    """Each file with what ails it, for letters that are about something else."""
    return [{"name": shorten(each.name, _NAME_LENGTH), "why": each.why} for each in files]
