"""Names of files as one types them: what lies there, and the rest of a name. Nothing here raises, whatever is typed."""

import os
from pathlib import Path

from console.shown import clean

MOST = 8
"""Names that are offered."""


def near(text: str) -> tuple[str, ...]:
    """What lies in the folder of the typed path and begins as typed, folders with '/'; hidden files left out."""
    folder, begun = os.path.split(text)
    try:
        found = sorted(typed(folder or ".").iterdir())
        names = [f"{each.name}/" if each.is_dir() else each.name for each in found]
    except (OSError, ValueError):  # no such folder, a zero byte
        return ()
    hidden = begun.startswith(".")
    shown = (clean(name) for name in names if hidden or not name.startswith("."))
    return tuple(name for name in shown if name.startswith(clean(begun)))


def completed(text: str) -> str:
    """The path with as much more as all of these names have in common."""
    _, begun = os.path.split(text)
    common = os.path.commonprefix(near(text))
    return text + common[len(begun) :]


def typed(text: str) -> Path:
    """As it was typed, '~' being the clerk's home; it may be of nothing yet."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:  # no such user
        return path


def is_there(path: Path) -> bool:
    """False too where nobody may look, or for a name that no disk takes: `Path.exists` raises there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """The same of a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def file(text: str) -> Path | None:
    """The file of this name, None where there is none. Names with marks of their own (a Mac's ガ) are found, too."""
    path = typed(text)
    try:
        found = (path, *(each for each in path.parent.iterdir() if clean(each.name) == clean(path.name)))
        return next((each for each in found if each.is_file()), None)
    except (OSError, ValueError):
        return None
