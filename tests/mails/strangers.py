"""The rest of what comes to a section's general mailbox, and what is made to harm."""

from tests.mails.frame import (
    EXCEL,
    GREETING,
    MAILS,
    NAME,
    OFFICE,
    OUTLOOK,
    REPLY,
    SHEET,
    STRANGER,
    excel,
    mail,
    mixed,
    plain,
    text,
    utf8_file,
)
from tests.mails.wire import (
    OLE,
    PDF,
    archive,
    cp932,
    jis,
    lines,
    multipart,
    part,
    percent,
    text_part,
    word,
    xlsx,
)

mail(
    "051-ministry-survey",
    plain("各市町村企画担当課 御中\n\nアンテナショップの設置状況について、11月30日までにご回答ください。"),
    subject=word("【照会】アンテナショップ実態調査について"),
    sender=f"{word('総務省地域力創造グループ')} <chiiki@soumu.go.jp>",
)
mail(
    "052-private-appointment",
    plain("先日はありがとうございました。来週の打合せは火曜の14時でいかがでしょうか。"),
    subject=word("打合せの日程"),
    sender=f"{word('山田太郎')} <{STRANGER}>",
)
_news = "<html><head><title>x</title></head><p>全国のアンテナショップ特集</p><p>取扱商品ランキング</p>"
mail(
    "053-newsletter",
    text_part(_news, encoding="quoted-printable", subtype="html"),
    subject=word("地域づくり通信 アンテナショップ特集"),
    sender=f"{word('地域づくり通信')} <news@example.com>",
    more=[("List-Unsubscribe", "<https://example.com/u>"), ("Precedence", "bulk")],
)
mail(
    "054-job-hunter",
    mixed(
        text("インターンシップのエントリーシートを提出します。"),
        utf8_file("エントリーシート_山田.xlsx", SHEET, EXCEL),
    ),
    subject=word("エントリーシートの提出"),
    sender=f"{word('山田花子')} <{STRANGER}>",
)
mail(
    "055-wants-to-apply",
    plain("はじめまして。うちの柿酢をアンテナショップに置いていただきたいのですが、必要な書類はありますか。"),
    subject=word("お願い"),
    sender=f"{word('柿農園')} <{STRANGER}>",
)
mail(
    "056-plain-question",
    plain("久留米館の営業時間を教えてください。"),
    subject=word("質問"),
    sender=f"{word('市民')} <{STRANGER}>",
)
mail(
    "057-withdrawal",
    plain("R8-0012 の申込みは、製造をやめるため取り下げます。"),
    subject=word("Re: 【小郡市企画課】エントリーシートを受け付けました(整理番号 R8-0012)"),
    more=REPLY,
)
_page = (
    '<html><head><meta charset="shift_jis"><style>p {color: red}</style></head><body>'
    "<p>アンテナショップへの<b>出品</b>を希望します。</p><div>①ジャム<br>②柿酢</div></body></html>"
)
mail(
    "058-html-only",
    text_part(_page, "", cp932(_page), "base64", "html"),
    subject=word("出品の希望"),
    sender=STRANGER,
    more=OUTLOOK,
)
mail(
    "059-disguised-sender",
    mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)),
    sender="info@ogori-foods.example.jp <evil@example.com>",
)
mail(
    "060-two-senders",
    mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)),
    more=[("From", "info@ogori-foods.example.jp"), ("FROM", "evil@example.com")],
)
mail(
    "061-web-form",
    plain("お名前: 小郡花子\nお問い合わせ内容: アンテナショップの商品の申込方法を知りたい。"),
    subject=word("【ホームページ】お問い合わせ"),
    sender="webform-noreply@city.ogori.lg.jp",
    more=[("Auto-Submitted", "auto-generated")],
)
mail(
    "062-own-copy",
    plain("エントリーシートを受け付けました。"),
    subject=word("【小郡市企画課】エントリーシートを受け付けました(整理番号 R8-0012)"),
    sender=f"{word('小郡市企画課')} <{OFFICE}>",
    more=[("X-Mailbot-Kind", "acknowledgement"), ("Auto-Submitted", "auto-replied")],
)
mail(
    "063-old-excel",
    mixed(
        text(GREETING),
        utf8_file(
            "エントリーシート.xls",
            OLE + "Workbook".encode("utf-16-le") + bytes(112),
            "application/vnd.ms-excel",
        ),
    ),
)
mail(
    "064-zip",
    mixed(
        text(GREETING),
        utf8_file("提出書類一式.zip", archive({"a.xlsx": SHEET, "b.pdf": PDF}), "application/zip"),
    ),
)
mail(
    "065-quoted-and-signed",
    plain(
        "会議室の件、承知しました。\n\n"
        "> アンテナショップ取扱商品のエントリーシートについて\n> 福岡 久留米館\n\n"
        "===========================\n運営 福岡 久留米館 アンテナショップ担当\n電話 092-000-0000"
    ),
    subject=word("会議室の件"),
    sender=f"{word('佐藤')} <{STRANGER}>",
)
MAILS["070-raw-jis-no-mime"] = part(
    [("From", STRANGER), ("Subject", jis("アンテナショップ①の件")), ("Message-Id", "<070@example.com>")],
    jis(lines("柿酢を置いていただけますか。\n㈱髙﨑 ﾊﾝﾊﾞｲ")),
)


def _nested(depth: int) -> bytes:
    body, boundary = text("アンテナショップ"), ""
    for level in range(depth):
        boundary = f"b{level}"
        body = part(*multipart("mixed", boundary, body))
    return body


mail("071-sixty-deep", mixed(_nested(60), boundary="top"), subject=word("エントリーシート"), sender=STRANGER)
mail(
    "072-dangerous-names",
    mixed(
        text(GREETING),
        excel("", 'filename="../../etc/passwd"'),
        excel("", f"filename*={percent(f'エントリー{chr(0x202E)}fdp.xlsx'.encode(), 'utf-8')}"),
        excel("", r'filename="C:\Users\taro\エントリー.xlsx"'),
        excel("", 'filename="CON.xlsx"'),
        excel("", f'filename="{"長" * 200}.xlsx"'),
    ),
)
mail(
    "201-survey-by-a-firm",
    mixed(
        text("総務省の委託により、アンテナショップの現況を調べています。添付の調査票にご記入ください。"),
        utf8_file(
            "アンテナショップ調査票.xlsx",
            xlsx(("アンテナショップ調査票", "令和8年度"), ("自治体名", "")),
            EXCEL,
        ),
    ),
    subject=word("アンテナショップ実態調査へのご協力のお願い"),
    sender=f"{word('地域経済研究所')} <chosa@kenkyusho.example.jp>",
)
