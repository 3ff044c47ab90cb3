"""What became of a letter that was said to the mail server."""

from dataclasses import dataclass

from rules.model import Letter


@dataclass(frozen=True, slots=True)
class Sent:
    reply: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not taken for now; trying again later cannot double it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Never taken as it is."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The connection died after the server's 354 and before its final reply: nobody knows if it was taken."""

    reason: str


Outcome = Sent | Deferred | Refused | Uncertain

Went = tuple[Letter, Outcome]
"""A letter, and how it went."""
