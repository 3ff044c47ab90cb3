"""What businesses want besides: questions, answers in words, withdrawals, passwords."""

from tests.mails.frame import (
    BUSINESS,
    EXCEL,
    GREETING,
    NAME,
    OFFICE,
    REPLY,
    SHEET,
    STRANGER,
    expect,
    mail,
    mixed,
    plain,
    text,
    utf8_file,
)
from tests.mails.wire import word

SHEET_FILE = utf8_file(NAME, SHEET, EXCEL)
FILES = [[NAME, "xlsx"]]
ANSWERED = "Re: 【小郡市企画課】エントリーシートの確認のお願い(整理番号 R8-0012)"

mail("097-sheet-and-question", mixed(text(GREETING + "\nなお、結果はいつ頃わかりますか？"), SHEET_FILE))
expect("097-sheet-and-question", "Does both.", role="entry", asks=True, attachments=FILES)
mail(
    "098-sheet-and-courtesy",
    mixed(
        text(GREETING + "\nご不明な点がございましたらお問い合わせください。\nhttps://example.jp/?a=1"),
        SHEET_FILE,
    ),
)
expect("098-sheet-and-courtesy", "Courtesy and a link ask nothing.", role="entry", attachments=FILES)
mail("099-answer-in-words", plain("賞味期限は90日です。"), subject=word(ANSWERED), more=REPLY)
expect("099-answer-in-words", "An answer without a sheet.", subject=ANSWERED, role="inquiry", worded=True)
mail("185-withdrawal-by-known", plain("柿酢は辞退します。"), sender=BUSINESS, subject=word("辞退"))
expect(
    "185-withdrawal-by-known",
    "A known business withdraws without quoting anything.",
    sender=BUSINESS,
    sender_name="",
    subject="辞退",
    role="withdrawal",
)
mail(
    "186-password-by-gateway",
    plain("パスワード: Ogori2026"),
    sender="ppap@okawa.example.jp",
    subject=word("【自動送信】添付ファイルのパスワード"),
    more=[("Auto-Submitted", "auto-generated")],
)
expect(
    "186-password-by-gateway",
    "PPAP: the gateway of one whose file waits for a person.",
    sender="ppap@okawa.example.jp",
    sender_name="",
    subject="【自動送信】添付ファイルのパスワード",
    role="password",
    answer=False,
)
mail(
    "187-password-of-stranger", plain("パスワード: x"), sender=STRANGER, subject=word("パスワードのお知らせ")
)
expect(
    "187-password-of-stranger",
    "A password for nothing that came.",
    sender=STRANGER,
    sender_name="",
    subject="パスワードのお知らせ",
    role="password",
    ours=False,
)
mail("188-bcc", mixed(text(GREETING), SHEET_FILE), more=[("To", "members@example.or.jp")])
expect("188-bcc", "We are in neither To nor Cc.", role="entry", answer=False, attachments=FILES)
mail("189-copy-to-us", mixed(text(GREETING), SHEET_FILE), more=[("To", "a@example.jp"), ("Cc", OFFICE)])
expect("189-copy-to-us", "A copy is addressed to us.", role="entry", attachments=FILES)
mail("190-to-alias", mixed(text(GREETING), SHEET_FILE), more=[("To", "Kikaku-ML@city.ogori.lg.jp")])
expect("190-to-alias", "An alias is us.", role="entry", attachments=FILES)
mail(
    "191-quoted-number",
    plain("隣の店の R8-0012 の結果を教えてください。アンテナショップの件です。"),
    sender=STRANGER,
    subject=word("整理番号 R8-0012"),
)
expect(
    "191-quoted-number",
    "A stranger who quotes a number gets no more than any other.",
    sender=STRANGER,
    sender_name="",
    subject="整理番号 R8-0012",
    role="inquiry",
)
mail(
    "192-dmarc-none",
    mixed(text(GREETING), SHEET_FILE),
    more=[("Authentication-Results", "mail.city.ogori.lg.jp; dmarc=none; spf=none; dkim=none")],
)
expect("192-dmarc-none", "Most small firms publish no policy.", role="entry", attachments=FILES)
mail(
    "193-dmarc-pass",
    mixed(text(GREETING), SHEET_FILE),
    more=[
        (
            "Authentication-Results",
            "mail.city.ogori.lg.jp; dmarc=pass (p=reject) header.from=ogori-foods.example.jp",
        )
    ],
)
expect("193-dmarc-pass", "Proven.", role="entry", attachments=FILES, verified=True)
mail(
    "194-dkim-of-own-domain",
    mixed(text(GREETING), SHEET_FILE),
    more=[
        (
            "Authentication-Results",
            "mail.city.ogori.lg.jp 1;\n\tdkim=pass header.d=ogori-foods.example.jp;\n\t"
            "spf=softfail smtp.mailfrom=x@example.net",
        )
    ],
)
expect(
    "194-dkim-of-own-domain",
    "Proven by the signature of the very domain.",
    role="entry",
    attachments=FILES,
    verified=True,
)
mail("195-asks-only", plain("アンテナショップの締切はいつですか。"), subject=word("締切"))
expect("195-asks-only", "A question alone.", subject="締切", role="inquiry")
