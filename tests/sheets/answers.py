"""What the businesses of the corpus say, as they write it and as it is meant."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from mailbot.marking import Given
from rules.model import Value
from rules.record import Struct
from tests.entries import ANSWERS, filled as fill, form


class Meant(Struct, frozen=True, kw_only=True):
    form: str
    fields: Mapping[str, Value]


MEANT: Mapping[str, Value] = {
    "maker_name": "株式会社小郡食品",
    "maker": "株式会社小郡食品",
    "shelf_life": 180,
    "license_detail.until": date(2031, 3, 31),
    "pl.until": date(2027, 9, 30),
}
"""Where an answer of `tests.entries` is not written as it is meant."""

SAKE: Mapping[str, Given] = {
    "name": "小郡の地酒 純米 720ml",
    "name.kana": "オゴオリノジザケジュンマイ",
    "category": "酒類",
    "net": "720ml",
    "std_name": "清酒",
    "ingredients": "米(福岡県産)、米こうじ(福岡県産米)",
    "expiry_kind": "表示なし(酒・塩・砂糖等)",
    "shelf_life": "",
    "license": "許可",
    "license_detail.trade": "酒類製造業",
    "nutrition": "なし",
    "nutrition.reason": "酒類のため",
    "alcohol.kind": "清酒",
    "alcohol.abv": 15.5,
    "alcohol.notice": ("20歳未満の者の飲酒を防止する表示がある",),
    "tax_rate": "10%",
    "price": 1800,
    "tel.fax": "0942-00-1235",
    "contact_name.dept": "営業部",
}
NOODLES: Mapping[str, Given] = {
    "entry_kind": "再エントリー",
    "prev_no": "R8-0012",
    "biz_type": "個人",
    "corp_no": "",
    "invoice_no": "",
    "rep.title": "",
    "name": "うきはの生うどん",
    "name.kana": "ウキハノナマウドン",
    "category": "麺類",
    "eligibility": ("1 圏域内で生産・製造された商品", "2 原材料が圏域で生産・製造された商品"),
    "net": "110g×3袋",
    "std_name": "生うどん",
    "ingredients": "小麦粉(小麦(福岡県産))、食塩",
    "allergen": ("小麦", "そば"),
    "expiry_kind": "消費期限",
    "shelf_life": "14日",
    "storage": "冷蔵",
    "storage.degrees": 10,
    "jan": "なし",
    "license": "届出",
    "license_detail.trade": "",
    "license_detail.number": "",
    "license_detail.until": "",
    "photo.remarks": "県特産品コンテスト入賞",
}
TOY: Mapping[str, Given] = {
    "name": "大川の木馬",
    "name.kana": "オオカワノモクバ",
    "category": "玩具",
    "craft_mark": "県指定",
    "variation": "赤・青・白木の3色",
    "size.width": 28.5,
    "size.depth": 12,
    "size.height": 30,
    "size.weight": 1450,
    "material": "杉",
    "material.origin": "福岡県大川市",
    "method": "一部機械",
    "maker": "見本木工所",
    "hinpyo": "表示あり",
    "hinpyo_detail": "外形寸法 28.5×12×30cm、表面材 杉、表示者 株式会社小郡食品",
    "toy_age": "3歳以上",
    "ip": "許諾済",
    "price": 12800,
    "wholesale": 8900,
    "supply.monthly": "5個",
    "supply.lead": "受注から30日",
    "supply.lot": "1個",
    "supply.made_to_order": "受注後に製作",
    "pl": "加入",
    "pl.company": "見本火災",
    "pl.until": "令和9年9月30日",
}
BASES: Mapping[str, tuple[str, Mapping[str, Given], Mapping[str, Value]]] = {
    "food": ("food", {}, {}),
    "nonfood": ("nonfood", {}, {}),
    "sake": ("food", SAKE, {}),
    "noodles": ("food", NOODLES, {"shelf_life": 14}),
    "toy": ("nonfood", TOY, {"maker": "見本木工所"}),
}
"""Name -> form, what differs from `tests.entries`, and what of that is not written as it is meant."""


@cache
def filled(base: str) -> bytes:
    name, given, _ = BASES[base]
    return fill(name, {**ANSWERS[name], **given})


@cache
def meant(base: str) -> Meant:
    """The values of a base: from what was typed in, never from the reader."""
    name, given, otherwise = BASES[base]
    of = form(name)
    typed: dict[str, Value] = {}
    for key, said in {**ANSWERS[name], **given}.items():
        typed[key] = said if isinstance(said, str | int | float | date) else tuple(said)
    values = {**typed, **{key: value for key, value in MEANT.items() if key in typed and key not in given}}
    values |= {key: "" for key, said in given.items() if said == ""} | dict(otherwise)
    values |= {"form_id": of.form_id, "form_id.revision": of.revision}
    if given.get("pl.until"):
        values["pl.until"] = MEANT["pl.until"]
    return Meant(form=name, fields={key: value for key, value in values.items() if value != ""})
