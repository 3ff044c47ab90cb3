"""Labels over their boxes, side by side: colour for 必須, lists on a hidden sheet, under a name and in x14."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from rules.forms import Kind, Need
from rules.model import Value
from tests.mailbot.learning.paper import GREY, YELLOW, Page, Paper, Seen, saved

X14 = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations count="1" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" '
    'allowBlank="1"><x14:formula1><xm:f>{formula}</xm:f></x14:formula1><xm:sqref>{cell}</xm:sqref>'
    "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
)


BOXES: Sequence[tuple[str, str, str, bool]] = (
    ("B5", "D", "会社名", True),
    ("E5", "G", "フリガナ", False),
    ("H5", "I", "法人番号", False),
    ("B8", "C", "郵便番号", True),
    ("D8", "G", "住所", True),
    ("H8", "I", "市町村", True),
    ("B11", "D", "代表者氏名", True),
    ("E11", "F", "電話番号", True),
    ("G11", "I", "Eメール", True),
    ("B15", "E", "商品名", True),
    ("F15", "G", "商品分類", True),
    ("H15", "I", "規格", True),
    ("B18", "C", "希望小売価格(税抜)", True),
    ("D18", "E", "消費税率", True),
    ("F18", "G", "掛率", False),
    ("H18", "I", "最小発注単位", False),
    ("B21", "C", "温度帯", True),
    ("D21", "E", "発売日", False),
    ("F21", "I", "原材料", True),
    ("B24", "I", "セールスポイント", False),
    ("B28", "E", "商品写真", False),
    ("F28", "I", "備考", False),
)
"""First cell of the label, last column of the box, label, coloured as required."""


def boxed() -> Paper:
    book: Any = Workbook()
    sheet, example, lists = book.worksheets[0], book.create_sheet("記入例"), book.create_sheet("選択肢")
    sheet.title = "商品登録票"
    lists.sheet_state = "hidden"
    for number, words in enumerate(
        (("久留米市", "農産物", "常温"), ("小郡市", "菓子", "冷蔵"), ("圏域外", "調味料", "冷凍")), 1
    ):
        for place, word in enumerate(words, 1):
            lists.cell(number, place, word)
    book.defined_names["分類一覧"] = DefinedName("分類一覧", attr_text="選択肢!$B$1:$B$3")
    for each in (sheet, example):
        page = Page(each)
        for column in "BCDEFGHI":
            each.column_dimensions[column].width = 13
        page.text("B1", "取扱希望商品登録票" if each is sheet else "記入例", 18)
        page.text("B2", "黄色の欄は必須です。色の欄をすべて埋めてください。")
        page.box("B4:I4", "■ 事業者情報")
        page.box("B14:I14", "■ 商品情報")
        for first, last, label, wanted in BOXES:
            column, row = first[0], int(first[1:])
            depth = 2 if row >= 24 else 1
            page.box(f"{first}:{last}{row}", label, fill=GREY)
            page.box(f"{column}{row + 1}:{last}{row + depth}", fill=YELLOW if wanted else None)
    page = Page(sheet)
    page.drop_down("F16", "分類一覧")
    page.drop_down("D19", '"8%,10%"')
    page.drop_down("B22", "選択肢!$C$1:$C$3")
    sheet["D22"].number_format = "yyyy/m/d"
    sheet["B19"].number_format = '#,##0"円"'
    example["B6"], example["B16"], example["F16"] = "株式会社見本", "見本せんべい", "菓子"
    extension = X14.format(formula="選択肢!$A$1:$A$3", cell="H9").encode()

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"</worksheet>", extension) if name == "xl/worksheets/sheet1.xml" else data

    required = {f"{first[0]}{int(first[1:]) + 1}": wanted for first, _, _, wanted in BOXES}
    answers: Mapping[str, tuple[str, Kind, tuple[str, ...], Any, Value]] = {
        "B6": ("biz_name", Kind.TEXT, (), "株式会社筑後堂", "株式会社筑後堂"),
        "E6": ("biz_name.kana", Kind.KANA, (), "カブシキガイシャチクゴドウ", "カブシキガイシャチクゴドウ"),
        "H6": ("corp_no", Kind.CORPORATE_NUMBER, (), "7123456789012", "7123456789012"),
        "B9": ("zip", Kind.POSTCODE, (), "838-0141", "838-0141"),
        "D9": ("address", Kind.TEXT, (), "福岡県小郡市小郡1-1", "福岡県小郡市小郡1-1"),
        "H9": ("muni", Kind.LIST, ("久留米市", "小郡市", "圏域外"), "小郡市", "小郡市"),
        "B12": ("rep", Kind.TEXT, (), "筑後 太郎", "筑後 太郎"),
        "E12": ("tel", Kind.PHONE, (), "0942-00-1234", "0942-00-1234"),
        "G12": ("contact_mail", Kind.EMAIL, (), "info@example.jp", "info@example.jp"),
        "B16": ("name", Kind.TEXT, (), "米粉せんべい", "米粉せんべい"),
        "F16": ("category", Kind.LIST, ("農産物", "菓子", "調味料"), "菓子", "菓子"),
        "H16": ("net", Kind.AMOUNT, (), "80g", "80g"),
        "B19": ("price", Kind.YEN, (), 380, 380),
        "D19": ("tax_rate", Kind.LIST, (), "8%", "8%"),
        "F19": ("wholesale", Kind.RATE, (), "70%", "70%"),
        "H19": ("supply.lot", Kind.TEXT, (), "24個", "24個"),
        "B22": ("storage", Kind.LIST, ("常温", "冷蔵", "冷凍"), "常温", "常温"),
        "D22": ("", Kind.DATE, (), date(2026, 10, 1), date(2026, 10, 1)),
        "F22": ("ingredients", Kind.TEXT, (), "米粉(小郡市産)、砂糖、食塩", "米粉(小郡市産)、砂糖、食塩"),
        "B25": (
            "",
            Kind.TEXT,
            (),
            "小郡市の米だけで焼いた素朴なせんべいです。",
            "小郡市の米だけで焼いた素朴なせんべいです。",
        ),
        "B29": ("photo", Kind.PICTURE, (), None, None),
        "F29": ("photo.remarks", Kind.TEXT, (), "第1回見本展 入選", "第1回見本展 入選"),
    }
    labels = {f"{first[0]}{int(first[1:]) + 1}": label for first, _, label, _ in BOXES}
    fields = tuple(
        Seen(
            cell=cell,
            label=labels[cell],
            key=key,
            kind=kind,
            options=options,
            given=given,
            value=value,
            need=Need.REQUIRED if required[cell] else Need.OPTIONAL,
        )
        for cell, (key, kind, options, given, value) in answers.items()
    )
    return Paper(name="boxed", sheet="商品登録票", blank=saved(book, change), fields=fields)
