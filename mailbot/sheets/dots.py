"""A sender's picture as a terminal can show it: so few points, each a colour. Only a child of the bench makes them."""

import io

from mailbot.sheets import photos
from rules.record import Struct

MOST = 400
"""Points on one side: no terminal has more."""


class Dots(Struct, frozen=True, kw_only=True):
    """`rgb` holds three bytes a point, row by row from the top."""

    width: int
    height: int
    rgb: bytes

    @property
    def is_sound(self) -> bool:
        """As this module makes them: they are shown unopened."""
        sides = 0 < self.width <= MOST and 0 < self.height <= MOST
        return sides and len(self.rgb) == 3 * self.width * self.height


def of_print(jpeg: bytes, columns: int, rows: int) -> Dots | None:
    """A print of `prints` in a box of so many points; None where it can't be shown."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(jpeg), formats=photos.FORMATS) as image:
            image.draft("RGB", (columns, rows))
            plain = image.convert("RGB")
            plain.thumbnail((min(columns, MOST), min(rows, MOST)))
            return Dots(width=plain.width, height=plain.height, rgb=plain.tobytes())
    except MemoryError:
        raise
    except Exception:  # Pillow raises nearly anything on bytes that are no picture
        return None
