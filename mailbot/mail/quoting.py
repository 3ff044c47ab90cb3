"""What somebody wrote in this very mail, without what was quoted and without the signature."""

import re

_QUOTED = re.compile(r"\s*[>＞]")
_QUOTE_BEGINS = re.compile(
    r"\s*(?:"
    r"-{2,}\s*(?:original message|元のメッセージ|元のメール|転送メッセージ|forwarded message).*"
    r"|begin forwarded message:.*"
    r"|_{30,}"
    r"|on .{4,200}wrote:"
    r"|\d{4}年\s*\d{1,2}月\s*\d{1,2}日.{0,150}(?:[:：]|のメール|wrote|書きました[:：]?)"
    r"|\d{4}[/-]\d{1,2}[/-]\d{1,2}.{0,20}\d{1,2}:\d{2}.{0,150}(?:[:：]|wrote)"
    r"|(?:from|差出人|送信者)\s*[:：].*@.*"
    r")\s*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*([-=_*~#+/─━═＝－―＊☆★◆◇○●◎■□※･・∞♪∴〜～])(?:[ 　]?\S?\1){4,}.*")
_SIGNATURE_LINES = 14
"""Written lines at the end within which a ruled line starts the signature."""


def written(text: str) -> str:
    """The sender's own lines. Below a 'wrote:' or 'Original Message' line all is taken for quoted."""
    own: list[str] = []
    for line in text.split("\n"):
        if line.rstrip("\r") in ("-- ", "--") or _QUOTE_BEGINS.fullmatch(line[:400]):
            break
        if not _QUOTED.match(line):
            own.append(line)
    return "\n".join(_unsigned(own))


def _unsigned(lines: list[str]) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    tail = filled[-_SIGNATURE_LINES:]
    # A rule at the very top frames the text: it is no signature.
    return next(
        (lines[:number] for number in tail if number > filled[0] and _RULE.match(lines[number][:400])), lines
    )
