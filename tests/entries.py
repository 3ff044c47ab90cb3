"""The office's forms and the answers of two businesses, as tests fill them in."""

import io
from collections.abc import Mapping
from datetime import date
from functools import cache

from openpyxl import load_workbook
from openpyxl.drawing.image import Image

from mailbot.marking import Given, filled as fill
from mailbot.paper import blanks, layout
from rules.forms import Form
from rules.tables import Context
from store.config import Office
from store.library import Library

MUNICIPALITIES = ("久留米市", "大川市", "小郡市", "うきは市", "大刀洗町", "大木町")
OFFICE = Office(
    name="小郡市 企画課",
    address="kikaku@city.example.jp",
    postal="〒838-0198 小郡市小郡255番地1",
    phone="0942-00-2111",
    fax="0942-00-4466",
    hours="平日 8:30〜17:00",
    shop="福岡 久留米館",
    signatory="小郡市長",
    municipalities=MUNICIPALITIES,
    home="小郡市",
)
LIBRARY = Library()
FORMS = LIBRARY.forms()
ARRIVED_ON = date(2026, 11, 20)
CONTEXT = Context(
    on=ARRIVED_ON, tables=LIBRARY.tables(), home=OFFICE.home, municipalities=OFFICE.municipalities
)

BUSINESS: Mapping[str, Given] = {
    "entry_date": date(2026, 11, 18),
    "entry_kind": "新規",
    "biz_name": "株式会社小郡食品",
    "biz_name.kana": "カブシキガイシャオゴオリショクヒン",
    "biz_type": "法人",
    "corp_no": "7123456789012",
    "invoice_no": "T7123456789012",
    "rep": "髙田 一郎",
    "rep.title": "代表取締役",
    "zip": "838-0141",
    "address": "福岡県小郡市小郡100番地1",
    "muni": "小郡市",
    "tel": "0942-00-1234",
    "contact_name": "山﨑 花子",
    "contact_mail": "info@example.jp",
    "pledge": "今回提出",
}
ANSWERS: Mapping[str, Mapping[str, Given]] = {
    "food": {
        **BUSINESS,
        "name": "あまおうジャム 150g",
        "name.kana": "アマオウジャム",
        "category": "調味料",
        "eligibility": ("1 圏域内で生産・製造された商品",),
        "elig_reason": "小郡市の自社工場で、小郡市産のいちごだけを使って製造しています。",
        "jan": "4569951116179",
        "net": "150g",
        "size.width": 6,
        "size.depth": 6,
        "size.height": 8.5,
        "size.weight": 260,
        "std_name": "いちごジャム",
        "ingredients": "いちご(小郡市産)、砂糖/酸化防止剤(ビタミンC)",
        "origin": "福岡県小郡市",
        "allergen": ("該当なし",),
        "expiry_kind": "賞味期限",
        "shelf_life": "180日",
        "storage": "常温",
        "maker_name": "同上",
        "maker_addr": "福岡県小郡市小郡100番地1",
        "license": "許可",
        "license_detail.trade": "密封包装食品製造業",
        "license_detail.number": "第0000-12号",
        "license_detail.until": "令和13年3月31日",
        "nutrition": "あり",
        "recycle": ("紙", "びん等"),
        "price": 650,
        "tax_rate": "8%",
        "wholesale": "70%",
        "supply.season": "通年",
        "supply.monthly": "300個",
        "supply.lot": "12個",
        "supply.lead": "受注から7日",
        "pr": "小郡市で育てたあまおうを、その日のうちに煮て仕上げたジャムです。果実の形を残しています。",
        "pl": "加入",
        "pl.company": "見本火災",
        "pl.until": "令和9年9月30日",
    },
    "nonfood": {
        **BUSINESS,
        "name": "い草のコースター",
        "name.kana": "イグサノコースター",
        "category": "い草製品",
        "eligibility": ("1 圏域内で生産・製造された商品", "3 圏域にゆかりがあると認められる商品"),
        "elig_reason": "大木町で育ったい草を、小郡市の工房で編んでいます。",
        "jan": "なし",
        "size.width": 10,
        "size.depth": 10,
        "size.height": 0.5,
        "size.weight": 20,
        "material": "い草100%",
        "material.origin": "福岡県大木町",
        "method": "手作り",
        "maker": "同上",
        "maker_addr": "福岡県小郡市小郡100番地1",
        "hinpyo": "対象外",
        "tableware": "該当しない",
        "electric": "なし",
        "toy_age": "玩具でない",
        "cosmetics": "該当しない",
        "ip": "自社",
        "caution": "水にぬれたら、陰干ししてください。",
        "price": 800,
        "tax_rate": "10%",
        "pr": "大木町のい草を1枚ずつ手で編んだコースターです。い草の香りと、さらりとした手ざわりが続きます。",
        "pl": "未加入",
    },
}
"""Complete answers by the form's name: no check finds an error in them."""


def form(name: str) -> Form:
    return next(form for form in FORMS if form.name == name)


@cache
def blank(name: str) -> bytes:
    return blanks.workbook(form(name), OFFICE, CONTEXT.tables, ARRIVED_ON)


def filled(name: str, answers: Mapping[str, Given] | None = None, **more: Given) -> bytes:
    """The blank of this name with its ANSWERS (or those given) and what `more` changes, dots as '__'."""
    given = {**(ANSWERS[name] if answers is None else answers)}
    given |= {key.replace("__", "."): value for key, value in more.items()}
    return fill(blank(name), form(name), given)


@cache
def pictured(data: bytes, name: str, *pictures: bytes) -> bytes:
    """The filled sheet of this form with these pictures where the product's photo belongs."""
    book = load_workbook(io.BytesIO(data), rich_text=True)
    of = form(name)
    at = next(place.answer.address for place in layout.places(of) if place.field.key == "photo")
    for picture in pictures:
        book[of.sheet].add_image(Image(io.BytesIO(picture)), at)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
