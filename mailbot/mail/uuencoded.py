"""Files that old programs put into the text itself (uuencode, POSIX)."""

import binascii
import re

_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n")
_MOST = 50
"""Files that are looked for in one text."""

_END = re.compile(rb"(?m)^(?:`|)\r?\nend[ \t]*\r?$")


def split(body: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The text without its files, and (raw name, bytes) of each. What does not decode stays text."""
    files: list[tuple[bytes, bytes]] = []
    kept: list[bytes] = []
    start = 0
    for _ in range(_MOST):
        begin = _BEGIN.search(body, start)
        if begin is None:
            break
        end = _END.search(body, begin.end() - 1)
        data = _decoded(body[begin.end() : end.start()]) if end else None
        if end is None or data is None:
            kept.append(body[start : begin.end()])
            start = begin.end()
            if end is None:
                break
            continue
        kept.append(body[start : begin.start()])
        files.append((begin[1].strip(), data))
        start = end.end()
    return b"".join([*kept, body[start:]]), files


def _decoded(lines: bytes) -> bytes | None:
    try:
        return b"".join(binascii.a2b_uu(line) for line in lines.splitlines() if line.strip())
    except binascii.Error:
        return None
