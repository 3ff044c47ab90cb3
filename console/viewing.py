"""The program of the office that opens a file: started beside the console, never a shell, never a stranger's name."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


def view(viewer: Sequence[str], file: Path) -> str:
    """Starts it; why that failed, '' where it runs. The file bears a name of ours."""
    try:
        subprocess.Popen(  # noqa: S603  # the administrator's own program, a file of ours, no shell
            [*viewer, f"{file}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return error.strerror or f"{error}"
    return ""
