"""What a person should read before acting on a case that a mail touched: whole sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.intake.contents import Contents
from rules import claims, lookalikes
from rules.model import Arrival, Business, Case, File, Pledge
from store import cases
from store.documents import Documents

SHARED_PICTURES = "添付の写真がどの商品のものか分からないため、このメールのすべての商品に数えています。"
SHARED_PLEDGE = "添付の誓約書がどの事業者のものか分からないため、このメールのすべての事業者に数えています。"
SECOND_PLEDGE = "誓約書がもう一度届きました。どちらを使うかを確かめてください。"
PLEDGED_ELSEWHERE = (
    "誓約書は別のアドレス({sender})から届きました。そのメールへの返信では、この案件に触れていません。"
)


def resemblances(db: Documents, sender: str, business: Business) -> Iterator[str]:
    """What the eye may take for another: the sender of a mail about this business, or its name."""
    if sender:
        merged = cases.joined(db, business.id)
        others = cases.businesses_like(db, business.name, sender)
        strangers = (each for each in others if each.id == business.id or each.id not in merged)
        yield from lookalikes.warnings(sender, business, strangers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One mail, read for what a clerk should know of it."""

    db: Documents
    arrival: Arrival
    contents: Contents
    pledges: Sequence[File]
    """The pledges of the mail, as its record has them."""
    notes: tuple[str, ...]
    """What holds for the whole mail."""

    def beside(self, case: Case, business: Business, *sentences: str) -> tuple[str, ...]:
        """What stands beside the case from now on, each sentence once; `sentences` are told last."""
        told = [*case.attention, *self._files(business)]
        if self.arrival.sender and self.arrival.sender not in business.addresses:
            told.append(claims.OTHER_ADDRESS.format(sender=self.arrival.sender))
        if len(case.mails) == 1:  # what a clerk has looked into is not told again
            told += resemblances(self.db, self.arrival.sender, business)
        told += [*self.contents.pledge_hints, *self.notes]
        told += [unread.attention for unread in self.contents.unread]
        return tuple(dict.fromkeys((*told, *sentences)))

    def _files(self, business: Business) -> list[str]:
        told = []
        if len(self.contents.entries) > 1 and self.contents.pictures:
            told.append(SHARED_PICTURES)
        if self.pledges and self._had_pledge(business):
            told.append(SECOND_PLEDGE)
        if self.pledges and self._is_pledge_shared():
            told.append(SHARED_PLEDGE)
        return told

    def _had_pledge(self, business: Business) -> bool:
        """Another one, before this mail."""
        return business.pledge is not Pledge.RECEIVED or bool(set(business.pledge_files) - set(self.pledges))

    def _is_pledge_shared(self) -> bool:
        holders = (each for file in self.pledges for each in cases.businesses_holding(self.db, file.sha256))
        return len({cases.joined(self.db, each.id)[0] for each in holders}) > 1
