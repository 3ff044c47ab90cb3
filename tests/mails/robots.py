"""Mail of machines, which is never answered."""

from tests.mails.frame import EXCEL, OFFICE, OUR_LETTER, REPLY, SHEET, mail, mixed, plain, text, utf8_file
from tests.mails.wire import CRLF, lines, multipart, part, word

mail(
    "037-out-of-office-japanese",
    plain("11月25日まで不在にしております。急ぎの方は代表電話へお願いします。"),
    subject=word("自動応答: 【小郡市企画課】エントリーシートを受け付けました(整理番号 R8-0012)"),
    path="<>",
    more=[*REPLY, ("Auto-Submitted", "auto-replied (vacation)"), ("X-Auto-Response-Suppress", "All")],
)
_notice = "次の受信者へのメッセージを配信できませんでした。\n\ninfo@ogori-foods.example.jp\n"
mail(
    "038-bounce-japanese",
    multipart(
        "report; report-type=delivery-status",
        "_000_AM0PR01MB0001",
        text(_notice),
        part(
            [("Content-Type", "message/delivery-status")],
            lines(
                "Reporting-MTA: dns; mx.example.jp\n\nFinal-Recipient: rfc822; info@ogori-foods.example.jp\n"
                "Action: failed\nStatus: 5.1.1"
            ).encode(),
        ),
        part(
            [("Content-Type", "message/rfc822")],
            part(
                [("From", OFFICE), ("Message-ID", OUR_LETTER), ("Auto-Submitted", "auto-replied")],
                b"..." + CRLF,
            ),
        ),
    ),
    subject=word("配信不能: 【小郡市企画課】エントリーシートを受け付けました(整理番号 R8-0012)"),
    sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.jp>",
    path="<>",
)
mail(
    "039-mailing-list",
    plain("今月の例会のお知らせです。アンテナショップの見学も予定しています。"),
    subject=word("[toshikeikaku:0421] 例会のお知らせ"),
    sender=f"{word('事務局')} <office@example.org>",
    more=[
        ("List-Id", "<toshikeikaku.example.org>"),
        ("Precedence", "list"),
        ("List-Post", "<mailto:t@example.org>"),
    ],
)
mail(
    "066-out-of-office-no-headers",
    plain("I am out of the office until Monday."),
    subject="Out of Office Re: R8-0012",
    more=REPLY,
)
mail(
    "067-read-receipt",
    multipart(
        "report; report-type=disposition-notification",
        "MDN1",
        text("メッセージは開封されました。"),
        part(
            [("Content-Type", "message/disposition-notification")],
            b"Disposition: manual-action; displayed" + CRLF,
        ),
    ),
    subject=word("開封済み: 【小郡市企画課】結果のお知らせ"),
    more=REPLY,
)
mail(
    "069-no-reply-service",
    mixed(text("ご注文ありがとうございます。"), utf8_file("請求書.xlsx", SHEET, EXCEL)),
    subject=word("ご注文の確認"),
    sender="order-noreply@shop.example.com",
)
