"""Whose sheet is this? The business of each sheet of one mail. All inside the caller's transaction."""

from datetime import datetime

from mailbot import logbook
from mailbot.wiring import Office
from rules import businesses, matching
from rules.model import Arrival, Business, Case, Entry
from rules.record import Struct, replace
from rules.wording import normal
from store import cases, results
from store.documents import Documents


class Owners(Struct, frozen=True, kw_only=True):
    office: Office
    db: Documents
    arrival: Arrival
    replied: tuple[Case, ...]
    """Cases of the letter that the mail answers, as far as its sender may speak for them."""
    own: tuple[Case, ...]
    """All cases under way that its sender may speak for."""
    now: datetime

    def known(self, entry: Entry) -> Business | None:
        """The business that the sheet names, as far as the office knows it."""
        applicant = matching.Applicant.of(entry, self.arrival.sender)
        likely = cases.businesses_called(self.db, applicant.name, applicant.number)
        found = matching.owner(applicant, likely)
        return cases.business(self.db, found.id) if found else None

    def of(self, entry: Entry, known: Business | None) -> Business:
        """The business `known`, else the one whose name this sheet corrects, else a new one."""
        if known is None:
            return self._corrected(entry) or self._new(entry)
        if self.arrival.sender not in known.addresses:
            return known
        return cases.put_business(self.db, self._met(known, entry))

    def _corrected(self, entry: Entry) -> Business | None:
        """The business whose own name the sheet corrects: it answers our letter about the same product, or
        the sheet that it replaces named none. Its record follows the sheet.
        """
        unnamed = tuple(case for case in self.own if not case.entry.text("biz_name"))
        for case in self.replied or unnamed:
            (same,) = matching.continued([entry], [case], reply=bool(self.replied))
            business = cases.business(self.db, case.business) if same else None
            if business is not None and may_be_one(entry, case.entry):
                logbook.record(self.db, self.now, "business.corrected", business.id, entry.text("biz_name"))
                return cases.put_business(self.db, _as_told(business, entry))
        return None

    def _new(self, entry: Entry) -> Business:
        sender = self.arrival.sender
        business = Business(
            id=cases.new_business_id(self.db),
            name=self.arrival.sender_name or sender,
            addresses=(sender,) if sender else (),
            notice_to=sender,
        )
        others = cases.businesses_at(self.db, sender) if sender else []
        business = cases.put_business(self.db, self._met(_as_told(business, entry), entry))
        logbook.record(self.db, self.now, "business.new", business.id, business.name)
        theirs = (case for other in others for case in cases.of_business(self.db, other.id))
        # their sender is an agent from now on: results for them wait
        results.settle_all(self.db, self.office.library, self.office.config, theirs, self.now)
        return business

    def _met(self, business: Business, entry: Entry) -> Business:
        if not self.arrival.sender:
            return business
        return businesses.met(
            business,
            self.arrival.sender,
            name=entry.text("contact_name"),
            department=entry.text("contact_name.dept"),
            at=self.arrival.received_at,
        )


def may_be_one(mended: Entry, earlier: Entry) -> bool:
    """One owner under two names. Agents answer our letters with the sheet of another business, too."""
    if mended.value("corp_no") and earlier.value("corp_no"):
        return bool(mended.value("corp_no") == earlier.value("corp_no"))
    kept = (normal(mended.text(key)) == normal(earlier.text(key)) != "" for key in ("rep", "tel", "address"))
    return not earlier.text("biz_name") or any(kept)


def _as_told(business: Business, entry: Entry) -> Business:
    """With what the sheet says of it; what it leaves open stays as it is known."""
    return replace(
        business,
        name=entry.text("biz_name") or business.name,
        representative=entry.text("rep") or business.representative,
        corporate_number=str(entry.value("corp_no") or business.corporate_number),
        municipality=str(entry.value("muni") or business.municipality),
        phone=entry.text("tel") or business.phone,
        postal=str(entry.value("zip") or business.postal),
        address=entry.text("address") or business.address,
    )
