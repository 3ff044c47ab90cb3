"""The marks of mail that no robot may answer: RFC 3834 section 2, RFC 5230 section 4.6, Japanese custom."""

import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase

from mailbot.mail import headers
from mailbot.mail.authentication import verified
from mailbot.mail.evidence import Known, passed_on
from mailbot.mail.parse import ParsedMail
from rules.model import Role
from rules.record import Struct


class Mark(Struct, frozen=True):
    """Why a mail gets no automatic answer: `silence` is a whole Japanese sentence."""

    role: Role | None
    """None: it is taken for what it holds, and a person sees to it."""
    silence: str


def mark(mail: ParsedMail, known: Known) -> Mark | None:
    """The first mark found, None for a mail that a person wrote and that may be answered."""
    return next(filter(None, (rule(mail, known) for rule in RULES.values())), None)


def rule_of(mail: ParsedMail, known: Known) -> str:
    """The name in RULES of the rule that `mark` applies, '' for none."""
    return next((name for name, rule in RULES.items() if rule(mail, known)), "")


def _webform(mail: ParsedMail, known: Known) -> Mark | None:
    # Before the rest: web forms send as no-reply and Auto-Submitted, for a person who waits for an answer.
    if mail.sender in known.webforms:
        return Mark(Role.INQUIRY, "ウェブフォームからのメールのため、自動では返信しません。")
    return None


def _own(mail: ParsedMail, known: Known) -> Mark | None:
    genuine = verified(mail, known.authserv_id) is not False
    if mail.sender in known.own and genuine and passed_on(mail, known):
        return Mark(None, "こちらのアドレスから転送されたメールのため、自動では返信しません。")
    if mail.sender in known.own or (mail.message_id and known.our_letters(mail.message_id)):
        return Mark(Role.OWN, "こちらのアドレスから出たメールのため、返信しません。")
    return None


def _bounce(mail: ParsedMail, known: Known) -> Mark | None:
    report = mail.content_type == "multipart/report" and not _is_read_receipt(mail)
    null = mail.return_path == "" and known.says("bounce", mail.subject)
    if (
        report
        or null
        or mail.header("x-failed-recipients")
        or _sent_by(mail, known.words.get("bounce_senders", ()))
    ):
        return Mark(Role.BOUNCE, "配信不能などの通知のため、返信しません。")
    return None


def _password(mail: ParsedMail, known: Known) -> Mark | None:
    """PPAP gateways send the password by machine, marked as such, under the sender's own address."""
    robot = _words(mail, "auto-submitted") - {"", "no"} or mail.return_path == ""
    if robot and not mail.attachments and known.says("password", mail.subject):
        return Mark(Role.PASSWORD, "自動で送られたパスワードの通知のため、返信しません。")
    return None


def _automatic(mail: ParsedMail, known: Known) -> Mark | None:
    for found, what in (
        (_words(mail, "auto-submitted") - {"", "no"}, "自動送信の表示(Auto-Submitted)がある"),
        (_suppressed(mail), "自動応答を断る表示がある"),
        (any(mail.header(name) for name in known.words.get("auto_headers", ())), "自動応答の表示がある"),
        (_is_read_receipt(mail), "開封確認の"),
        (known.says("out_of_office", mail.subject), "件名が不在や自動応答を示す"),
        (mail.return_path == "", "返信先(Return-Path)が空の"),
    ):
        if found:
            return Mark(Role.AUTOMATIC, f"{what}メールのため、返信しません。")
    return None


def _list(mail: ParsedMail, known: Known) -> Mark | None:
    fields = [value.lower() for name, value in mail.headers if name.lower().startswith("list-") and value]
    if _is_own_list(fields, known.own):
        return None
    if fields:
        return Mark(Role.LIST, "メーリングリストや配信サービスのメールのため、返信しません。")
    if _words(mail, "precedence") & {"bulk", "junk", "list", "auto_reply"}:
        return Mark(Role.LIST, "一斉配信の表示(Precedence)があるメールのため、返信しません。")
    if any(mail.header(name) for name in known.words.get("bulk_headers", ())):
        return Mark(Role.LIST, "配信サービスの表示があるメールのため、返信しません。")
    return None


def _robot(mail: ParsedMail, known: Known) -> Mark | None:
    if _sent_by(mail, known.words.get("robot_senders", ())):
        return Mark(Role.AUTOMATIC, "返信を受け付けない差出人(no-replyなど)のため、返信しません。")
    return None


def _unclean(mail: ParsedMail, _: Known) -> Mark | None:
    if not mail.sender:
        return Mark(Role.SUSPICIOUS, "差出人を1つに確かめられないため、返信しません。")
    return None


def _forged(mail: ParsedMail, known: Known) -> Mark | None:
    if verified(mail, known.authserv_id) is False:
        return Mark(Role.SUSPICIOUS, "差出人をかたったメールの疑いがあるため、返信しません。")
    return None


def _unaddressed(mail: ParsedMail, known: Known) -> Mark | None:
    """RFC 3834 section 2: whoever is named in neither To nor Cc was not written to."""
    named = (*mail.to, *mail.cc, *_resent(mail))
    if known.own.isdisjoint(named):
        return Mark(None, "こちらのアドレスが宛先(To・Cc)にないメールのため、自動では返信しません。")
    return None


RULES: Mapping[str, Callable[[ParsedMail, Known], Mark | None]] = {
    "ウェブフォーム": _webform,
    "こちらのメール": _own,
    "不達などの通知": _bounce,
    "パスワードの自動通知": _password,
    "自動応答": _automatic,
    "一斉配信": _list,
    "返信不可の差出人": _robot,
    "差出人が1つでない": _unclean,
    "差出人の詐称": _forged,
    "宛先にこちらがない": _unaddressed,
}
"""In this order: machines and ourselves, then persons who may not be whom they seem. Each by what it looks for."""


def _resent(mail: ParsedMail) -> list[str]:
    fields = [value for name, value in mail.headers if name.lower() in ("resent-to", "resent-cc")]
    return [address for value in fields for address in headers.addresses(value.encode())]


def _suppressed(mail: ParsedMail) -> bool:
    """MS-OXCMAIL 2.2.3.2.14: 'All', 'OOF' and 'AutoReply' are about us; 'DR', 'NDR', 'RN' and 'NRN' are not."""
    values = (value for name, value in mail.headers if name.lower() == "x-auto-response-suppress")
    tokens = {token for value in values for token in re.split(r"[;,\s]+", value.lower())}
    return bool(tokens & {"all", "oof", "autoreply"})


def _is_read_receipt(mail: ParsedMail) -> bool:
    report = mail.content_type == "multipart/report"
    return report and "disposition-notification" in mail.header("content-type").lower()


def _words(mail: ParsedMail, field: str) -> set[str]:
    """The first word of each such field: parameters and comments may stand around it (RFC 3834 section 5)."""
    values = (value.lower() for name, value in mail.headers if name.lower() == field)
    return {re.split(r"[;,\s]", re.sub(r"\([^()]*\)", " ", value).strip())[0] for value in values}


def _sent_by(mail: ParsedMail, patterns: Iterable[str]) -> bool:
    local = mail.sender.rpartition("@")[0]
    return any(fnmatchcase(local, pattern) for pattern in patterns)


def _is_own_list(fields: list[str], own: frozenset[str]) -> bool:
    """A list of our own names itself by an address of ours; in List-Id (RFC 2919) a dot stands for the @."""
    return any(
        re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", field)
        for field in fields
        for address in own
        for name in (address, address.replace("@", "."))
    )
