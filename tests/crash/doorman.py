"""The children of the bench from a preloaded interpreter: a stand-in for the Python that `sys.executable` names.

The program starts a child by exec, which costs half a second of imports. Here the program that it starts only hands
its two pipes to an interpreter that has imported the bench already; that one forks, and the fork works through them
with the same code and the same limits.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.sheets import child

ROOT = Path(__file__).parents[2]

PROGRAM = """#!{python} -IS
import _socket, posix, sys
door = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
door.connect({door!r})
pipes = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1))
door.sendmsg([b"."], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, pipes)])
posix.close(0)
posix.close(1)
door.recv(1)  # ends with the child that works through the pipes
"""


@contextmanager
def doorman() -> Iterator[str]:
    """What to start instead of Python, whatever its arguments say."""
    with tempfile.TemporaryDirectory(prefix="mb-") as name:
        folder = Path(name)
        program, door = folder / "python", folder / "door"
        python = Path(sys.executable).resolve()
        program.write_text(PROGRAM.format(python=python, door=str(door)))
        program.chmod(0o700)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
            listening.bind(str(door))
            listening.listen(64)
            command = [sys.executable, "-m", "tests.crash.doorman", str(listening.fileno())]
            process = subprocess.Popen(command, pass_fds=[listening.fileno()], cwd=ROOT)
        try:
            yield str(program)
        finally:
            process.kill()
            process.wait()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as listening:
        while True:
            door, _ = listening.accept()
            with door:
                _, pipes, _, _ = socket.recv_fds(door, 1, 2)
                if len(pipes) == 2 and os.fork() == 0:
                    _work(listening, pipes)
                for pipe in pipes:
                    os.close(pipe)


def _work(listening: socket.socket, pipes: list[int]) -> None:
    try:
        listening.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        for number, pipe in enumerate(pipes):
            os.dup2(pipe, number)
            os.close(pipe)
        os.chdir("/")
        child.main()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
