"""Answers as people write them (DOMAIN.md 1.5, 1.6; fixtures 17, 18, 20, 21, 22, 49, 50)."""

from datetime import date, datetime

from tests.entries import form
from tests.sheets.edits import at, joined, puts
from tests.sheets.parts import cached
from tests.sheets.sample import Sample

FIRST, SECOND = "1 圏域内で生産・製造された商品", "2 原材料が圏域で生産・製造された商品"
THIRD, FOURTH = "3 圏域にゆかりがあると認められる商品", "4 圏域内の事業者等を通じて仕入れが可能な商品"
GENGO = '[$-411]ggge"年"m"月"d"日"'

SAMPLES = (
    Sample(name="food", about="食料品の様式に、すべて記入。"),
    Sample(name="nonfood", about="非食料品の様式に、必須の欄を記入。", base="nonfood"),
    Sample(name="sake", about="酒類。理由と度数、20歳未満表示まで記入。", base="sake"),
    Sample(name="noodles", about="冷蔵の麺類。再エントリー、個人事業者。", base="noodles"),
    Sample(name="toy", about="玩具。任意の欄も記入。", base="toy"),
    Sample(
        name="ticks-check",
        about="□を☑と✓とレに書きかえ、選ばないものは□のまま。",
        edits=(
            puts(
                {
                    "eligibility": f"☑ {FIRST}\n☑{SECOND}\n□ {THIRD}\n□ {FOURTH}",
                    "allergen": "□えび □かに ✓小麦 □そば ✓ 卵 □乳 □該当なし",
                    "recycle": "レ プラ　□ 紙　レ PET　□ アルミ",
                }
            ),
        ),
        means={"eligibility": (FIRST, SECOND), "allergen": ("小麦", "卵"), "recycle": ("プラ", "PET")},
    ),
    Sample(
        name="ticks-circle",
        about="□を○と●に書きかえ、☒も使った。",
        edits=(
            puts(
                {
                    "eligibility": f"○ {FIRST}\n□ {SECOND}\n○ {THIRD}\n□ {FOURTH}",
                    "allergen": "●えび　□かに　●小麦　□該当なし",
                    "recycle": "☒ 紙　☐ プラ",
                }
            ),
        ),
        means={"eligibility": (FIRST, THIRD), "allergen": ("えび", "小麦"), "recycle": ("紙",)},
    ),
    Sample(
        name="ticks-losers-deleted",
        about="当てはまるものだけを残し、ほかは消した。",
        edits=(puts({"eligibility": f"■{FOURTH}", "allergen": "小麦、大豆", "recycle": "紙"}),),
        means={"eligibility": (FOURTH,), "allergen": ("小麦", "大豆"), "recycle": ("紙",)},
    ),
    Sample(
        name="ticks-behind",
        about="言葉の後ろに印。全角のＶも使った。",
        edits=(
            puts(
                {
                    "eligibility": f"Ｖ {FIRST}\n□ {SECOND}",
                    "allergen": "小麦○　大豆○　卵",
                    "recycle": "プラ■　紙□　PET■",
                }
            ),
        ),
        means={"eligibility": (FIRST,), "allergen": ("小麦", "大豆"), "recycle": ("プラ", "PET")},
    ),
    Sample(
        name="ticks-numbers",
        about="要件を番号だけで、アレルゲンを別の呼び名で書いた。",
        edits=(puts({"eligibility": "1、3", "allergen": "海老、ピーナッツ、玉子"}),),
        means={"eligibility": (FIRST, THIRD), "allergen": ("えび", "卵", "落花生(ピーナッツ)")},
    ),
    Sample(
        name="ticks-unclear",
        about="印と言葉の組み合わせが決められない。職員が見る。",
        edits=(puts({"allergen": "小麦 ○大豆", "recycle": "紙○プラ○PET"}),),
        means={"allergen": ("その他",), "recycle": None},
        findings=("unknown_option", "not_in_list"),
    ),
    Sample(
        name="lists-as-boxes",
        about="一覧から選ぶ欄に、□を並べて印をつけた。",
        edits=(
            puts(
                {
                    "biz_type": "■法人　□個人　□団体",
                    "entry_kind": "○新規",
                    "pledge": "今回提出 ✓",
                    "license": "☑許可 □届出 □不要",
                    "nutrition": "有・無",
                }
            ),
        ),
        means={"nutrition": None},
        findings=("not_in_list",),
    ),
    Sample(
        name="degrees-inside",
        about="温度を、選ぶ言葉の後ろに書いた。",
        edits=(puts({"storage": "冷蔵(5℃以下)"}),),
        means={"storage": "冷蔵", "storage.degrees": 5},
    ),
    Sample(
        name="degrees-in-boxes",
        about="他の様式のように、温度の入る□を並べた。",
        edits=(puts({"storage": "□常温　□冷蔵(　℃以下)　■冷凍(－１８℃以下)"}),),
        means={"storage": "冷凍", "storage.degrees": -18},
    ),
    Sample(
        name="reasons-inside",
        about="理由を、選ぶ言葉の後ろに書いた。",
        edits=(
            puts(
                {
                    "license": "不要(農産物のため)",
                    "nutrition": "なし（小規模のため）",
                    "license_detail.trade": None,
                    "license_detail.number": None,
                    "license_detail.until": None,
                }
            ),
        ),
        means={
            "license": "不要",
            "license.reason": "農産物のため",
            "nutrition": "なし",
            "nutrition.reason": "小規模のため",
            "license_detail.trade": None,
            "license_detail.number": None,
            "license_detail.until": None,
        },
    ),
    Sample(
        name="dates-era",
        about="和暦の略し方、漢数字、全角。",
        edits=(
            puts(
                {
                    "entry_date": "R8.11.18",
                    "license_detail.until": "令和十三年三月三十一日",
                    "pl.until": "令和９年９月３０日",
                }
            ),
        ),
    ),
    Sample(
        name="dates-first-year",
        about="元年と平成。",
        edits=(puts({"entry_date": "令和元年５月１日", "license_detail.until": "平成31年4月30日"}),),
        means={"entry_date": date(2019, 5, 1), "license_detail.until": date(2019, 4, 30)},
        checks=("old_date", "licence_expired"),
    ),
    Sample(
        name="dates-cells",
        about="日付のセル。和暦の表示形式、通し番号、時刻つき、西暦の文字。",
        edits=(
            puts(
                {
                    "entry_date": date(2026, 11, 18),
                    "license_detail.until": 47938,
                    "pl.until": datetime(2027, 9, 30, 9, 30),  # noqa: DTZ001  # a cell has no zone
                },
                formats={"entry_date": GENGO, "license_detail.until": "General"},
            ),
        ),
    ),
    Sample(
        name="full-width",
        about="数字も英字も全角。円、cm、グラムつき。",
        edits=(
            puts(
                {
                    "price": "６５０円（税抜）",
                    "size.width": "６ｃｍ",
                    "size.height": "８．５㎝",
                    "size.weight": "２６０グラム",
                    "zip": "〒８３８－０１４１",
                    "tel": "０９４２－００－１２３４",
                    "contact_mail": "ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｊｐ",
                    "jan": "４５６９９５１１１６１７９",
                    "wholesale": "７０％",
                    "net": "１５０ｇ",
                }
            ),
        ),
    ),
    Sample(
        name="numbers",
        about="JANは小数を持つ数、法人番号・電話・郵便番号も数のセル(先頭の0は消えた)。",
        edits=(
            puts(
                {
                    "jan": 4569951116179.0,
                    "corp_no": 7123456789012,
                    "tel": 942001234,
                    "zip": 8380141,
                    "tax_rate": 0.08,
                    "wholesale": 0.7,
                    "price": 650.0,
                },
                formats={
                    "jan": "General",
                    "corp_no": "General",
                    "tel": "General",
                    "zip": "General",
                    "tax_rate": "0%",
                    "wholesale": "0%",
                },
            ),
        ),
        means={"tel": "0942001234"},
        findings=("leading_zero",),
    ),
    Sample(
        name="numbers-padded",
        about="先頭の0を表示形式で補った数。",
        edits=(
            puts(
                {"tel": 942001234, "zip": 600001, "jan": 49968712},
                formats={
                    "tel": "0000000000",
                    "zip": r"[<=999]000;[<=9999]000\-00;000\-0000",
                    "jan": "00000000",
                },
            ),
        ),
        means={"tel": "0942001234", "zip": "060-0001", "jan": "49968712"},
    ),
    Sample(
        name="zeros-lost",
        about="0で始まるJANと郵便番号が数になり、0が消えた。",
        edits=(puts({"jan": 49123456784, "zip": 600001}, formats={"jan": "General", "zip": "General"}),),
        means={"jan": None, "zip": "060-0001"},
        findings=("leading_zero", "bad_format"),
    ),
    Sample(
        name="with-tax",
        about="税込の金額だけ。書き直しをお願いする。",
        edits=(puts({"price": "702円(税込)"}),),
        means={"price": None},
        findings=("tax_included",),
    ),
    Sample(
        name="both-taxes",
        about="税抜と税込を並べた。税抜を読む。",
        edits=(puts({"price": "650円(税抜)・702円(税込)"}),),
    ),
    Sample(name="period-plus", about="D+180。", edits=(puts({"shelf_life": "D+180"}),)),
    Sample(
        name="period-weeks",
        about="3週間。",
        edits=(puts({"shelf_life": "製造日より３週間"}),),
        means={"shelf_life": 21},
    ),
    Sample(
        name="period-range",
        about="幅のある期間。短いほうを読み、職員が見る。",
        edits=(puts({"shelf_life": "90~120日"}),),
        means={"shelf_life": 90},
        findings=("period_unclear",),
    ),
    Sample(
        name="ditto",
        about="「上記に同じ」と「〃」。",
        edits=(puts({"maker_name": "上記に同じ", "maker_addr": "〃"}),),
    ),
    Sample(
        name="ditto-unclear",
        about="どの欄を指すか分からない「同上」。",
        edits=(puts({"contact_name": "同上"}),),
        means={"contact_name": "同上"},
        findings=("ditto_unclear",),
    ),
    Sample(
        name="none",
        about="「なし」の書き方。",
        edits=(puts({"jan": "未取得", "invoice_no": "なし", "tel.fax": "無し"}),),
        means={"jan": "なし", "invoice_no": "なし", "tel.fax": "なし"},
    ),
    Sample(
        name="units",
        about="ほかの単位。",
        edits=(
            puts(
                {
                    "size.width": "60mm",
                    "size.depth": "0.06m",
                    "size.weight": "0.26kg",
                    "size.height": "約8.5センチ",
                }
            ),
        ),
    ),
    Sample(
        name="formula-lost",
        about="計算式だけで、結果の値が保存されていない。",
        edits=(puts({"price": "=500*1.3"}),),
        means={"price": None},
        findings=("formula_no_value",),
    ),
    Sample(
        name="formula-kept",
        about="計算式と、保存された結果の値。",
        patch=cached(at(form("food"), "price"), "500*1.3", "650"),
    ),
    Sample(
        name="skeleton-spaces",
        about="印刷済みの文字と空白だけ。年の前後に空白を足した。",
        edits=(
            puts({"entry_date": "令和　　　年　　月　　日", "zip": "〒　　　－　　　　", "rep.title": "　"}),
        ),
        means={"entry_date": None, "zip": None, "rep.title": None},
        checks=("missing", "missing", "missing"),
    ),
    Sample(
        name="an-answer-like-a-label",
        about="代表者の職に「代表者」。見出しの別の言い方と同じ言葉。",
        edits=(puts({"rep.title": "代表者", "std_name": "写真"}),),
        means={"rep.title": "代表者", "std_name": "写真"},
    ),
    Sample(
        name="unreadable",
        about="欄の形として読めない答え。",
        edits=(
            puts({"entry_date": "11月", "tel": "会社へ", "price": "オープン価格", "jan": "4569951116170"}),
        ),
        means={"entry_date": None, "tel": None, "price": None, "jan": None},
        findings=("bad_format", "bad_format", "check_digit", "bad_format"),
    ),
    Sample(
        name="inline",
        about="見出しと答えが1つのセル。",
        edits=(joined("address"), joined("std_name", gap="\n"), joined("origin", gap=":")),
    ),
)
