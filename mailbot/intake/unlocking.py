"""The locked files of a mail, opened on the bench with the password that a clerk gives."""

from mailbot.mail import filename
from mailbot.mail.attachment import Attachment, attachment
from mailbot.mail.parse import ParsedMail
from mailbot.sheets.bench import Bench
from mailbot.sheets.orders import Unlock
from rules.moves import Refusal
from rules.record import replace

NOTHING_LOCKED = "このメールに、パスワードのかかったファイルはありません。"
NOT_OPENED = (
    "「{names}」を開けませんでした。パスワードが違うか、扱えない暗号化の方式です。"
    "お手元のソフトで開けるときは、開いたファイルを添付したメールを保存し、「mailbot import」で取り込んでください。"
)


def opened(bench: Bench, mail: ParsedMail, password: str) -> ParsedMail | Refusal:
    """The mail with plain files in the places of those that this password opens; refused where it opens none."""
    locked = [file for file in mail.attachments if file.encrypted]
    if not locked:
        return Refusal(message=NOTHING_LOCKED)
    plain = {file: _inside(bench, file, password) for file in locked}
    if not any(plain.values()):
        return Refusal(message=NOT_OPENED.format(names="、".join(file.name for file in locked)))
    files = [each for file in mail.attachments for each in (plain.get(file) or [file])]
    return replace(mail, attachments=tuple(files))


def _inside(bench: Bench, file: Attachment, password: str) -> list[Attachment]:
    found = bench.do(Unlock(data=file.data, kind=file.kind, password=password))
    return [
        attachment(
            filename.shown(name) or file.name,
            data,
            "" if name else file.media_type,
            count=count,
            container=file.name if name else file.from_container,
        )
        for count, (name, data) in enumerate(found or ())
    ]
