"""Writes the `.eml` files beside it, and the `.toml` of what the chapters expect: `python -m tests.mails.build`."""

from pathlib import Path

from tests.mails import (
    bounces,
    businesses,
    containers,
    forgeries,
    frame,
    hostile,
    machines,
    mailers,
    requests,
    robots,
    strangers,
    wrappings,
)

HERE = Path(__file__).parent
CHAPTERS = (
    *(mailers, businesses, containers, wrappings, requests, strangers),
    *(robots, machines, bounces, forgeries, hostile),
)
"""Each puts its mails into the frame's when it is imported."""

MAILS = frame.MAILS
EXPECTED = frame.EXPECTED


def main() -> None:
    for name, data in MAILS.items():
        (HERE / f"{name}.eml").write_bytes(data)
    for name, text in EXPECTED.items():
        (HERE / f"{name}.toml").write_text(text)


if __name__ == "__main__":
    main()
