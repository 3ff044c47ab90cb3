"""What the mails of the corpus share: the office, the head that servers leave, files as programs add them."""

import json
from collections.abc import Iterable, Mapping

from tests.mails.wire import Head, file_part, multipart, part, percent, text_part, word, xlsx

MAILS: dict[str, bytes] = {}
EXPECTED: dict[str, str] = {}
"""The `.toml` of the mails whose chapter says beside each what must come of it."""

OFFICE = "kikaku@city.ogori.lg.jp"
OUR_LETTER = "<L000012.5f3c9a@mailbot.city.ogori.lg.jp>"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = xlsx(("様式ID", "OGORI-F-2"), ("商品名", "あまおうジャム 150g"))
GREETING = """
小郡市企画課 御中

お世話になります。株式会社小郡食品の髙﨑です。
アンテナショップ取扱商品のエントリーシートをお送りします。
①あまおうジャム　②柿酢

どうぞよろしくお願いいたします。
"""
ASK = "エントリーシートの提出について①"
NAME = "エントリーシート①㈱小郡食品.xlsx"


def mail(
    name: str,
    content: tuple[list[tuple[str, str | bytes]], bytes],
    *,
    subject: str | bytes = word(ASK),
    sender: str | bytes = f"{word('株式会社小郡食品')} <info@ogori-foods.example.jp>",
    path: str = "<info@ogori-foods.example.jp>",
    more: Head = (),
    date: str = "Wed, 18 Nov 2026 10:02:11 +0900",
) -> None:
    """Puts a mail into MAILS. `more` are its own fields; they replace usual ones of the same name."""
    content_head, body = content
    head: list[tuple[str, str | bytes]] = [
        ("Return-Path", path),
        (
            "Received",
            "from mx.example.jp (mx.example.jp [192.0.2.25])\n\tby mail.city.ogori.lg.jp (Postfix)"
            f" with ESMTPS id 4Xh1\n\tfor <{OFFICE}>; Wed, 18 Nov 2026 10:02:13 +0900 (JST)",
        ),
        ("From", sender),
        ("To", OFFICE),
        ("Subject", subject),
        ("Date", date),
        ("Message-ID", f"<{name}@ogori-foods.example.jp>"),
        ("MIME-Version", "1.0"),
    ]
    replaced = {field.lower() for field, _ in more}
    head = [(field, value) for field, value in head if field.lower() not in replaced]
    kept = [(field, value) for field, value in more if value != ""]
    MAILS[name] = part([*head, *kept, *content_head], body)


def text(body: str, label: str = "utf-8", data: bytes | None = None, encoding: str = "base64") -> bytes:
    return part(*text_part(body, label, data, encoding))


def excel(type_name: str, name: str, data: bytes = SHEET, media_type: str = EXCEL) -> bytes:
    return file_part(data, media_type, type_name, name)


def mixed(
    *parts: bytes, boundary: str = "------------0Xz8kq2P"
) -> tuple[list[tuple[str, str | bytes]], bytes]:
    return multipart("mixed", boundary, *parts)


def utf8_file(name: str, data: bytes, media_type: str = "application/octet-stream") -> bytes:
    """As Thunderbird writes it."""
    return file_part(data, media_type, f'name="{word(name)}"', f"filename*={percent(name.encode(), 'UTF-8')}")


def plain(body: str) -> tuple[list[tuple[str, str | bytes]], bytes]:
    return text_part(body)


THUNDERBIRD: Head = [("User-Agent", "Mozilla Thunderbird")]
OUTLOOK: Head = [("X-Mailer", "Microsoft Outlook 16.0")]
REPLY: Head = [("In-Reply-To", OUR_LETTER), ("References", OUR_LETTER)]
STRANGER = "taro@example.com"
BUSINESS = "kobo@tachiarai.example.jp"
"""A business that the office knows."""


def expect(name: str, why: str, **wanted: object) -> None:
    """What must come of the mail of this name; `why` is what a reader should know of it."""
    usual: dict[str, object] = {
        "sender": "info@ogori-foods.example.jp",
        "sender_name": "株式会社小郡食品",
        "subject": ASK,
        "text": [],
        "attachments": [],
        "defects": [],
        "ours": True,
        "answer": True,
    }
    lines = [f"{key} = {_toml(value)}" for key, value in (usual | wanted).items()]
    EXPECTED[name] = "\n".join([f"# {why}", *lines, ""])


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
