"""What a mail brought and nobody here could read: asked for again where its sender can mend it, else a person's."""

from collections.abc import Iterable
from typing import Self

from mailbot.mail.filekind import PICTURES
from mailbot.mail.parse import Attachment
from mailbot.sheets.workbook import Unreadable
from rules.letters.resend import ON_THE_FORM, REASONS, Unopened
from rules.record import Struct

_NO_LOSS = ON_THE_FORM | {"zip", "mail"}
"""Beside a sheet that could be read, these need not hold another: a person looks, nobody is asked."""

BLANK_PLEDGE = "blank_pledge"
"""Its sender reads so in the finding about the missing pledge."""
_BLANK_PLEDGE = "お渡しした誓約書の様式が、記入されないまま戻っています。"
_LINK = "メールの本文に書かれたリンク({services})"
_LINK_WHY = "メールに書かれたリンク先は開かないことにしています。ファイルを、メールに直接添付してください。"


class Unread(Struct, frozen=True, kw_only=True):
    """`why`: whole Japanese sentences, for the sender where the code is one of `resend.REASONS`, else for the clerk."""

    attachment: Attachment
    code: str
    """Stable: one of `resend.REASONS`, a finding about a workbook, or one of those below."""
    why: str
    asked: bool = False
    """The sender is asked to send it again."""

    @classmethod
    def sheet(cls, attachment: Attachment, reason: Unreadable, *, beside_entries: bool) -> Self:
        """What was meant as a sheet; `beside_entries`: the same mail brought one that could be read."""
        asked = reason.code in REASONS and not (beside_entries and reason.code in _NO_LOSS)
        return cls(attachment=attachment, code=reason.code, why=reason.message, asked=asked)

    @classmethod
    def paper(cls, attachment: Attachment, *, untouched: bool) -> Self:
        """What was meant as a pledge, a picture or anything else; `untouched`: our own paper, as we gave it out."""
        if attachment.encrypted:
            why = "パスワードがかかっているため、開けません。パスワードを外して、もう一度お送りください。"
            return cls(attachment=attachment, code="encrypted", why=why, asked=True)
        if attachment.kind in PICTURES:
            return cls(attachment=attachment, code="bad_picture", why="画像として開けません。")
        if untouched:
            return cls(attachment=attachment, code=BLANK_PLEDGE, why=_BLANK_PLEDGE)
        why = "この形のファイルは自動では読めません。"
        return cls(attachment=attachment, code="other_kind", why=why)

    @classmethod
    def beyond(cls, attachment: Attachment) -> Self:
        """More files than are looked at."""
        return cls(attachment=attachment, code="too_many", why="添付ファイルが多すぎます。")

    @property
    def attention(self) -> str:
        """A sentence for the clerk who looks at a case of the same mail."""
        if self.asked:
            return f"添付「{self.attachment.name}」は読み取れなかったため、再送をお願いしています。"
        return f"添付「{self.attachment.name}」は人が見てください。{self.why}"


def unopened(unread: Iterable[Unread], links: tuple[str, ...] = ()) -> tuple[Unopened, ...]:
    """What the sender is asked for; `links`: services that the text names in the place of a file."""
    asked = [
        Unopened(name=each.attachment.name, code=each.code, why=each.why) for each in unread if each.asked
    ]
    if links:
        asked.append(Unopened(name=_LINK.format(services="、".join(links)), code="link", why=_LINK_WHY))
    return tuple(asked)
