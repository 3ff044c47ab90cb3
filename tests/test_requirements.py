"""`docs/requirements-mail.md` promises nothing that no test shows."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/requirements-mail.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[^`]+(?:::\w+|/\d{3}-[a-z0-9-]+))`", PAGE)


def test_every_requirement_has_its_row() -> None:
    """R-1 to R-37, each once, with a test or the issue that will bring it."""
    rows = re.findall(r"^\| R-(\d+) \| .+ \| (.+) \|$", PAGE, re.MULTILINE)

    assert [int(number) for number, _ in rows] == list(range(1, 38))
    assert all("`tests/" in shown or shown.startswith("issue ") for _, shown in rows)


def test_what_is_named_is_there() -> None:
    """Each test by file and function, each mail or sheet by its file."""
    missing = []
    for named in NAMED:
        path, _, function = named.partition("::")
        if function:
            file = ROOT / path
            found = file.exists() and re.search(rf"def {function}\(", file.read_text("utf-8")) is not None
        else:
            found = any((ROOT / path).parent.glob(f"{Path(path).name}.*"))
        missing += [] if found else [named]

    assert len(NAMED) > 100 and not missing
