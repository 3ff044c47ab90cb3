"""The places of the console: one row each. Digits, the line of places, help and screens follow from it."""

from collections.abc import Sequence
from enum import StrEnum

from console import words
from console.words import businesses, dispatch, mails, post, statistics, status, today
from rules.record import Struct


class Place(StrEnum):
    TODAY = "today"
    TRAY = "tray"
    CASE = "case"
    ROUNDS = "rounds"
    DISPATCH = "dispatch"
    OUTBOX = "outbox"
    MAILS = "mails"
    BUSINESSES = "businesses"
    POST = "post"
    STATISTICS = "statistics"
    STATUS = "status"


class Spot(Struct, frozen=True):
    place: Place
    digit: str
    """The key that leads here from anywhere; '' where one comes only by opening something.

    Kept for the month's work in its order: 1 今日, 2 受付, 3 会議, 4 決裁, 5 送信箱, 6 要確認, 7 事業者, 8 郵送,
    9 稼働, 0 統計.
    """
    words: tuple[str, str]
    """Its name, and the reading by which it is found."""
    screen: str
    """'module:Class', imported when somebody first goes there."""
    short: str = ""
    """Its name on the line of places, where the whole one is too long: all ten find room in 80 cells."""

    @property
    def label(self) -> str:
        return self.words[0]


SPOTS = (
    Spot(Place.TODAY, "1", today.GO, "console.screens.today:TodayScreen"),
    Spot(Place.TRAY, "2", words.GO_TRAY, "console.screens.tray:TrayScreen", words.SHORT_TRAY),
    Spot(Place.CASE, "", words.CASE, "console.screens.case:CaseScreen"),
    Spot(Place.ROUNDS, "3", words.GO_ROUNDS, "console.screens.rounds:RoundsScreen"),
    Spot(Place.DISPATCH, "4", dispatch.GO, "console.screens.dispatch:DispatchScreen", dispatch.SHORT),
    Spot(Place.OUTBOX, "5", words.GO_OUTBOX, "console.screens.outbox:OutboxScreen"),
    Spot(Place.MAILS, "6", mails.GO, "console.screens.mails:MailsScreen"),
    Spot(Place.BUSINESSES, "7", businesses.GO, "console.screens.businesses:BusinessesScreen"),
    Spot(Place.POST, "8", post.GO, "console.screens.post:PostScreen", post.SHORT),
    Spot(Place.STATISTICS, "0", statistics.GO, "console.screens.statistics:StatisticsScreen"),
    Spot(Place.STATUS, "9", status.GO, "console.screens.status:StatusScreen", status.SHORT),
)
"""In the order in which they are named. The first is where one begins."""

START = SPOTS[0].place


def spot(place: Place) -> Spot:
    return next(each for each in SPOTS if each.place is place)


AIRY = 100
"""Cells from which the line of places has blanks to spare."""


def line(here: Place, width: int, spots: Sequence[Spot] = SPOTS) -> str:
    """'[2]受付 3会議 ...': where I am and where I can go, in the order of the digits on the keyboard."""
    airy = width >= AIRY
    told = sorted((spot for spot in spots if spot.digit), key=lambda spot: "1234567890".index(spot.digit))
    return ("  " if airy else " ").join(_named(spot, spot.place is here, airy) for spot in told)


def _named(spot: Spot, here: bool, airy: bool) -> str:
    name = spot.short or spot.label
    if here:
        return f"[{spot.digit}]{name}"
    return f"{spot.digit} {name}" if airy else f"{spot.digit}{name}"
