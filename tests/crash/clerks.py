"""What clerks do meanwhile: a deed that the register allows just now, as the command that does it."""

import random

from rules.record import Struct
from tests.crash.books import Books, Document
from tests.crash.office import Office


class Deed(Struct, frozen=True, kw_only=True):
    by: str
    """A name that nobody else has, so that the audit tells whether it was done."""
    command: tuple[str, ...]
    resends: str = ""
    """The letter that it has sent once more."""


class Clerks:
    """`chance` decides which of the possible deeds comes next."""

    def __init__(self, office: Office, chance: random.Random) -> None:
        self._office = office
        self._chance = chance
        self._count = 0

    def next(self) -> Deed | None:
        """None where there is nothing to do."""
        found = Books.of(self._office.data)
        self._count += 1
        by = f"山田{self._count}"
        deeds = [*self._about_letters(found, by), *self._about_cases(found, by), *self._others(by)]
        return self._chance.choice(deeds) if deeds else None

    def _about_letters(self, found: Books, by: str) -> list[Deed]:
        acts = {
            "ready": "hold",
            "held": "release",
            "deferred": "hold",
            "uncertain": "retry",
            "refused": "retry",
        }
        return [
            Deed(by=by, command=("outbox", act, letter["id"], "--by", by), resends=_resent(letter, act))
            for letter in found.letters.values()
            if (act := acts.get(letter["state"]))
        ][-5:]

    def _about_cases(self, found: Books, by: str) -> list[Deed]:
        deeds = []
        for case in found.cases.values():
            if case["state"] in ("accepted", "tabled"):
                kinds = (("selected",), ("rejected", "--reason", "R01"), ("deferred",), ("withdrawn",))
                kind = self._chance.choices(kinds, (6, 2, 1, 1))[0]
                deeds.append(Deed(by=by, command=("outcome", case["number"], *kind, "--by", by)))
            if case["state"] == "decided" and case["round"]:
                approval = ("--approver", "課長", "--approved", "2026-11-20")
                deeds.append(Deed(by=by, command=("release", case["round"], *approval, "--by", by)))
        return self._chance.sample(deeds, min(len(deeds), 4))

    def _others(self, by: str) -> list[Deed]:
        """The last deed of somebody is taken back; a mail is looked at again."""
        return [Deed(by=by, command=("undo", id, "--by", by)) for id in _deeds(self._office)[-1:]]


def _resent(letter: Document, act: str) -> str:
    return letter["id"] if act == "retry" else ""


def _deeds(office: Office) -> list[str]:
    return sorted(file.stem for file in (office.data / "deeds").glob("D-*.json"))
