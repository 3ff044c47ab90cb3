"""A mail that seems to be about a case, from an address that the case does not have: it waits for a clerk's word.

Whoever knows a firm's number and product can send its sheet; only the firm's own people, or a clerk who knows them, may
change what it has entered.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from mailbot import logbook
from mailbot.intake import voices
from mailbot.intake.attention import resemblances
from mailbot.intake.owners import may_be_one
from rules import claims, corrections
from rules.matching import CONTINUED, continued
from rules.model import Arrival, Business, Case, Channel, Entry
from rules.record import Struct, replace
from store import cases
from store.documents import Documents
from store.library import Library

REASON = "案件にないアドレスから届いたため、案件を変えていません。同じ事業者かどうかを確かめてください。"


class Claiming(Struct, frozen=True, kw_only=True):
    db: Documents
    library: Library
    arrival: Arrival
    asked: tuple[Case, ...]
    """Cases of the letter that the mail answers, whoever sent it."""
    own: tuple[Case, ...]
    """Cases under way that its sender may speak for."""
    now: datetime

    def strangers(self) -> list[Case]:
        """Cases under way of the letter that it answers, none of which its sender may speak for."""
        spoken = any(voices.may_speak(self.db, self.arrival.sender, case) for case in self.asked)
        return [] if spoken else [case for case in self.asked if case.state in CONTINUED]

    def sort(
        self, entries: Iterable[Entry], known: Callable[[Entry], Business | None]
    ) -> tuple[tuple[Case, ...], list[Entry]]:
        """The cases that sheets are about which their sender may not speak for, and the sheets that are free.

        `known`: the business that a sheet names. What a clerk enters from paper needs nobody's word.
        """
        claimed: dict[str, Case] = {}
        free = []
        for entry in entries:
            on_paper = self.arrival.channel is Channel.POST
            if (case := None if on_paper else self.of(entry, known(entry))) is None:
                free.append(entry)
            else:
                claimed[case.number] = self.lay(case, entry)
        return tuple(claimed.values()), free

    def of(self, entry: Entry, business: Business | None) -> Case | None:
        """The case that this sheet is about and that its sender may not speak for; None where it is free to be taken.

        `business`: whose sheet it is. Where nobody is called so, it may be the firm of our letter under another name.
        """
        ids = cases.joined(self.db, business.id) if business else ()
        mine = [case for case in (*self.asked, *self.own) if self._speaks(case) and case.business in ids]
        if _first(entry, mine, reply=bool(self.asked)):
            return None
        answered = [
            case
            for case in self.strangers()
            if case.business in ids or (business is None and may_be_one(entry, case.entry))
        ]
        if found := _first(entry, answered, reply=True):
            return found
        theirs = cases.of_business(self.db, business.id) if business else []
        return _first(entry, (case for case in theirs if not self._speaks(case)), reply=False)

    def lay(self, case: Case, entry: Entry | None = None) -> Case:
        """The case as it stands, with the mail shown beside it."""
        form = self.library.form(case.form)
        repeats = entry is not None and not any(corrections.changes(case.entry, entry, form))
        marked = claims.laid(case, self.arrival.id, self.arrival.sender, repeats=repeats)
        if marked == case:
            return case
        logbook.record(self.db, self.now, "case.claimed", case.number, self.arrival.sender)
        return cases.put(self.db, self._with_resemblances(marked))

    def _with_resemblances(self, case: Case) -> Case:
        """A stranger whose address looks like the firm's own is no colleague."""
        business = cases.business(self.db, case.business)
        told = resemblances(self.db, self.arrival.sender, business) if business else ()
        return replace(case, attention=tuple(dict.fromkeys((*case.attention, *told))))

    def _speaks(self, case: Case) -> bool:
        return voices.may_speak(self.db, self.arrival.sender, case)


def _first(entry: Entry, candidates: Iterable[Case], *, reply: bool) -> Case | None:
    (found,) = continued([entry], candidates, reply=reply)
    return found
