"""What a mail is, and whether it is ours at all: the mailbox is the section's general one.

A mail is ours only with positive evidence. What has none stays where it is, untouched.
"""

import re
from collections.abc import Sequence

from mailbot.mail import silence
from mailbot.mail.authentication import verified
from mailbot.mail.evidence import Evidence, Known, gather, mentions_our_letter, passed_on, said
from mailbot.mail.filekind import DOCUMENTS, PICTURES, WORKBOOKS, FileKind
from mailbot.mail.mime import BEYOND_LIMITS
from mailbot.mail.parse import Attachment, ParsedMail
from rules.model import Role
from rules.record import Struct

__all__ = ["Known", "Verdict", "triage"]

_SHEET_KINDS = frozenset({FileKind.OLE_ENCRYPTED, FileKind.ZIP, FileKind.TNEF, FileKind.EML, FileKind.P7M})
"""Shapes in which a sheet may lie and which were not opened."""

_SHEET_ENDINGS = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".numbers", ".csv")


_MUTE = frozenset({Role.OWN, Role.AUTOMATIC, Role.LIST, Role.BOUNCE})
"""Mail of machines, where silence is all that is due."""

_LINK = re.compile(r"https?://\S+")


class Verdict(Struct, frozen=True, kw_only=True):
    role: Role
    ours: bool
    """There is evidence that the mail concerns us; else it is left alone, but see `maybe`."""
    maybe: bool
    """No evidence, but workbooks: the mail is ours if one of them reads as our form."""
    reply: bool
    """It names one of our letters in In-Reply-To or References."""
    workbooks: tuple[Attachment, ...]
    """What can be read as sheets."""
    unread: tuple[Attachment, ...]
    """What may hold a sheet in a shape that is not read."""
    links: tuple[str, ...]
    """Services that the text links to where a file should be."""
    wants_to_apply: bool
    """Means to apply and sent no sheet in any shape."""
    reason: str
    """Why it was taken so: whole Japanese sentences for the clerk."""
    silence: str
    """Why no automatic answer may go out: a whole Japanese sentence; '' where one may."""
    asks: bool = False
    """Brings files and a question besides: the files are taken, and a person answers the question."""
    forwarded: bool = False
    """Passes on the mail of somebody else: a person decides whose matter it is, and no case changes."""
    worded: bool = False
    """Answers a letter of ours in words alone: a person enters the answer, with the case beside it."""
    pledge_told: bool | None = None
    """Its words bring the pledge (True), other pictures or the pledge apart (False), or tell nothing of it (None)."""
    verified: bool | None = None
    """True: the server has proven From, False: refuted; None: answers hold only what this mail itself held."""

    read_to_end: bool
    """False for a mail beyond the limits on parts, depth and heads: a person looks at what else it may hold."""

    @property
    def answer(self) -> bool:
        return not self.silence

    @property
    def person(self) -> bool:
        """Somebody must see it, whatever the robot makes of it."""
        return self.asks or self.forwarded or self.worded or (bool(self.silence) and self.role not in _MUTE)


def triage(mail: ParsedMail, known: Known) -> Verdict:
    """Marked mail (`silence`) keeps the role of its mark whatever hangs on it: robots change no state."""
    evidence = gather(mail, known)
    mark = silence.mark(mail, known)
    workbooks = tuple(file for file in mail.attachments if file.kind in WORKBOOKS)
    unread = tuple(file for file in mail.attachments if _may_hold_sheet(file, known))
    role = (mark and mark.role) or _role(mail, known, evidence, workbooks, unread)
    forwarded = passed_on(mail, known) is not None
    ours = _is_ours(role, mail, known, evidence)
    links = () if mail.attachments else known.linked(said(mail))
    maybe = not ours and bool(workbooks) and role is not Role.OWN
    wants_to_apply = (
        ours
        and not (mark or evidence.reply or links or forwarded)
        and _means_to_apply(role, mail, known, evidence)
    )
    asks = bool(mail.attachments or links) and not forwarded and _asks(mail, known)
    worded = role is Role.INQUIRY and evidence.reply and not mail.attachments
    return Verdict(
        role=role,
        ours=ours,
        maybe=maybe,
        reply=evidence.reply,
        workbooks=workbooks,
        unread=unread,
        links=links,
        wants_to_apply=wants_to_apply,
        reason=_told(role, mail, workbooks or unread or mail.attachments, links, wants_to_apply)
        + _why(role, ours, maybe, evidence)
        + _besides(asks=asks, forwarded=forwarded and ours, worded=worded),
        silence=mark.silence if mark else "",
        read_to_end=not BEYOND_LIMITS & set(mail.defects),
        asks=asks,
        # What our own people pass on is as good as handed in.
        forwarded=forwarded and mail.sender not in known.own,
        worded=worded,
        pledge_told=_pledge_told(mail, known),
        verified=verified(mail, known.authserv_id),
    )


def _asks(mail: ParsedMail, known: Known) -> bool:
    return known.says("question", _LINK.sub("", said(mail)))


def _role(
    mail: ParsedMail,
    known: Known,
    evidence: Evidence,
    workbooks: Sequence[Attachment],
    unread: Sequence[Attachment],
) -> Role:
    """The role of a mail that a person wrote."""
    words = (mail.subject, said(mail))
    if BEYOND_LIMITS & set(mail.defects):
        return Role.UNREADABLE
    if workbooks:
        return Role.CORRECTION if evidence.reply else Role.ENTRY
    if (evidence.reply or evidence.business) and known.says("withdraw", *words):
        return Role.WITHDRAWAL
    if unread:
        return Role.UNREADABLE
    if not mail.attachments:
        return Role.PASSWORD if known.says("password", *words) else Role.INQUIRY
    if _is_pledge(mail, known, words, evidence):
        return Role.PLEDGE
    return Role.PHOTOS if all(file.kind in PICTURES for file in mail.attachments) else Role.INQUIRY


def _is_pledge(mail: ParsedMail, known: Known, words: tuple[str, ...], evidence: Evidence) -> bool:
    """A document or picture called so, the one document of a mail that speaks of it or answers us, or pictures alone
    where its words bring the pledge.
    """
    files = mail.attachments
    papers = [file for file in files if file.kind in DOCUMENTS]
    named = [file for file in files if file.kind in DOCUMENTS | PICTURES and known.says("pledge", file.name)]
    return (
        bool(named)
        or (bool(papers) and known.says("pledge", *words))
        or (evidence.reply and len(papers) == 1)
        or (all(file.kind in PICTURES for file in files) and _pledge_told(mail, known) is True)
    )


def _means_to_apply(role: Role, mail: ParsedMail, known: Known, evidence: Evidence) -> bool:
    """Says so, or sends a stranger's pictures and speaks of the sheet: that is what they show, or it was forgotten."""
    words = (mail.subject, said(mail))
    if role is Role.PHOTOS:
        return not evidence.business and (known.says("apply", *words) or known.says("paper", *words))
    return role is Role.INQUIRY and known.says("apply", *words)


def _pledge_told(mail: ParsedMail, known: Known) -> bool | None:
    """Its own words count before its subject, which may be that of our letter."""
    for text in (said(mail), mail.subject):
        if known.says("pledge", text):
            return not known.says("pledge_apart", text)
        if known.says("pictures", text):
            return False
    return None


def _may_hold_sheet(file: Attachment, known: Known) -> bool:
    if file.kind in WORKBOOKS:
        return False
    meant = known.says("sheet", file.name) and not known.says("pledge", file.name)
    return file.kind in _SHEET_KINDS or file.name.lower().endswith(_SHEET_ENDINGS) or meant


def _is_ours(role: Role, mail: ParsedMail, known: Known, evidence: Evidence) -> bool:
    if role is Role.OWN:
        return False
    if role is Role.BOUNCE:
        return evidence.reply or mentions_our_letter(mail, known)
    if role in (Role.AUTOMATIC, Role.LIST):
        return evidence.reply
    if role is Role.PASSWORD and known.expected(mail.sender):
        return True
    return evidence.ours


_TOLD = {
    Role.ENTRY: "Excelファイル({files})が添付されています。",
    Role.CORRECTION: "Excelファイル({files})が添付されています。",
    Role.PLEDGE: "誓約書と思われるファイル({files})が添付されています。",
    Role.PHOTOS: "写真({files})だけが添付されています。",
    Role.PASSWORD: "ファイルのパスワードを知らせるメールです。",
    Role.INQUIRY: "エントリーシートのない問い合わせです。",
    Role.WITHDRAWAL: "申込みの取下げを求めるメールです。",
    Role.BOUNCE: "メールが届かなかったことなどを知らせる通知です。",
    Role.AUTOMATIC: "自動で送られたメールです。",
    Role.LIST: "一斉に配られたメールです。",
    Role.OWN: "こちらのアドレスから出たメールです。",
    Role.SUSPICIOUS: "差出人の表示が正しくないメールです。",
    Role.UNREADABLE: "メールのつくりが複雑すぎるため、最後まで読んでいません。職員が確認してください。",
}


def _told(
    role: Role, mail: ParsedMail, files: Sequence[Attachment], links: Sequence[str], wants_to_apply: bool
) -> str:
    if role is Role.UNREADABLE and not BEYOND_LIMITS & set(mail.defects):
        return f"添付ファイル({_names(files)})は、自動では読めない形式です。"
    if links:
        return f"ファイルの代わりに、リンク({'、'.join(links)})が書かれています。"
    if wants_to_apply:
        return "申込みの意思が書かれていますが、エントリーシートが添付されていません。"
    return _TOLD[role].format(files=_names(files))


def _why(role: Role, ours: bool, maybe: bool, evidence: Evidence) -> str:
    if maybe:
        return "この業務の手がかりがほかにないため、Excelファイルの中身で判断します。"
    if not ours:
        return "この業務の手がかりがないため、そのまま残します。"
    if role is Role.BOUNCE:
        return "こちらのメールについての通知です。"
    if evidence.reply:
        return "こちらのメールへの返信です。"
    if evidence.business:
        return "登録のある事業者からのメールです。"
    return "件名、本文またはファイル名に、この業務の言葉があります。"


def _besides(*, asks: bool, forwarded: bool, worded: bool) -> str:
    sentences = (
        (asks, "本文に質問もあります。職員が返信してください。"),
        (forwarded, "ほかの人のメールを転送したものです。だれの申込みかを職員が確認してください。"),
        (worded, "言葉での回答です。職員が内容を確認してください。"),
    )
    return "".join(sentence for holds, sentence in sentences if holds)


def _names(files: Sequence[Attachment]) -> str:
    shown = "、".join(file.name for file in files[:3])
    return f"{shown} ほか{len(files) - 3}件" if len(files) > 3 else shown
