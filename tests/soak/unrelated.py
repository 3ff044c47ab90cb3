"""The section's other mail: years of it pass through the intake twice, and nothing but a list of headers remains."""

import random
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from mailbot.intake.taking import Coming, take
from mailbot.wiring import Office
from rules.model import Handled, Place
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import opened
from tests.mails.frame import EXCEL, OFFICE, mixed, text, utf8_file
from tests.mails.wire import JPEG, PDF, Head, part, text_part, word, xlsx
from tests.soak.bounds import Bounds, Report

YEARS = 10
A_YEAR = 365
"""Mails: one of each working day and some more; the limits of a soak end it earlier."""

LETTERS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["letters"]

FILES = {
    "調査票.xlsx": (xlsx(("市町村名", "小郡市"), ("人口", "59,000")), EXCEL),
    "見積書.pdf": (PDF, "application/pdf"),
    "エントリーシート.xlsx": (xlsx(("氏名", "山田花子"), ("志望動機", "地元に貢献したい")), EXCEL),
    "写真.jpg": (JPEG, "image/jpeg"),
}

MARKS: tuple[Head, ...] = (
    (),
    (),
    [("List-Unsubscribe", "<https://example.org/u>"), ("Precedence", "bulk")],
    [("Auto-Submitted", "auto-generated")],
)


def run(seed: int, bounds: Bounds) -> Report:
    """One mail a round, at most `YEARS` of them; then all of them once more."""
    report, count = Report(), 0
    with tempfile.TemporaryDirectory() as folder:
        office = opened(Path(folder)).office
        before = office.store.token()
        for number, data in zip(bounds.rounds(), mails(seed, YEARS * A_YEAR), strict=False):
            count = number + 1
            how = _passed(office, number, data)
            if how is not Handled.LEFT:
                Path(f"unrelated-{seed}-{number}.eml").write_bytes(data)
                report.failures.append(f"unrelated-{seed}-{number}.eml: {how}")
        again = sum(_is_known(office, number) for number in range(count))
        report.failures += ["the register was written"] * (office.store.token() != before)
        report.failures += [f"{len(kept)} copies were kept" for kept in [_copies(office)] if kept]
        report.failures += [f"{count - again} would be fetched again"] * (again != count)
        office.bench.close()
    report.summary = f"{count} unrelated mails, each left as it lay, none looked at twice"
    return report


def mails(seed: int, count: int) -> Iterator[bytes]:
    """The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # no secret: it writes mails
    for number in range(count):
        letter = chance.choice(LETTERS)
        sender, subject, body = (letter[key].format(n=number) for key in ("sender", "subject", "text"))
        names = chance.sample(letter["files"], chance.choice((0, 0, 0, 1, 2)))
        files = [utf8_file(name, *FILES[name]) for name in names]
        head: Head = [
            ("Return-Path", f"<{sender}>"),
            ("From", sender),
            ("To", OFFICE),
            ("Subject", word(subject)),
            ("Date", "Mon, 16 Nov 2026 09:00:00 +0900"),
            ("Message-ID", f"<{seed}.{number}@example.jp>"),
            *chance.choice(MARKS),
        ]
        content = mixed(text(body), *files) if files else text_part(body)
        yield part([*head, *content[0]], content[1])


def _place(number: int) -> Place:
    return Place(account="soak", folder="INBOX", uidvalidity=1, uid=number + 1)


def _passed(office: Office, number: int, data: bytes) -> Handled:
    at = MONDAY + timedelta(days=number)
    return take(office, Coming(data=data, received_at=at, place=_place(number)), now=at).handled


def _is_known(office: Office, number: int) -> bool:
    """A second pass passes it over without a fetch, as `reception` does."""
    return _place(number) in office.left.places()


def _copies(office: Office) -> list[Path]:
    return [path for path in (office.directory / "raw").rglob("*") if path.is_file() and path.name != ".lock"]
