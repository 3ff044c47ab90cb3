"""方眼紙: forty narrow columns, merged or framed by hand, ★ for 必須, units in cells of their own."""

from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from rules.forms import Kind, Need
from tests.mailbot.learning.paper import Page, Paper, Seen, saved


def graph() -> Paper:
    book: Any = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "申込書"
    page = Page(sheet)
    columns = [get_column_letter(number) for number in range(1, 41)]
    for column in columns:
        sheet.column_dimensions[column].width = 2.3
    page.text("AC1", "別記様式第3号(第5条関係)")
    page.text("J3", "特産品取扱申込書(工芸品)", 16)
    page.text("B5", "★印は必須項目です。")
    page.text("B6", "1　申込者")
    label, answer = page.box, page.box
    label("B7:F7", "★事 業 者 名"), answer("G7:W7")
    label("X7:AA7", "屋号"), answer("AB7:AN7")
    label("B8:F8", "★所　在　地"), answer("G8:AN8", "〒　　　-　　　　")
    label("B9:F10", "代表者")
    label("G9:I9", "職名"), answer("J9:S9")
    label("T9:W9", "★氏名"), answer("X9:AN9")
    label("G10:I10", "電話"), answer("J10:S10")
    label("T10:W10", "FAX"), answer("X10:AN10")
    label("B11:F12", "担当者")
    label("G11:I11", "★氏名"), answer("J11:S11")
    label("T11:W11", "部署"), answer("X11:AN11")
    label("G12:L12", "★E-mail"), answer("M12:AN12")
    page.text("B14", "2　商品")
    label("B15:F15", "★品　　名"), answer("G15:AN15")
    label("B16:F17", "寸法・重量")
    for place, text in (("G16:K16", "縦"), ("L16:P16", "横"), ("Q16:U16", "高さ"), ("V16:AA16", "重量(g)")):
        label(place, text)
    for place in ("G17:K17", "L17:P17", "Q17:U17", "V17:AA17"):
        answer(place)
    label("B18:F18", "★素材"), answer("G18:R18", merge=False)
    label("S18:W18", "主な産地"), answer("X18:AN18", merge=False)
    label("B19:F19", "★小売価格(税抜)"), answer("G19:M19"), label("N19:O19", "円")
    (
        label("P19:T19", "発注単位"),
        answer("U19:Z19"),
        label("AA19:AE19", "受注生産"),
        answer("AF19:AN19", "□あり □なし"),
    )
    label("B20:F20", "★製造方法"), answer("G20:R20", "選択してください")
    label("S20:W20", "PL保険"), answer("X20:AN20", "□加入　□未加入")
    label("B21:F21", "法人番号")
    for column in columns[6:19]:
        page.box(f"{column}21")
    label("B22:F25", "★商品の特徴"), answer("G22:AN25")
    label("B26:F27", "取扱上の注意\n(洗い方など)"), answer("G26:AN27")
    label("B28:F28", "申込日"), answer("G28:R28", "令和　　年　　月　　日")
    page.drop_down("G20", '"手作り,一部機械,機械"')
    page.text("B30", "(注)記入欄が足りないときは、別の紙に書いてください。")
    for place in ("B6", "B14"):
        sheet[place].font = Font(size=11, bold=True)
    required = Need.REQUIRED
    fields = (
        Seen(cell="G7", label="事業者名", key="biz_name", need=required, given="筑後木工", value="筑後木工"),
        Seen(cell="AB7", label="屋号", given="木の匠", value="木の匠"),
        Seen(
            cell="G8",
            label="所在地",
            key="address",
            need=required,
            given="福岡県大川市榎津1-1",
            value="福岡県大川市榎津1-1",
        ),
        Seen(cell="J9", label="職名", key="rep.title", given="代表", value="代表"),
        Seen(cell="X9", label="氏名", key="rep", need=required, given="榎津 次郎", value="榎津 次郎"),
        Seen(
            cell="J10", label="電話", key="tel", kind=Kind.PHONE, given="0944-00-1234", value="0944-00-1234"
        ),
        Seen(
            cell="X10",
            label="FAX",
            key="tel.fax",
            kind=Kind.PHONE,
            given="0944-00-1235",
            value="0944-00-1235",
        ),
        Seen(
            cell="J11", label="氏名", key="contact_name", need=required, given="榎津 花子", value="榎津 花子"
        ),
        Seen(cell="X11", label="部署", key="contact_name.dept", given="営業", value="営業"),
        Seen(
            cell="M12",
            label="E-mail",
            key="contact_mail",
            kind=Kind.EMAIL,
            need=required,
            given="ki@example.jp",
            value="ki@example.jp",
        ),
        Seen(cell="G15", label="品名", key="name", need=required, given="桐の小箱", value="桐の小箱"),
        Seen(cell="G17", label="縦", key="size.width", kind=Kind.NUMBER, given=12, value=12.0),
        Seen(cell="L17", label="横", key="size.depth", kind=Kind.NUMBER, given=8, value=8.0),
        Seen(cell="Q17", label="高さ", key="size.height", kind=Kind.NUMBER, given=6.5, value=6.5),
        Seen(cell="V17", label="重量(g)", key="size.weight", kind=Kind.NUMBER, given="250g", value=250.0),
        Seen(cell="G18", label="素材", key="material", need=required, given="桐", value="桐"),
        Seen(cell="X18", label="主な産地", key="material.origin", given="大川市", value="大川市"),
        Seen(
            cell="G19",
            label="小売価格(税抜)",
            key="price",
            kind=Kind.YEN,
            need=required,
            given=2800,
            value=2800,
        ),
        Seen(cell="U19", label="発注単位", key="supply.lot", given="10個", value="10個"),
        Seen(
            cell="AF19",
            label="受注生産",
            key="supply.made_to_order",
            kind=Kind.LIST,
            options=("あり", "なし"),
            given="■あり □なし",
            value="あり",
        ),
        Seen(
            cell="G20",
            label="製造方法",
            key="method",
            kind=Kind.LIST,
            need=required,
            options=("手作り", "一部機械", "機械"),
            given="手作り",
            value="手作り",
        ),
        Seen(
            cell="X20",
            label="PL保険",
            key="pl",
            kind=Kind.LIST,
            options=("加入", "未加入"),
            given="□加入　■未加入",
            value="未加入",
        ),
        Seen(cell="G21", label="法人番号", key="corp_no", kind=Kind.CORPORATE_NUMBER),
        Seen(
            cell="G22",
            label="商品の特徴",
            key="pr",
            need=required,
            given="大川の職人が桐の板から一つずつ組み上げた小箱です。",
            value="大川の職人が桐の板から一つずつ組み上げた小箱です。",
        ),
        Seen(
            cell="G26",
            label="取扱上の注意(洗い方など)",
            key="caution",
            given="水洗いはしないでください。",
            value="水洗いはしないでください。",
        ),
        Seen(cell="G28", label="申込日", kind=Kind.DATE, given="令和8年11月1日", value=date(2026, 11, 1)),
    )
    return Paper(name="graph", sheet="申込書", blank=saved(book), fields=fields)
