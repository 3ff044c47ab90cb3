"""What was proposed, decided, approved and told about a product. Every datetime is aware."""

from datetime import date, datetime

from rules.record import Struct
from rules.terms import OutcomeKind


class Outcome(Struct, frozen=True, kw_only=True):
    kind: OutcomeKind
    reason: str | None = None
    """A code of the reasons table (R01...); required for a rejection."""
    conditions: str = ""
    """Of a selection, told to the business in the notice."""
    remark: str = ""
    """A word to the business in the notice."""
    note: str = ""
    """For the staff alone: it leaves in no letter."""
    by: str
    recorded_at: datetime


class Screening(Struct, frozen=True, kw_only=True):
    """選定案: what the clerk proposes to the committee by the 選定基準. No letter to a business tells it."""

    kind: OutcomeKind
    reasons: tuple[str, ...] = ()
    """Codes of the reasons table."""
    note: str = ""
    by: str
    at: datetime


class Approval(Struct, frozen=True, kw_only=True):
    """決裁: who approved a notice, and when. `by` is the clerk who entered it."""

    approver: str
    approved_on: date
    document_number: str = ""
    by: str
    recorded_at: datetime
    words: str = ""
    """Hash of the very letter that was approved (`store.notices.digest`): no other words may leave."""


class Told(Struct, frozen=True, kw_only=True):
    """An outcome that the business was told, and that has made room for another."""

    round: str
    outcome: Outcome
    approval: Approval | None = None
    told_at: datetime
    why: str = ""
    """Why it was put right; '' where the case went on to the next round."""
