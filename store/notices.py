"""A notice of the rules becomes a letter in the outbox: here its words are fixed."""

import hashlib
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from rules.eras import era_date
from rules.letters import render
from rules.model import Letter, LetterKind, LetterState, Notice
from rules.moves import Refusal
from rules.record import replace
from store import outbox
from store.config import Config
from store.documents import Documents
from store.errors import Problem
from store.library import Library
from store.tomlfile import LibraryError

OBSERVED = "様子見の設定(letters.mode = observe)のため、送らずに置いています。"
UNAPPROVED = "決裁済みになるのを待っています。"
OUTCOME_CHANGED = "決裁のあとで結果が変わりました。もう一度決裁を受けてください。"
WORDS_CHANGED = "決裁のあとで文面(様式、または市や事業者の情報)が変わりました。もう一度決裁を受けてください。"
HELD = "職員の確認を待っています。"
PRINTED_LATER = "送り先のメールアドレスがありません。通知の日の3開庁日前に、印刷待ちになります。"
UNADDRESSED = (
    "通知先が、ほかの事業者の分も送っている代理のかたのアドレスです。"
    "事業者の通知先を選んでください(mailbot businesses notice)。"
)
BY_ITSELF = frozenset({UNAPPROVED, OUTCOME_CHANGED, WORDS_CHANGED, PRINTED_LATER})
NO_ADDRESS = "送り先のメールアドレスがありません。印刷してお渡しください。"

PAPER = "郵送"
"""What `paper` says in a letter that is printed."""

OPERATOR = "運営事業者"
"""How letters call the operator while the configuration names none."""


def make(
    db: Documents,
    library: Library,
    config: Config,
    notice: Notice,
    now: datetime,
    *,
    in_reply_to: str = "",
    references: tuple[str, ...] = (),
) -> Letter:
    """The letter of this notice, added to the outbox; the one that is there already when its key is known.

    Raises LibraryError, naming the file, when the office's template can't be filled: nothing is added then.
    """
    if known := outbox.by_key(db, notice.key):
        return known
    new = draft(library, config, notice, now)
    return outbox.add(db, replace(new, id=outbox.new_id(db), in_reply_to=in_reply_to, references=references))


def draft(library: Library, config: Config, notice: Notice, now: datetime) -> Letter:
    """The letter of this notice without an id, not stored. Raises LibraryError as `make` does."""
    state, reason = standing(config, notice)
    blank = Letter(
        id="",
        key=notice.key,
        kind=notice.kind,
        state=state,
        reason=reason,
        to=(),
        subject="",
        body="",
        answers=notice.answers,
        message_id=_message_id(config, notice.kind),
        made_at=now,
        due_at=notice.due_at,
    )
    return _worded(blank, library, config, notice, now)


def remake(
    db: Documents, library: Library, config: Config, letter: Letter, notice: Notice, now: datetime
) -> Letter | Refusal:
    """New words for a letter that has not left: same id, key, Message-ID, thread, and held if it is held.

    Raises LibraryError as `make` does.
    """
    state, reason = standing(config, notice)
    if letter.state is LetterState.HELD and not (state is letter.state and is_by_itself(letter)):
        state, reason = letter.state, letter.reason
    new = _worded(letter, library, config, notice, now)
    return outbox.replace(db, replace(new, kind=notice.kind, state=state, reason=reason))


def standing(config: Config, notice: Notice) -> tuple[LetterState, str]:
    """In which state a letter of this notice begins, and why it does not simply leave."""
    if not notice.to and notice.kind is LetterKind.RESULT:
        return LetterState.HELD, UNAPPROVED if notice.held else PRINTED_LATER
    if not notice.to:
        return LetterState.TO_PRINT, NO_ADDRESS
    if config.letters.mode == "observe":
        return LetterState.HELD, OBSERVED
    if notice.held:
        return LetterState.HELD, UNAPPROVED if notice.kind is LetterKind.RESULT else HELD
    return LetterState.READY, ""


def is_by_itself(letter: Letter) -> bool:
    """Held by the course of things, not by a clerk or by observing: it goes on by itself when its time comes."""
    return letter.state is LetterState.HELD and letter.reason in BY_ITSELF


def _worded(letter: Letter, library: Library, config: Config, notice: Notice, now: datetime) -> Letter:
    text = notice.template or notice.kind
    by_post = {"paper": "" if notice.to else PAPER}
    words = render(library.letter(text), {**_common(config, now), **by_post, **notice.values})
    if words.unfilled:
        raise LibraryError(tuple(_unfilled(text, name) for name in words.unfilled))
    return replace(
        letter,
        to=(notice.to,) if notice.to else (),
        subject=words.subject,
        body=words.body,
        files=notice.files,
        cases=notice.cases,
        business=notice.business,
        round=notice.round,
        due_at=notice.due_at,
    )


def digest(letter: Letter) -> str:
    """sha256 of all that its reader gets: subject, text and files. Where it goes is not part of it."""
    parts = (letter.subject, letter.body, *(file.sha256 for file in letter.files))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _common(config: Config, now: datetime) -> dict[str, object]:
    """`rules.letters.COMMON`, from the configuration."""
    office = config.office
    return {
        "office": office.name,
        "mark": f"【{''.join(office.name.split())}】",
        "postal": office.postal,
        "address": office.address,
        "phone": office.phone,
        "fax": office.fax,
        "hours": office.hours,
        "shop": office.shop,
        "signatory": office.signatory,
        "operator": config.operator.name or OPERATOR,
        "operator_name": config.operator.name,
        "today": era_date(now.astimezone(ZoneInfo(config.rounds.timezone)).date()),
    }


def _unfilled(text: str, name: str) -> Problem:
    return Problem(
        file=f"letters/{text}.txt",
        key=name,
        problem="この手紙では埋められない差込みです。",
        mend="つづりと、差込みの始まりと終わりを確かめてください。",
    )


def _message_id(config: Config, kind: LetterKind) -> str:
    """A reply that names it is a reply to us (RFC 5322 section 3.6.4): nobody can guess its 128 random bits."""
    return f"<mailbot.{kind}.{secrets.token_hex(16)}@{config.smtp.sender.rpartition('@')[2]}>"
