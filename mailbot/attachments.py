"""The files that came with a mail or by post, as far as they are still there."""

from collections.abc import Callable, Iterator
from pathlib import Path

from mailbot.mail.attachment import Attachment, attachment
from mailbot.mail.parse import parse
from rules.model import Arrival, Channel
from store import raw
from store.errors import Damaged


def of(
    directory: Path, arrival: Arrival, lost: Callable[[Damaged], None] = lambda _: None
) -> Iterator[Attachment]:
    """What lies in the kept mail, in its order; then what is kept by itself: files that a clerk's password opened, and
    what came on paper. `lost` hears of what is gone from the disk.
    """
    inside: tuple[Attachment, ...] = ()
    if arrival.channel is Channel.MAIL:
        try:
            inside = parse(raw.get(directory, arrival.id)).attachments
        except Damaged as error:
            lost(error)
    yield from inside
    known = {each.sha256 for each in inside}
    for file in arrival.attachments:
        if file.sha256 in known:
            continue
        try:
            yield attachment(file.name, raw.get(directory, file.sha256), file.media_type, count=0)
        except Damaged as error:
            if arrival.channel is Channel.POST:  # of a mail's own files the mail alone is kept
                lost(error)
