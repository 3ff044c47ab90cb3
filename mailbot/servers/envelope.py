"""A letter as the bytes that leave: RFC 5322 and MIME, 7-bit throughout, the same for the same letter."""

import re
from base64 import encodebytes
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePath
from unicodedata import category
from urllib.parse import quote

from mailbot.errors import HeaderRefused
from rules.model import File, Letter
from store.config import Config

MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
"""Ids that fit on a line of ours. Others leave the thread: a sender's odd id must not stop an answer."""

MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+_-]{1,100}/[A-Za-z0-9.+_-]{1,100}")

SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")

LINE = 76
"""Characters that a line of a header has at most, where it can be folded."""

SHORT = re.compile(r"[!-~]+(?: [!-~]+)*")
"""What stands in a header as it is, unless it is longer than a line."""

NAME_BYTES = 900
"""A file name stands on one line, and that has at most 998 bytes (RFC 5322, 2.1.1)."""

WITHOUT_FILES = (
    "\n\n※添付する予定だったファイルは、大きさがメールの上限を超えるため、付けていません。"
    "\n  必要なときは、上の連絡先までお知らせください。\n"
)


def build(letter: Letter, config: Config, files: Mapping[str, bytes], *, at: datetime) -> bytes:
    """The whole message, dated `at`. `files`: sha256 -> content of every file of the letter.

    Larger than `smtp.max_mb` it leaves without its files and says so. Raises HeaderRefused for line breaks
    and other control characters in anything that becomes a header.
    """
    head = _head(letter, config, at)
    whole = head + _body(letter, letter.body, [(file, files[file.sha256]) for file in letter.files])
    if letter.files and len(whole) > config.smtp.max_mb * 1024 * 1024:
        whole = head + _body(letter, letter.body.rstrip("\n") + WITHOUT_FILES, [])
    return whole.replace("\n", "\r\n").encode("ascii")


def _head(letter: Letter, config: Config, at: datetime) -> str:
    threaded = [id_ for id_ in letter.references if MESSAGE_ID.fullmatch(id_)]
    answered = letter.in_reply_to if MESSAGE_ID.fullmatch(letter.in_reply_to) else ""
    office = _words("From", config.office.name)
    subject = _words("Subject", letter.subject)
    return f"From: {office}\n <{_plain('From', config.smtp.sender)}>\nSubject: {subject}\n" + "".join(
        f"{name}: {_plain(name, value)}\n"
        for name, value in (
            ("To", letter.to[0]),
            ("Date", format_datetime(at)),
            ("Message-ID", letter.message_id),
            ("In-Reply-To", answered),
            ("References", " ".join(threaded)),
            ("Auto-Submitted", "auto-replied" if letter.answers else "auto-generated"),
            ("X-Mailbot-Kind", letter.kind),
            ("X-Mailbot-Case", " ".join(letter.cases)),
            ("MIME-Version", "1.0"),
        )
        if value
    )


@lru_cache(maxsize=64)  # the office's name, and the subjects of a day
def _words(name: str, text: str) -> str:
    """Always encoded-words (RFC 2047), even where the text itself looks like some; folded."""
    return Header(_clean(name, text), "utf-8", maxlinelen=LINE, header_name=name).encode()


def _plain(name: str, value: str) -> str:
    if not value.isascii():
        raise HeaderRefused(name, value)
    if len(name) + len(": ") + len(value) <= LINE and SHORT.fullmatch(value):
        return value
    return Header(_clean(name, value), "us-ascii", maxlinelen=LINE, header_name=name).encode()


def _clean(name: str, value: str) -> str:
    if any(category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in value):
        raise HeaderRefused(name, value)
    return value


def _body(letter: Letter, text: str, files: Sequence[tuple[File, bytes]]) -> str:
    lines = text.replace("\r\n", "\n").replace("\n", "\r\n")
    plain = _part("text/plain; charset=utf-8", lines.encode("utf-8", "replace"))
    if not files:
        return plain
    boundary = "=_" + sha256(letter.message_id.encode()).hexdigest()[:32]  # "=_" is in no base64 line
    parts = (plain, *(_attachment(file, data, number) for number, (file, data) in enumerate(files, 1)))
    return (
        f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
        + "".join(f"--{boundary}\n{part}\n" for part in parts)
        + f"--{boundary}--\n"
    )


def _attachment(file: File, data: bytes, number: int) -> str:
    """Its name in full as RFC 2231 has it, and beside it a plain one for readers that know only `name`."""
    media_type = file.media_type if MEDIA_TYPE.fullmatch(file.media_type) else "application/octet-stream"
    suffix = PurePath(file.name).suffix
    if not SUFFIX.fullmatch(suffix):
        suffix = ""
    stem = file.name.removesuffix(suffix)
    while len(name := quote(stem + suffix, safe="", errors="replace")) > NAME_BYTES:
        stem = stem[:-1]
    return _part(
        f'{media_type};\n name="attachment-{number}{suffix}"',
        data,
        f"Content-Disposition: attachment;\n filename*=utf-8''{name}\n",
    )


def _part(media_type: str, data: bytes, more: str = "") -> str:
    encoded = encodebytes(data).decode("ascii")
    return f"Content-Type: {media_type}\nContent-Transfer-Encoding: base64\n{more}\n{encoded}"
