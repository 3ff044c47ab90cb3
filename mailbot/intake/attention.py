"""What a person should read before acting on a case that a mail touched: whole sentences."""

from collections.abc import Iterator, Sequence

from mailbot.intake.contents import Contents
from rules import claims, lookalikes, matching, pledges
from rules.model import Arrival, Business, Case, File, Pledge
from rules.record import Struct
from rules.wording import shorten
from store import cases
from store.documents import Documents

SHARED_PICTURES = "添付の写真がどの商品のものか分からないため、このメールのすべての商品に数えています。"
PLEDGED_ELSEWHERE = (
    "誓約書は別のアドレス({sender})から届きました。そのメールへの返信では、この案件に触れていません。"
)

SAME_JAN = (
    "JANコードが、整理番号 {number}({product})と同じです。"
    "別の商品の番号か、同じ商品の差し替えかを、事業者に確かめてください。"
)
TWICE = "同じ商品の案件(整理番号 {number})が、ほかにもあります。二重の申込みでないかを確かめてください。"
RENAMED = (
    "差し替えのシートで、商品名が「{old}」から「{new}」に変わりました。"
    "別の商品の申込みでないかを確かめてください。"
)


def resemblances(db: Documents, sender: str, business: Business) -> Iterator[str]:
    """What the eye may take for another: the sender of a mail about this business, or its name."""
    if sender:
        merged = cases.joined(db, business.id)
        others = cases.businesses_like(db, business.name, sender)
        strangers = (each for each in others if each.id == business.id or each.id not in merged)
        yield from lookalikes.warnings(sender, business, strangers)


class Reader(Struct, frozen=True, kw_only=True):
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
            told += [*resemblances(self.db, self.arrival.sender, business), *self._twins(case, business)]
        told += self._renamed(case)
        told += [*self.contents.pledge_hints, *self.notes]
        told += [unread.attention for unread in self.contents.unread]
        return tuple(dict.fromkeys((*told, *sentences)))

    def _files(self, business: Business) -> list[str]:
        told = []
        if len(self.contents.entries) > 1 and self.contents.pictures:
            told.append(SHARED_PICTURES)
        if self.pledges and self._had_pledge(business):
            told.append(pledges.SECOND)
        if self.pledges and self._is_pledge_shared():
            told.append(pledges.SHARED)
        return told

    def _twins(self, case: Case, business: Business) -> Iterator[str]:
        """Cases of the business that are under way with this one: of the same product, as paper may bring it once
        more, or under the same JAN, which names one product in one size.
        """
        for other in cases.of_business(self.db, business.id):
            if other.number == case.number or other.state not in matching.CONTINUED:
                continue
            if matching.same_product(case.entry, other):
                yield TWICE.format(number=other.number)
            elif matching.same_jan(case.entry, other.entry):
                yield SAME_JAN.format(number=other.number, product=shorten(other.product))

    def _renamed(self, case: Case) -> Iterator[str]:
        """By this mail, though nobody had asked for another name."""
        for made in case.revisions[-1:]:
            for change in made.changes if made.mail == self.arrival.id else ():
                if change.field == "name" and change.label not in made.closed:
                    yield RENAMED.format(old=shorten(change.old), new=shorten(change.new))

    def _had_pledge(self, business: Business) -> bool:
        """Another one, before this mail."""
        return business.pledge is not Pledge.RECEIVED or bool(set(business.pledge_files) - set(self.pledges))

    def _is_pledge_shared(self) -> bool:
        holders = (each for file in self.pledges for each in cases.businesses_holding(self.db, file.sha256))
        return len({cases.root(self.db, each.id) for each in holders}) > 1
