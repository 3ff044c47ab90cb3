"""A sender's file name made safe to show and to export: never a path, never more than a name."""

import re

from mailbot.mail import headers

LONGEST = 120
"""Bytes of UTF-8: room for a prefix below the 255 of every file system."""

_FORBIDDEN = re.compile(r'[:*?"<>|]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|\Z)")
"""Device names of Windows, where clerks open what is exported."""


def shown(name: str) -> str:
    """The last part of `name` without what a path, a terminal or Windows acts upon; may be ''."""
    last = headers.plain(re.split(r"[/\\]", name)[-1])
    last = _FORBIDDEN.sub("", last).strip(" .")
    if _RESERVED.match(last):
        last = f"_{last}"
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = last, "", ""
    room = LONGEST - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip() + dot + ending
