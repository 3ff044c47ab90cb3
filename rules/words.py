"""How the office says the words of the program (docs/glossary.md)."""

from collections.abc import Mapping

from rules.entered import Brought, Source
from rules.model import Handled, LetterKind, LetterState, OutcomeKind, Pledge, Role, Severity, State

STATES: Mapping[State, str] = {
    State.NEEDS_PERSON: "要確認",
    State.CORRECTION_REQUESTED: "補正依頼中",
    State.ACCEPTED: "受付済",
    State.TABLED: "付議",
    State.DECIDED: "結果記録済",
    State.RELEASED: "決裁済",
    State.NOTIFIED: "通知済",
    State.NEGOTIATING: "条件協議中",
    State.LISTED: "取扱開始",
    State.NOT_AGREED: "条件不調",
    State.WITHDRAWN: "取下げ",
    State.EXPIRED: "期限切れ",
    State.DUPLICATE: "重複",
    State.OUT_OF_SCOPE: "対象外",
}

SHORT_STATES: Mapping[State, str] = {
    State.NEEDS_PERSON: "要確認",
    State.CORRECTION_REQUESTED: "補正中",
    State.ACCEPTED: "受付済",
    State.TABLED: "付議",
    State.DECIDED: "結果済",
    State.RELEASED: "決裁済",
    State.NOTIFIED: "通知済",
    State.NEGOTIATING: "協議中",
    State.LISTED: "取扱中",
    State.NOT_AGREED: "不調",
    State.WITHDRAWN: "取下げ",
    State.EXPIRED: "期限切",
    State.DUPLICATE: "重複",
    State.OUT_OF_SCOPE: "対象外",
}
"""At most six cells: they stand in a column."""

OUTCOMES: Mapping[OutcomeKind, str] = {
    OutcomeKind.SELECTED: "選定",
    OutcomeKind.REJECTED: "不選定",
    OutcomeKind.DEFERRED: "継続審査",
    OutcomeKind.WITHDRAWN: "取下げ",
}

LETTERS: Mapping[LetterKind, str] = {
    LetterKind.ACKNOWLEDGEMENT: "受付の返信",
    LetterKind.CORRECTION_REQUEST: "補正の依頼",
    LetterKind.RESEND_REQUEST: "再送の依頼",
    LetterKind.GUIDANCE: "応募の案内",
    LetterKind.REMINDER: "期限の案内",
    LetterKind.RESULT: "結果の通知",
    LetterKind.RECEIPT: "受信の返信",
    LetterKind.WITHDRAWAL_RECEIPT: "取下げ確認",
    LetterKind.QUERY: "照会",
    LetterKind.HANDOVER: "引き継ぎ",
    LetterKind.AGENDA: "会議資料",
    LetterKind.DIGEST: "日報",
    LetterKind.ALERT: "職員へ連絡",
}

LETTER_STATES: Mapping[LetterState, str] = {
    LetterState.HELD: "保留",
    LetterState.READY: "送信待",
    LetterState.SENDING: "送信中",
    LetterState.SENT: "送信済",
    LetterState.DEFERRED: "再試行",
    LetterState.REFUSED: "拒否",
    LetterState.UNCERTAIN: "不明",
    LetterState.BOUNCED: "不達",
    LetterState.TO_PRINT: "印刷待",
    LetterState.PRINTED: "印刷済",
    LetterState.TOLD: "連絡済",
}

HANDLED: Mapping[Handled, str] = {
    Handled.CASE: "案件",
    Handled.PERSON: "職員へ",
    Handled.LEFT: "触れない",
    Handled.IGNORED: "処理済",
    Handled.SET_ASIDE: "読めず保留",
}

ROLES: Mapping[Role, str] = {
    Role.ENTRY: "エントリー",
    Role.CORRECTION: "補正",
    Role.PLEDGE: "誓約書",
    Role.PHOTOS: "写真",
    Role.PASSWORD: "パスワード",
    Role.INQUIRY: "問い合わせ",
    Role.WITHDRAWAL: "取下げ",
    Role.BOUNCE: "不達",
    Role.AUTOMATIC: "自動応答",
    Role.LIST: "配信リスト",
    Role.OWN: "当課から",
    Role.SUSPICIOUS: "疑わしい",
    Role.UNREADABLE: "読めない",
}

SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "不備",
    Severity.WARNING: "警告",
    Severity.INFO: "参考",
}

PLEDGES: Mapping[Pledge, str] = {
    Pledge.MISSING: "なし",
    Pledge.RECEIVED: "受領(未確認)",
    Pledge.CONFIRMED: "確認済",
    Pledge.ON_FILE: "提出済(過年度)",
}

FORMS: Mapping[str, str] = {"food": "食料品", "nonfood": "非食料品"}
"""Short names of our own forms; any other goes by its title."""

DUTIES: Mapping[str, str] = {
    "close": "締切",
    "notice": "結果の通知",
    "reminder": "期限の案内",
    "agenda": "会議資料",
    "expiry": "期限切れの確認",
    "wording": "文面の変更の知らせ",
    "warning": "未決・未決裁の知らせ",
    "print": "通知の印刷待ち",
    "release": "決裁を待たない通知",
    "handover": "引き継ぎ",
    "unreleased": "通知の遅れの知らせ",
    "delay": "遅れのおわび",
    "letter": "出なかった手紙の知らせ",
    "archive": "書庫への移動",
    "concordance": "書庫の索引",
    "digest": "日報",
}
"""What time alone brings about."""

SOURCES: Mapping[Source, str] = {
    Source.MAIL: "メールの本文",
    Source.PHONE: "電話",
    Source.FAX: "FAX",
    Source.COUNTER: "窓口",
    Source.POST: "郵送",
}

PAPERS: Mapping[Brought, str] = {
    Brought.SHEET: "紙のエントリーシート",
    Brought.PLEDGE: "紙の誓約書",
    Brought.PHOTO: "紙の写真",
}

EVENTS: Mapping[str, str] = {
    **{f"case.{state}": f"案件は{word}" for state, word in STATES.items()},
    **{f"letter.{state}": f"手紙は{word}" for state, word in LETTER_STATES.items()},
    **{f"mail.{handled}": f"メールを受信 ({word})" for handled, word in HANDLED.items()},
    "case.screened": "選定案を記入",
    "agenda.handed_out": "会議資料を配布",
    "outcome.recorded": "結果を記録",
    "outcomes.recorded": "結果をまとめて記録",
    "outcome.corrected": "知らせた結果を訂正",
    "case.registered": "郵送・窓口の申込みを登録",
    "sheet.received": "紙の補正を受領",
    "photo.received": "紙の写真を受領",
    "case.overruled": "不備があっても受付",
    "case.moved": "別の回に移した",
    "answer.given": "答えを記入",
    "terms.told": "選定後の経過",
    "outcome.cleared": "未決に戻した",
    "case.released": "決裁済",
    "case.unreleased": "決裁を戻した",
    "round.released": "回を決裁済",
    "round.unreleased": "回の決裁を戻した",
    "case.note": "メモ",
    "case.seen": "確認済にした",
    "case.reopened": "案件を再開",
    "query.written": "照会を作った",
    "letter.held": "手紙を保留",
    "letter.released": "手紙を送ってよい",
    "letter.retried": "手紙を送り直し",
    "letter.printed": "手紙を印刷済",
    "letter.arrived": "手紙は届いていた",
    "address.reached": "宛先は届くと記録",
    "mail.done": "メールは確認済み",
    "mail.undone": "メールは確認待ち",
    "mail.assigned": "メールを案件に付けた",
    "case.mail": "メールを付けた",
    "mail.reprocessed": "メールを処理し直した",
    "letter.dropped": "不要になった手紙を除いた",
    "letter.remade": "手紙を作り直し",
    "case.erased": "案件を廃棄",
    "case.overdue": "補正の期限切れを確認待ち",
    "pledge.received": "誓約書を受領",
    "pledge.confirmed": "誓約書を確認済み",
    "pledge.on_file": "誓約書は提出済み",
    "business.merged": "事業者を統合",
    "business.split": "事業者の統合を解いた",
    "business.notice": "通知先を選んだ",
    "business.amended": "事業者の情報を直した",
    "sending.paused": "送信を停止",
    "sending.resumed": "送信を再開",
    "business.same": "同じ事業者",
    "registry.imported": "過年度の登録簿を取込み",
    "business.other": "同じ事業者ではない",
    "case.claimed": "別のアドレスからのメール",
    "deed.undone": "操作を取消し",
    "deed.together": "まとめて操作",
}
"""What the audit says happened to a case, its letters and its mails; a deed is called by its last event."""


def detail(told: str) -> str:
    """What the audit says of an event, with the role of a mail as people call it: 'pledge', 'entry: 柿酢'."""
    role, colon, rest = told.partition(": ")
    return f"{ROLES[Role(role)]}{colon}{rest}" if role in set(Role) else told
