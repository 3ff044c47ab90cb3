"""The closed lists of words in which the office speaks: states, outcomes, kinds. The Japanese is in `rules.words`."""

from enum import StrEnum


class State(StrEnum):
    NEEDS_PERSON = "needs_person"
    CORRECTION_REQUESTED = "correction_requested"
    ACCEPTED = "accepted"
    TABLED = "tabled"
    DECIDED = "decided"
    RELEASED = "released"
    NOTIFIED = "notified"
    NEGOTIATING = "negotiating"
    LISTED = "listed"
    NOT_AGREED = "not_agreed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"


class OutcomeKind(StrEnum):
    SELECTED = "selected"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Channel(StrEnum):
    MAIL = "mail"
    POST = "post"


class Pledge(StrEnum):
    MISSING = "missing"
    RECEIVED = "received"
    """A readable file came; no person has looked at it."""
    CONFIRMED = "confirmed"
    ON_FILE = "on_file"
    """Given in an earlier year, on a clerk's word or by the imported registry."""


class Role(StrEnum):
    """What a mail was taken for."""

    ENTRY = "entry"
    CORRECTION = "correction"
    PLEDGE = "pledge"
    PHOTOS = "photos"
    PASSWORD = "password"  # noqa: S105  # the word of the contract, no secret
    INQUIRY = "inquiry"
    WITHDRAWAL = "withdrawal"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    LIST = "list"
    OWN = "own"
    SUSPICIOUS = "suspicious"
    UNREADABLE = "unreadable"


class Handled(StrEnum):
    """Where a mail ended."""

    CASE = "case"
    PERSON = "person"
    LEFT = "left"
    IGNORED = "ignored"
    SET_ASIDE = "set_aside"


class LetterKind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    CORRECTION_REQUEST = "correction_request"
    RESEND_REQUEST = "resend_request"
    GUIDANCE = "guidance"
    REMINDER = "reminder"
    RESULT = "result"
    RECEIPT = "receipt"
    WITHDRAWAL_RECEIPT = "withdrawal_receipt"
    QUERY = "query"
    HANDOVER = "handover"
    AGENDA = "agenda"
    DIGEST = "digest"
    ALERT = "alert"


class LetterState(StrEnum):
    HELD = "held"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    TO_PRINT = "to_print"
    PRINTED = "printed"
    TOLD = "told"
    """It never arrived, and its reader was told otherwise: by phone, on paper."""


class Kind(StrEnum):
    """How the text of an answer becomes a value (`rules.values`)."""

    TEXT = "text"
    KANA = "kana"
    LIST = "list"
    TICKS = "ticks"
    DATE = "date"
    YEN = "yen"
    RATE = "rate"
    """Yen, or a percentage of the retail price."""
    NUMBER = "number"
    AMOUNT = "amount"
    """A number with a unit: '150g', '3本'."""
    PERIOD = "period"
    """A duration in days: '90日', '3か月', 'D+180'."""
    JAN = "jan"
    CORPORATE_NUMBER = "corporate_number"
    INVOICE_NUMBER = "invoice_number"
    CASE_NUMBER = "case_number"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    PICTURE = "picture"


class Need(StrEnum):
    REQUIRED = "required"
    """Missing is an error."""
    WHEN = "when"
    """Missing is an error when the `when` condition holds."""
    EXPECTED = "expected"
    """Missing is a warning: a person looks, the business is not delayed. With a `when`, only then."""
    OPTIONAL = "optional"
