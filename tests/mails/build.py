"""Writes the `.eml` files beside it: `python -m tests.mails.build`. The `.toml` files are written by hand."""

from pathlib import Path

from tests.mails import businesses, frame, mailers, robots, strangers

HERE = Path(__file__).parent
CHAPTERS = (mailers, businesses, robots, strangers)
"""Each puts its mails into the frame's when it is imported."""

MAILS = frame.MAILS


def main() -> None:
    for name, data in MAILS.items():
        (HERE / f"{name}.eml").write_bytes(data)


if __name__ == "__main__":
    main()
