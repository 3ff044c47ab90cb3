"""A sheet on paper, and the draft into which a clerk types it."""

from collections.abc import Mapping

from textual.pilot import Pilot

from console.app import Console
from console.paper import entry as paperentry
from console.paper.draft import RECEIVED, Draft
from console.paper.entry import Reading
from console.widgets.table import Table
from tests import entries
from tests.console.screen import settle
from tests.console.seed import NOW

PAPER: Mapping[str, str] = {
    key: "、".join(value) if isinstance(value, tuple) else str(value)
    for key, value in entries.ANSWERS["food"].items()
}
"""The standard sheet as a clerk reads it off a paper."""


def drafted(console: Console, **more: str) -> Draft:
    """All of the paper stands there already, but for `more` ('__' stands for a dot, '_' before a head's name)."""
    draft = console.session.draft
    given = {key.replace("__", ".").replace("_head", ""): text for key, text in more.items()}
    draft.values = {**PAPER, RECEIVED: "R8.11.13", **given}
    return draft


def judged(console: Console) -> Reading:
    session = console.session
    return paperentry.judged(session.desk, session.register.businesses.values(), session.draft, NOW)


async def line(pilot: Pilot[None], key: str) -> None:
    """The cursor on this line of the list."""
    pilot.app.screen.query_one("#fields", Table).go(key)
    await settle(pilot)
