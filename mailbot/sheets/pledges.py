"""What a pledge file (誓約書) can be trusted to show: that a readable one came. The seal is a clerk's."""

import re
from functools import lru_cache

from mailbot.mail.attachment import Attachment
from mailbot.mail.filekind import PICTURES, FileKind
from mailbot.sheets import photos
from mailbot.sheets.package import Limits, Refusal, open_package
from rules.wording import normal, plain

_NAME = normal("誓約")
_WORDS = re.compile(r"誓約(?:し|いた)|誓います")
"""What a pledge says; an entry sheet or a guide only speaks of the 誓約書."""
_MOST_PAGES = 20
"""Pages looked at: a pledge is the last page of a scanned bundle at worst."""
_DATE = re.compile(
    r"(?:令和|平成|R|H)\s*(?:元|\d{1,2})\s*[年.]\s*\d{1,2}\s*[月.]\s*\d{1,2}\s*日?|20\d\d\s*[年./]\s*\d{1,2}\s*[月./]\s*\d{1,2}\s*日?"
)
_COMPANY = re.compile(r"株式会社|有限会社|合同会社|合資会社|合名会社|法人|組合|\(株\)|\(有\)")
_NAME_LABEL = re.compile(r"^(?:商号又は名称|商号|名称|事業者名|会社名|屋号)\s*[::]?\s*")
_LONGEST_NAME = 40
_TAG = re.compile(r"<[^>]*>")


def is_pledge(attachment: Attachment, *, only_candidate: bool, blank: bytes) -> bool:
    """A readable PDF, Word file or picture whose name or text says 誓約, or which is the `only_candidate`.

    `blank` is the PDF that the office hands out: sent back as it was, it is no pledge.
    """
    if attachment.encrypted or attachment.data == blank:
        return False
    text = text_of(attachment, blank)
    if text is None:
        return False
    return only_candidate or is_called_so(attachment) or _WORDS.search(normal(text)) is not None


def is_called_so(attachment: Attachment) -> bool:
    return _NAME in normal(attachment.name)


def is_blank(attachment: Attachment, blank: bytes) -> bool:
    """The office's own paper, sent back as it was or saved again."""
    if attachment.data == blank:
        return True
    pages = _pages(attachment.data) if attachment.kind is FileKind.PDF and not attachment.encrypted else ()
    return bool(pages) and pages == _pages(blank)


def hint(attachment: Attachment, blank: bytes) -> str:
    """The business's name and the date that its text layer holds, '' for a scan. Says nothing of a seal."""
    text = plain(text_of(attachment, blank) or "")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    names = [name for line in lines if (name := _named(line))]
    dates = [" ".join(date[0].split()) for date in _DATE.finditer(text)]
    return " ".join((*names[:1], *dates[:1]))


def _named(line: str) -> str:
    """The name that a line of the signature holds, '' for any other line."""
    bare = _NAME_LABEL.sub("", line)
    signed = bare != line or _COMPANY.search(line) is not None
    return bare if signed and len(bare) <= _LONGEST_NAME and not bare.endswith(("。", "様")) else ""


def text_of(attachment: Attachment, blank: bytes) -> str | None:
    """The words of a file, '' for a scan, None for one that nobody can read or that is the blank."""
    if attachment.kind is FileKind.PDF:
        pages = _pages(attachment.data)
        return "".join(text for text, *_ in pages) if pages and pages != _pages(blank) else None
    if attachment.kind in PICTURES:
        return "" if photos.look(attachment.data) else None
    if attachment.kind is FileKind.DOC:  # its text is Word's secret
        return ""
    return _words(attachment.data) if attachment.kind is FileKind.DOCX else None


@lru_cache(maxsize=2)  # the file at hand, asked several questions, and the blank
def _pages(data: bytes) -> tuple[tuple[str, int, int], ...]:
    """(text, objects, annotations) of each page: a blank saved again has the same. Empty if unreadable.

    A signature drawn on the screen is an annotation, a scan an object, a name typed in is text.
    """
    from pypdfium2 import PdfDocument, raw  # only once a PDF has come

    found = []
    try:
        with PdfDocument(data) as document:
            for number in range(min(len(document), _MOST_PAGES)):
                page = document[number]
                text = page.get_textpage().get_text_bounded()
                found.append((text, raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetAnnotCount(page)))
    except Exception:  # damaged, under a password, or not a PDF at all
        return ()
    return tuple(found)


def _words(data: bytes) -> str | None:
    """The text of a Word file, None where it can't be opened."""
    package = open_package(data, Limits())
    if isinstance(package, Refusal):
        return None
    try:
        text = package.read("word/document.xml").decode("utf-8", "replace")
    except Exception:  # a damaged zip raises nearly anything
        return None
    return _TAG.sub("", text.replace("</w:p>", "\n")) or None
