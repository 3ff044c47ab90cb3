"""What an ingenious tester, and many a hurried business, does to a sheet (tests/sheets/README.md)."""

from tests.sheets.edits import puts
from tests.sheets.sample import Sample
from tests.sheets.samples.answers import FIRST, THIRD

SAMPLES = (
    Sample(
        name="options-in-words",
        about="選択肢を、印の打ち方や言い回しを変えて書いた。",
        edits=(
            puts(
                {
                    "biz_type": "〇法人　個人　団体",
                    "pledge": "（○）今回提出　（　）提出済み",
                    "license": "営業許可あり",
                    "nutrition": "有り",
                    "storage": "10℃以下で冷蔵",
                    "muni": "福岡県小郡市",
                    "eligibility": "1 ■ 2 □ 3 ■ 4 □",
                    "allergen": "(一部に小麦・乳成分を含む)",
                    "tax_rate": "8%(軽減税率)",
                }
            ),
        ),
        means={
            "storage": "冷蔵",
            "storage.degrees": 10,
            "eligibility": (FIRST, THIRD),
            "allergen": ("小麦", "乳"),
        },
    ),
    Sample(
        name="options-unsure",
        about="1つに決められない、または打ち消された選択肢。どれも読み取らず、お尋ねする。",
        edits=(
            puts(
                {
                    "biz_type": "法人・個人・団体",
                    "storage": "常温→冷蔵",
                    "license": "許可申請中",
                    "pl": "加入していない",
                    "pledge": "提出",
                    "allergen": "乳・卵は使用していません",
                    "tax_rate": "8%・10%",
                }
            ),
        ),
        means=dict.fromkeys(("biz_type", "storage", "license", "pl", "pledge", "allergen", "tax_rate")),
        findings=("not_in_list",) * 7,
    ),
    Sample(
        name="numbers-in-words",
        about="数や番号に、見出しや但し書きをつけた。",
        edits=(
            puts(
                {
                    "jan": "JAN:4569951116179(13桁)",
                    "corp_no": "法人番号 7123456789012",
                    "tel": "0942-00-1234(代)\n090-0000-0000",
                    "contact_mail": "E-mail: info@example.jp",
                    "price": "650円+税",
                    "wholesale": "小売価格の7掛",
                    "size.width": "縦6cm",
                    "size.height": "8.5cm(ふた含む)",
                    "shelf_life": "製造日より180日(6か月)、開封後は10日",
                    "license_detail.until": "令和8年4月1日から令和13年3月31日まで",
                    "pl.until": "令和9年9月末",
                }
            ),
        ),
    ),
)
