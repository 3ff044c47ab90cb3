"""A file that came with a mail."""

import hashlib

from mailbot.mail.filekind import FileKind, is_encrypted, kind_of
from rules.record import Struct


class Attachment(Struct, frozen=True, kw_only=True):
    """A file of a mail, decoded from its transfer encoding and otherwise untouched."""

    name: str
    """Safe to show: no path, control or bidirectional characters; '添付1.xlsx' where the sender gave none."""
    data: bytes
    media_type: str
    """As declared, in lower case."""
    kind: FileKind
    """By content."""
    encrypted: bool = False
    from_container: str = ""
    """Name of the archive or mail that it was taken out of, '' for one that lay in the mail itself."""
    inline: bool = False
    """To be shown within the text (RFC 2183 inline, or a Content-ID that HTML can refer to), as logos are."""

    @property
    def sha256(self) -> str:
        """Of its bytes, in hex: by that it is known in all records, since names may be the same."""
        return hashlib.sha256(self.data).hexdigest()


def attachment(
    name: str, data: bytes, media_type: str = "", *, count: int, container: str = "", inline: bool = False
) -> Attachment:
    """With its kind. `name` is safe already; a nameless file is numbered after the `count` files before it."""
    kind = kind_of(data, name, media_type)
    return Attachment(
        name=name or f"添付{count + 1}{kind.suffix}",
        data=data,
        media_type=media_type,
        kind=kind,
        encrypted=is_encrypted(data, kind),
        from_container=container,
        inline=inline,
    )
