"""Keys that were typed before a screen could take them: `:12` and Enter in one go, on a slow line too."""

from typing import TypeVar

from textual import events
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds after which a screen on which nothing takes the keys gets them itself."""


class TypedAhead(Screen[T]):
    """Textual shows a screen some messages before its first field has the focus, and drops what comes between.

    Here these keys wait for the focus, in their order. The one place that touches Textual's way of handing keys on.
    """

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._early: list[events.Key] | None = []
        """None once keys go where they should."""

    def on_mount(self) -> None:
        self.call_after_refresh(self._look_for_focus)
        self.set_timer(PATIENCE, self._let_in)

    def _look_for_focus(self) -> None:
        """A screen that only waits has nothing to write in: its keys are its own at once."""
        if not self.focus_chain:
            self._let_in()

    def _forward_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and self._early is not None and self.focused is None:
            self._early.append(event)
        else:
            super()._forward_event(event)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        super().set_focus(widget, scroll_visible, from_app_focus)
        if self.focused is not None:
            self._let_in()

    def _let_in(self) -> None:
        early, self._early = self._early or [], None
        for event in early:
            (self.focused or self)._forward_event(events.Key(event.key, event.character))
