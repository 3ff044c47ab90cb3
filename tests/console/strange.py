"""Strings as strangers write them: those of strange.toml, bent, joined and multiplied, the same for the same seed."""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

KNOWN: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
ALL = tuple(text for chapter in KNOWN.values() for text in chapter)
RANGES = (
    (0, 0x9F),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x590, 0x6FF),
    (0x2000, 0x206F),
    (0x2190, 0x25FF),
    (0x3000, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xD800, 0xDFFF),
    (0xE000, 0xFFFF),
    (0x1F300, 0x1FAFF),
    (0xE0000, 0xE01EF),
)
"""Of code points: controls, combining, both directions, invisible, kana, kanji, surrogates, private, pictures, tags."""
LONG = 3_000


def strings(seed: int, count: int) -> Iterator[str]:
    """The collection itself first, then what is made of it."""
    chance = random.Random(seed)  # noqa: S311  # no secret: it writes strings
    for number in range(count):
        yield ALL[number] if number < len(ALL) else _made(chance)


def _made(chance: random.Random) -> str:
    text = "".join(chance.choice(ALL) for _ in range(chance.choice((1, 1, 2, 3, 6))))
    match chance.randrange(6):
        case 0:
            at = chance.randrange(len(text) + 1)
            return text[:at] + _any(chance) + text[at:]
        case 1:
            return "".join(_any(chance) for _ in range(chance.randrange(1, 40)))
        case 2:
            return text[chance.randrange(len(text)) :] + text[: chance.randrange(len(text))]
        case 3:
            return chance.choice(text) * chance.choice((2, 79, 80, 81, 200, LONG))
        case 4:
            return "".join(chance.sample(text, len(text)))
        case _:
            return text


def _any(chance: random.Random) -> str:
    return chr(chance.randint(*chance.choice(RANGES)))
