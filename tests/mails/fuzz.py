"""Spoils mails of the corpus and reads them: `python -m tests.mails.fuzz --count 20000 --seed 1`.

Prints how many were read, what was raised and which took longest. A mail that raises is written beside, to become
a fixture. The same seed spoils the same way.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mailbot.mail.bounces import bounce
from mailbot.mail.parse import ParsedMail, parse
from mailbot.mail.triage import triage
from tests.mails.expected import KNOWN, NAMES, raw

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


@dataclass(frozen=True, slots=True)
class Spoiled:
    name: str
    number: int
    data: bytes


def spoiled(count: int, seed: int) -> Iterator[Spoiled]:
    """`count` mails, each with one to twelve changes."""
    chance = random.Random(seed)  # noqa: S311  # no secret: it spoils mails
    corpus = [(name, raw(name)) for name in NAMES]
    # A mail of a hundred KiB is no wilder than a small one, and slow to spoil by the thousand.
    corpus = [(name, data) for name, data in corpus if len(data) < 100_000]
    for number in range(count):
        name, data = chance.choice(corpus)
        yield Spoiled(name, number, _spoil(bytearray(data), chance, corpus))


def read(data: bytes) -> ParsedMail:
    """All that intake does with the bytes before it looks into sheets."""
    mail = parse(data)
    triage(mail, KNOWN)
    bounce(mail, KNOWN.words)
    return mail


def _spoil(data: bytearray, chance: random.Random, corpus: list[tuple[str, bytes]]) -> bytes:
    for _ in range(chance.randrange(1, 13)):
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
                other = chance.choice(corpus)[1]
                start = chance.randrange(len(other))
                data[at : at + span] = other[start : start + chance.randrange(400)]
            case _:
                lines = data.split(b"\n")
                first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[first], lines[second] = lines[second], lines[first]
                data = bytearray(b"\n".join(lines))
    return bytes(data)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    raised: list[str] = []
    slowest, whole = (0.0, ""), 0.0
    for each in spoiled(chosen.count, chosen.seed):
        started = time.perf_counter()
        try:
            read(each.data)
        except Exception as error:  # whatever it is: that is the question
            raised.append(f"{each.name} #{each.number}: {error!r}")
            Path(f"fuzz-{chosen.seed}-{each.number}.eml").write_bytes(each.data)
        took = time.perf_counter() - started
        whole += took
        slowest = max(slowest, (took, f"{each.name} #{each.number}"))
    sys.stdout.write(
        f"{chosen.count} mails, {len(raised)} exceptions, {whole / chosen.count * 1000:.1f} ms each, "
    )
    sys.stdout.write(
        f"slowest {slowest[0] * 1000:.0f} ms ({slowest[1]})\n" + "".join(f"{line}\n" for line in raised)
    )
    return 1 if raised else 0


if __name__ == "__main__":
    sys.exit(main())
