"""One realistic notice of every kind that the office sends; their letters lie in tests/rules/letters."""

from collections.abc import Callable, Mapping

from rules.decide import received, record_outcome
from rules.letters import agendas, answers, digests, queries, reminders, results
from rules.letters.alerts import alert
from rules.letters.answers import Incoming
from rules.letters.resend import Unopened
from rules.model import Approval, Case, File, Finding, Notice, OutcomeKind, Severity
from rules.record import replace
from rules.rounds import round_named
from store.library import Library
from tests.rules.office import ARRIVAL, BUSINESS, CALENDAR, case, gap, instant, outcome

COMMON = {
    "office": "小郡市 企画課",
    "mark": "【小郡市企画課】",
    "postal": "〒838-0198 小郡市小郡255番地1",
    "address": "kikaku@city.ogori.lg.jp",
    "phone": "0942-72-2111(内線224)",
    "fax": "0942-73-4466",
    "hours": "平日 8:30〜17:00",
    "shop": "福岡 久留米館",
    "signatory": "小郡市長",
    "operator": "株式会社かがし屋",
    "operator_name": "株式会社かがし屋",
    "today": "令和8年11月18日",
    "addressee": "",
    "paper": "",
}
BLANKS = tuple(
    File(name=name, sha256=name, media_type="application/octet-stream", size=45_000)
    for name in ("エントリーシート(食料品).xlsx", "エントリーシート(非食料品).xlsx", "誓約書.pdf")
)
MAIL = Incoming(
    arrival="a" * 64, sender="info@example.jp", received_at=ARRIVAL, sheets=2, pledges=1, pictures=3
)
BARE = replace(MAIL, sheets=0, pledges=0, pictures=0)
ROUND = round_named("2026-11", CALENDAR)
DECIDED_AT = instant("2026-12-03T15:00:00")
REMINDED_AT = instant("2026-11-13T09:00:00")
APPROVAL = Approval(
    approver="企画課長",
    approved_on=DECIDED_AT.date(),
    document_number="8企第123号",
    by="田中",
    recorded_at=DECIDED_AT,
)

PLEDGE_GAP = gap(
    "pledge_missing",
    label="誓約書",
    message="誓約書がまだ届いていません。記入して押印または署名した誓約書を、PDFか写真でお送りください。郵送でも"
    "受け付けます。",
)
STORAGE_GAP = gap(
    "missing",
    label="保存温度帯",
    message="「保存温度帯」が未記入です。「常温」「冷蔵」「冷凍」から1つ選んでください。",
)
JAN_GAP = Finding(
    code="check_digit",
    severity=Severity.ERROR,
    label="JANコード",
    cell="エントリーシート!C21",
    shown="4569951116178",
    message="「JANコード」の「4569951116178」は、番号の中の検査用の1桁が計算と合いません。写し間違いがないか、もう一度"
    "お確かめください。JANコードがないときは「なし」とご記入ください。",
)
SIZES_GAP = Finding(
    code="several_sizes",
    severity=Severity.ERROR,
    label="内容量",
    cell="柿酢!C24",
    shown="200ml/500ml",
    message="1枚のシートには1つの内容量をご記入ください。もう1つの内容量は、別のシートに分けてお送りください。",
)
NO_NUMBER = gap("missing", Severity.WARNING, label="法人番号")
NO_PHOTO = gap("photo_missing", Severity.WARNING, label="商品写真 / 認証・受賞・備考")
NO_LABEL = gap("label_missing", Severity.WARNING, label="一括表示(ラベル)の画像")


def judged(case_: Case, *findings: Finding) -> Case:
    done = received(case_, findings=findings, at=ARRIVAL, calendar=CALENDAR)
    assert isinstance(done, Case)
    return done


def acknowledgement() -> Notice:
    jam, vinegar = judged(case(), NO_NUMBER, NO_LABEL), judged(case("R8-0013", name="柿酢 200ml"))
    return answers.about_cases(MAIL, (jam, vinegar), now=ARRIVAL, calendar=CALENDAR)


def acknowledgement_late() -> Notice:
    late = instant("2026-12-15T08:31:00")
    one, seen = judged(case()), case("R8-0013", name="柿酢 200ml")
    mail = replace(MAIL, unread=("パンフレット.ppt",), sheets=2, pledges=0, pictures=0)
    return answers.about_cases(mail, (one, seen), now=late, calendar=CALENDAR)


def correction_request() -> Notice:
    cases = (
        judged(case(), STORAGE_GAP, JAN_GAP, PLEDGE_GAP, NO_PHOTO),
        judged(case("R8-0013", name="柿酢 飲みくらべ"), SIZES_GAP, PLEDGE_GAP),
        judged(case("R8-0014", name="筑後の梅干し 200g"), PLEDGE_GAP),
    )
    mail = replace(MAIL, sheets=3, pledges=0)
    return answers.about_cases(mail, cases, now=ARRIVAL, calendar=CALENDAR, files=BLANKS[2:])


def correction_request_many() -> Notice:
    """More gaps than are read at once, beside an accepted product."""
    gaps = tuple(gap("missing", label=f"記入欄{place}") for place in range(1, 14))
    cases = (judged(case(), *gaps), judged(case("R8-0013", name="柿酢 200ml")))
    return answers.about_cases(MAIL, cases, now=ARRIVAL, calendar=CALENDAR)


def correction_request_pledge() -> Notice:
    """The sheet is complete, and one of the pictures may be the pledge."""
    mail, cases = replace(MAIL, sheets=1, pledges=0, pictures=2, pictured=True), (judged(case(), PLEDGE_GAP),)
    return answers.about_cases(mail, cases, now=ARRIVAL, calendar=CALENDAR, files=BLANKS[2:])


def guidance_unfilled() -> Notice:
    """Our own sheet came back with nothing in it, and a photo beside it."""
    mail = replace(BARE, pictures=1, unfilled=("エントリーシート(食料品).xlsx",))
    return answers.guidance(mail, now=ARRIVAL, calendar=CALENDAR, files=BLANKS)


def guidance() -> Notice:
    return answers.guidance(BARE, now=ARRIVAL, calendar=CALENDAR, files=BLANKS)


def receipt() -> Notice:
    mail = replace(MAIL, unread=("エントリーシート(旧様式).xls", "商品写真まとめ.zip"))
    return answers.receipt(mail, now=ARRIVAL, calendar=CALENDAR)


def resend_request() -> Notice:
    """Every reason that there is, in a mail that brought no sheet."""
    names = {
        "encrypted": "エントリーシート(社外秘).xlsx",
        "damaged": "エントリーシート.xls",
        "too_large": "商品一覧と写真.xlsx",
        "empty": "新規 Microsoft Excel ワークシート.xlsx",
        "csv": "エントリーシート.csv",
        "html": "エントリーシート_保存用.xls",
        "pdf": "エントリーシート.pdf",
        "photo": "エントリーシート1枚目.jpg",
        "word": "エントリーシート.docx",
        "zip": "エントリーシート一式.zip",
        "mail": "Fw_応募書類.eml",
        "not_a_workbook": "エントリーシート.numbers",
        "link": "メールの本文に書かれたリンク(gigafile.nu)",
    }
    files = tuple(Unopened(name=name, code=code, why="") for code, name in names.items())
    mail = replace(MAIL, unopened=files, sheets=0)
    return answers.resend_request(mail, now=ARRIVAL, calendar=CALENDAR, files=BLANKS)


def resend_request_beside() -> Notice:
    """One file of three can't be read: what could be read is accepted, or waits for a person."""
    torn = Unopened(name="エントリーシート3.xlsx", code="damaged", why="")
    mail = replace(MAIL, unopened=(torn,), unread=("パンフレット.ppt",))
    cases = (judged(case()), case("R8-0013", name="筑後の梅干し 200g"))
    return answers.about_cases(mail, cases, now=ARRIVAL, calendar=CALENDAR, forms=())


def result() -> Notice:
    told = (
        (case(), OutcomeKind.SELECTED, None),
        (case("R8-0013", name="柿酢 200ml"), OutcomeKind.REJECTED, "R01"),
        (case("R8-0014", name="筑後の梅干し 200g"), OutcomeKind.DEFERRED, "R02"),
    )
    cases = tuple(replace(decided(each, kind, reason), approval=APPROVAL) for each, kind, reason in told)
    reasons = Library().tables().reasons
    return results.result(BUSINESS, cases, ROUND, now=DECIDED_AT, calendar=CALENDAR, reasons=reasons)


def decided(case_: Case, kind: OutcomeKind, reason: str | None = None) -> Case:
    done = record_outcome(judged(case_), outcome(kind, reason))
    assert isinstance(done, Case)
    return done


def handover() -> Notice:
    products = ((decided(case(wholesale="70%"), OutcomeKind.SELECTED), BUSINESS),)
    return results.handover(
        products,
        ROUND,
        to="buyer@example.jp",
        operator="株式会社かがし屋",
        now=DECIDED_AT,
        calendar=CALENDAR,
    )


def withdrawal_receipt() -> Notice:
    withdrawn = decided(case(), OutcomeKind.WITHDRAWN)
    return results.withdrawal_receipt(withdrawn, BUSINESS, now=DECIDED_AT, calendar=CALENDAR)


def staff_alert() -> Notice:
    return alert(
        "refused:L-000012",
        to="kikaku-staff@city.ogori.lg.jp",
        what="事業者あてのメールが、相手のサーバーに受け取られませんでした。",
        todo="電話またはFAXで、宛先のメールアドレスを事業者に確かめてください。",
        now=DECIDED_AT,
        calendar=CALENDAR,
        cases=((case(), BUSINESS.name),),
    )


def acknowledgement_by_post() -> Notice:
    return replace(acknowledgement(), to="")


def correction_request_by_post() -> Notice:
    return replace(correction_request(), to="")


def reminder() -> Notice:
    cases = (
        judged(case(), STORAGE_GAP, PLEDGE_GAP),
        judged(case("R8-0014", name="筑後の梅干し 200g"), PLEDGE_GAP),
    )
    return reminders.reminder(BUSINESS, cases, ROUND, now=REMINDED_AT, calendar=CALENDAR, files=BLANKS[2:])


def reminder_by_post() -> Notice:
    cases = (replace(judged(case(), STORAGE_GAP), notice_to=""),)
    business = replace(BUSINESS, notice_to="", addresses=())
    return reminders.reminder(business, cases, ROUND, now=REMINDED_AT, calendar=CALENDAR)


def agenda() -> Notice:
    others = replace(BUSINESS, id="J-0035", name="大川木工", municipality="大川市")
    tabled = ((case(), BUSINESS), (case("R8-0013"), BUSINESS), (case("R8-0015"), others))
    return agendas.agenda(
        tabled,
        ROUND,
        to="antenna@city.kurume.example.jp",
        name="久留米市",
        files=(replace(BLANKS[0], name="審査資料_令和8年11月分.xlsx"),),
        now=instant("2026-11-21T08:30:00"),
        calendar=CALENDAR,
        reply_by=instant("2026-12-02T00:00:00").date(),
    )


def digest() -> Notice:
    named = (case(), BUSINESS.name)
    morning = digests.Morning(
        received=[named] * 22,
        corrected=[named],
        added=[named],
        person=[named],
        mails=[
            "11月18日(水) 17時05分 info@example.jp「お問い合わせ」: 質問のメールのため、職員が確かめます。"
        ],
        overdue=[named],
        failures=["L-000012 結果の通知(株式会社小郡食品)が、宛先に受け取られませんでした。"],
        mailbox=[
            "「受付済」フォルダーにあるはずのメール1通が見当たりません(11月18日受信、件名「エントリー」)。"
        ],
        coming=["令和8年11月20日(金) 締切(11月分、3件)"],
    )
    made = digests.digest(
        morning,
        to="kikaku-staff@city.ogori.lg.jp",
        now=instant("2026-11-19T08:30:00"),
        calendar=CALENDAR,
        audit="5" * 64,
    )
    assert made is not None
    return made


def query_question() -> Notice:
    return queries.query(
        queries.QUESTION,
        BUSINESS,
        (judged(case()),),
        once="1",
        now=ARRIVAL,
        calendar=CALENDAR,
        text="賞味期限が「製造日から3年」とありますが、ジャムとしては長いようです。ラベルの表示をお確かめください。",
        reply_by=instant("2026-11-20T00:00:00").date(),
    )


def query_delay() -> Notice:
    return queries.query(
        queries.DELAY,
        BUSINESS,
        (judged(case()), judged(case("R8-0013", name="柿酢 200ml"))),
        once="2026-11:J-0034",
        now=ROUND.notice_at,
        calendar=CALENDAR,
        expected_on=instant("2026-12-17T00:00:00").date(),
        held=True,
    )


def query_correction() -> Notice:
    wrong = replace(decided(case(), OutcomeKind.REJECTED, "R01"), approval=APPROVAL)
    return queries.correction(
        BUSINESS,
        ((wrong, OutcomeKind.SELECTED),),
        once="1",
        former=APPROVAL,
        former_on=ROUND.notice_at.date(),
        approval=replace(APPROVAL, document_number="8企第131号"),
        text="会議の記録を書き写す際に、別の商品の結果と取り違えました。",
        now=instant("2026-12-14T10:00:00"),
        calendar=CALENDAR,
        reasons=Library().tables().reasons,
    )


NOTICES: Mapping[str, Callable[[], Notice]] = {
    made.__name__: made
    for made in (
        acknowledgement,
        acknowledgement_late,
        correction_request,
        correction_request_many,
        correction_request_pledge,
        guidance,
        guidance_unfilled,
        receipt,
        resend_request,
        resend_request_beside,
        result,
        handover,
        withdrawal_receipt,
        staff_alert,
        reminder,
        reminder_by_post,
        acknowledgement_by_post,
        correction_request_by_post,
        agenda,
        digest,
        query_question,
        query_delay,
        query_correction,
    )
}
