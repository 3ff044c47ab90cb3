"""Brakes on automatic answers: two robots that answer each other stop, and a flood of forged senders is not served."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from mailbot.staff import telling
from mailbot.wiring import Office
from rules.model import Letter, Notice
from store import outbox
from store.documents import Documents

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

ADVICE = "送信箱で内容を確かめ、送ってよいものは保留を解いてください。"


def brake(db: Documents, office: Office, answer: Notice, now: datetime) -> str:
    """Why one more answer must wait for a person, a Japanese sentence; '' when it may leave.

    Counted are answers to everybody in an hour, to this address in a day, and about each of its cases in a day,
    whatever the address: one firm may have two robots. Staff are told once an hour, and once a day.
    """
    made = outbox.answers_since(db, now - DAY)
    limits, day = office.config.letters, f"{now.astimezone(office.calendar.zone):%Y-%m-%d}"
    if sum(letter.made_at > now - HOUR for letter in made) >= limits.replies_per_hour:
        reason = f"自動返信が1時間に{limits.replies_per_hour}通に達したため、送らずに置いています。"
        telling(office, f"brake:{now.astimezone(office.calendar.zone):%Y-%m-%dT%H}", reason, ADVICE)(db, now)
        return reason
    if sum(letter.to == (answer.to,) for letter in made) >= limits.replies_per_sender_per_day:
        most = limits.replies_per_sender_per_day
        reason = f"この宛先への自動返信が1日に{most}通に達したため、送らずに置いています。"
        telling(office, f"brake:{answer.to}:{day}", f"{answer.to}: {reason}", ADVICE)(db, now)
        return reason
    if number := _busy(made, answer, limits.replies_per_case_per_day):
        most = limits.replies_per_case_per_day
        reason = f"整理番号 {number} についての自動返信が1日に{most}通に達したため、送らずに置いています。"
        telling(office, f"brake:{number}:{day}", reason, ADVICE)(db, now)
        return reason
    return ""


def _busy(made: Sequence[Letter], answer: Notice, most: int) -> str:
    """A case of this answer about which enough has been said, '' for none."""
    counts = {number: sum(number in letter.cases for letter in made) for number in answer.cases}
    return next((number for number, count in counts.items() if count >= most), "")
