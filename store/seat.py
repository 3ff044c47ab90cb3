"""A clerk's seat (席): how they left the console, in two small files of their own. Worthless after a crash.

Kept by login under `console/` of the data directory. What can't be read or written is passed over: a screen that
opens elsewhere is no harm. Imported before anything else, so it imports next to nothing.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

FOLDER = "console"
_CONTROL = dict.fromkeys(
    (
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    )
)
"""Of no screen of ours. (As a regular expression it would take 2 ms to compile, before the first word is seen.)"""


def state(directory: Path, login: str) -> dict[str, Any]:
    """What was kept; empty where nothing was, or nothing that can be understood."""
    return _read(_file(directory, login, "json"))


def keep_state(directory: Path, login: str, kept: dict[str, Any]) -> None:
    _write(_file(directory, login, "json"), kept)


def keep_frame(directory: Path, login: str, frame: dict[str, Any]) -> None:
    """`columns`, `rows`, `ink` and `ground` ('#rrggbb'), `lines`: the screen as it was left."""
    _write(_file(directory, login, "frame"), frame)


def frame(directory: Path, login: str, columns: int, rows: int) -> str:
    """The screen as it was left, as a terminal of this size draws it; '' where there is none that fits."""
    kept = _read(_file(directory, login, "frame"))
    if (kept.get("columns"), kept.get("rows")) != (columns, rows):
        return ""
    ink, ground, lines = kept.get("ink"), kept.get("ground"), kept.get("lines")
    if not isinstance(lines, list) or len(lines) > rows:
        return ""
    begin = f"\x1b[0;{_colour(38, ink)};{_colour(48, ground)}m"
    drawn = (f"\x1b[{n};1H{begin}{str(line).translate(_CONTROL)}" for n, line in enumerate(lines, 1))
    return "".join(drawn) + "\x1b[0m"


def _colour(kind: int, text: object) -> str:
    match = re.fullmatch("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", str(text).lower())
    return f"{kind};2;" + ";".join(str(int(part, 16)) for part in match.groups()) if match else f"{kind + 1}"


def _file(directory: Path, login: str, ending: str) -> Path:
    """Whatever a login is made of, the file lies in the folder."""
    name = re.sub(r"[^\w-]", "_", login) or "_"
    return directory / FOLDER / f"{name}.{ending}"


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write(file: Path, kept: dict[str, Any]) -> None:
    fresh = file.with_suffix(f"{file.suffix}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(
            descriptor, "wb"
        ) as whole:  # all of it or an error: a full disk takes a part of one write
            whole.write(json.dumps(kept, ensure_ascii=False).encode(errors="replace"))
        fresh.replace(file)
    except OSError:
        _drop(fresh)


def _drop(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        pass
