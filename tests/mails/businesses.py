"""What else a business sends: photos, pledges, corrections, odd addresses, other containers."""

from tests.mails.frame import (
    BUSINESS,
    EXCEL,
    GREETING,
    NAME,
    REPLY,
    SHEET,
    STRANGER,
    mail,
    mixed,
    plain,
    text,
    utf8_file,
)
from tests.mails.wire import JPEG, PDF, cp932, file_part, part, png, text_part, word, xlsx

mail(
    "026-password-follows",
    plain("先ほどお送りした添付ファイルのパスワードは次のとおりです。\n\nOgori2026"),
    subject=word("添付ファイルのパスワード"),
    sender=BUSINESS,
)
mail(
    "031-iphone-photos",
    mixed(
        text("", "cp932", cp932("先日のエントリーの写真です。\r\n\r\n")),
        file_part(JPEG, "image/jpeg", "name=IMG_0612.jpeg", "filename=IMG_0612.jpeg", "inline"),
        file_part(png(), "image/png", "name=IMG_0613.png", "filename=IMG_0613.png", "inline"),
        boundary="Apple-Mail-0B7C9E51-6E2F-4B0E-8E7A-5C1D2A3B4C5D",
    ),
    subject=word("写真"),
    sender=f"{word('大刀洗工房')} <{BUSINESS}>",
    more=[("X-Mailer", "iPhone Mail (23B85)")],
)
mail(
    "032-pledge-in-reply",
    mixed(text("不足していた書類を添付します。"), utf8_file("scan0001.pdf", PDF, "application/pdf")),
    subject=word("Re: 【小郡市企画課】エントリーシートの確認のお願い(整理番号 R8-0012)"),
    more=REPLY,
)
_inner = part(
    [
        ("From", f"{word('大刀洗工房')} <kobo@example.net>"),
        ("Subject", word("エントリーシート")),
        *text_part("添付します。")[0],
    ],
    text_part("添付します。")[1],
)
mail(
    "033-forwarded-by-commerce",
    mixed(
        text("会員の事業者から届きましたので転送します。小郡市商工会"),
        part([("Content-Type", "message/rfc822"), ("Content-Disposition", "attachment")], _inner),
    ),
    sender=f"{word('小郡市商工会')} <shoko@example.or.jp>",
    subject=word("Fw: アンテナショップ取扱商品エントリーシート"),
)
mail(
    "034-docomo-dots",
    plain("アンテナショップに手作りの味噌を出品したいです。どうすればいいですか。"),
    subject=word("出品の申し込み"),
    sender="hanako..miso.@docomo.ne.jp",
    path="<hanako..miso.@docomo.ne.jp>",
)
mail(
    "035-comma-in-name",
    mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)),
    sender="株式会社 小郡食品, 担当 髙﨑 <info@ogori-foods.example.jp>",
)
mail(
    "036-reply-to-differs",
    mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)),
    more=[("Reply-To", "boss@evil.example.com")],
)
mail(
    "041-used-message-id",
    mixed(text(GREETING.replace("ジャム", "ようかん")), utf8_file(NAME, xlsx(("商品名", "ようかん")), EXCEL)),
    more=[("Message-ID", "<001-utf8-entry-and-pledge@ogori-foods.example.jp>")],
)
mail("040-empty", text_part(""), subject="", sender=STRANGER, path=f"<{STRANGER}>")
mail(
    "042-correction-in-reply",
    mixed(
        text(
            "ご指摘の点を直しました。ご確認ください。\n\n"
            "2026年11月18日(水) 10:05 小郡市企画課 <kikaku@city.ogori.lg.jp>:\n"
            "> 整理番号 R8-0012\n> 1 保存温度帯: 未記入です。取下げの場合はご連絡ください。"
        ),
        utf8_file("エントリーシート(修正).xlsx", SHEET, EXCEL),
    ),
    subject=word("Re: 【小郡市企画課】エントリーシートの確認のお願い(整理番号 R8-0012)"),
    more=REPLY,
)
mail(
    "044-date-years-off",
    mixed(text(GREETING), utf8_file(NAME, SHEET, EXCEL)),
    date="Sat, 01 Jan 2000 00:00:00 -0000",
)
