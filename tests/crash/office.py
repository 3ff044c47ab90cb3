"""One office under fire: its configuration, its mailboxes, its businesses, and all that was sent to it."""

import random
from collections import Counter
from pathlib import Path

from rules.record import Struct, field
from tests import servers
from tests.crash.traffic import Letter, Mail, Traffic
from tests.crash.witnesses import Mailbox, PostLog
from tests.e2e import town
from tests.servers import Dovecot, Postfix

ADDRESS = f"kikaku@{servers.DOMAIN}"
"""Of every office, whatever mailbox it looks into: so all have the same papers."""

STAFF = servers.USERS[0]
"""Whose mailbox takes the letters to staff; of every office too."""

BUSINESSES = 4
USERS = 1 + BUSINESSES
"""Mailboxes that an office needs for itself."""

FOLDERS = ("INBOX", "受付済", "要確認")


class Office(Struct, kw_only=True):
    folder: Path
    inbox: Mailbox
    staff: Mailbox
    businesses: list[Mailbox]
    log: PostLog
    traffic: Traffic
    mails: list[Mail] = field(default_factory=list)
    resent: Counter[str] = field(default_factory=Counter)
    """Letter -> how often a clerk had it sent once more."""
    done: list[str] = field(default_factory=list)
    """The names under which a clerk's deed was reported as done."""
    replied: set[str] = field(default_factory=set)
    """Letters that were answered by their business."""

    @classmethod
    def opened(
        cls, folder: Path, chance: random.Random, users: list[str], dovecot: Dovecot, postfix: Postfix
    ) -> "Office":
        own, *businesses = users
        _configured(folder, dovecot, postfix, own)
        return cls(
            folder=folder,
            inbox=Mailbox(dovecot.port, own),
            staff=Mailbox(dovecot.port, STAFF),
            businesses=[Mailbox(dovecot.port, user) for user in businesses],
            log=PostLog(postfix.log),
            traffic=Traffic(chance, ADDRESS, [_address(user) for user in businesses]),
        )

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def close(self) -> None:
        for each in (self.inbox, self.staff, *self.businesses):
            each.close()

    def post(self, mail: Mail) -> None:
        self.inbox.put(mail.data, mail.at)
        self.mails.append(mail)

    def post_again(self, mail: Mail) -> None:
        """The very same bytes once more."""
        self.inbox.put(mail.data, mail.at)
        mail.copies += 1

    def recipient(self, address: str) -> Mailbox:
        return next(each for each in (self.staff, *self.businesses) if _address(each.user) == address)

    def asked(self) -> list[Letter]:
        """The requests for corrections that lie with the businesses and were not replied to."""
        return [
            Letter(
                message_id=header["message-id"],
                kind=header["x-mailbot-kind"],
                product=self.traffic.products[header["in-reply-to"]],
                sender=_address(box.user),
            )
            for box in self.businesses
            for header in box.headers("INBOX")
            if header.get("x-mailbot-kind") == "correction_request"
            and header["message-id"] not in self.replied
            and header.get("in-reply-to") in self.traffic.products
        ]


def _address(user: str) -> str:
    return f"{user}@{servers.DOMAIN}"


def _configured(folder: Path, dovecot: Dovecot, postfix: Postfix, own: str) -> None:
    ca = f'ca_file = "{dovecot.ca_file}" #'
    town.found(
        folder,
        {
            'host = "imap.example.jp"\nport = 993': f'host = "localhost"\nport = {dovecot.tls_port}',
            'host = "smtp.example.jp"\nport = 587': f'host = "localhost"\nport = {postfix.submission}',
            'user = "kikaku"\n': f'user = "{own}"\n',
            'user = "kikaku"  ': f'user = "{own}"  ',
            'ca_file = ""    ': ca,
            'ca_file = ""\n': f"{ca}\n",
            "kikaku@city.ogori.lg.jp": ADDRESS,
            "kikaku-staff@city.ogori.lg.jp": _address(STAFF),
            "2026-11-01T00:00:00": "2019-12-01T00:00:00",
            "per_minute = 20 ": "per_minute = 0 ",
            "settle_minutes = 10 ": "settle_minutes = 0 ",
            "replies_per_sender_per_day = 10\n": "replies_per_sender_per_day = 1000\n",
            "replies_per_case_per_day = 10\n": "replies_per_case_per_day = 1000\n",
            "replies_per_hour = 200 ": "replies_per_hour = 100000 ",
        },
    )
