"""One entry in the dress of each mail program, with the charsets and file names that these write."""

import unicodedata

from tests.mails.frame import (
    ASK,
    EXCEL,
    GREETING,
    NAME,
    OUTLOOK,
    SHEET,
    THUNDERBIRD,
    excel,
    mail,
    mixed,
    text,
    utf8_file,
)
from tests.mails.wire import JPEG, PDF, cp932, eucjp, file_part, jis, lines, part, percent, word

mail(
    "001-utf8-entry-and-pledge",
    mixed(
        text(GREETING),
        utf8_file(NAME, SHEET, EXCEL),
        utf8_file("誓約書.pdf", PDF, "application/pdf"),
        utf8_file("写真.jpg", JPEG, "image/jpeg"),
    ),
    more=THUNDERBIRD,
)
_folded = "\n ".join(word("", "iso-2022-jp", jis(half)) for half in ("エントリーシート小郡", "食品.xlsx"))
mail(
    "002-jis-outlook-names",
    mixed(
        text(GREETING, "iso-2022-jp", jis(lines(GREETING)), "7bit"),
        excel(
            f'name="{_folded}"',
            f'filename="{_folded}"',
        ),
        boundary="----=_NextPart_000_0012_01DC58A2.7B3F1E40",
    ),
    subject=word("", "iso-2022-jp", jis("エントリーシートの提出について")),
    sender=f'"{word("", "iso-2022-jp", jis("株式会社小郡食品"))}" <Info@Ogori-Foods.example.jp>',
    more=OUTLOOK,
)
mail(
    "003-jis-vendor-letters",
    mixed(
        text(GREETING, '"iso-2022-jp"', jis(lines(GREETING)), "7bit"),
        excel("", f'filename="{word("", "ISO-2022-JP", jis(NAME))}"'),
        boundary="----=_NextPart_000_0013_01DC58A2.7B3F1E40",
    ),
    subject=word("", "ISO-2022-JP", jis("髙﨑㈱ ①②のエントリーシート")),
    sender=f"{word('', 'ISO-2022-JP', jis('㈱小郡食品　髙﨑'))} <info@ogori-foods.example.jp>",
    more=OUTLOOK,
)
for number, label, encode in (
    ("004-cp50220", "cp50220", jis),
    ("005-x-sjis", "x-sjis", cp932),
    ("006-windows-31j", "windows-31j", cp932),
    ("068-euc-jp", "EUC-JP", eucjp),
):
    mail(
        number,
        mixed(
            text(GREETING, label, encode(lines(GREETING))),
            excel(f'name="{word("", label, encode(NAME))}"', f"filename*={percent(encode(NAME), label)}"),
        ),
        subject=word("", label, encode(ASK)),
        sender=f"{word('', label, encode('㈱小郡食品'))} <info@ogori-foods.example.jp>",
    )
mail(
    "007-says-jis-is-utf8",
    mixed(
        text(GREETING, "iso-2022-jp", encoding="8bit"),
        excel("", f'filename="{word("", "iso-2022-jp", NAME.encode())}"'),
    ),
    subject=word("", "iso-2022-jp", ASK.encode()),
)
mail(
    "008-raw-cp932",
    mixed(
        text(GREETING, "", cp932(lines(GREETING)), "8bit"),
        part(
            [
                ("Content-Type", EXCEL),
                ("Content-Disposition", b'attachment; filename="' + cp932("表" + NAME) + b'"'),
            ],
            SHEET,
        ),
    ),
    subject=cp932(ASK),
    sender=cp932("㈱小郡食品") + b" <info@ogori-foods.example.jp>",
)
_long = percent("アンテナショップ取扱商品エントリーシート㈱小郡食品あまおうジャム.xlsx".encode(), "utf-8")
mail(
    "009-rfc2231-continuations",
    mixed(
        text(GREETING),
        # Cut inside a character, as RFC 2231 allows: each piece alone is not UTF-8.
        excel("", f"filename*0*={_long[:67]};\n filename*1*={_long[67:130]};\n filename*2*={_long[130:]}"),
    ),
)
mail(
    "010-rfc2231-jis",
    mixed(text(GREETING), excel("", f"filename*={percent(jis(NAME), 'iso-2022-jp')}")),
)
mail(
    "011-name-only-octet-stream",
    mixed(
        text(GREETING),
        file_part(SHEET, "application/octet-stream", f'name="{word(NAME)}"', disposition=""),
        file_part(SHEET, "application/octet-stream", disposition=""),
        file_part(PDF, "application/pdf", disposition="inline"),
    ),
)
_decomposed = unicodedata.normalize("NFD", "エントリーシート（ジャム・がき）.xlsx")
mail(
    "012-apple-nfd-name",
    mixed(
        text(GREETING),
        excel(
            "",
            f"filename*={percent(_decomposed.encode(), 'UTF-8')}",
        ),
        boundary="Apple-Mail=_2E5B7C1D-0A4F-4D5E-9C1B-3F6A8D7E9B10",
    ),
    more=[("X-Mailer", "Apple Mail (2.3826.200.121)")],
)
mail(
    "013-two-workbooks",
    mixed(
        text(GREETING),
        utf8_file("エントリー_ジャム.xlsx", SHEET, EXCEL),
        utf8_file("エントリー_柿酢.xlsx", SHEET, EXCEL),
    ),
)
