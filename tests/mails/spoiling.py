"""Spoils mails as broken programs, hostile senders and chance do: cut, doubled, overwritten, mixed with others."""

import random
from collections.abc import Sequence

TOKENS = (
    *(
        b"\r\n\r\n",
        b"\x00",
        b"\x1b$B",
        b"\xff\xfe",
        b"=?iso-2022-jp?B?",
        b"?=",
        b"--",
        b"PK\x03\x04",
        b"PK\x05\x06",
    ),
    *(b"Content-Type: multipart/mixed; boundary=", b"Content-Type: message/rfc822\r\n\r\n", b"From: a@b\r\n"),
    *(
        b"Content-Transfer-Encoding: base64\r\n",
        b"filename*0*=utf-8''%",
        b"begin 644 x\r\n",
        b"\x78\x9f\x3e\x22",
    ),
    *(
        b"Authentication-Results: mail.city.ogori.lg.jp; ((",
        b"-----BEGIN PGP SIGNED MESSAGE-----\n",
        b"\x30\x80",
    ),
)


def spoil(data: bytearray, chance: random.Random, others: Sequence[bytes], *, most: int = 12) -> bytes:
    """One to `most` changes; pieces of `others` may get in. The same chance spoils the same way."""
    for _ in range(chance.randrange(1, most + 1)):
        at, span = chance.randrange(len(data) + 1), chance.randrange(1, 60)
        match chance.randrange(8):
            case 0:
                data[at : at + 1] = chance.randbytes(1)
            case 1:
                del data[at : at + span]
            case 2:
                data[at:at] = data[at : at + span] * chance.randrange(1, 20)
            case 3:
                data[at : at + span] = chance.randbytes(span)
            case 4:
                data[at:at] = chance.choice(TOKENS)
            case 5:
                del data[at:]
            case 6:
                other = chance.choice(others)
                start = chance.randrange(len(other))
                data[at : at + span] = other[start : start + chance.randrange(400)]
            case _:
                lines = data.split(b"\n")
                first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[first], lines[second] = lines[second], lines[first]
                data = bytearray(b"\n".join(lines))
    return bytes(data)
