"""What is found in a case (確認): by its sheet, by what the register knows, and by what came with it."""

from mailbot.intake.contents import Contents, Sorter
from mailbot.intake.unread import BLANK_PLEDGE
from rules.checks import anew, register, sheet as checks
from rules.forms import Form
from rules.model import Arrival, Business, Case, Finding
from rules.record import Struct
from store import cases
from store.documents import Documents


class Examination(Struct, frozen=True, kw_only=True):
    """Of cases that one mail touches, as of its arrival."""

    db: Documents
    arrival: Arrival
    contents: Contents
    sorter: Sorter

    def findings(self, case: Case, business: Business) -> tuple[Finding, ...]:
        """All that speaks of this sheet."""
        form = anew.asked_of(case, self.form(case))
        sheet = checks.check(case.entry, form, self.sorter.context)
        known = register.known(
            form, case.entry, sender=self.arrival.sender, earlier=self._earlier(case, business)
        )
        return (*sheet, *known, *self.attached(case, business))

    def attached(self, case: Case, business: Business) -> tuple[Finding, ...]:
        """What speaks of pledge and pictures."""
        found = checks.attached(
            self.form(case),
            case.entry,
            pictures=case.pictures,
            pledge=business.pledge,
            blank_pledge=any(each.code == BLANK_PLEDGE for each in self.contents.unread),
            registry=cases.has_registry(self.db),
        )
        return (*found, *self.contents.picture_findings)

    def form(self, case: Case) -> Form:
        return next(form for form in self.sorter.forms if form.name == case.form)

    def _earlier(self, case: Case, business: Business) -> frozenset[str]:
        """Numbers of the business's other cases, those of this mail among them."""
        return cases.numbers_of(self.db, business.id) - {case.number}
