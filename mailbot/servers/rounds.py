"""Several letters on their way at once, each in a conversation of its own; one commit for all of them."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from mailbot.errors import ServerError, ServerRefused
from mailbot.servers.outcomes import Outcome, Sent, Went
from rules.model import Letter

Commit = Callable[[Sequence[Went], Sequence[Letter]], Collection[Letter]]
"""One commit: how letters went, and that others are being sent from now on. Which of these may: no other is said."""

LANES = 4
"""Conversations with the server at the same time, at most. Each letter on its way is in one of its own, so a crash
leaves no more than so many uncertain; few servers take many more from one client."""

PROMPT = 1.0
"""Seconds for which a letter that was answered waits for those that left with it."""


class Session(Protocol):
    """One conversation with the server, taken up again where it broke off."""

    refused: ServerRefused | None
    """Set when the server refused the sender: no letter of this run will fare better."""

    @property
    def is_open(self) -> bool: ...

    async def reset(self) -> None:
        """Ready for the next mail, or no longer open."""

    async def begin(self) -> None:
        """Open: as it is, or anew. Raises ServerError."""

    async def send(self, recipient: str, data: bytes) -> Outcome:
        """What became of a letter; the conversation is open."""

    async def end(self) -> None: ...


class Rounds:
    """Letters leave in rounds: one in each conversation, all of them claimed by the commit that settles the last."""

    def __init__(self, sessions: list[Session], commit: Commit) -> None:
        self.most = 1
        """Letters of the next round."""
        self._sessions = sessions
        self._commit = commit
        self._went: list[Went] = []
        """Answered, and in no commit yet."""

    async def begin(self, wanted: int) -> int:
        """How many of `wanted` letters can be said now. The first conversation has to come about."""
        sessions = self._sessions[:wanted]
        await asyncio.gather(*(session.reset() for session in sessions))
        if not all(session.is_open for session in sessions):
            self._settle()  # connecting may take its time
        await sessions[0].begin()
        for number, session in enumerate(sessions[1:], 1):
            try:
                await session.begin()
            except ServerError:  # the server wants no more of them
                await self._give_up(number)
                return number
        return wanted

    async def send(self, letters: Sequence[tuple[Letter, bytes]]) -> None:
        """One in each conversation. Raises ServerRefused where the server refuses the sender."""
        leaving = self._committed([letter for letter, _ in letters])
        sessions = self._sessions[: len(letters)]
        talks = [
            asyncio.create_task(self._talk(session, letter, data))
            for session, (letter, data) in zip(sessions, letters, strict=True)
            if letter in leaving
        ]
        try:
            await self._hear(talks)
        finally:
            for talk in talks:
                talk.cancel()
        for session in sessions:
            if session.refused:
                raise session.refused
        if any(isinstance(outcome, Sent) for _, outcome in self._went):
            self.most = min(len(letters) + 1, len(self._sessions))

    async def end(self) -> None:
        try:
            self._settle()
        finally:
            await self._give_up(0)

    async def _talk(self, session: Session, letter: Letter, data: bytes) -> None:
        outcome = await session.send(letter.to[0], data)
        self._went.append((letter, outcome))

    async def _hear(self, talks: Sequence["asyncio.Task[None]"]) -> None:
        """To the end of all; what was answered in time is committed while others are still waited for."""
        waited = set(talks)
        while waited:
            done, waited = await asyncio.wait(waited, timeout=PROMPT)
            for talk in done:
                talk.result()  # raises what a fault of ours raised
            if waited:
                self._settle()

    def _settle(self) -> None:
        if self._went:
            self._committed(())

    def _committed(self, leaving: Sequence[Letter]) -> Collection[Letter]:
        may = self._commit(tuple(self._went), leaving)
        self._went.clear()
        return may

    async def _give_up(self, first: int) -> None:
        """The conversations from this one on."""
        ended, self._sessions = self._sessions[first:], self._sessions[:first]
        await asyncio.gather(*(session.end() for session in ended))
