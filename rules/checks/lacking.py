"""What can't be checked on a form that lacks a field: said once, instead of a check that stays silent for ever."""

from collections.abc import Iterator, Mapping

from rules.forms import Form, Goods
from rules.record import Struct

_NO_GOODS = (
    "様式の goods に food か other が書かれていないため、商品の種類による確認と、税率の確認ができません。"
)


class Reliance(Struct, frozen=True):
    """A check, and the keys that it reads with the options that it compares their answers with."""

    what: str
    keys: Mapping[str, tuple[str, ...]]
    goods: Goods | None = None
    """The only goods that it is about; None for all."""


def _all(*keys: str) -> Mapping[str, tuple[str, ...]]:
    return dict.fromkeys(keys, ())


RELIANCES = (
    Reliance("記入日が新しいこと", _all("entry_date")),
    Reliance("どの事業者かの照合", _all("biz_name", "corp_no", "rep", "tel", "contact_mail")),
    Reliance("登録番号と法人番号の照合", {"biz_type": ("法人",), **_all("corp_no", "invoice_no")}),
    Reliance("所在市町の確認", _all("muni", "address")),
    Reliance("誓約書の提出の別", {"pledge": ("提出済み",)}),
    Reliance("どの商品かの照合", _all("name", "jan")),
    Reliance("1枚に1商品・1サイズであること", _all("name", "net"), Goods.FOOD),
    Reliance("1枚に1商品・1サイズであること", _all("name", "variation"), Goods.OTHER),
    Reliance("選定要件の確認", _all("eligibility", "maker_addr")),
    Reliance("選定要件2(原材料)の確認", _all("origin"), Goods.FOOD),
    Reliance("選定要件2(原材料)の確認", _all("material.origin"), Goods.OTHER),
    Reliance("アレルゲンと原材料の照合", _all("allergen", "ingredients"), Goods.FOOD),
    Reliance("賞味期間の短さ", _all("shelf_life"), Goods.FOOD),
    Reliance(
        "営業許可の確認",
        {"license": ("許可", "届出", "不要"), **_all("license_detail.trade", "license_detail.until")},
        Goods.FOOD,
    ),
    Reliance("栄養成分表示の確認", {"nutrition": ("なし",)}, Goods.FOOD),
    Reliance("酒類かどうかの確認", {"category": ("酒類",), **_all("std_name", "alcohol.abv")}, Goods.FOOD),
    Reliance(
        "家庭用品品質表示の確認",
        {"hinpyo": ("表示あり", "対象外", "未対応"), **_all("category", "hinpyo_detail")},
        Goods.OTHER,
    ),
    Reliance("食器の試験成績書の確認", {"tableware": ("該当しない",)}, Goods.OTHER),
    Reliance("電気用品の表示の確認", {"electric": ("なし", "表示なし")}, Goods.OTHER),
    Reliance("玩具の対象年齢の確認", {"toy_age": ("玩具でない",)}, Goods.OTHER),
    Reliance("化粧品の許可の確認", {"cosmetics": ("該当しない",)}, Goods.OTHER),
    Reliance("大きさの確認", _all("size.width", "size.depth", "size.height"), Goods.OTHER),
    Reliance("税率の確認", _all("tax_rate", "category")),
    Reliance("卸価格の確認", _all("price", "wholesale")),
    Reliance("表現(景品表示法・薬機法)の確認", _all("name", "pr")),
    Reliance("PL保険の確認", {"pl": ("未加入",), **_all("pl.until")}),
    Reliance("商品写真が届いたかの確認", _all("photo")),
    Reliance("ラベルの画像が届いたかの確認", _all("label_img")),
)


def lacking(form: Form) -> tuple[str, ...]:
    """One Japanese sentence for each check that this form gives nothing, or not all, to go by; none for ours."""
    unclear = (_NO_GOODS,) if form.goods is Goods.UNKNOWN else ()
    missed = (
        (each.what, lacks)
        for each in RELIANCES
        if each.goods in (None, form.goods) and (lacks := tuple(_lacks(each, form)))
    )
    return (
        *unclear,
        *(f"「{what}」が十分にできません。{'、'.join(lacks)}がないためです。" for what, lacks in missed),
    )


def _lacks(reliance: Reliance, form: Form) -> Iterator[str]:
    for key, words in reliance.keys.items():
        field = form.field(key)
        if field is None:
            yield f"欄「{key}」"
        elif absent := [word for word in words if word not in field.options]:
            yield f"欄「{key}」の選択肢「{'」「'.join(absent)}」"
