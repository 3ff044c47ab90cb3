"""Messages on the pipes between the desk and a child."""

HEAD = 4
"""Bytes before a message, which say its length."""


def framed(message: bytes) -> bytes:
    """A message on a pipe: its length in four bytes, then itself."""
    return len(message).to_bytes(HEAD, "big") + message


def unframed(received: bytes | bytearray) -> bytes | None:
    """The message, None until all of it has come."""
    whole = HEAD + int.from_bytes(received[:HEAD], "big")
    return bytes(received[HEAD:whole]) if len(received) >= max(whole, HEAD) else None
