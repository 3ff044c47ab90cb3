"""Pictures as points for a terminal: of the right size and colour, made by a child, checked by the desk."""

import io
import random

import msgspec
import pytest
from PIL import Image

from mailbot.sheets.bench import Bench
from mailbot.sheets.dots import MOST, Dots, of_print
from mailbot.sheets.orders import ShowDots


def jpeg(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("size", "box", "made"),
    [
        ((400, 200), (80, 40), (80, 40)),
        ((200, 400), (80, 40), (20, 40)),
        ((4000, 40), (9999, 9999), (400, 4)),
    ],
)
def test_a_picture_keeps_its_shape_in_the_box(
    size: tuple[int, int], box: tuple[int, int], made: tuple[int, int]
) -> None:
    """No side is longer than the box, nor than any terminal."""
    dots = of_print(jpeg(*size, (10, 200, 30)), *box)

    assert dots is not None and (dots.width, dots.height) == made and dots.is_sound
    assert all(abs(one - other) < 12 for one, other in zip(dots.rgb[:3], (10, 200, 30), strict=True))


def test_a_child_makes_them() -> None:
    """What is no picture gives nothing; seeded rubbish never raises."""
    chance = random.Random(1)  # noqa: S311  # no secret: rubbish
    picture = jpeg(60, 60, (0, 0, 0))
    with Bench() as bench:
        assert bench.do(ShowDots(jpeg=picture, columns=10, rows=10)) is not None
        for n in range(20):
            torn = bytearray(picture)
            torn[chance.randrange(len(torn))] = n
            dots = bench.do(ShowDots(jpeg=bytes(torn[: chance.randrange(len(torn))]), columns=10, rows=10))
            assert dots is None or dots.is_sound


@pytest.mark.parametrize(
    "dots", [Dots(width=2, height=1, rgb=b"abc"), Dots(width=MOST + 1, height=1, rgb=b"")]
)
def test_what_a_child_says_is_checked(dots: Dots) -> None:
    """Points that do not fill their picture, or more than any terminal has, are no answer."""
    order = ShowDots(jpeg=b"", columns=1, rows=1)
    plain = {"dots": {"width": dots.width, "height": dots.height, "rgb": dots.rgb}}

    with pytest.raises((ValueError, msgspec.ValidationError)):
        order.result(plain)
