"""The header fields that decide, as they stand in a mail, and what each was taken for."""

from collections.abc import Iterator

from mailbot.mail.authentication import verified
from mailbot.mail.evidence import Known
from mailbot.mail.parse import ParsedMail
from rules.record import Struct
from rules.shown import clean
from rules.wording import shorten

LONGEST = 200
"""Characters of a field that are shown: References of a long thread tell nothing more."""

MOST = 3
"""Fields of one name that are shown."""


class Head(Struct, frozen=True, kw_only=True):
    name: str
    said: str
    """Its value, safe to draw and shortened."""
    meaning: str
    """What the robot makes of it: a Japanese sentence."""


def heads(mail: ParsedMail, known: Known) -> tuple[Head, ...]:
    """In the order in which they are told; fields that decide nothing are left out."""
    told = (
        *_plain(mail, known),
        *_ids(mail, known),
        *_authentication(mail, known),
        *_robots(mail, known),
    )
    return tuple(
        Head(name=name, said=shorten(clean(said), LONGEST), meaning=meaning) for name, said, meaning in told
    )


Told = Iterator[tuple[str, str, str]]


def _plain(mail: ParsedMail, known: Known) -> Told:
    for value in _values(mail, "from") or [""]:
        one = f"差出人は {mail.sender} です。返信はここだけに送ります。"
        yield "From", value, one if mail.sender else "差出人を1つに確かめられません。返信しません。"
    for name, found in (("To", mail.to), ("Cc", mail.cc)):
        ours = not known.own.isdisjoint(found)
        for value in _values(mail, name.lower()):
            yield name, value, f"こちらのアドレスが{'あります' if ours else 'ありません'}。"
    for value in _values(mail, "reply-to"):
        yield "Reply-To", value, "使いません。返信は差出人(From)に送ります。"
    for value in _values(mail, "date"):
        yield "Date", value, "使いません。メールサーバーに着いた日時で決めます。"
    if mail.return_path is not None:
        null = "空です。自動で送られたメールとみなします。"
        yield "Return-Path", f"<{mail.return_path}>", null if mail.return_path == "" else "空ではありません。"


def _ids(mail: ParsedMail, known: Known) -> Told:
    if not mail.message_id:
        yield (
            "Message-ID",
            mail.header("message-id"),
            "ありません。内容の同じメールかどうかは、全体で見ます。",
        )
    named = [id for id in dict.fromkeys((mail.in_reply_to, *mail.references)) if id]
    for id in [id for id in named if known.our_letters(id)][:MOST]:
        yield "In-Reply-To・References", id, "こちらの手紙です。その手紙への返信とみなします。"
    if named and not any(known.our_letters(id) for id in named):
        yield "In-Reply-To・References", named[0], "こちらの手紙ではないので、根拠にしません。"


def _authentication(mail: ParsedMail, known: Known) -> Told:
    verdict = {
        True: "本人のアドレスから出たと確かめられています。",
        False: "差出人をかたっています。返信せず、案件も変えません。",
        None: "本人かどうかの判定はありません。",
    }[verified(mail, known.authserv_id)]
    trusted = False
    for value in _values(mail, "authentication-results"):
        id = value.lower().partition(";")[0].strip().partition(" ")[0]
        if known.authserv_id and id == known.authserv_id.lower() and not trusted:
            trusted = True
            yield "Authentication-Results", value, f"こちらのサーバーの判定です。{verdict}"
        else:
            yield (
                "Authentication-Results",
                value,
                "こちらのサーバーのものではないか、2つ目以降なので、信用しません。",
            )
    if not trusted:
        yield (
            "Authentication-Results",
            "(こちらのサーバーの判定なし)",
            "メール自身にあった内容だけを返信に書きます。",
        )


def _robots(mail: ParsedMail, known: Known) -> Told:
    """What machines write; its absence is told by the rules that found nothing."""
    marks = ("auto-submitted", "precedence", "x-auto-response-suppress", "x-failed-recipients")
    wanted = {*marks, *known.words.get("auto_headers", ()), *known.words.get("bulk_headers", ())}
    for name, value in mail.headers:
        if name.lower() == "auto-submitted" and value.strip().lower() == "no":
            yield name, value, "人が送ったという表示です。"
        elif name.lower() in wanted or name.lower().startswith("list-"):
            yield name, value, "自動送信や一斉配信の表示かどうかを見ました。"


def _values(mail: ParsedMail, name: str) -> list[str]:
    return [value for key, value in mail.headers if key.lower() == name][:MOST]
