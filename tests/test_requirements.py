"""`docs/requirements-mail.md`, `docs/security.md` and `docs/reliability.md` promise nothing that no test shows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAIL = (ROOT / "docs/requirements-mail.md").read_text("utf-8")
SECURITY = (ROOT / "docs/security.md").read_text("utf-8")
RELIABILITY = (ROOT / "docs/reliability.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[^`]+(?:\.py|::\w+|/\d{3}-[a-z0-9-]+))`")


def test_every_requirement_has_its_row() -> None:
    """R-1 to R-37, each once, with a test or the issue that will bring it."""
    rows = re.findall(r"^\| R-(\d+) \| .+ \| (.+) \|$", MAIL, re.MULTILINE)

    assert [int(number) for number, _ in rows] == list(range(1, 38))
    assert all("`tests/" in shown or shown.startswith("issue ") for _, shown in rows)


def test_every_threat_has_its_row() -> None:
    """Numbered without a gap, each with a defence and with a test."""
    rows = re.findall(r"^\| (\d+) [STRIDE ]+ \| .+ \| .+ \| (.+) \|$", SECURITY, re.MULTILINE)

    assert [int(number) for number, _ in rows] == list(range(1, 39))
    assert all(NAMED.findall(shown) for _, shown in rows)


def test_every_fault_has_its_row() -> None:
    """1 to 65, each once, with a test."""
    rows = re.findall(r"^\| (\d+) \| .+ \| (.+) \|$", RELIABILITY, re.MULTILINE)

    assert [int(number) for number, _ in rows] == list(range(1, 66))
    assert all(NAMED.findall(shown) for _, shown in rows)


@pytest.mark.parametrize(
    ("page", "least"),
    [(MAIL, 100), (SECURITY, 80), (RELIABILITY, 90)],
    ids=["mail", "security", "reliability"],
)
def test_what_is_named_is_there(page: str, least: int) -> None:
    """Each test by file and function, each mail or sheet by its file."""
    missing = []
    named = NAMED.findall(page)
    for each in named:
        path, _, function = each.partition("::")
        if function:
            file = ROOT / path
            found = file.exists() and re.search(rf"def {function}\(", file.read_text("utf-8")) is not None
        else:
            found = (ROOT / path).is_file() or any((ROOT / path).parent.glob(f"{Path(path).name}.*"))
        missing += [] if found else [each]

    assert len(named) > least and not missing
