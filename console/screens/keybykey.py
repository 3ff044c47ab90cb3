"""One key at a time: the next is looked at when all that the one before set off is done.

Textual hands a key on while the one before may still be on its way to what it opens: on a slow line, where keys come
in bundles, `:x` would not search for x but press x.
"""

from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.timer import Timer

LAPS = 3
"""Ways from the focus up to the app: the key itself, the messages that it causes, the focus that these move."""

GLANCE = 0.02
"""Seconds between two looks, while a key waits, whether the place of the one before is still there."""

PATIENCE = 5.0
"""Seconds after which the next key is looked at in any case."""


class KeyByKey(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key] = deque()
        self._since: float | None = None
        """When the key that is at work came; None between keys."""
        self._at: DOMNode = self
        """Where its way has got to."""
        self._laps = 0
        self._glances: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._since is None:
            self._since, self._laps = monotonic(), LAPS
            focus = self.focused or self.screen
            await super().on_event(event)
            self._go_on_from(focus)
        else:
            self._waiting.append(event)
            self._glances = self._glances or self.set_interval(GLANCE, self._glance)

    def _go_on_from(self, node: DOMNode) -> None:
        """Once `node` has read what lies before it now."""
        self._at = node
        if not node.call_later(self._passed, node, self._since):  # it is being taken down
            self._at = self
            self.call_later(self._passed, self, self._since)

    async def _passed(self, node: DOMNode, since: float) -> None:
        if (node, since) != (self._at, self._since):  # given up meanwhile
            return
        if node is not self:
            self._go_on_from(node.parent or self)
        elif self._laps > 1:
            self._laps -= 1
            self._go_on_from(self.focused or self.screen)
        else:
            await self._next()

    async def _glance(self) -> None:
        if not self._waiting and self._glances:
            self._glances.stop()
            self._glances = None
        elif self._since is None or monotonic() - self._since > PATIENCE:
            await self._next()
        elif not self._at.is_running:
            self._go_on_from(self)

    async def _next(self) -> None:
        self._since = None
        if self._waiting:
            await self.on_event(self._waiting.popleft())
