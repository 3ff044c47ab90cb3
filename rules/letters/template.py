"""Letters: a template of the office and the values of a notice become a subject and a body."""

from collections.abc import Iterator, Mapping, Sequence

from rules.letters import language
from rules.letters.paragraphs import wrapped
from rules.letters.resend import REASONS
from rules.model import LetterKind
from rules.record import Struct
from rules.wording import shorten

SUBJECT = "件名:"
SUBJECT_LENGTH = 200


class Rendered(Struct, frozen=True, kw_only=True):
    subject: str
    body: str
    unfilled: tuple[str, ...]
    """What the template names and nothing fills, or leaves open: such a letter must not be made."""


def render(template: str, values: Mapping[str, object]) -> Rendered:
    """The first line is the subject after 「件名:」, the rest the body, its long lines wrapped."""
    head, _, text = template.partition("\n")
    unfilled: list[str] = [] if head.startswith(SUBJECT) else [SUBJECT]
    subject = "".join(language.fill([language.Line(head.removeprefix(SUBJECT))], values, unfilled))
    parsed = language.parse(text.strip("\n"))
    body = "\n".join(language.fill(parsed.parts, values, unfilled))
    return Rendered(
        subject=shorten(subject, SUBJECT_LENGTH),
        body=_even(wrapped(body)),
        unfilled=tuple(dict.fromkeys((*unfilled, *parsed.unclosed))),
    )


def problems(template: str, kind: LetterKind) -> tuple[str, ...]:
    """What would keep this text from being a letter of this kind: Japanese sentences, none if it is sound."""
    parsed = language.parse(template)
    found = [] if template.startswith(SUBJECT) else [f"1行目が「{SUBJECT}」で始まっていません。"]
    found += [f"{{{name}}} の始まりと終わりが合っていません。" for name in parsed.unclosed]
    unknown = dict.fromkeys(_unknown(parsed.parts, scope(kind)))
    return (*found, *(f"{{{name}}} は、この手紙のこの場所では使えません。" for name in unknown))


Shape = Mapping[str, "Shape"]
"""Names that a template may use: a text is empty, a list holds the names of its items."""

TEXT: Shape = {}
_PRODUCT: Shape = {"number": TEXT, "product": TEXT}
_ACCEPTED: Shape = {**_PRODUCT, "accepted_on": TEXT, "result_on": TEXT}
_MAIL: Shape = {
    "numbers": TEXT,
    "came": TEXT,
    "question": TEXT,
    "accepted": _ACCEPTED,
    "waiting": TEXT,
    "wishes": TEXT,
    "unread": TEXT,
}
_ASKED: Shape = {
    "faulty": {
        **_PRODUCT,
        "gaps": dict.fromkeys(("place", "label", "where", "shown", "message"), TEXT),
        **dict.fromkeys(("more", "asked", "closed"), TEXT),
    },
    **dict.fromkeys(("faulty_numbers", "sound", "pledge", "pledge_by_post", "to_send"), TEXT),
    **dict.fromkeys(("cutoff_on", "notice_on", "next_cutoff_on", "next_notice_on"), TEXT),
}
_RESULT: Shape = {**_PRODUCT, **dict.fromkeys(("place", "outcome", "reason", "conditions", "remark"), TEXT)}
_MORNING = "received corrected added person mails overdue failures mailbox coming".split()

COMMON: Shape = dict.fromkeys(
    (
        "office mark postal address phone fax hours shop signatory operator operator_name today addressee paper"
    ).split(),
    TEXT,
)
"""What every letter may name; `mark` is 【小郡市企画課】, `addressee` the lines with the reader's name.
`operator_name` is empty while the configuration names none, `paper` for a letter that goes by mail."""

KNOWN: Mapping[LetterKind, Shape] = {
    LetterKind.ACKNOWLEDGEMENT: _MAIL,
    LetterKind.CORRECTION_REQUEST: {
        **_MAIL,
        **_ASKED,
        "unopened": {"name": TEXT, "why": TEXT},
        **dict.fromkeys(("request", "lacking", "marked", "blanks", "pictured"), TEXT),
    },
    LetterKind.RESEND_REQUEST: {
        **dict.fromkeys(REASONS, TEXT),
        **dict.fromkeys(
            ("about", "received_on", "came", "again", "kept", "question", "waiting", "unread", "blanks"), TEXT
        ),
        "accepted": _ACCEPTED,
        "cutoff_on": TEXT,
        "notice_on": TEXT,
    },
    LetterKind.REMINDER: {**_ASKED, "numbers": TEXT, "blanks": TEXT},
    LetterKind.GUIDANCE: dict.fromkeys("blanks unfilled came cutoff_on notice_on".split(), TEXT),
    LetterKind.RECEIPT: dict.fromkeys("received_on look_by came unread".split(), TEXT),
    LetterKind.WITHDRAWAL_RECEIPT: {"numbers": TEXT, "products": _PRODUCT, "withdrawn_on": TEXT},
    LetterKind.RESULT: {
        "numbers": TEXT,
        "dated": TEXT,
        "document_number": TEXT,
        "results": _RESULT,
        "selected": TEXT,
        "rejected": TEXT,
        "deferred": TEXT,
        "next_notice_on": TEXT,
    },
    LetterKind.QUERY: {
        "numbers": TEXT,
        "products": _PRODUCT,
        **dict.fromkeys(("text", "reply_by", "expected_on", "notice_on", "dated"), TEXT),
        **dict.fromkeys(("document_number", "former"), TEXT),
        "results": {**_RESULT, "before": TEXT},
    },
    LetterKind.HANDOVER: {
        "dated": TEXT,
        "round": TEXT,
        "count": TEXT,
        "products": {
            **_PRODUCT,
            **dict.fromkeys(
                (
                    "form",
                    "net",
                    "price",
                    "wholesale",
                    "conditions",
                    "business",
                    "municipality",
                    "contact",
                    "phone",
                    "mail",
                ),
                TEXT,
            ),
        },
    },
    LetterKind.AGENDA: {
        **dict.fromkeys(("dated", "round", "count", "cutoff_on", "notice_on", "reply_by", "attached"), TEXT),
        "places": {"municipality": TEXT, "entries": TEXT},
    },
    LetterKind.DIGEST: {
        **dict.fromkeys(("dated", "audit"), TEXT),
        **dict.fromkeys(_MORNING, TEXT),
        **dict.fromkeys((f"{name}_count" for name in _MORNING), TEXT),
    },
    LetterKind.ALERT: {
        "headline": TEXT,
        "what": TEXT,
        "todo": TEXT,
        "noticed_at": TEXT,
        "cases": {**_PRODUCT, "business": TEXT},
    },
}


def kind_of(name: str) -> LetterKind | None:
    """The kind of letter that the text of this name is for: 'query_delay' is a query. None for no letter of ours."""
    if name.startswith(f"{LetterKind.QUERY}_"):
        return LetterKind.QUERY
    return next((kind for kind in KNOWN if kind == name and kind is not LetterKind.QUERY), None)


def scope(kind: LetterKind) -> Shape:
    """All names of a letter of this kind; the common ones alone for a kind that is not made yet."""
    return {**COMMON, **KNOWN.get(kind, {})}


def _unknown(parts: Sequence[language.Line | language.Section], known: Shape) -> Iterator[str]:
    for part in parts:
        if isinstance(part, language.Line):
            yield from (name for name in part.names() if known.get(name) != TEXT)
        elif part.name not in known:
            yield part.name
        else:
            yield from _unknown(part.parts, known if part.empty else {**known, **known[part.name]})


def _even(body: str) -> str:
    """No trailing white space, at most one empty line in a row, one line end at the end."""
    lines: list[str] = []
    for line in body.split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).rstrip("\n") + "\n"
