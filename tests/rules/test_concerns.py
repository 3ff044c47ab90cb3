"""What the answers say together: each rule fires on its case, and only there."""

from datetime import date

import pytest

from rules.checks import check
from rules.forms import Form
from rules.model import Finding, Severity
from rules.record import replace
from tests.rules.filled import CONTEXT, FOOD, NONFOOD, codes, fill, findings

PR = "小郡市の農家が育てた甘いたまねぎを使ったドレッシングです。"
ALCOHOL = {"category": "酒類", "alcohol.kind": "清酒", "alcohol.abv": "15", "alcohol.notice": "■"}
NO_LABEL = {"category": "木工品", "hinpyo": "対象外", "hinpyo_detail": ""}


DOUBTS = [
    (FOOD, {"invoice_no": "T4011001098993"}, "invoice_mismatch", "invoice_no"),
    (FOOD, {"invoice_no": "T1123456789012", "corp_no": ""}, "check_digit", "invoice_no"),
    (FOOD, {"muni": "久留米市"}, "muni_mismatch", "muni"),
    (FOOD, {"muni": "圏域外"}, "muni_mismatch", "muni"),
    (FOOD, {"address": "福岡県朝倉市1番地"}, "muni_mismatch", "muni"),
    (FOOD, {"address": "東京都港区1"}, "muni_mismatch", "muni"),
    (FOOD, {"address": "朝倉郡筑前町1番地"}, "muni_mismatch", "muni"),
    (FOOD, {"muni": "圏域外", "address": "福岡県朝倉市1番地"}, "outside_region", "muni"),
    (FOOD, {"biz_name": "株式会社見本食品"}, "example_left", "biz_name"),
    (FOOD, {"eligibility": "1", "maker_addr": "福岡県朝倉市1番地"}, "tie_maker", "maker_addr"),
    (FOOD, {"eligibility": "2", "origin": "北海道産"}, "tie_origin", "origin"),
    (NONFOOD, {"eligibility": "2", "material.origin": "中国"}, "tie_origin", "material.origin"),
    (FOOD, {"allergen": "該当なし"}, "allergen_lint", "allergen"),
    (FOOD, {"ingredients": "いちご、砂糖、増粘剤、香料"}, "additives_unsplit", "ingredients"),
    (FOOD, {"shelf_life": "13日"}, "short_life", "shelf_life"),
    (FOOD, {"license_detail.until": "令和8年12月5日"}, "licence_ending", "license_detail.until"),
    (FOOD, {"license_detail.until": "令和9年2月2日"}, "licence_ending", "license_detail.until"),
    (FOOD, {"license_detail.trade": "なんでも屋"}, "licence_unknown", "license_detail.trade"),
    (FOOD, {"nutrition": "なし", "nutrition.reason": "小規模"}, "nutrition_none", "nutrition"),
    (FOOD, {"size.width": "60.5"}, "large", "size.width"),
    (FOOD, ALCOHOL | {"tax_rate": "8%"}, "tax_rate_doubt", "tax_rate"),
    (FOOD, {"tax_rate": "10%"}, "tax_rate_doubt", "tax_rate"),
    (NONFOOD, {"tax_rate": "8%"}, "tax_rate_doubt", "tax_rate"),
    (FOOD, {"name": "梅酒と菓子のセット"}, "mixed_set", "tax_rate"),
    (FOOD, {"wholesale": "541円"}, "wholesale_high", "wholesale"),
    (FOOD, {"wholesale": "100円"}, "wholesale_odd", "wholesale"),
    (FOOD, {"wholesale": "25%"}, "wholesale_odd", "wholesale"),
    (FOOD, {"pr": PR + "日本一です。"}, "claim_proof", "pr"),
    (FOOD, {"pr": PR + "Ｎｏ．１です。"}, "claim_proof", "pr"),
    (FOOD, {"name": "免疫ドレッシング"}, "claim_health", "name"),
    (FOOD, {"pl": "未加入"}, "pl_none", "pl"),
    (FOOD, {"pl.until": "令和8年12月4日"}, "pl_expired", "pl.until"),
    (NONFOOD, {"hinpyo": "対象外"}, "quality_label_doubt", "hinpyo"),
    (
        NONFOOD,
        {"category": "籃胎漆器・漆器", "hinpyo_detail": "表示者 見本工房"},
        "quality_label_lacks",
        "hinpyo_detail",
    ),
    (NONFOOD, {"hinpyo_detail": "綿70% 麻20% 表示者 見本工房"}, "fibres_sum", "hinpyo_detail"),
    (NONFOOD, {"tableware": "該当(試験成績書なし)"}, "tableware_untested", "tableware"),
    (NONFOOD, NO_LABEL | {"name": "椿油の石けん"}, "cosmetics_doubt", "cosmetics"),
    (FOOD, {"ingredients": "大豆(国産)、砂糖", "allergen": "該当なし"}, "allergen_lint", "allergen"),
    (FOOD, {"ingredients": "いちご/乳化剤(海老由来)", "allergen": "該当なし"}, "allergen_lint", "allergen"),
    (FOOD, {"category": "漬物", "license": "届出"}, "licence_needed", "license"),
    (FOOD, {"category": "菓子", "license": "不要", "license.reason": "小規模"}, "licence_needed", "license"),
    (FOOD, {"std_name": "リキュール"}, "alcohol_doubt", "category"),
    (FOOD, {"alcohol.abv": "12"}, "alcohol_doubt", "category"),
    (NONFOOD, NO_LABEL | {"category": "玩具"}, "toy_doubt", "toy_age"),
    (NONFOOD, NO_LABEL | {"name": "竹の箸"}, "tableware_doubt", "tableware"),
    (NONFOOD, NO_LABEL | {"name": "和紙のランプ"}, "electric_doubt", "electric"),
    (NONFOOD, {"hinpyo_detail": "綿100%"}, "quality_label_lacks", "hinpyo_detail"),
]
FAULTS = [
    (FOOD, {"allergen": "小麦、該当なし"}, "allergen_both", "allergen"),
    (FOOD, {"license_detail.until": "令和8年12月4日"}, "licence_expired", "license_detail.until"),
    (FOOD, ALCOHOL | {"alcohol.abv": "96"}, "out_of_range", "alcohol.abv"),
    (FOOD, ALCOHOL | {"alcohol.abv": "0.5"}, "out_of_range", "alcohol.abv"),
    (NONFOOD, {"hinpyo": "未対応"}, "quality_label_none", "hinpyo"),
    (NONFOOD, {"electric": "表示なし"}, "electric_unmarked", "electric"),
    (NONFOOD, {"toy_age": "3歳未満(子供PSCなし)"}, "toy_unmarked", "toy_age"),
]


@pytest.mark.parametrize(("form", "answers", "code", "key"), FAULTS)
def test_a_fault_is_an_error(form: Form, answers: dict[str, str], code: str, key: str) -> None:
    """What the law forbids or the sheet contradicts blocks, with a finding at that answer."""
    assert only(form, answers, code, key).severity is Severity.ERROR


@pytest.mark.parametrize(("form", "answers", "code", "key"), DOUBTS)
def test_a_doubt_is_a_warning(form: Form, answers: dict[str, str], code: str, key: str) -> None:
    """What a person should look at never blocks."""
    assert only(form, answers, code, key).severity is Severity.WARNING


def test_another_municipality_is_a_note() -> None:
    """A business elsewhere in the region is accepted; the office sees where to forward it."""
    answers = {"muni": "久留米市", "address": "福岡県久留米市城南町15-3"}

    assert only(FOOD, answers, "other_municipality", "muni").severity is Severity.INFO


def only(form: Form, answers: dict[str, str], code: str, key: str) -> Finding:
    """The one finding of this code at this answer: whole sentences, a cell, nothing left to fill in."""
    (found,) = [each for each in findings(form, answers) if each.code == code and each.field == key]
    assert found.cell
    assert found.message.endswith("。")
    assert "{" not in found.message
    return found


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        (FOOD, {"invoice_no": "T1123456789012", "biz_type": "個人", "corp_no": ""}),
        (FOOD, {"address": "福岡県三井郡大刀洗町1番地", "muni": "大刀洗町"}),
        (FOOD, {"address": "三沢町1番地"}),
        (FOOD, {"eligibility": "3", "maker_addr": "福岡県朝倉市1番地", "origin": "北海道"}),
        (FOOD, {"eligibility": "1", "maker_addr": "同上"}),
        (FOOD, {"eligibility": "2", "origin": "小郡産のたまねぎ"}),
        (FOOD, {"ingredients": "いちご、砂糖", "allergen": "該当なし"}),
        (FOOD, {"ingredients": "いちご、砂糖\n増粘剤", "allergen": "該当なし"}),
        (FOOD, {"ingredients": "いちご/乳化剤", "allergen": "該当なし"}),
        (FOOD, {"category": "漬物", "license_detail.trade": "漬物製造業"}),
        (FOOD, {"category": "農産物", "license": "不要", "license.reason": "そのまま売る"}),
        (FOOD, {"name": "梅酒ゼリー", "std_name": "洋菓子", "category": "菓子"}),
        (NONFOOD, NO_LABEL | {"category": "玩具", "toy_age": "3歳以上"}),
        (NONFOOD, NO_LABEL | {"name": "竹の箸", "tableware": "該当(試験成績書あり)"}),
        (FOOD, {"shelf_life": "14日"}),
        (FOOD, {"license_detail.until": "令和9年2月3日"}),
        (FOOD, {"license_detail.trade": "菓子製造業(パンを含む)"}),
        (FOOD, {"size.width": "60"}),
        (FOOD, ALCOHOL | {"tax_rate": "10%", "nutrition": "なし", "nutrition.reason": "酒類のため"}),
        (FOOD, {"name": "ジャムのセット"}),
        (FOOD, {"wholesale": "540円"}),
        (FOOD, {"wholesale": "30%"}),
        (FOOD, {"wholesale": "100%"}),
        (FOOD, {"pl.until": "令和8年12月5日"}),
        (NONFOOD, NO_LABEL),
        (NONFOOD, {"hinpyo_detail": "表地 綿100% 裏地 麻60% 綿40% 表示者 見本工房"}),
        (NONFOOD, {"hinpyo_detail": "綿64.1% 麻35.8% 絹0.1% 表示者 見本工房"}),
        (NONFOOD, {"toy_age": "3歳未満(子供PSCあり)"}),
    ],
)
def test_the_case_beside_it_is_silent(form: Form, answers: dict[str, str]) -> None:
    """What the law or the page allows raises nothing, not even a doubt."""
    assert {code for code, _ in codes(form, answers)} <= {"other_municipality"}


def test_allergens_follow_the_list_of_the_day() -> None:
    """カシューナッツ became mandatory on 2026-04-01; a list with ピスタチオ is that day's, too."""
    listed = CONTEXT.tables.allergens

    assert len(listed.on(date(2026, 3, 31)).mandatory) == 8
    assert len(listed.on(date(2026, 4, 1)).mandatory) == 9
    assert len(listed.on(date(2026, 4, 1)).recommended) == 20
    assert "ピスタチオ" not in CONTEXT.tables.options("allergens", date(2026, 3, 31))
    assert "ピスタチオ" in CONTEXT.tables.options("allergens", date(2026, 4, 1))


def test_allergens_named_in_the_ingredients() -> None:
    """The finding names the ingredient and the box; a tick, also by another name, settles it."""
    answers = {"ingredients": "バター、砂糖、卵黄(一部に小麦・乳成分を含む)", "allergen": "たまご"}
    (found,) = findings(FOOD, answers)

    assert "「バター、小麦を含む」" in found.message
    assert "「乳、小麦」" in found.message
    assert findings(FOOD, answers | {"allergen": "玉子、乳成分、小麦"}) == ()


def test_a_tax_law_of_another_day_needs_no_code() -> None:
    """A new rate is one more row of the table: from its day on sheets are judged by it."""
    rates = CONTEXT.tables.tax_rates
    future = replace(rates.version[0], effective_from=date(2027, 4, 1), reduced="0%")
    tables = replace(CONTEXT.tables, tax_rates=replace(rates, version=(future, *rates.version)))
    later = replace(CONTEXT, on=date(2027, 4, 1), tables=tables)
    found = check(fill(FOOD, {"entry_date": "令和9年4月1日"}), FOOD, later)

    assert [each.code for each in found] == ["tax_rate_doubt"]
    assert "0%" in found[0].message
