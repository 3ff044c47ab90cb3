"""What a clerk has the robot do: `mailbot ...` as a child of the console, since the two programs never meet."""

import asyncio
import json
from subprocess import DEVNULL, PIPE
from typing import Any

from console import words
from rules.record import Struct

DONE = 0
MET = frozenset({DONE, 1})
"""Exit codes under which the answer counts: done, or done and a person is needed (CONTRACT.md section 2)."""

GRACE_SECONDS = 5.0
"""How long a child that is no longer wanted may take to leave in order."""


class Answer(Struct, frozen=True, kw_only=True):
    """What the robot said. `complaint` is its own sentence for the clerk, '' when all went well."""

    code: int
    document: Any = None
    """The JSON that it wrote, where any was asked for."""
    complaint: str = ""

    @property
    def ok(self) -> bool:
        return not self.complaint


class Robot(Struct, frozen=True):
    """How this office's `mailbot` is called: python, module and configuration. Empty where none is known."""

    command: tuple[str, ...] = ()

    async def run(self, *arguments: str, told: str = "") -> Answer:
        """One command to its end. With '--json' among the arguments its document is read.

        `told` is what it may read from its input: a password stands in no list of processes.
        Cancelled, it asks the child to stop, waits for it and leaves nothing running.
        """
        if not self.command:
            return Answer(code=DONE, complaint=words.NO_PROGRAM)
        try:
            child = await asyncio.create_subprocess_exec(
                *self.command,
                *arguments,
                stdin=PIPE if told else DEVNULL,
                stdout=PIPE,
                stderr=PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:  # gone since an update, no process left, a zero byte in a name
            return Answer(code=DONE, complaint=words.NO_CHILD.format(why=error))
        try:
            out, said = await child.communicate(told.encode() or None)
        except asyncio.CancelledError:
            await _stop(child)
            raise
        return _answer(child.returncode or DONE, out, said, is_json="--json" in arguments)


async def _stop(child: asyncio.subprocess.Process) -> None:
    """Cancelled once more, since the console itself ends, it waits no longer."""
    if child.returncode is None:
        child.terminate()
    try:
        await asyncio.wait_for(child.communicate(), GRACE_SECONDS)
    except (TimeoutError, asyncio.CancelledError):
        if child.returncode is None:
            child.kill()
        await child.communicate()


def _answer(code: int, out: bytes, said: bytes, *, is_json: bool) -> Answer:
    if code not in MET:
        sentences = said.decode(errors="replace").strip().splitlines()
        return Answer(code=code, complaint=sentences[-1] if sentences else words.BAD_ANSWER)
    if not is_json:
        return Answer(code=code, document=out.decode(errors="replace"))
    try:
        return Answer(code=code, document=json.loads(out))
    except ValueError:
        return Answer(code=code, complaint=words.BAD_ANSWER)
