"""Files that hold files: archives, winmail.dat and mails sent as files are opened, one inside another.

A container that was opened gives way to what it held. One that is encrypted, damaged or beyond the limits stays as
it came, for a person.
"""

from collections.abc import Iterable, Iterator

from mailbot.mail import contents, filename, mime, tnef, ziparchive
from mailbot.mail.attachment import Attachment, attachment
from mailbot.mail.filekind import FileKind
from mailbot.mail.forwarded import ForwardedMail, attached
from mailbot.mail.mime import Defect
from mailbot.mail.ziparchive import Room, TooLarge

DEEPEST = 3
MOST_FILES = 200
MOST_BYTES = 200 * 1024 * 1024
"""Limits over all containers of one mail together."""


class Opening:
    """The containers of one mail, opened. `forwarded` is the first mail found inside."""

    def __init__(self, defects: set[Defect]) -> None:
        self.defects = defects
        self.forwarded: ForwardedMail | None = None
        self._room = Room(MOST_FILES, MOST_BYTES)

    def files(self, closed: Iterable[Attachment]) -> tuple[Attachment, ...]:
        """What lay in the mail and its containers, in order."""
        return tuple(each for file in closed for each in self._opened(file, 0))

    def _opened(self, file: Attachment, depth: int) -> Iterator[Attachment]:
        inside = self._inside(file, depth)
        if inside is None:
            yield file
            return
        for each in inside:
            yield from self._opened(each, depth + 1)

    def _inside(self, file: Attachment, depth: int) -> list[Attachment] | None:
        """What lies in it, None where it holds nothing, can't be opened or must not be."""
        if file.kind not in (FileKind.ZIP, FileKind.TNEF, FileKind.EML) or file.encrypted:
            return None
        if depth == DEEPEST:
            self.defects.add(Defect.CONTAINER_TOO_DEEP)
            return None
        try:
            found = self._mail(file) if file.kind is FileKind.EML else self._archive(file)
        except TooLarge:
            self.defects.add(Defect.CONTAINER_TOO_LARGE)
            return None
        if found is None:
            self.defects.add(Defect.CONTAINER_BROKEN)
        return found

    def _archive(self, file: Attachment) -> list[Attachment] | None:
        is_zip = file.kind is FileKind.ZIP
        found = ziparchive.files(file.data, self._room) if is_zip else tnef.files(file.data)
        if not found:
            return None
        if not is_zip:
            self._room.take(files=len(found), bytes=sum(len(data) for _, data in found))
        inside: list[Attachment] = []
        for name, data in found:
            inside.append(attachment(filename.shown(name), data, count=len(inside), container=file.name))
        return inside

    def _mail(self, file: Attachment) -> list[Attachment]:
        inner = mime.part(file.data, self.defects)
        read = contents.contents(inner, self.defects)
        if self.forwarded is None:
            self.forwarded = attached(inner, read.text)
        self._room.take(files=len(read.files), bytes=sum(len(each.data) for each in read.files))
        return [
            attachment(each.name, each.data, each.media_type, count=0, container=file.name)
            for each in read.files
        ]
