"""What comes to the office in these tests: small mails of every sort that it treats differently."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache

from rules.record import Struct
from tests import entries
from tests.e2e.town import signed_pledge
from tests.mails.wire import JPEG

LAST_YEAR = datetime.fromisoformat("2020-01-06T09:00:00+09:00")
"""The round of this instant is over, so its results leave as soon as they are released."""
THIS_YEAR = datetime.fromisoformat("2026-11-16T09:00:00+09:00")

Files = Mapping[str, bytes]


class Mail(Struct, kw_only=True):
    """One mail that was put into the office's mailbox, once or more often."""

    message_id: str
    sender: str
    data: bytes
    at: datetime
    """Its day of arrival."""
    stays: bool | None = False
    """It is none of the office's business: it is left where it lies. None: it depends on who is known by then."""
    answered: bool = False
    """It gets one answer."""
    copies: int = 1


class Letter(Struct, frozen=True, kw_only=True):
    """What a business has from the office: enough to reply to it."""

    message_id: str
    kind: str
    product: int
    sender: str
    """Of the mail that it answers."""


class Traffic:
    """Writes for these senders `to` the office; the same for the same chance."""

    def __init__(self, chance: random.Random, to: str, senders: list[str]) -> None:
        self._chance = chance
        self._to = to
        self._senders = senders
        self._count = 0
        self.products: dict[str, int] = {}
        """Message-ID of a mail with a sheet -> the number of its product."""

        self._kinds: dict[Callable[[], Mail], int] = {
            self._entry: 4,
            self._gap: 2,
            self._bare: 2,
            self._damaged: 1,
            self._question: 1,
            self._stranger: 2,
            self._robot: 1,
        }

    def next(self) -> Mail:
        return self._chance.choices(list(self._kinds), list(self._kinds.values()))[0]()

    def one_of_each(self) -> list[Mail]:
        """The first is an entry whose round is over."""
        return [write() for write in self._kinds]

    def correction(self, letter: Letter) -> Mail:
        """The reply to a request for corrections, with a sheet that is whole."""
        return self._mail(
            self._senders.index(letter.sender),
            "Re: エントリーシートについて",
            {"エントリーシート.xlsx": sheet(self._senders.index(letter.sender), letter.product, whole=True)},
            answers=letter.message_id,
            answered=True,
        )

    def _entry(self) -> Mail:
        return self._with_sheet(whole=True, pledge=True)

    def _gap(self) -> Mail:
        return self._with_sheet(whole=False, pledge=True)

    def _bare(self) -> Mail:
        return self._with_sheet(whole=True, pledge=False)

    def _with_sheet(self, *, whole: bool, pledge: bool) -> Mail:
        business = self._chance.randrange(len(self._senders))
        files = {"エントリーシート.xlsx": sheet(business, self._count, whole=whole)}
        if pledge:
            files |= {"誓約書.pdf": signed_pledge()} if self._count % 10 == 0 else {"誓約書.jpg": JPEG}
        mail = self._mail(business, "エントリーシートの提出について", files, answered=True)
        self.products[mail.message_id] = self._count - 1
        return mail

    def _damaged(self) -> Mail:
        files = {"エントリーシート.xlsx": sheet(0, 0, whole=True)[:3000]}
        return self._mail(None, "エントリーシートの提出について", files, answered=True)

    def _question(self) -> Mail:
        return self._mail(None, "エントリーについての質問", {}, text="締切はいつですか。", stays=None)

    def _stranger(self) -> Mail:
        return self._mail(None, "月報", {}, sender="toukei@example.go.jp", stays=True)

    def _robot(self) -> Mail:
        extra = {"Auto-Submitted": "auto-replied"}
        return self._mail(None, "不在通知", {}, sender="robot@example.go.jp", extra=extra, stays=True)

    def _mail(
        self,
        business: int | None,
        subject: str,
        files: Files,
        *,
        text: str = "お送りします。",
        sender: str = "",
        answers: str = "",
        extra: Mapping[str, str] | None = None,
        answered: bool = False,
        stays: bool | None = False,
    ) -> Mail:
        if business is None:
            business = self._chance.randrange(len(self._senders))
        sender = sender or self._senders[business]
        message_id = f"<{self._count}.{self._chance.getrandbits(40):x}@example.jp>"
        message = MIMEMultipart()
        message["From"], message["To"], message["Subject"] = sender, self._to, subject
        message["Message-ID"] = message_id
        if answers:
            message["In-Reply-To"] = message["References"] = answers
        for name, value in (extra or {}).items():
            message[name] = value
        message.attach(MIMEText(f"{text} {self._count}", "plain", "utf-8"))
        for name, data in files.items():
            part = MIMEApplication(data)
            part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
            message.attach(part)
        at = LAST_YEAR if self._count % 2 == 0 else THIS_YEAR
        self._count += 1
        return Mail(
            message_id=message_id,
            sender=sender,
            data=message.as_bytes().replace(b"\n", b"\r\n"),
            at=at + timedelta(minutes=self._count),
            stays=stays,
            answered=answered,
        )


@cache
def sheet(business: int, product: int, *, whole: bool) -> bytes:
    """The sheet of a product; the same product is the same case."""
    food = {
        **entries.ANSWERS["food"],
        "name": f"ジャム{product}号 150g",
        "biz_name": f"第{business}食品株式会社",
    }
    blank = {} if whole else {"storage": ""}
    return entries.filled("food", food | blank, corp_no="", invoice_no="", biz_type="個人", jan="なし")
