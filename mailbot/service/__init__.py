"""The units for systemd: the daemon hardened, a backup every night.

They are only printed: an administrator puts them in place.
"""

from pathlib import Path

from store.config import Config

HERE = Path(__file__).parent

NAMES = ("mailbot.service", "mailbot-backup.service", "mailbot-backup.timer")

HOMES = (Path("/home"), Path("/root"), Path("/run/user"))
"""What `ProtectHome` hides."""


def unit(name: str, *, program: Path, config_path: Path, config: Config, user: str) -> str:
    """One of NAMES for this program, this office and this user of the machine. All paths are absolute."""
    folder, data = config_path.absolute().parent, config.store.path.absolute()
    metrics = config.log.metrics_file
    writable = [data] if metrics is None else [data, metrics.absolute().parent]
    at_home = any(path.is_relative_to(home) for path in (program, folder, data) for home in HOMES)
    return (
        (HERE / name)
        .read_text("utf-8")
        .format(
            program=_quoted(program),
            config=_quoted(config_path.absolute()),
            folder=_quoted(folder),
            writable=" ".join(map(_quoted, writable)),
            home="read-only" if at_home else "yes",
            user=user,
        )
    )


def _quoted(path: Path) -> str:
    """A path as systemd reads it back: `%` begins a specifier there."""
    return str(path).replace("%", "%%")
