"""Twenty mails that are not from whom they seem: none is answered, none changes a case."""

from tests.mails.frame import (
    BUSINESS,
    EXCEL,
    GREETING,
    NAME,
    OFFICE,
    REPLY,
    SHEET,
    expect,
    mail,
    mixed,
    text,
    utf8_file,
)
from tests.mails.wire import Head, word

SERVER = "mail.city.ogori.lg.jp"
FILES = [[NAME, "xlsx"]]


def forged(
    number: int, name: str, why: str, *results: str, more: Head = (), sender: str = BUSINESS, **wanted: object
) -> None:
    """A sheet in a business's name. `results`: fields of Authentication-Results, the topmost first."""
    name = f"{number}-forged-{name}"
    fields = [("Authentication-Results", each) for each in results]
    mail(name, mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)), sender=sender, more=[*fields, *more])
    usual = {"sender": sender, "sender_name": "", "attachments": FILES, "role": "suspicious", "answer": False}
    doubtful = {"verified": False} if results else {}
    expect(name, why, **(usual | doubtful | wanted))


forged(165, "dmarc", "DMARC fails.", f"{SERVER}; dmarc=fail (p=reject) header.from=tachiarai.example.jp")
forged(
    166,
    "both",
    "No policy, but SPF and DKIM fail.",
    f"{SERVER}; spf=fail smtp.mailfrom=x@evil.example; dkim=fail",
)
forged(
    167, "softfail", "SPF fails softly, the signature is broken.", f"{SERVER}; dkim=permerror; spf=softfail"
)
forged(
    168,
    "second-pass",
    "The sender wrote a pass of his own below.",
    f"{SERVER}; dmarc=fail",
    f"{SERVER}; dmarc=pass header.from=tachiarai.example.jp",
)
forged(
    169,
    "other-id-above",
    "A pass by nobody that we know stands above.",
    "mx.evil.example; dmarc=pass",
    f"{SERVER}; dmarc=fail",
)
forged(170, "comment", "A pass within a comment.", f"{SERVER} (dmarc=pass; (x) dmarc=pass); dmarc=fail")
forged(171, "case", "Names have no case.", f"{SERVER.upper()}; DMARC=FAIL")
forged(172, "version", "With a version (RFC 8601 section 2.2).", f"{SERVER} 1; dmarc=fail reason=policy")
forged(
    173,
    "unknown-method",
    "What is no method proves nothing.",
    f"{SERVER}; x-magic=pass; arc=pass; dmarc=fail",
)
forged(
    174,
    "other-signature",
    "A good signature of another domain does not outweigh.",
    f"{SERVER}; dkim=pass header.d=evil.example; dmarc=fail",
)
forged(
    175,
    "reply-token",
    "Our token in hand, in another's name.",
    f"{SERVER}; dmarc=fail",
    more=REPLY,
)
forged(
    176,
    "folded",
    "Folded over lines.",
    f"{SERVER};\n\tspf=fail smtp.mailfrom=evil.example;\n\tdkim=fail header.d=tachiarai.example.jp",
)
_CLAIMS: tuple[tuple[str, str, str, str, Head, list[str]], ...] = (
    (
        "display-address",
        "Shows one address, writes from another.",
        f"{BUSINESS} <evil@example.com>",
        f"{BUSINESS} <evil@example.com>",
        (),
        ["unclean_sender"],
    ),
    (
        "encoded-address",
        "The same, hidden in an encoded-word.",
        f"{word(BUSINESS)} <evil@example.com>",
        f"{BUSINESS} <evil@example.com>",
        (),
        ["unclean_sender"],
    ),
    (
        "two-fields",
        "Two From fields: programs differ on which they show.",
        BUSINESS,
        f"{BUSINESS}, evil@example.com",
        [("From", BUSINESS), ("FROM", "evil@example.com")],
        ["doubled_field", "several_senders"],
    ),
    (
        "two-addresses",
        "Two addresses in one field.",
        f"{BUSINESS}, evil@example.com",
        f"{BUSINESS}, evil@example.com",
        (),
        ["unclean_sender"],
    ),
    ("group", "A group.", f"staff: {BUSINESS};", f"staff: {BUSINESS};", (), ["unclean_sender"]),
    ("nobody", "No From at all.", "", "", [("From", "")], ["no_sender"]),
)
for _number, (_name, _why, _sender, _shown, _more, _defects) in enumerate(_CLAIMS, 177):
    _whole = f"{_number}-forged-{_name}"
    mail(_whole, mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)), sender=_sender, more=_more)
    expect(
        _whole,
        _why,
        sender="",
        sender_name=_shown,
        attachments=FILES,
        defects=_defects,
        role="suspicious",
        answer=False,
    )
forged(183, "ourselves", "In our own name.", sender=OFFICE, role="own", ours=False)
forged(
    184,
    "ourselves-proven-not",
    "In our own name, with a token, and found out.",
    f"{SERVER}; dmarc=fail",
    sender=OFFICE,
    more=REPLY,
    role="own",
    ours=False,
)
