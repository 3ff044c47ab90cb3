"""The nouns of the office as values. Every datetime is aware; every struct is frozen, so a change is a new value.

Their closed lists of words come along from `rules.terms`, and what was decided, corrected and checked from
`rules.outcome`, `rules.revision` and `rules.entered`.
"""

from collections.abc import Mapping
from datetime import date, datetime

from rules.entered import Given, Overruling, Paper, PledgeCheck as PledgeCheck, Remark, Seen, Terms
from rules.outcome import Approval as Approval, Outcome as Outcome, Screening as Screening, Told as Told
from rules.record import Struct, field
from rules.revision import Change as Change, Revision as Revision
from rules.terms import (
    Channel as Channel,
    Handled as Handled,
    LetterKind as LetterKind,
    LetterState as LetterState,
    OutcomeKind as OutcomeKind,
    Pledge as Pledge,
    Role as Role,
    Severity as Severity,
    State as State,
)

Value = str | int | float | date | tuple[str, ...] | None
"""A judged answer: text and codes are str, yen int, measures float, dates date, ticks a tuple of the options ticked."""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that a check found. `code` is stable and listed in docs/findings.md."""

    code: str
    severity: Severity
    field: str | None = None
    label: str = ""
    cell: str | None = None
    """Where to look, as 'sheet!C21'."""
    shown: str = ""
    """What stands there now, cut to a readable length."""
    message: str
    """What is wrong and how to mend it: whole Japanese sentences, ready for a letter."""


class Answer(Struct, frozen=True, kw_only=True):
    """One answer of a sheet: the judged value beside the text as the sender wrote it."""

    value: Value = None
    text: str = ""
    cell: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One filled sheet, read: one product in one size. `findings` are those of reading alone (bad format, no label)."""

    form: str
    """The form's short name, 'food' or 'nonfood'."""
    revision: str = ""
    sheet: str = ""
    fields: Mapping[str, Answer] = field(default_factory=dict)
    pictures: int = 0
    """Readable pictures inside the sheet."""
    findings: tuple[Finding, ...] = ()

    def value(self, key: str) -> Value:
        """The judged value of a field, None where it is empty, unreadable or not on this form."""
        answer = self.fields.get(key)
        return None if answer is None else answer.value

    def text(self, key: str) -> str:
        answer = self.fields.get(key)
        return "" if answer is None else answer.text

    @property
    def product(self) -> str:
        """How lists name the product of a sheet: as its owner wrote it, in one line."""
        return " ".join(self.text("name").split()) or "(商品名なし)"


class MailRef(Struct, frozen=True, kw_only=True):
    """A mail that belongs to a case."""

    id: str
    """sha256 of the raw bytes, in hex."""
    message_id: str
    role: Role
    received_at: datetime


class File(Struct, frozen=True, kw_only=True):
    """A file kept by its content. `name` is for people only, never a path."""

    name: str
    sha256: str
    media_type: str
    size: int
    pictures: int = 1
    """How many it shows, where it counts as a photo: a PDF may hold several."""


class Case(Struct, frozen=True, kw_only=True):
    """One product of one business on its way through the office."""

    number: str
    """整理番号, 'R8-0012': fiscal year of arrival and a running number, never reused."""
    state: State
    form: str
    channel: Channel = Channel.MAIL
    business: str
    """Business id, 'J-0034'."""
    product: str
    round: str | None = None
    """'2026-11': set when accepted."""
    arrived_at: datetime
    accepted_at: datetime | None = None
    entry: Entry
    findings: tuple[Finding, ...] = ()
    attention: tuple[str, ...] = ()
    """Whole sentences that a person should read before acting."""
    seen: tuple[Seen, ...] = ()
    """What stood there and was read, oldest first."""
    photos: tuple[File, ...] = ()
    """Pictures that came as attachments of this case's mails; those inside the sheet are counted in the entry."""
    pictures: int = 0
    """All readable pictures that count for this case: attached ones and those in the sheet."""
    screening: Screening | None = None
    outcome: Outcome | None = None
    approval: Approval | None = None
    told: tuple[Told, ...] = ()
    """Outcomes of earlier rounds, and those that were put right, oldest first."""
    addresses: tuple[str, ...] = ()
    """Addresses that mail about this case has come from, lower case; the only ones that are told about it."""
    notice_to: str
    mails: tuple[MailRef, ...] = ()
    correction_round: str | None = None
    """The round in which corrections were last asked for."""
    revisions: tuple[Revision, ...] = ()
    """What each resubmitted sheet changed, oldest first."""
    claims: tuple[str, ...] = ()
    """Arrivals (sha256) from other addresses that seem to be of the same business: a clerk says whether they are."""
    given: tuple[Given, ...] = ()
    """Answers given otherwise than on the sheet; `entry` holds them."""
    overruled: tuple[Overruling, ...] = ()
    papers: tuple[Paper, ...] = ()
    """What came on paper without a file."""
    terms: tuple[Terms, ...] = ()
    """How far operator and business came, oldest first."""
    notes: tuple[Remark, ...] = ()
    """Oldest first."""
    version: int = 0
    """Counts commits of this case; a write carries the version that its author saw."""


class Contact(Struct, frozen=True, kw_only=True):
    """Somebody who writes for a business, or for several."""

    address: str
    """Lower case."""
    name: str = ""
    department: str = ""
    seen_at: datetime | None = None
    """The arrival of their last mail about it."""
    vouched_by: str = ""
    """The clerk who said that this address is the business's: it may speak for all of its cases."""


class Business(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    representative: str = ""
    corporate_number: str = ""
    municipality: str = ""
    addresses: tuple[str, ...] = ()
    """Mail addresses, lower case: of its first sender, and those that a clerk added."""
    contacts: tuple[Contact, ...] = ()
    """Who writes from them, as far as it is known; one an address."""
    notice_to: str = ""
    """Where its notices go: its first sender's address, unless a clerk chose another."""
    notice_by: str = ""
    """The clerk who chose `notice_to`; '' while nobody did."""
    phone: str = ""
    postal: str = ""
    """'838-0198': where its letters go by post, with `address`."""
    address: str = ""
    pledge: Pledge = Pledge.MISSING
    pledge_received_at: datetime | None = None
    pledge_files: tuple[File, ...] = ()
    undeliverable: Mapping[str, datetime] = field(default_factory=dict)
    """Addresses from which our mail came back, and since when; one that writes to us is reached again."""
    pledge_check: PledgeCheck | None = None
    merged_into: str = ""
    """The business that a clerk says it is, by its id: a link that can be taken away again."""
    absorbed: tuple[str, ...] = ()
    """Ids of those merged into this one: the other end of the link."""
    version: int = 0


class Round(Struct, frozen=True, kw_only=True):
    """One month of the office: closed by its cut-off, told on its notice day."""

    id: str
    cutoff_at: datetime
    """The last instant that counts, 23:59:59 of the cut-off day in the office's zone."""
    notice_at: datetime


class RoundRecord(Struct, frozen=True, kw_only=True):
    """What has been done for a round; what is still due is computed from this."""

    id: str
    closed_at: datetime | None = None
    """When its cut-off was carried out."""
    agenda_at: datetime | None = None
    """When a clerk handed its agenda out; letters with it are seen in the outbox."""
    version: int = 0


class Place(Struct, frozen=True, kw_only=True):
    """Where a mail lies on a server: nothing with a known place is downloaded again."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


class Arrival(Struct, frozen=True, kw_only=True):
    """One mail that was taken, or a delivery by post, and what became of it."""

    id: str
    """sha256 of the raw bytes, in hex; of what a clerk noted, where no mail came."""
    channel: Channel = Channel.MAIL
    places: tuple[Place, ...] = ()
    fingerprint: str = ""
    """Hash of Message-ID, text and attachments: a copy relayed twice has the same one. Empty without a Message-ID."""
    message_id: str = ""
    received_at: datetime
    """INTERNALDATE at the mail server (or the instant that a clerk gave)."""
    sender: str = ""
    """Bare address of the single From, lower case; empty when there is none that can be trusted."""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    """The first 2,000 characters of the body."""
    attachments: tuple[File, ...] = ()
    role: Role = Role.INQUIRY
    handled: Handled = Handled.PERSON
    cases: tuple[str, ...] = ()
    reason: str = ""
    """Why it was taken so: a whole Japanese sentence."""
    filed: bool = False
    """The mailbox shows it where `handled` says."""
    tries: int = 0
    done: bool = False
    """A person has finished with it."""
    beside: str = ""
    """Id of the mail to be seen together with it: a file and the mail with its password name each other."""


class Notice(Struct, frozen=True, kw_only=True):
    """A letter that the rules want: what it says, not yet its words."""

    kind: LetterKind
    key: str
    """One letter per key, ever: 'result:2026-11:J-0034:1'. Making it twice is the same letter."""
    template: str = ""
    """The text by its name, 'query_delay', where a kind has several; empty: the kind's own."""
    to: str
    cases: tuple[str, ...] = ()
    business: str | None = None
    round: str | None = None
    answers: str | None = None
    """The arrival (sha256) that this letter answers."""
    due_at: datetime
    held: bool = False
    values: Mapping[str, object] = field(default_factory=dict)
    """What the template may name: str, or a list of such mappings for a repeated block."""
    files: tuple[File, ...] = ()


class Letter(Struct, frozen=True, kw_only=True):
    """A letter in the outbox. Its words are fixed when it is made; its bytes when it first leaves."""

    id: str
    """'L-000123'."""
    key: str
    kind: LetterKind
    state: LetterState
    to: tuple[str, ...]
    """Exactly one address; empty for a letter that is printed."""
    subject: str
    body: str
    files: tuple[File, ...] = ()
    cases: tuple[str, ...] = ()
    business: str | None = None
    round: str | None = None
    answers: str | None = None
    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    made_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    attempts: int = 0
    tried_since: datetime | None = None
    """The first attempt since a person last let it go: the end of patience is counted from here."""
    tried_at: datetime | None = None
    """The last attempt."""
    next_attempt_at: datetime | None = None
    reply: str = ""
    """The mail server's last word about it, cleaned."""
    reason: str = ""
    """Why it is held, refused or uncertain, or how its reader was told: whole Japanese sentences."""
    raw: str | None = None
    """sha256 of the bytes as built; every attempt sends these."""
    copied: bool = False
    """A copy lies in the `sent` folder."""
    version: int = 0
