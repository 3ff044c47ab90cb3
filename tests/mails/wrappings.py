"""Mails inside mails, and texts and files in the wrappings of other programs: flowed, uuencoded, signed."""

from tests.mails.frame import (
    ASK,
    BUSINESS,
    EXCEL,
    GREETING,
    NAME,
    OFFICE,
    OUTLOOK,
    SHEET,
    excel,
    expect,
    mail,
    mixed,
    text,
    utf8_file,
)
from tests.mails.wire import (
    CRLF,
    JPEG,
    PDF,
    b64,
    cms,
    cp932,
    file_part,
    lines,
    multipart,
    part,
    text_part,
    uuencoded,
    word,
)

BOTH = [["エントリーシート.xlsx", "xlsx"], ["誓約書.pdf", "pdf"]]
PAPERS: dict[str, bytes] = {"エントリーシート.xlsx": SHEET, "誓約書.pdf": PDF}


def inner(
    *files: bytes, subject: str = "エントリーシート R8-0012", sender: str = "kobo@example.net"
) -> bytes:
    """A member's mail as it lies in the mail of the one who passes it on."""
    head: list[tuple[str, str | bytes]] = [
        ("From", f"{word('大刀洗工房')} <{sender}>"),
        ("To", "shoko@example.or.jp"),
        ("Subject", word(subject)),
        ("Message-ID", "<inner@example.net>"),
        ("In-Reply-To", "<L000012.5f3c9a@mailbot.city.ogori.lg.jp>"),
    ]
    content = mixed(text("添付します。"), *files, boundary="inner")
    return part([*head, *content[0]], content[1])


SHOKO = f"{word('小郡市商工会')} <shoko@example.or.jp>"
INNER = {"sender": "kobo@example.net", "sender_name": "大刀洗工房", "subject": "エントリーシート R8-0012"}
FORWARDER = {"sender": "shoko@example.or.jp", "sender_name": "小郡市商工会", "subject": f"Fw: {ASK}"}
RFC822 = part(
    [("Content-Type", "message/rfc822"), ("Content-Disposition", "attachment")],
    inner(utf8_file("エントリーシート.xlsx", SHEET, EXCEL)),
)

mail("081-forwarded-sheet", mixed(text("転送します。"), RFC822), sender=SHOKO, subject=word(f"Fw: {ASK}"))
expect(
    "081-forwarded-sheet",
    "The sheet hangs on the inner mail, whose token and number are not the forwarder's.",
    **FORWARDER,
    role="entry",
    forwarded=True,
    inner=INNER,
    attachments=[["エントリーシート.xlsx", "xlsx"]],
    containers=["添付1.eml"],
)
mail(
    "082-forwarded-eml-file",
    mixed(text("転送します。"), utf8_file("FW エントリー.eml", inner(utf8_file("a.xlsx", SHEET, EXCEL)))),
    sender=f"{word('久留米市')} <x@city.kurume.lg.jp>",
    subject=word(f"Fw: {ASK}"),
)
expect(
    "082-forwarded-eml-file",
    "Another city passes an .eml file on.",
    sender="x@city.kurume.lg.jp",
    sender_name="久留米市",
    subject=f"Fw: {ASK}",
    ours=False,
    maybe=True,
    role="entry",
    forwarded=True,
    inner=INNER,
    attachments=[["a.xlsx", "xlsx"]],
    containers=["FW エントリー.eml"],
)
mail(
    "083-forwarded-inline",
    mixed(
        text(
            "会員から届きました。\n\n-----Original Message-----\nFrom: 大刀洗工房 <kobo@example.net>\n"
            "Sent: Wednesday, November 18, 2026\nSubject: エントリーシート R8-0012\n\nよろしくお願いします。"
        ),
        utf8_file("エントリーシート.xlsx", SHEET, EXCEL),
    ),
    sender=SHOKO,
    subject=word(f"Fw: {ASK}"),
)
expect(
    "083-forwarded-inline",
    "Passed on within the text, as Outlook does.",
    **FORWARDER,
    role="entry",
    forwarded=True,
    inner={**INNER, "subject": ASK},
    attachments=[["エントリーシート.xlsx", "xlsx"]],
)
mail(
    "084-forwarded-by-alias",
    mixed(text("窓口に届いた分です。"), RFC822),
    sender="kikaku-ml@city.ogori.lg.jp",
    subject=word(f"Fw: {ASK}"),
)
expect(
    "084-forwarded-by-alias",
    "Our own people pass it on: the sheet is taken, and nobody is answered.",
    sender="kikaku-ml@city.ogori.lg.jp",
    sender_name="",
    subject=f"Fw: {ASK}",
    ours=False,
    maybe=True,
    role="entry",
    answer=False,
    inner=INNER,
    attachments=[["エントリーシート.xlsx", "xlsx"]],
    containers=["添付1.eml"],
)
_own = part(
    [
        ("From", OFFICE),
        ("Subject", word("エントリーシートの確認")),
        ("Message-ID", "<L1@mailbot.city.ogori.lg.jp>"),
    ],
    b"ok" + CRLF,
)
mail(
    "085-our-letter-back",
    mixed(text("この件、賞味期限は90日です。"), part([("Content-Type", "message/rfc822")], _own)),
    sender=BUSINESS,
    subject=word("賞味期限の件"),
)
expect(
    "085-our-letter-back",
    "A business answers with our letter as a file: it forwards nobody else's mail.",
    sender=BUSINESS,
    sender_name="",
    subject="賞味期限の件",
    role="inquiry",
    inner={"sender": OFFICE, "sender_name": "", "subject": "エントリーシートの確認"},
)

_flowed = (
    "今回エントリーする商品は、あまおうジャム \r\nと柿酢です。\r\n>引用は \r\n>一行です。\r\n-- \r\n髙﨑\r\n"
)
mail(
    "086-format-flowed",
    (
        [
            ("Content-Type", "text/plain; charset=utf-8; format=flowed"),
            ("Content-Transfer-Encoding", "base64"),
        ],
        b64(_flowed.encode()),
    ),
)
expect(
    "086-format-flowed",
    "RFC 3676: lines broken by the program are joined.",
    role="inquiry",
    wants_to_apply=True,
    text=["あまおうジャム と柿酢です。\n> 引用は 一行です。\n-- \n髙﨑"],
)
mail(
    "087-format-flowed-delsp",
    (
        [
            ("Content-Type", "text/plain; charset=utf-8; format=flowed; delsp=yes"),
            ("Content-Transfer-Encoding", "base64"),
        ],
        b64(_flowed.encode()),
    ),
)
expect(
    "087-format-flowed-delsp",
    "With delsp the blank before the break goes too: Japanese has none.",
    role="inquiry",
    wants_to_apply=True,
    text=["あまおうジャムと柿酢です。\n> 引用は一行です。"],
)
mail(
    "088-uuencoded",
    (
        [("Content-Type", "text/plain; charset=shift_jis"), ("Content-Transfer-Encoding", "8bit")],
        cp932(lines(GREETING)) + CRLF + uuencoded("entry.xlsx", SHEET) + cp932(lines("以上です。")),
    ),
)
expect(
    "088-uuencoded",
    "A file inside the text, as programs sent it before MIME.",
    role="entry",
    text=["髙﨑です", "以上です。"],
    attachments=[["entry.xlsx", "xlsx"]],
)
_papers = mixed(text(GREETING), utf8_file("エントリーシート.xlsx", SHEET, EXCEL), boundary="signed")
_entity = part(*_papers)
_signature = file_part(cms(2, b""), "application/pkcs7-signature", "name=smime.p7s", "filename=smime.p7s")
mail(
    "089-smime-signed",
    multipart('signed; protocol="application/pkcs7-signature"; micalg=sha-256', "s", _entity, _signature),
)
expect(
    "089-smime-signed",
    "The signature is no file of the sender.",
    role="entry",
    attachments=[["エントリーシート.xlsx", "xlsx"]],
    signature="smime",
)


def p7m(kind: str, data: bytes) -> tuple[list[tuple[str, str | bytes]], bytes]:
    return (
        [
            ("Content-Type", f"application/pkcs7-mime; smime-type={kind}; name=smime.p7m"),
            ("Content-Disposition", "attachment; filename=smime.p7m"),
            ("Content-Transfer-Encoding", "base64"),
        ],
        b64(data),
    )


mail("090-smime-opaque", p7m("signed-data", cms(2, _entity)), more=OUTLOOK)
expect(
    "090-smime-opaque",
    "Signed by wrapping: text and sheet lie inside.",
    role="entry",
    text=["髙﨑です"],
    attachments=[["エントリーシート.xlsx", "xlsx"]],
    signature="smime",
)
mail("091-smime-encrypted", p7m("enveloped-data", cms(3, _entity)), more=OUTLOOK)
expect(
    "091-smime-encrypted",
    "Encrypted for a key that the office does not have.",
    role="unreadable",
    attachments=[["smime.p7m", "p7m"]],
    encrypted=["smime.p7m"],
)
mail(
    "092-pgp-signed",
    multipart(
        'signed; protocol="application/pgp-signature"; micalg=pgp-sha256',
        "s",
        _entity,
        file_part(b"-----BEGIN PGP SIGNATURE-----\r\n", "application/pgp-signature", "name=signature.asc"),
    ),
)
expect(
    "092-pgp-signed",
    "As 089, by PGP.",
    role="entry",
    attachments=[["エントリーシート.xlsx", "xlsx"]],
    signature="pgp",
)
mail(
    "093-pgp-inline",
    text_part(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nアンテナショップに出品したいです。\n- --髙﨑\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----"
    ),
)
expect(
    "093-pgp-inline",
    "The frame of the signature is no text.",
    role="inquiry",
    text=["アンテナショップに出品したいです。\n--髙﨑"],
    signature="pgp",
    wants_to_apply=True,
)
_calendar = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:説明会\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
mail(
    "094-calendar",
    multipart(
        "alternative",
        "c",
        text("アンテナショップの説明会の招待です。"),
        part([("Content-Type", "text/calendar; charset=utf-8; method=REQUEST")], _calendar.encode()),
    ),
)
expect(
    "094-calendar",
    "An invitation.",
    role="inquiry",
    wants_to_apply=True,
    text=["説明会の招待"],
    attachments=[["添付1.ics", "ics"]],
)
mail(
    "095-mail-is-the-sheet",
    (
        [
            ("Content-Type", f"{EXCEL}; name=entry.xlsx"),
            ("Content-Disposition", "attachment; filename=entry.xlsx"),
            ("Content-Transfer-Encoding", "base64"),
        ],
        b64(SHEET),
    ),
)
expect(
    "095-mail-is-the-sheet",
    "One part: the mail is its attachment.",
    role="entry",
    attachments=[["entry.xlsx", "xlsx"]],
)
_page = part(*text_part("<p>エントリーします</p><img src=cid:a>", subtype="html"))
_related = part(
    *multipart("related", "r", _page, file_part(JPEG, "image/jpeg", "name=logo.jpg", "", "inline"))
)
mail(
    "096-nested",
    mixed(
        part(*multipart("alternative", "a", text("エントリーします"), _related)),
        excel(f'name="{word(NAME)}"', "", SHEET),
    ),
    more=OUTLOOK,
)
expect(
    "096-nested",
    "Text, page, picture in the page and file, three levels deep.",
    role="entry",
    text=["エントリーします"],
    attachments=[["logo.jpg", "jpeg"], [NAME, "xlsx"]],
)
