"""What became of a letter that was said to the mail server."""

from rules.model import Letter
from rules.record import Struct


class Sent(Struct, frozen=True):
    reply: str


class Deferred(Struct, frozen=True):
    """Not taken for now; trying again later cannot double it."""

    reason: str


class Refused(Struct, frozen=True):
    """Never taken as it is."""

    reason: str


class Uncertain(Struct, frozen=True):
    """The connection died after the server's 354 and before its final reply: nobody knows if it was taken."""

    reason: str


Outcome = Sent | Deferred | Refused | Uncertain

Went = tuple[Letter, Outcome]
"""A letter, and how it went."""
