"""One key at a time: the next is looked at when all that the one before set off is done.

Textual hands a key on while the one before may still be on its way to what it opens: on a slow line, where keys come
in bundles, `:x` would not search for x but press x.
"""

from collections import deque
from functools import partial
from time import monotonic

from textual import events
from textual.app import App
from textual.dom import DOMNode

LAPS = 3
"""Ways from the focus up to the app: the key itself, the messages that it causes, the focus that these move."""

PATIENCE = 1.0
"""Seconds after which the next key is looked at in any case: what a key set off may itself be waiting for a person."""


class KeyByKey(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key] = deque()
        self._since: float | None = None
        """When the key that is at work came; None between keys."""

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._since is None:
            self._since = monotonic()
            focus = self.focused or self.screen
            await super().on_event(event)
            self._climb(focus, LAPS, self._since)
        else:
            self._waiting.append(event)
            self.set_timer(PATIENCE, partial(self._next, self._since))

    def _climb(self, node: DOMNode, laps: int, since: float) -> None:
        """On from `node` once it has read what lies before it now."""
        if not node.call_later(self._climbed, node, laps, since):  # it is being taken down
            self.call_later(self._climbed, self, laps, since)

    async def _climbed(self, node: DOMNode, laps: int, since: float) -> None:
        if node is not self:
            self._climb(node.parent or self, laps, since)
        elif laps > 1:
            self._climb(self.focused or self.screen, laps - 1, since)
        else:
            await self._next(since)

    async def _next(self, since: float) -> None:
        """The key that came `since` then is done with."""
        if self._since == since:
            self._since = None
            if self._waiting:
                await self.on_event(self._waiting.popleft())
