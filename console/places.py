"""The places of the console: one row each. Digits, the line of places, help and screens follow from it."""

from dataclasses import dataclass
from enum import StrEnum

from console import words


class Place(StrEnum):
    TRAY = "tray"
    CASE = "case"
    ROUNDS = "rounds"
    OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Spot:
    place: Place
    digit: str
    """The key that leads here from anywhere; '' where one comes only by opening something.

    Kept for the month's work in its order: 1 今日, 2 受付, 3 会議, 4 決裁, 5 送信箱, 6 要確認, 7 事業者, 8 郵送,
    9 稼働, 0 統計.
    """
    words: tuple[str, str]
    """Its name on the line of places, and the reading by which it is found."""
    screen: str
    """'module:Class', imported when somebody first goes there."""

    @property
    def label(self) -> str:
        return self.words[0]


SPOTS = (
    Spot(Place.TRAY, "2", words.GO_TRAY, "console.screens.tray:TrayScreen"),
    Spot(Place.CASE, "", words.CASE, "console.screens.case:CaseScreen"),
    Spot(Place.ROUNDS, "3", words.GO_ROUNDS, "console.screens.rounds:RoundsScreen"),
    Spot(Place.OUTBOX, "5", words.GO_OUTBOX, "console.screens.outbox:OutboxScreen"),
)
"""In the order in which they are named. The first is where one begins."""

START = SPOTS[0].place


def spot(place: Place) -> Spot:
    return next(each for each in SPOTS if each.place is place)
