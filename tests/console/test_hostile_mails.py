"""What strangers wrote in a mail that waits for a person: shown clean, nothing obeyed, nothing crashes."""

from pathlib import Path

import pytest
from textual.app import App

from console.app import Console
from console.places import Place
from console.session import Session
from rules.model import Handled
from rules.record import replace
from store import arrivals
from tests.console.screen import press, rows, seated
from tests.console.seed import NOW, sow
from tests.console.test_hostile import CONTROL, HOSTILE, poison


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_mails(evil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """List, preview, the whole mail, the dialogs, toasts and the record: clean even without the gate."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    clerk = sow(tmp_path / "data")
    poison(clerk, evil)
    with clerk.store.transaction() as db:
        for mail in list(arrivals.every(db)):
            arrivals.put(db, replace(mail, handled=Handled.PERSON, beside=mail.id))
    app = Console(Session(desk=replace(clerk, by=evil), clock=lambda: NOW))
    async with seated(app, start=Place.MAILS) as pilot:
        for keys in (("enter",), ("q", "a"), ("escape", "r"), ("escape", "s"), ("escape", "d"), ("U",)):
            await press(pilot, *keys)
            for row in rows(app):
                assert not CONTROL.search(row)
