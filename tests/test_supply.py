"""What the program is built from: every package pinned and hashed, and no host that could serve another one."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")


def test_every_package_is_pinned_and_hashed() -> None:
    """One exact version each, and the hashes of its files: an index can't give out another one."""
    entries = [entry for entry in re.split(r"\n(?=\S)", REQUIREMENTS.strip()) if not entry.startswith("#")]

    assert len(entries) > 40
    for entry in entries:
        name, *hashes = entry.replace("\\\n", "\n").splitlines()
        assert re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ ;]+( ; .+)?", name.strip()), name
        assert hashes and all(re.fullmatch(r"\s+--hash=sha256:[0-9a-f]{64}\s*", each) for each in hashes), (
            name
        )


def test_no_host_is_named() -> None:
    """Neither the requirements nor the recipes choose an index: that is the machine's own business."""
    for name in ("requirements.txt", "pyproject.toml", "Makefile", ".ci/run"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"https?://|--(extra-)?index-url|--trusted-host", text), name
