"""A bell that wakes whoever waits on a socket: to stop in order, or because the console changed the store."""

import select
import socket


class Bell:
    """May be rung from any thread and from a signal handler; several rings before one hush count as one."""

    def __init__(self) -> None:
        self._inside, self._outside = socket.socketpair()
        self._inside.setblocking(False)
        self._outside.setblocking(False)

    def ring(self) -> None:
        try:
            self._outside.send(b"!")
        except BlockingIOError:
            pass  # so many rings lie there already that one more says nothing new

    def hush(self) -> None:
        """Forget all rings so far."""
        try:
            while self._inside.recv(4096):
                pass
        except BlockingIOError:
            pass

    def wait(self, seconds: float) -> bool:
        """Whether it rang within this time; hushes it."""
        poll = select.poll()
        poll.register(self, select.POLLIN)
        rang = bool(poll.poll(seconds * 1000))
        self.hush()
        return rang

    def fileno(self) -> int:
        """For `select` and `poll`: readable while it rings."""
        return self._inside.fileno()

    def close(self) -> None:
        self._inside.close()
        self._outside.close()
