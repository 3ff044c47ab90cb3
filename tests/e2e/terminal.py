"""A real terminal with the console in it: a tmux server of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from tests.e2e.test_run import eventually
from tests.e2e.town import Town


class Terminal:
    def __init__(self, socket: Path) -> None:
        self._socket = socket

    @classmethod
    @contextmanager
    def open(
        cls, office: Town, columns: int, rows: int, *, now: datetime, by: str = "山田"
    ) -> Iterator[Self]:
        terminal = cls(office.folder / "tmux")
        command = office.command("console", "--by", by, now=now)
        terminal._tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), *command)
        try:
            yield terminal
        finally:
            terminal._tmux("kill-server")

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def keys(self, *keys: str) -> None:
        """By their names in tmux; anything else is typed as it stands."""
        self._tmux("send-keys", *keys)

    def sees(self, *texts: str) -> None:
        """Waits until all of it stands on the screen."""
        try:
            eventually(lambda: all(text in self.screen() for text in texts))
        except AssertionError:
            missing = [text for text in texts if text not in self.screen()]
            raise AssertionError(f"{missing} not on the screen:\n{self.screen()}") from None

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-S", str(self._socket), "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
