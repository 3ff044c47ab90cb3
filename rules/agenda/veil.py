"""What the public copy of the agenda does not tell: contact data, wherever it stands."""

import re
from collections.abc import Iterable
from typing import Self

from rules.agenda.items import Item, Profile
from rules.agenda.paper import AgendaPaper
from rules.record import Struct

_ADDRESS = re.compile(r"[\w.+-]+[@＠][\w-]+(?:[.．][\w-]+)+")
_PHONE = re.compile(r"[0０]\d{1,4}[-‐−ー－(（)）]\d{1,4}[-‐−ー－)）]\d{3,4}|[0０]\d{9,10}(?!\d)")
_SHORTEST = 4
"""A shorter text is no contact: '福岡' would be struck out of every sentence."""


class Veil(Struct, frozen=True):
    """Strikes out secrets, and all that looks like an address or a phone number; lifted, it changes nothing."""

    secrets: tuple[str, ...] = ()
    instead: str = ""
    lifted: bool = True

    @classmethod
    def over(cls, item: Item, profile: Profile, paper: AgendaPaper) -> Self:
        if profile is Profile.FULL:
            return cls()
        told = {item.text(key) for key in paper.withheld} | {*item.case.addresses, item.case.notice_to}
        told |= {*item.business.addresses, item.business.phone, item.business.representative}
        told -= {item.business.name, item.case.product}
        return cls(tuple(_longest_first(told)), paper.words.struck_out, lifted=False)

    def __call__(self, text: str) -> str:
        if self.lifted:
            return text
        for secret in self.secrets:
            text = text.replace(secret, self.instead)
        return _PHONE.sub(self.instead, _ADDRESS.sub(self.instead, text))


def _longest_first(texts: Iterable[str]) -> list[str]:
    long = (text for text in texts if len(text) >= _SHORTEST and not text.isdigit())
    return sorted(long, key=lambda text: (-len(text), text))
