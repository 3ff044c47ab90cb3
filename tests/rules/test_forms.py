"""The two forms as data: every field of the office's field table, with the label that the paper prints."""

import pytest

from rules.forms import Form, Need
from tests.entries import FORMS, form

COMMON = {
    "form_id": "様式ID(変更しないでください)",
    "entry_date": "記入日",
    "entry_kind": "新規・再エントリー・内容変更の別",
    "prev_no": "前回の整理番号",
    "biz_name": "事業者名(商号又は名称)/フリガナ",
    "biz_type": "法人・個人・団体の別",
    "corp_no": "法人番号",
    "invoice_no": "適格請求書発行事業者登録番号",
    "rep": "代表者 職・氏名",
    "zip": "郵便番号",
    "address": "所在地",
    "muni": "所在市町",
    "tel": "電話番号/FAX番号",
    "contact_name": "担当者 部署・氏名",
    "contact_mail": "担当者メールアドレス",
    "pledge": "誓約書",
}
FOOD = COMMON | {
    "name": "商品名/フリガナ",
    "category": "分類",
    "eligibility": "該当する選定要件(1〜4)",
    "elig_reason": "要件に該当する理由",
    "jan": "JANコード",
    "net": "内容量",
    "size": "商品サイズ 縦×横×高さ(cm)・重量(g)",
    "std_name": "名称(一括表示の名称)",
    "ingredients": "原材料名・添加物",
    "origin": "主原料の原産地(市町村)",
    "allergen": "アレルゲン(特定原材料9・準ずるもの20)",
    "expiry_kind": "期限の種類",
    "shelf_life": "製造日からの期間",
    "storage": "保存温度帯",
    "maker_name": "製造者名(製造所)",
    "maker_addr": "製造所の所在地",
    "license": "営業許可・届出の別",
    "license_detail": "許可業種・番号・有効期限",
    "label_img": "一括表示(ラベル)の画像",
    "nutrition": "栄養成分表示",
    "recycle": "容器包装の材質・識別マーク",
    "alcohol": "【酒類のみ】品目・アルコール分・20歳未満表示",
    "price": "希望小売価格(税抜)",
    "tax_rate": "適用税率",
    "wholesale": "卸価格(税抜)又は掛率",
    "supply": "供給時期・月間可能数・発注単位・納期",
    "pr": "商品の特徴・PR",
    "pl": "PL保険",
    "photo": "商品写真 / 認証・受賞・備考",
}
NONFOOD = COMMON | {
    "name": "商品名/フリガナ",
    "category": "分類",
    "eligibility": "該当する選定要件(1〜4)",
    "elig_reason": "要件に該当する理由",
    "craft_mark": "伝統的工芸品等の指定・証紙",
    "jan": "JANコード",
    "variation": "品番・色・柄の展開",
    "size": "サイズ 縦×横×高さ(cm)・重量(g)",
    "material": "素材・材質/主な産地",
    "method": "製造方法",
    "maker": "製作者・製造者",
    "maker_addr": "製作・製造地",
    "hinpyo": "家庭用品品質表示",
    "hinpyo_detail": "表示の内容",
    "tableware": "食器・食品に触れる器具",
    "electric": "電気・電池・ガスの使用",
    "toy_age": "玩具の対象年齢・マーク",
    "cosmetics": "化粧品・医薬部外品",
    "ip": "意匠・商標・キャラクターの権利",
    "caution": "取扱上の注意",
    "label_img": "品質表示・下げ札の画像",
    "price": "希望小売価格(税抜)",
    "tax_rate": "適用税率",
    "wholesale": "卸価格(税抜)又は掛率",
    "supply": "供給可能数・納期・発注単位・受注生産",
    "pr": "商品の特徴・PR(技法・物語)",
    "pl": "PL保険",
    "photo": "商品写真/受賞・備考",
}
NEVER_DELAYS = {
    "form_id",
    "biz_name.kana",
    "name.kana",
    "rep.title",
    "corp_no",
    "photo",
    "label_img",
    "wholesale",
    "pl",
    "supply.lot",
    "supply.lead",
    "supply.monthly",
}


@pytest.mark.parametrize(("name", "labels"), [("food", FOOD), ("nonfood", NONFOOD)])
def test_every_field_of_the_table_is_printed_under_its_label(name: str, labels: dict[str, str]) -> None:
    """Each key stands in the row with its label; where a row has parts, their keys begin with it."""
    printed = {answer.key: row.label for row in form(name).rows for answer in row.answers}
    printed |= {
        key.partition(".")[0]: label for key, label in reversed(printed.items()) if "." in key
    } | printed

    assert {key: printed.get(key) for key in labels} == labels


@pytest.mark.parametrize("name", ["food", "nonfood"])
def test_no_field_beside_the_table(name: str) -> None:
    """Every answer is one of the table's or a part of one."""
    known = FOOD if name == "food" else NONFOOD

    assert {answer.key.partition(".")[0] for answer in form(name).fields} == {
        key.partition(".")[0] for key in known
    }


def test_the_business_is_asked_alike_on_both_forms() -> None:
    """Fields of the common block differ in nothing but the example."""

    def asked(each: Form) -> list[object]:
        return [
            (
                row.label,
                row.note,
                answer.key,
                answer.kind,
                answer.need,
                answer.when,
                answer.options,
                answer.mend,
            )
            for row in each.sections[0].rows
            for answer in row.answers
        ]

    food, nonfood = FORMS

    assert asked(food) == asked(nonfood)


@pytest.mark.parametrize("name", ["food", "nonfood"])
def test_what_never_delays_a_business(name: str) -> None:
    """A gap that the contract forgives is no required field."""
    needs = {answer.key: answer.need for answer in form(name).fields}

    assert {needs[key] for key in NEVER_DELAYS} <= {Need.EXPECTED, Need.OPTIONAL}


@pytest.mark.parametrize("name", ["food", "nonfood"])
def test_whoever_must_answer_is_told_how(name: str) -> None:
    """Each answer that can be asked for has a sentence that says how to give it."""
    silent = [each.key for each in form(name).fields if each.need is not Need.OPTIONAL and not each.mend]

    assert silent == []
