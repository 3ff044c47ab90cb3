"""`mailbot init DIR`: a first configuration, the texts that the office may edit, and the data directory."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rules.record import Struct
from store import durable
from store.library import BUILTIN

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
DATA = "data"
TEXTS = ("forms", "letters")
"""Tables stay with the program: a law that changes them reaches the office with the next release."""

FIRST_WORDS = {
    'mode = "live"    ': 'mode = "observe" ',
    "[[committee]]  ": "# [[committee]]",
    'name = "久留米市"': '# name = "久留米市"',
    'address = "…"': '# address = "antenna@city.example.jp"',
}
"""What a new office's file says instead of the example: watch first, and no made-up committee."""


class Made(Struct, frozen=True, kw_only=True):
    """What was written, and what stood there already and was left alone."""

    new: tuple[Path, ...]
    kept: tuple[Path, ...]


def init(directory: Path, now: datetime) -> Made:
    """Writes whatever is missing; no existing file is touched. Mail from before `now` will be left alone."""
    directory.mkdir(parents=True, exist_ok=True)
    data = durable.folder(directory / DATA)
    new, kept = [], []
    for path, content in _files(directory, data, now):
        if path.exists():
            kept.append(path)
        else:
            durable.write(durable.folder(path.parent) / path.name, content)
            new.append(path)
    return Made(new=tuple(new), kept=tuple(kept))


def configuration(now: datetime) -> str:
    """The commented example as a new office starts with it: nothing is sent or moved, `start_at` is `now`."""
    text = EXAMPLE.read_text("utf-8")
    start = now.astimezone(ZoneInfo("Asia/Tokyo")).isoformat(timespec="seconds")
    for old, first in {"2026-12-01T00:00:00+09:00": start, **FIRST_WORDS}.items():
        text = text.replace(old, first)
    return text


def _files(directory: Path, data: Path, now: datetime) -> Iterator[tuple[Path, bytes]]:
    yield directory / "config.toml", configuration(now).encode()
    for folder in TEXTS:
        for file in sorted((BUILTIN / folder).iterdir()):
            yield data / folder / file.name, file.read_bytes()
