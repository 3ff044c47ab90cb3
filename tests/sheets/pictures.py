"""A photo for the corpus: small, but large enough to count."""

import io

from PIL import Image


def photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "indianred").save(file, "JPEG")
    return file.getvalue()
