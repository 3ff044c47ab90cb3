"""Whose a file is: what a clerk names through `sudo` must not be what she can write."""

import stat
from collections.abc import Mapping
from pathlib import Path

FOREIGN = (
    "sudo で動かすときの設定ファイルは、動かす利用者か管理者のほかはだれも書き換えられないものに限ります({path})。"
    "--config を付けずに動かしてください。"
)


def objection(path: Path, environment: Mapping[str, str], user: int) -> str:
    """Why this user of the machine may not work with the configuration, a whole sentence; '' where he may.

    A clerk is him through sudo for this one program alone: the commands in a configuration of her own
    (`password_command`) would make her him for any. `path` is resolved, so that no link can change behind this.
    """
    borrowed = "SUDO_UID" in environment and user != 0
    return FOREIGN.format(path=path) if borrowed and path.exists() and not _is_kept_by(user, path) else ""


def _is_kept_by(user: int, path: Path) -> bool:
    """Nobody but this user and root can change the file, or put another in its place."""
    for each in (path, *path.parents):
        found = each.stat()
        others_write = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not found.st_mode & stat.S_ISVTX
        if found.st_uid not in (user, 0) or others_write:
            return False
    return True
