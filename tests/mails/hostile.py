"""Mails that broke other programs (PEERS R-26, R-28): no body of a business, only wild bytes."""

from tests.mails.frame import EXCEL, GREETING, MAILS, NAME, SHEET, expect, mail, mixed, text, utf8_file
from tests.mails.wire import CRLF, part, word

mail(
    "196-empty-ids",
    mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)),
    more=[("In-Reply-To", "<>"), ("References", "<> <>"), ("Message-ID", "<>")],
)
expect(
    "196-empty-ids",
    "Empty ids match nothing.",
    role="entry",
    attachments=[[NAME, "xlsx"]],
    defects=["no_message_id"],
)
mail(
    "197-nul-bytes",
    (
        [("Content-Type", "text/plain; charset=utf-8")],
        "アンテナ\0ショップ\r\nに出品したいです。\0\r\n".encode(),
    ),
    subject=b"\xe3\x81\x82\x00\xe3\x81\x84",
)
expect(
    "197-nul-bytes",
    "NUL in head and body.",
    subject="あい",
    text=["アンテナショップ\nに出品したいです。"],
    role="inquiry",
    wants_to_apply=True,
)
MAILS["198-no-head"] = CRLF + "アンテナショップに出品したいです。\r\n".encode()
expect(
    "198-no-head",
    "A body and nothing else.",
    sender="",
    sender_name="",
    subject="",
    text=["出品したいです"],
    defects=["no_date", "no_message_id", "no_sender"],
    role="suspicious",
    answer=False,
)
mail(
    "199-cut-off",
    mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)),
)
MAILS["199-cut-off"] = MAILS["199-cut-off"][:-1501]
expect(
    "199-cut-off",
    "The line went dead in the middle of the sheet.",
    role="entry",
    attachments=[[NAME, "xlsx"]],
    defects=["bad_base64", "not_closed"],
)
_inner = part([("Subject", word("x")), ("From", "a@example.net")], b"x")
for _level in range(60):
    _inner = part([("Content-Type", "message/rfc822")], _inner)
mail("200-mails-in-mails", mixed(text("アンテナショップ"), _inner), subject=word("エントリーシート"))
expect(
    "200-mails-in-mails",
    "Sixty mails in one another: the fourth stays closed.",
    subject="エントリーシート",
    role="unreadable",
    forwarded=True,
    attachments=[["添付1.eml", "eml"]],
    containers=["添付1.eml"],
    defects=["container_too_deep"],
    inner={"sender": "", "sender_name": "", "subject": ""},
)
