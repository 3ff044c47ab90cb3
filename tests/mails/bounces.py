"""Letters that came back: twenty-five dresses of the same news, some of them foreign or forged."""

from tests.mails.frame import OFFICE, OUR_LETTER, expect, mail
from tests.mails.wire import Head, cp932, jis, lines, multipart, part, text_part, word

LOST = "info@ogori-foods.example.jp"
FOREIGN = "<somebody-else@example.com>"
DAEMON = "MAILER-DAEMON@mx.example.jp"


def machine(action: str, status: str, diagnostic: str = "", recipient: str = f"rfc822; {LOST}") -> bytes:
    """RFC 3464."""
    more = f"\nDiagnostic-Code: smtp; {diagnostic}" if diagnostic else ""
    told = (
        f"Reporting-MTA: dns; mx.example.jp\nArrival-Date: Wed, 18 Nov 2026 10:02:13 +0900\n\n"
        f"Final-Recipient: {recipient}\nAction: {action}\nStatus: {status}{more}"
    )
    return part([("Content-Type", "message/delivery-status")], lines(told).encode())


def returned(media_type: str = "message/rfc822", id: str = OUR_LETTER, name: str = "Message-ID") -> bytes:
    head: Head = [
        ("From", OFFICE),
        ("To", LOST),
        ("Subject", word("エントリーシートを受け付けました")),
        (name, id),
        ("In-Reply-To", "<customer@ogori-foods.example.jp>"),
        ("References", "<customer@ogori-foods.example.jp> <L000001.aaaaaa@mailbot.city.ogori.lg.jp>"),
        ("X-Mailbot-Kind", "acknowledgement"),
    ]
    return part([("Content-Type", media_type)], part(head, b"..."))


def bounce(
    number: int,
    name: str,
    why: str,
    content: tuple[list[tuple[str, str | bytes]], bytes],
    *,
    subject: str = "Undelivered Mail Returned to Sender",
    sender: str = DAEMON,
    path: str = "<>",
    more: Head = (),
    files: int = 0,
    found: dict[str, object] | None = None,
    **wanted: object,
) -> None:
    """`found`: what `bounces.bounce` must tell, None for nothing; `files`: parts of a report beside its text."""
    name = f"{number}-bounce-{name}"
    mail(name, content, subject=word(subject), sender=sender, path=path, more=more)
    kinds = [["添付1.txt", "text"], ["添付2.eml", "eml"]][:files]
    usual = {
        "sender": sender.lower(),
        "sender_name": "",
        "subject": subject,
        "role": "bounce",
        "answer": False,
    }
    expect(name, why, **(usual | {"attachments": kinds, **({"bounce": found} if found else {})} | wanted))


def report(text: str, *pieces: bytes) -> tuple[list[tuple[str, str | bytes]], bytes]:
    return multipart("report; report-type=delivery-status", "r", part(*text_part(text)), *pieces)


def told(
    status: str = "5.1.1", *, failed: bool = True, ids: tuple[str, ...] = (OUR_LETTER,), to: str = LOST
) -> dict[str, object]:
    return {"ids": ids, "recipients": [to] if to else [], "status": status, "failed": failed}


POSTFIX = "This is the mail system at host mx.example.jp.\n\nI'm sorry to have to inform you that..."
UNKNOWN = "550 5.1.1 <info@ogori-foods.example.jp>: Recipient address rejected: User unknown"

bounce(
    140,
    "postfix",
    "Postfix.",
    report(POSTFIX, machine("failed", "5.1.1", UNKNOWN), returned()),
    files=2,
    found=told(),
)
bounce(
    141,
    "postfix-headers",
    "Postfix that returns the head alone.",
    report(POSTFIX, machine("failed", "5.1.1"), returned("text/rfc822-headers")),
    attachments=[["添付1.txt", "text"], ["添付2.txt", "text"]],
    found=told(),
)
bounce(
    142,
    "postfix-delayed",
    "Postfix still tries.",
    report(POSTFIX, machine("delayed", "4.4.1", "connect to mx: Connection timed out"), returned()),
    subject="Delayed Mail (still being retried)",
    files=2,
    found=told("4.4.1", failed=False),
)
bounce(
    143,
    "expired",
    "Four days were not enough: final, though the status is a 4.",
    report(POSTFIX, machine("failed", "4.4.7"), returned()),
    files=2,
    found=told("4.4.7"),
)
_EXCHANGE = (
    "次の受信者またはグループへの配信に失敗しました:\n\n"
    f"{LOST}\n入力されたメール アドレスが見つかりませんでした。"
)
bounce(
    144,
    "exchange-japanese",
    "Exchange speaks the language of the letter, and tells its id in In-Reply-To too.",
    report(_EXCHANGE, machine("failed", "5.1.10"), returned()),
    subject="配信不能: 【小郡市企画課】エントリーシートを受け付けました",
    sender="postmaster@example.onmicrosoft.com",
    more=[("In-Reply-To", OUR_LETTER), ("References", OUR_LETTER), ("Auto-Submitted", "auto-replied")],
    files=2,
    found=told("5.1.10"),
)
bounce(
    145,
    "exchange-delayed",
    "Exchange still tries.",
    report(
        "メッセージの配信が遅延しています。引き続き配信を試みます。", machine("delayed", "4.4.7"), returned()
    ),
    subject="配信が遅延しています: 受付",
    sender="postmaster@example.onmicrosoft.com",
    files=2,
    found=told("4.4.7", failed=False),
)
bounce(
    146,
    "gmail",
    "Gmail.",
    report(
        "メッセージは配信されませんでした", machine("failed", "5.1.1", "550-5.1.1 NoSuchUser"), returned()
    ),
    subject="Delivery Status Notification (Failure)",
    sender="mailer-daemon@googlemail.com",
    files=2,
    found=told(),
)
bounce(
    147,
    "mailbox-full",
    "A full mailbox.",
    report(POSTFIX, machine("failed", "5.2.2", "552 5.2.2 over quota"), returned()),
    files=2,
    found=told("5.2.2"),
)
bounce(
    148,
    "two-recipients",
    "One part of a list is late, the other gone: gone counts.",
    report(
        POSTFIX,
        machine("delayed", "4.2.2")
        + b"\r\n"
        + lines("Final-Recipient: rfc822; b@example.jp\nAction: failed\nStatus: 5.1.1").encode(),
        returned(),
    ),
    files=2,
    found={**told("4.2.2"), "recipients": [LOST, "b@example.jp"]},
)
bounce(
    149,
    "success",
    "Delivered: no failure at all.",
    report("届きました。", machine("delivered", "2.0.0"), returned()),
    files=2,
)
bounce(
    150,
    "relayed",
    "Handed on to a server that reports nothing.",
    report("渡しました。", machine("relayed", "2.0.0"), returned()),
    files=2,
)

_HEAD = f"From: {OFFICE}\nTo: {LOST}\nSubject: x\nMessage-ID: {OUR_LETTER}\nReferences: <c@example.jp>"
_FREE = (
    (
        "qmail",
        "qmail's QSBMF.",
        "Hi. This is the qmail-send program at mx.example.jp.\nI'm afraid I wasn't able to deliver your message to "
        f"the following addresses.\n\n<{LOST}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        f"--- Below this line is a copy of the message.\n\nReturn-Path: <{OFFICE}>\n{_HEAD}",
        "failure notice",
        DAEMON,
        told(),
    ),
    (
        "exim",
        "Exim without its machine part.",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        f"delivered to one or more of its recipients.\n\n  {LOST}\n    Unrouteable address\n\n"
        f"------ This is a copy of the message, including all the headers. ------\n\n{_HEAD}",
        "Mail delivery failed: returning message to sender",
        "Mailer-Daemon@host.example.jp",
        told(""),
    ),
    (
        "sendmail",
        "sendmail of long ago.",
        f"   ----- The following addresses had permanent fatal errors -----\n<{LOST}>\n\n   ----- Transcript -----\n"
        f"550 5.1.1 <{LOST}>... User unknown\n\n   ----- Original message follows -----\n\n{_HEAD}",
        "Returned mail: see transcript for details",
        DAEMON,
        told(),
    ),
    (
        "sendmail-warning",
        "sendmail still tries.",
        "    ** THIS IS A WARNING MESSAGE ONLY **\n    ** YOU DO NOT NEED TO RESEND YOUR MESSAGE **\n\n"
        f"<{LOST}>... Deferred: Connection timed out\nWarning: message still undelivered after 4 hours\n\n{_HEAD}",
        "Warning: could not send message for past 4 hours",
        DAEMON,
        told("", failed=False),
    ),
    (
        "docomo",
        "docomo writes for people.",
        "次のあて先へのメッセージはエラーのため送信できませんでした。\n\n"
        f"送信先メールアドレスが見つかりません。\n<{LOST}>\n\n550 Unknown user {LOST}\n\n--\n{_HEAD}",
        "Mail Error",
        "mailer-daemon@docomo.ne.jp",
        told("5.0.0"),
    ),
    (
        "au",
        "KDDI quotes the head below its own text.",
        "Your mail sent on: Wed, 18 Nov 2026 10:02:11\nCould not be delivered to:\n\n"
        f"     Recipient: <{LOST}>\n     Reason:    As their mailbox is full.\n\n{_HEAD}",
        "Mail System Error - Returned Mail",
        "Postmaster@ezweb.ne.jp",
        told(""),
    ),
    (
        "softbank",
        "SoftBank.",
        f"メッセージを配信できませんでした。\n\n宛先: {LOST}\n理由: 550 Invalid recipient: <{LOST}>\n\n{_HEAD}",
        "Undeliverable message",
        "postmaster@softbank.ne.jp",
        told("5.0.0"),
    ),
    (
        "quoted-head",
        "A server that quotes the head like an answer.",
        f"User unknown: {LOST}\n\n" + "\n".join(f"> {line}" for line in _HEAD.split("\n")),
        "Undeliverable: x",
        "postmaster@old.example.jp",
        told(""),
    ),
)
for _number, (_name, _why, _text, _subject, _sender, _found) in enumerate(_FREE, 151):
    bounce(_number, _name, _why, text_part(_text), subject=_subject, sender=_sender, found=_found)

bounce(
    159,
    "shift-jis",
    "Words of a person's language in a charset of old.",
    text_part("", "Shift_JIS", cp932(lines(f"宛先が見つかりません。<{LOST}>\n{_HEAD}"))),
    subject="送信エラー",
    found=told(""),
)
bounce(
    160,
    "jis-mixed",
    "Text first, our letter as a file; no report by its type.",
    multipart(
        "mixed",
        "m",
        part(*text_part("", "iso-2022-jp", jis(lines(f"配信に失敗しました。{LOST}")), "7bit")),
        returned(),
    ),
    subject="配信不能",
    found=told(""),
    inner={"sender": OFFICE, "sender_name": "", "subject": "エントリーシートを受け付けました"},
)
bounce(
    161,
    "no-id",
    "Our letter is not named: nobody's.",
    text_part(f"User unknown: {LOST}"),
    subject="Undeliverable: x",
    found=told("", ids=()),
    ours=False,
)
bounce(
    162,
    "foreign",
    "A letter that somebody else wrote in our name.",
    report(POSTFIX, machine("failed", "5.1.1"), returned(id=FOREIGN)),
    files=2,
    found=told(ids=(FOREIGN,)),
    ours=False,
)
bounce(
    163,
    "forged",
    "A letter of ours stands in References alone, which anybody may have seen: not the one that came back.",
    report(POSTFIX, machine("failed", "5.1.1"), returned(id=OUR_LETTER, name="References")),
    files=2,
    found=told(ids=()),
    ours=False,
)
bounce(
    164,
    "number-only",
    "A 整理番号 is no id of a letter.",
    text_part(f"整理番号 R8-0012 のメールは {LOST} に届きませんでした。User unknown"),
    subject="配信不能: 【小郡市企画課】結果のお知らせ(整理番号 R8-0012)",
    found=told("", ids=()),
    ours=False,
)
