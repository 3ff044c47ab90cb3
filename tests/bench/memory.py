"""What a process holds of memory, as the system counts it, in MB."""

import os
import resource
from pathlib import Path


def held(pid: int) -> float:
    """Now."""
    return _status(pid, "VmRSS")


def peak(pid: int | None = None) -> float:
    """The most that it ever held. What `getrusage` says on Linux counts the parent's too."""
    if Path("/proc/self/status").exists():
        return _status(pid or os.getpid(), "VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def seconds(pid: int) -> float:
    """Of CPU, since it began."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _status(pid: int, name: str) -> float:
    (line,) = (
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(f"{name}:")
    )
    return int(line.split()[1]) * 1024 / 1e6
