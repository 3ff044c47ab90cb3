"""One line for each letter that left, whoever says so: the reckoning or the program."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from rules.record import Struct

STAFF, OPERATOR, COMMITTEE = "kikaku-staff@city.ogori.lg.jp", "unei@example.jp", "kurume@example.jp"


class Sent(Struct, frozen=True, kw_only=True):
    at: datetime
    """When the server took it, or when it was printed."""
    kind: str
    to: str
    """'' on paper."""
    products: frozenset[str]
    told: frozenset[tuple[str, str]] = frozenset()
    """Of a result: each product with its outcome."""
    dated: str = ""
    """Of a result: the date that it bears."""

    def __str__(self) -> str:
        named = " ".join(sorted(self.products))
        told = " ".join(f"{product}={kind}" for product, kind in sorted(self.told))
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind} {self.to or 'paper'} [{named}] {told} {self.dated}".strip()


def differences(reckoned: Iterable[Sent], sent: Iterable[Sent]) -> list[str]:
    """What should have left and has not, and what left and should not have; '' for nothing."""
    wanted, had = Counter(reckoned), Counter(sent)
    lacking = [(each.at, f"lacking  {each}") for each in (wanted - had).elements()]
    too_much = [(each.at, f"too much {each}") for each in (had - wanted).elements()]
    return [line for _, line in sorted(lacking + too_much)]
