"""How often a mail has been tried. Counted before the mail is looked at, so that one that kills us is set aside."""

import os
from pathlib import Path

from store import durable
from store.faults import fault

MOST = 3
"""Tries before a person gets the mail instead."""


class Attempts:
    """One small file a mail, gone once the mail is stored: a count costs no commit."""

    def __init__(self, directory: Path) -> None:
        self._directory = durable.folder(directory)

    def begin(self, mail: str) -> int:
        """Count one more try of this mail (sha256) and say which it is; on the disk before this returns.

        Raises Unwritable.
        """
        count = self.count(mail) + 1
        with durable.writing(self._directory / mail):
            durable.write(self._directory / mail, b"." * count)
            durable.sync_folder(self._directory)
        fault("attempts.counted")
        return count

    def count(self, mail: str) -> int:
        """Tries so far; a mail that is stored, or never came, has none."""
        file = self._directory / mail
        return file.stat().st_size if file.exists() else 0

    def take_back(self, mail: str) -> None:
        """The last try does not count, if there is one. Needs no room on the disk. Raises Unwritable."""
        if count := self.count(mail):
            with durable.writing(self._directory / mail):
                os.truncate(self._directory / mail, count - 1)

    def finish(self, mail: str) -> None:
        """Raises Unwritable."""
        with durable.writing(self._directory / mail):
            (self._directory / mail).unlink(missing_ok=True)

    def counted(self) -> list[str]:
        """The mails with tries."""
        return [file.name for file in self._directory.iterdir()]
