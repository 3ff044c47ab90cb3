"""Fuzzing led by coverage: a spoilt mail that reaches a new turn of the code is kept and spoilt further.

Our own small loop over `sys.settrace`, as atheris has no wheel for each Python that we support. Resumable: what found
something new lies in the folder `.soak/` and is where the next run begins.
"""

import random
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

import mailbot.mail
from mailbot.mail.bounces import bounce
from mailbot.mail.parse import parse
from mailbot.mail.triage import triage
from tests.mails.expected import KNOWN, NAMES, raw
from tests.mails.spoiling import spoil
from tests.soak.bounds import Bounds, Report

ROOM = str(Path(mailbot.mail.__file__).parent)
KEPT = Path(".soak")
SMALL = 6_000
"""Bytes. Many short mails reach more than few long ones in the same time."""
SLOW = 5.0
"""Seconds for one mail, traced, that are a failure of its own."""

Turn = tuple[str, int, int]
"""File, line before, line: one step of the program."""


class Trace:
    """Which turns of the mail room's code a call takes."""

    def __init__(self) -> None:
        self.turns: set[Turn] = set()

    def __enter__(self) -> "Trace":
        sys.settrace(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _called(self, frame: FrameType, _event: str, _value: Any) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(ROOM):
            return None
        before, turns = frame.f_lineno, self.turns

        def stepped(frame: FrameType, _event: str, _value: Any) -> Any:
            nonlocal before
            turns.add((name, before, frame.f_lineno))
            before = frame.f_lineno
            return stepped

        return stepped


def run(seed: int, bounds: Bounds, *, kept: Path | None = KEPT) -> Report:
    """What fails is written beside as `guided-SEED-NUMBER.eml`. `kept`: where the next run finds its beginning."""
    chance = random.Random(seed)  # noqa: S311  # no secret: it spoils mails
    pool = _beginning(kept)
    report, known, number, grown = Report(), set[Turn](), 0, 0
    for number in bounds.rounds():
        data = (
            pool[number]
            if number < len(pool)
            else spoil(bytearray(chance.choice(pool)), chance, pool, most=4)
        )
        turns = _read(data, f"guided-{seed}-{number}", report)
        if turns - known and data not in pool:
            grown += 1
            pool.append(data[: SMALL * 2])
            if kept is not None:
                kept.mkdir(exist_ok=True)
                (kept / f"{seed}-{number}.eml").write_bytes(data[: SMALL * 2])
        known |= turns
    report.summary = f"{number + 1} mails, {len(known)} turns of the code, {grown} mails that found new ones"
    return report


def _beginning(kept: Path | None) -> list[bytes]:
    corpus = [data for name in NAMES if len(data := raw(name)) < SMALL]
    found = sorted(kept.glob("*.eml")) if kept is not None else []
    return [*corpus, *(file.read_bytes() for file in found)]


def _read(data: bytes, name: str, report: Report) -> set[Turn]:
    """All that intake does with the bytes before it looks into files."""
    started = time.monotonic()
    with Trace() as trace:
        try:
            mail = parse(data)
            triage(mail, KNOWN)
            bounce(mail, KNOWN.words)
            "".join([mail.text, mail.subject, *(file.name for file in mail.attachments)]).encode()
        except Exception as error:  # whatever it is: that is the question
            Path(f"{name}.eml").write_bytes(data)
            report.failures.append(f"{name}.eml: {error!r}")
    if time.monotonic() - started > SLOW:
        Path(f"{name}.eml").write_bytes(data)
        report.failures.append(f"{name}.eml: slow")
    return trace.turns
