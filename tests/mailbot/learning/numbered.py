"""Two columns, 「項目」 and 「記入欄」, the rows numbered from ①: the style of 様式2 ふるさと名物."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from rules.forms import Kind, Need
from tests.mailbot.learning.paper import GREY, Page, Paper, Seen, saved


def numbered() -> Paper:
    book: Any = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "様式2"
    page = Page(sheet)
    for column, width in {"A": 4, "B": 30, "C": 55, "D": 30}.items():
        sheet.column_dimensions[column].width = width
    page.text("A1", "(様式2)")
    page.text("A2", "名物商品エントリーシート(食品・製造事業者用)", 16)
    page.text("A3", "※選択する項目は、該当する□を■に変えてください。(必須)の項目は必ずご記入ください。")
    page.text("B4", "申請者名")
    page.box("C4")
    for place, text in {"A6": "No", "B6": "項目", "C6": "記入欄", "D6": "備考"}.items():
        page.box(place, text, fill=GREY)
    rows: Sequence[tuple[str, object, str]] = (
        ("①商品名(必須)", None, "略さずに書いてください。"),
        ("②内容・規格(必須)", None, "例:洋梨3個、ジュース(700ml)1本"),
        ("③商品PR(こだわり、他商品との相違点)", None, ""),
        ("④保存方法(必須)", "□常温　□冷蔵　□冷凍", ""),
        ("⑤賞味期間・消費期間", None, "製造日からの期間です。"),
        ("⑥製造事業者", None, "申請者と同じときは「同上」と書いてください。"),
        ("⑦主たる製造所の所在地", None, ""),
        ("⑧主たる原材料の産地", None, ""),
        ("⑨アレルギー表示の有無(必須)", "□有り　□無し", ""),
        ("⑩販売価格(税抜)(必須)", "　　　　　円", ""),
        ("⑪販売先(すべて選択)", "□店頭　□カタログ　□ネット　□その他", ""),
        ("⑫JANコード", None, "ないときは「なし」と書いてください。"),
        ("⑬発売年月日", "　　　　年　　月　　日", ""),
        ("⑭担当者氏名(必須)", None, ""),
        ("⑮電話番号(必須)", None, ""),
        ("⑯メールアドレス(必須)", None, ""),
    )
    for row, (label, answer, note) in enumerate(rows, 7):
        for column, given in {"A": row - 6, "B": label, "C": answer, "D": note or None}.items():
            page.box(f"{column}{row}", given, fill=GREY if column == "B" else None)
    page.text("A24", "提出先:産業振興課")
    required = Need.REQUIRED
    fields = (
        Seen(cell="C4", label="申請者名", given="株式会社洋梨園", value="株式会社洋梨園"),
        Seen(
            cell="C7", label="商品名", key="name", need=required, given="洋梨ジュース", value="洋梨ジュース"
        ),
        Seen(cell="C8", label="内容・規格", need=required, given="700ml 1本", value="700ml 1本"),
        Seen(
            cell="C9",
            label="商品PR(こだわり、他商品との相違点)",
            key="pr",
            given="完熟の洋梨だけを手で搾って、その日のうちに瓶に詰めています。",
            value="完熟の洋梨だけを手で搾って、その日のうちに瓶に詰めています。",
        ),
        Seen(
            cell="C10",
            label="保存方法",
            key="storage",
            kind=Kind.LIST,
            need=required,
            options=("常温", "冷蔵", "冷凍"),
            given="■常温　□冷蔵　□冷凍",
            value="常温",
        ),
        Seen(
            cell="C11",
            label="賞味期間・消費期間",
            key="shelf_life",
            kind=Kind.PERIOD,
            given="3週間",
            value=21,
        ),
        Seen(cell="C12", label="製造事業者", key="maker_name", given="同上", value="同上"),
        Seen(
            cell="C13",
            label="主たる製造所の所在地",
            key="maker_addr",
            given="小郡市小郡1-1",
            value="小郡市小郡1-1",
        ),
        Seen(cell="C14", label="主たる原材料の産地", given="うきは市", value="うきは市"),
        Seen(
            cell="C15",
            label="アレルギー表示の有無",
            kind=Kind.LIST,
            need=required,
            options=("有り", "無し"),
            given="□有り　■無し",
            value="無し",
        ),
        Seen(
            cell="C16",
            label="販売価格(税抜)",
            key="price",
            kind=Kind.YEN,
            need=required,
            given="1,200円",
            value=1200,
        ),
        Seen(
            cell="C17",
            label="販売先(すべて選択)",
            kind=Kind.TICKS,
            options=("店頭", "カタログ", "ネット", "その他"),
            given="■店頭　□カタログ　■ネット　□その他",
            value=("店頭", "ネット"),
        ),
        Seen(
            cell="C18",
            label="JANコード",
            key="jan",
            kind=Kind.JAN,
            given="4569951116179",
            value="4569951116179",
        ),
        Seen(cell="C19", label="発売年月日", kind=Kind.DATE, given="令和8年4月1日", value=date(2026, 4, 1)),
        Seen(
            cell="C20",
            label="担当者氏名",
            key="contact_name",
            need=required,
            given="洋梨 花子",
            value="洋梨 花子",
        ),
        Seen(
            cell="C21",
            label="電話番号",
            key="tel",
            kind=Kind.PHONE,
            need=required,
            given="0942-00-1234",
            value="0942-00-1234",
        ),
        Seen(
            cell="C22",
            label="メールアドレス",
            key="contact_mail",
            kind=Kind.EMAIL,
            need=required,
            given="hanako@example.jp",
            value="hanako@example.jp",
        ),
    )
    return Paper(name="numbered", sheet="様式2", blank=saved(book), fields=fields)
