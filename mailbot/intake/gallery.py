"""The pictures among the files of a mail: photos of the product and its label, not the logos of a signature."""

from collections.abc import Callable, Iterable, Mapping
from typing import Self

from mailbot.mail.filekind import PICTURES
from mailbot.mail.parse import Attachment
from mailbot.sheets import photos
from mailbot.sheets.photos import Picture
from rules.model import Finding
from rules.record import Struct, field


class Gallery(Struct, frozen=True, kw_only=True):
    pictures: tuple[Attachment, ...] = ()
    shown: Mapping[str, int] = field(default_factory=dict)
    """How many each file shows, by its sha256: a PDF may hold several."""
    findings: tuple[Finding, ...] = ()
    rest: tuple[Attachment, ...] = ()
    """What is no picture, or one that nobody can open."""

    @classmethod
    def of(cls, files: Iterable[Attachment], *, shown: Callable[[Attachment], tuple[Picture, ...]]) -> Self:
        """`shown` opens a file and says which pictures it holds."""
        pictures, rest, findings = [], [], []
        counts: dict[str, int] = {}
        for file in files:
            found = shown(file)
            if file.inline and found and all(map(photos.small, found)):
                continue  # a logo or a signature
            if found:
                pictures.append(file)
                counts[file.sha256] = len(found)
                findings += [each for picture in found for each in photos.judge(picture, file.name)]
            else:
                rest.append(file)
                findings += [photos.unreadable(file.name)] if file.kind in PICTURES else []
        return cls(pictures=tuple(pictures), shown=counts, findings=tuple(findings), rest=tuple(rest))
