"""What an ingenious tester, and many a hurried business, does to a sheet (tests/sheets/README.md)."""

from datetime import date

from tests.sheets.edits import labels, puts, rich, split, struck, unmerged
from tests.sheets.sample import Means, Sample
from tests.sheets.samples.answers import FIRST, THIRD

LOOKS = (
    puts(
        {
            "biz_type": rich(("Wingdings", "þ"), "法人　", ("Wingdings", "¨"), "個人"),
            "storage": rich(("-", "常温・"), "冷蔵", ("-", "・冷凍")),
            "storage.degrees": 10,
            "net": 150,
            "size.weight": 0.26,
            "shelf_life": 6,
            "wholesale": 7,
            "price": 650,
        },
        formats={
            "net": '0"g"',
            "size.weight": '0.00"kg"',
            "shelf_life": '0"か月"',
            "wholesale": '0"掛"',
            "price": '#,##0"円(税抜)"',
        },
    ),
    struck("pl.company", "supply.lot"),
)
LOOK: Means = {"storage": "冷蔵", "storage.degrees": 10, "pl.company": None, "supply.lot": None}

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
    Sample(
        name="looks",
        about="取り消し線、Wingdingsの印、「円」や「kg」を付ける表示形式。見えるとおりに読む。",
        edits=LOOKS,
        means=LOOK,
    ),
    Sample(
        name="looks-xlsx", about="同じものをLibreOfficeで保存した。", edits=LOOKS, means=LOOK, saved="xlsx"
    ),
    Sample(name="looks-ods", about="同じものをLibreOfficeで保存した。", edits=LOOKS, means=LOOK, saved="ods"),
    Sample(
        name="month-alone",
        about="Excelが「2031年3月」を3月1日にした。日が分からないので、お尋ねする。",
        edits=(
            puts(
                {"license_detail.until": date(2031, 3, 1)},
                formats={"license_detail.until": 'yyyy"年"m"月"'},
            ),
        ),
        means={"license_detail.until": None},
        findings=("bad_format",),
    ),
    Sample(
        name="price-with-tax-by-format",
        about="表示形式が「円(税込)」を付ける数。税込と見えるものを税抜と読まない。",
        edits=(puts({"price": 702}, formats={"price": '#,##0"円(税込)"'}),),
        means={"price": None},
        findings=("tax_included",),
    ),
    Sample(
        name="split-over-cells",
        about="結合を解き、1つの答えをいくつものセルに分けて書いた。",
        edits=(
            unmerged,
            split("entry_date", "令和", 8, "年", 11, "月", 18, "日"),
            split("biz_type", "■", "法人", "□", "個人", "□", "団体"),
            split("corp_no", *"7123456789012"),
            split("zip", "〒", "838", "-", "0141"),
            split("address", "福岡県", "小郡市", "小郡100番地1"),
            split("tel", "0942", "00", "1234"),
            split("net", 150, "g"),
            split("shelf_life", "製造日より", 180, "日"),
            split("price", 650, "円(税抜)"),
        ),
        means={"tel": "0942-00-1234"},
    ),
    Sample(
        name="two-in-one",
        about="郵便番号と所在地、電話とFAX、職と氏名、名前と読みを、それぞれ1つの欄に書いた。",
        edits=(
            puts(
                {
                    "zip": None,
                    "address": "〒838-0141 福岡県小郡市小郡100番地1",
                    "tel": "TEL 0942-00-1234 / FAX 0942-00-1235",
                    "rep": "代表取締役　髙田 一郎",
                    "rep.title": None,
                    "biz_name": "株式会社小郡食品\nカブシキガイシャオゴオリショクヒン",
                    "biz_name.kana": None,
                }
            ),
        ),
        means={"tel.fax": "0942-00-1235"},
    ),
    Sample(
        name="labels-explained",
        about="見出しの中に説明や例を書き足した。説明は答えではない。",
        edits=(
            labels(
                {
                    "name": "商品名\n※正式な名称を、略さずに書いてください。",
                    "net": "内容量\n例:150g",
                    "jan": "JANコード：13桁",
                    "address": "問9　所在地 例)福岡県…",
                    "zip": "1-8 郵便番號",
                    "contact_mail": "連絡先メールアドレス記入欄",
                    "biz_name": "企業名",
                    "price": "希望小売価格(税別)",
                }
            ),
        ),
    ),
    Sample(
        name="labels-in-answers",
        about="答えの欄に、見出しから書いた。",
        edits=(
            puts(
                {
                    "name": "商品名：あまおうジャム 150g",
                    "address": "【所在地】\n福岡県小郡市小郡100番地1",
                    "price": "希望小売価格(税抜):650円",
                }
            ),
        ),
    ),
    Sample(
        name="second-product-beside",
        about="様式の右の余白に、別の商品を並べた。右の商品の答えを取らず、職員が見る。",
        edits=(
            puts(
                {
                    "J21": "0942-99-9999",
                    "J26": "梅干し",
                    "J51": "届出",
                    "J55": "なし",
                    "J62": 500,
                    "J69": "未加入",
                }
            ),
        ),
        findings=("text_unread",),
    ),
)
