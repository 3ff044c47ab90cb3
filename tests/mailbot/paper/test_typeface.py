"""One font for all papers of a process, whatever is printed beside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from fpdf import FPDF

from mailbot.paper.typeface import NAME, Typeface


def printed(face: Typeface, number: int) -> bytes:
    """A paper of forty characters of its own."""
    text = face.printable("".join(map(chr, range(0x4E00 + 40 * number, 0x4E28 + 40 * number))))
    face.show((text,))
    paper = FPDF()
    paper.set_creation_date(datetime(2026, 11, 20, tzinfo=UTC))
    face.into(paper)
    paper.add_page()
    paper.set_font(NAME, size=10)
    paper.text(20, 20, text)
    return bytes(paper.output())


def test_papers_in_several_threads(tmp_path: Path) -> None:
    """The daemon prints a letter while mails are answered: each paper is the same as if it had been printed alone."""
    paper = partial(printed, Typeface(tmp_path))
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(paper, range(4)))

    assert together == list(map(paper, range(4)))
