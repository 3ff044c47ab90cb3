"""代理で送る人 (商工会など): an address that writes for several businesses; no notice goes there unasked."""

from rules.model import Business
from store import cases
from store.documents import Documents


def sends_for_many(db: Documents, address: str) -> bool:
    """Mail from this address (lower case) is about more than one business."""
    return len({cases.root(db, each.id) for each in cases.businesses_at(db, address)}) > 1


def awaits_address(db: Documents, business: Business) -> bool:
    """Its notices would go to an agent, and no clerk has chosen that (CONTRACT.md section 5.6)."""
    return not business.notice_by and sends_for_many(db, business.notice_to)
