"""Brakes on automatic answers: two robots that answer each other stop, and a flood of forged senders is not served."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mailbot.wiring import Office
from rules.letters import alerts
from rules.model import Letter
from store import notices, outbox
from store.documents import Documents

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def brake(db: Documents, office: Office, to: str, now: datetime) -> str:
    """Why one more answer to this address must wait for a person, a Japanese sentence; '' when it may leave.

    Staff are told once a day for each address, and once an hour for all senders together.
    """
    letters, local = office.config.letters, now.astimezone(office.calendar.zone)
    answers = [letter for letter in outbox.letters(db) if letter.answers]
    if _since(answers, now - HOUR) >= letters.replies_per_hour:
        reason = f"自動返信が1時間に{letters.replies_per_hour}通に達したため、送らずに置いています。"
        _tell(db, office, f"brake:{local:%Y-%m-%dT%H}", reason, now)
    elif (
        _since((each for each in answers if each.to == (to,)), now - DAY)
        >= letters.replies_per_sender_per_day
    ):
        most = letters.replies_per_sender_per_day
        reason = f"この宛先への自動返信が1日に{most}通に達したため、送らずに置いています。"
        _tell(db, office, f"brake:{to}:{local:%Y-%m-%d}", f"{to}: {reason}", now)
    else:
        return ""
    return reason


def _since(letters: Iterable[Letter], start: datetime) -> int:
    return sum(letter.made_at > start for letter in letters)


def _tell(db: Documents, office: Office, key: str, what: str, now: datetime) -> None:
    todo = "送信箱で内容を確かめ、送ってよいものは保留を解いてください。"
    for to in office.config.office.staff:
        notice = alerts.alert(key, to=to, what=what, todo=todo, now=now, calendar=office.calendar)
        notices.make(db, office.library, office.config, notice, now)
