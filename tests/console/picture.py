"""The tray as docs/console.svg: `python -m tests.console.picture docs/console.svg`.

All screens in all looks: `tests.console.pictures`.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from console.app import Console
from console.places import Place
from console.session import Session
from rules.model import OutcomeKind
from store.desk import outcomes
from tests.console.drawing import svg
from tests.console.screen import seated
from tests.console.seed import NOW, sow


async def picture() -> str:
    desk = sow(Path(tempfile.mkdtemp()) / "data")
    outcomes.record(desk, "R8-0054", OutcomeKind.REJECTED, reason="R01", now=NOW)
    outcomes.record(desk, "R8-0055", OutcomeKind.SELECTED, note="試食は好評", now=NOW)
    app = Console(Session(desk=desk, clock=lambda: NOW))
    async with seated(app, 100, 30, start=Place.TRAY):
        return svg(app, "mailbot console: the tray of cases")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(picture()), "utf-8")
