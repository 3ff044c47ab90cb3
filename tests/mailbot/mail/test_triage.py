import pytest

from mailbot.mail.parse import parse
from mailbot.mail.quoting import written
from mailbot.mail.triage import Verdict, triage
from rules.model import Role
from rules.record import replace
from tests.mails.expected import KNOWN
from tests.mails.frame import OFFICE, OUR_LETTER, SHEET, mixed, text, utf8_file
from tests.mails.wire import JPEG, OLE, PDF, Head, archive, locked, multipart, part, text_part, word, xlsx
from tests.mails.wrappings import RFC822

HUMAN = "柿酢をアンテナショップに出品したいです。"


def judged(
    body: str = HUMAN,
    *files: bytes,
    subject: str = "お願い",
    sender: str = "taro@example.com",
    more: Head = (),
) -> Verdict:
    head: Head = [
        ("From", sender),
        ("To", OFFICE),
        ("Subject", word(subject)),
        ("Message-ID", "<1@example.com>"),
        *more,
    ]
    content = mixed(text(body), *files) if files else text_part(body)
    return triage(parse(part([*head, *content[0]], content[1])), KNOWN)


def test_human_mail() -> None:
    """A plain mail of a person may be answered: the marks below stand out against it."""
    verdict = judged()

    assert (verdict.role, verdict.ours, verdict.answer, verdict.wants_to_apply) == (
        Role.INQUIRY,
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("field", "value", "role"),
    [
        ("Return-Path", "<>", Role.AUTOMATIC),
        ("Auto-Submitted", "auto-replied", Role.AUTOMATIC),
        ("Auto-Submitted", "auto-generated; owner-email=x", Role.AUTOMATIC),
        ("auto-submitted", "(comment) Auto-Notified (x)", Role.AUTOMATIC),
        ("Auto-Submitted", "yes", Role.AUTOMATIC),
        ("Auto-Submitted", "no\nAuto-Submitted: auto-replied", Role.AUTOMATIC),
        ("Precedence", "bulk", Role.LIST),
        ("Precedence", "Junk", Role.LIST),
        ("Precedence", "list", Role.LIST),
        ("List-Id", "<a.example.org>", Role.LIST),
        ("List-Unsubscribe", "<https://example.org>", Role.LIST),
        ("X-Auto-Response-Suppress", "All", Role.AUTOMATIC),
        ("X-Auto-Response-Suppress", "DR, OOF, AutoReply", Role.AUTOMATIC),
        ("X-Auto-Response-Suppress", "oof", Role.AUTOMATIC),
        ("Feedback-ID", "1:2:3:esp", Role.LIST),
        ("X-Failed-Recipients", "a@example.jp", Role.BOUNCE),
        ("X-Autoreply", "yes", Role.AUTOMATIC),
        ("X-Autorespond", "1", Role.AUTOMATIC),
        ("X-Mailbot-Kind", "acknowledgement", Role.AUTOMATIC),
    ],
)
def test_marks_of_robots(field: str, value: str, role: Role) -> None:
    """Each mark of automatic mail alone silences the robot, and the mail is left."""
    verdict = judged(more=[(field, value)])

    assert (verdict.role, verdict.answer, verdict.ours) == (role, False, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Auto-Submitted", "no"),
        ("Auto-Submitted", "No (I am a person); x=y"),
        ("X-Auto-Response-Suppress", "None"),
        ("X-Auto-Response-Suppress", "DR, RN, NRN"),
        ("Resent-To", "kikaku@city.ogori.lg.jp"),
        ("Precedence", "first-class"),
        ("Return-Path", "<taro@example.com>"),
        ("List-Id", "<kikaku-ml.city.ogori.lg.jp>"),
        ("List-Post", "<mailto:kikaku-ml@city.ogori.lg.jp>"),
    ],
)
def test_no_mark(field: str, value: str) -> None:
    """What looks like a mark and is none, or names a list of our own, does not silence the robot."""
    assert judged(more=[(field, value)]).answer


@pytest.mark.parametrize(
    ("sender", "role"),
    [
        ("MAILER-DAEMON@example.com", Role.BOUNCE),
        ("postmaster@example.com", Role.BOUNCE),
        ("no-reply@example.com", Role.AUTOMATIC),
        ("shop.noreply+12@example.com", Role.AUTOMATIC),
        ("owner-list@example.com", Role.AUTOMATIC),
        ("list-request@example.com", Role.AUTOMATIC),
        ("kikaku@city.ogori.lg.jp", Role.OWN),
        ("a@example.com, b@example.com", Role.SUSPICIOUS),
        ("", Role.SUSPICIOUS),
    ],
)
def test_senders(sender: str, role: Role) -> None:
    """Machines, ourselves and senders who cannot be told get no answer."""
    verdict = judged(sender=sender)

    assert (verdict.role, verdict.answer) == (role, False)


@pytest.mark.parametrize(
    "subject",
    [
        "自動応答: 受け付けました",
        "【自動返信】お問い合わせありがとうございます",
        "不在のお知らせ",
        "夏季休暇中です",
        "Automatic reply: x",
        "Out of Office",
        "AUTO: I am away",
        "ＡＵＴＯ－ＲＥＰＬＹ",
    ],
)
def test_out_of_office(subject: str) -> None:
    """A subject that tells of absence is enough, in Japanese and English and any width."""
    assert judged(subject=subject).role is Role.AUTOMATIC


def test_bounces() -> None:
    """A bounce is ours if it names a letter of ours; another one is left."""
    report = "report; report-type=delivery-status"
    ours = part([("Content-Type", "message/rfc822")], part([("Message-ID", OUR_LETTER)], b"x"))
    theirs = part([("Content-Type", "message/rfc822")], part([("Message-ID", "<1@example.com>")], b"x"))
    verdicts = []
    for returned in (ours, theirs):
        head, body = multipart(report, "b", text("届きません"), returned)
        verdicts.append(triage(parse(part([("From", "System <x@example.jp>"), *head], body)), KNOWN))

    assert [(verdict.role, verdict.ours, verdict.answer) for verdict in verdicts] == [
        (Role.BOUNCE, True, False),
        (Role.BOUNCE, False, False),
    ]


def test_robot_with_workbook() -> None:
    """A workbook under a mark of robots changes nothing by itself, but is looked at."""
    verdict = judged("", utf8_file("a.xlsx", SHEET), more=[("Precedence", "bulk")])

    assert (verdict.role, verdict.ours, verdict.maybe, verdict.answer) == (Role.LIST, False, True, False)


@pytest.mark.parametrize(
    ("body", "files", "role"),
    [
        ("", [utf8_file("a.xlsx", SHEET)], Role.CORRECTION),
        ("取り下げます", [], Role.WITHDRAWAL),
        ("辞退いたします。", [utf8_file("理由.pdf", PDF)], Role.WITHDRAWAL),
        ("賞味期限は90日です。", [], Role.INQUIRY),
        ("", [utf8_file("scan.pdf", PDF)], Role.PLEDGE),
        ("", [utf8_file("誓約書.jpg", JPEG)], Role.PLEDGE),
        ("", [utf8_file("a.jpg", JPEG), utf8_file("b.jpg", JPEG)], Role.PHOTOS),
        ("", [utf8_file("a.xls", OLE + "Workbook".encode("utf-16-le"))], Role.CORRECTION),
        ("", [utf8_file("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"))], Role.UNREADABLE),
        ("パスワードは別便です", [utf8_file("a.zip", locked(archive({"a": "b"})))], Role.UNREADABLE),
        ("", [utf8_file("エントリーシート.pdf", PDF)], Role.UNREADABLE),
        ("パスワード: abc", [], Role.PASSWORD),
    ],
)
def test_answers_to_us(body: str, files: list[bytes], role: Role) -> None:
    """What answers a letter of ours is ours, whatever it says, and is told apart by what it holds."""
    verdict = judged(body, *files, subject="Re: R8-0012", more=[("In-Reply-To", OUR_LETTER)])

    assert (verdict.role, verdict.ours, verdict.reply, verdict.answer) == (role, True, True, True)


def test_foreign_reference() -> None:
    """An answer to somebody else's mail, or to nothing, is no answer to us."""
    assert not judged("", more=[("References", "<1@example.com> <>"), ("In-Reply-To", "<>")]).reply


@pytest.mark.parametrize(
    ("subject", "body", "sender", "ours"),
    [
        ("エントリーシートの提出", "添付します", "taro@example.com", True),
        ("ご連絡", "久留米館の件です", "taro@example.com", True),
        ("ご連絡", "アンテナショップの出店について", "taro@example.com", True),
        ("ご連絡", "東京でアンテナショップに寄りました", "taro@example.com", False),
        ("ご連絡", "誓約書を送ります", "taro@example.com", False),
        ("ご連絡", "会議の件です", "kobo@tachiarai.example.jp", True),
        ("アンテナショップの件", "調査です", "x@pref.fukuoka.lg.jp", False),
        ("アンテナショップ", "エントリーシートを転送します", "x@city.kurume.lg.jp", True),
        ("採用エントリーシート", "就職の件", "taro@example.com", False),
        ("採用", "アンテナショップのエントリーシート", "taro@example.com", True),
    ],
)
def test_words(subject: str, body: str, sender: str, ours: bool) -> None:
    """Words count by their weight and place; public bodies need more of them, known businesses none."""
    assert judged(body, subject=subject, sender=sender).ours is ours


def test_unknown_workbook() -> None:
    """A workbook of a stranger is read before the mail is left."""
    verdict = judged("よろしく", utf8_file("表.xlsx", xlsx(("a", "b"))), subject="資料")

    assert (verdict.ours, verdict.maybe) == (False, True)
    assert [file.name for file in verdict.workbooks] == ["表.xlsx"]


def test_question_gets_no_guidance() -> None:
    """Who asks about a form he fills does not hear how to apply."""
    assert not judged("エントリーシートのJANコードは必須ですか。", subject="質問").wants_to_apply


def test_sheet_in_other_shape() -> None:
    """Who sent a sheet in a shape that is not read does not hear that there was none."""
    verdict = judged("エントリーシートを送ります", utf8_file("エントリーシート.csv", b"a,b\r\n"))

    assert (verdict.role, verdict.wants_to_apply) == (Role.UNREADABLE, False)
    assert "エントリーシート.csv" in verdict.reason


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("エントリーシートはこちらです https://12.gigafile.nu/0123-abc", ("gigafile.nu",)),
        (
            "申し込みます HTTPS://Drive.Google.com/file/d/x と https://1drv.ms/x",
            ("drive.google.com", "1drv.ms"),
        ),
        ("当店のページは https://gigafile.nu.example.jp です", ()),
        ("> https://www.dropbox.com/s/x", ()),
    ],
)
def test_a_link_in_the_place_of_a_file(body: str, links: tuple[str, ...]) -> None:
    """The service is told by its host, and who linked to a sheet does not hear how to apply."""
    verdict = judged(body, subject="アンテナショップの件")

    assert set(verdict.links) == set(links)
    assert not (links and verdict.wants_to_apply)


def test_own_letter_under_other_name() -> None:
    """Our own letter is known by its Message-ID when a list sends it back under another name."""
    mail = replace(parse(b"From: list@example.org\nSubject: x\n\n"), message_id=OUR_LETTER)

    assert triage(mail, KNOWN).role is Role.OWN


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("a\n> b\n＞c\nd", "a\nd"),
        ("a\n2026年11月18日(水) 10:05 小郡市 <k@city.ogori.lg.jp>:\nb", "a"),
        ("a\nOn Wed, Nov 18, 2026 at 10:05 AM X <x@y.jp> wrote:\nb", "a"),
        ("a\n-----Original Message-----\nFrom: b", "a"),
        ("a\n差出人: 小郡市 <k@city.ogori.lg.jp>\n送信日時: b", "a"),
        ("a\n-- \nb", "a"),
        ("a\n________________________________\nFrom: 小郡市\nb", "a"),
        ("a\n**********************\n株式会社b\n**********************", "a"),
        ("a\n━━━━━━━━━━\nb", "a"),
        ("==========\nb\n==========\nc", "==========\nb"),
        ("2026年11月18日に出品します。", "2026年11月18日に出品します。"),
        ("", ""),
    ],
)
def test_written(text: str, own: str) -> None:
    """Quotations and signatures are told from what the sender wrote."""
    assert written(text) == own


@pytest.mark.parametrize(
    ("to", "answer"),
    [
        ("kikaku@city.ogori.lg.jp", True),
        ("小郡市 企画課 <KIKAKU@city.ogori.lg.jp>, b@example.jp", True),
        ("kikaku-ml@city.ogori.lg.jp", True),
        ("members@example.jp", False),
        ("undisclosed-recipients:;", False),
        ("kikaku@city.ogori.lg.jp.example.com", False),
    ],
)
def test_addressed(to: str, answer: bool) -> None:
    """Who did not write to us by name gets no answer (RFC 3834 section 2), and a person sees the mail."""
    head: Head = [("From", "taro@example.com"), ("To", to), ("Subject", word("お願い")), *text_part(HUMAN)[0]]
    verdict = triage(parse(part(head, text_part(HUMAN)[1])), KNOWN)

    assert (verdict.role, verdict.answer, verdict.person) == (Role.INQUIRY, answer, not answer)


@pytest.mark.parametrize(
    ("result", "role", "answer"),
    [("pass", Role.ENTRY, False), ("none", Role.ENTRY, False), ("fail", Role.OWN, False)],
)
def test_forwarding_in_our_name(result: str, role: Role, answer: bool) -> None:
    """Whoever forwards in our own name and is found out is not one of us."""
    verdict = judged(
        "転送",
        RFC822,
        sender="kikaku-ml@city.ogori.lg.jp",
        more=[("Authentication-Results", f"mail.city.ogori.lg.jp; dmarc={result}")],
    )

    assert (verdict.role, verdict.answer) == (role, answer)


def test_link_instead_of_file() -> None:
    """Who sent a link to the sheet does not hear that there was none."""
    verdict = judged("アンテナショップのエントリーシートを送ります。\nhttps://xgf.nu/abcd")

    assert (verdict.role, verdict.ours, verdict.wants_to_apply) == (Role.INQUIRY, True, False)


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ("添付します。JANコードは必須でしょうか。", True),
        ("添付します。受理されたか教えてください。", True),
        ("添付します。ご確認をお願いいたします。ご不明な点はお問い合わせください。", False),
        ("添付します。\n> 必須でしょうか。", False),
        ("添付します。\n-- \n何でもお尋ねください？", False),
    ],
)
def test_question_beside_sheet(body: str, asks: bool) -> None:
    """A question beside a sheet is told; courtesy, quotations and signatures are no questions."""
    verdict = judged(body, utf8_file("エントリー.xlsx", SHEET))

    assert (verdict.role, verdict.asks, verdict.person) == (Role.ENTRY, asks, asks)
