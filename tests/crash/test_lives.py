"""A life shares nothing with the interpreter that it was forked from."""

import os
from pathlib import Path

from tests.crash.lives import cut_loose

MANY = 64
"""More files than a test's own process has open: so the life gets every number that was one of theirs."""


def test_the_parents_words_reach_no_file_of_a_life(tmp_path: Path) -> None:
    """What an object of the parent writes in a life, as pytest's log does, is lost; it stands in no register."""
    with (tmp_path / "parents").open("w") as theirs:
        if (pid := os.fork()) == 0:
            code = 1
            try:
                cut_loose(tmp_path / "log")
                own = [(tmp_path / f"own{number}").open("w") for number in range(MANY)]
                theirs.write("words")
                theirs.flush()
                code = 0 if len(own) == MANY else 2
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)

    assert os.waitstatus_to_exitcode(status) == 0, (tmp_path / "log").read_text()
    assert {file.read_text() for file in tmp_path.iterdir()} == {""}
