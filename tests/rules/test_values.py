"""The text of a cell becomes the value of an answer."""

from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from rules.forms import Field, Kind, Need
from rules.model import Severity, Value
from rules.values import Cell, is_blank, read
from rules.values.readers import READERS
from rules.wording import SHOWN, normal
from tests.rules.filled import CONTEXT, FOOD, FORMS, field, of

ALL_FIELDS = [each for form in FORMS for each in form.fields]
PIECES = st.sampled_from(
    "令和|8年|元|月|日|税込|円|¥|12|3|,|.|×|/|・|〜|g|か月|%|掛|-|T|R8|■|□|レ|1".split("|")
    + "該当なし|小麦|同上|なし|(|)|\n|　|約|D+|万|@|〒|e".split("|")
)
TEXTS = st.text() | st.lists(PIECES, max_size=12).map("".join)
RAWS = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes()


def judged(kind_or_field: Kind | Field, text: str, raw: object = None) -> tuple[Value, list[str]]:
    """Value and finding codes of one cell."""
    asked = field(kind_or_field) if isinstance(kind_or_field, Kind) else kind_or_field
    cell = Cell(at="シート!C3", text=text, raw=raw)  # type: ignore[arg-type]
    answer, findings = read(asked, cell, context=CONTEXT)
    return answer.value, [finding.code for finding in findings]


def test_every_kind_has_a_reader() -> None:
    """A kind that a form may name is one that can be read."""
    assert set(READERS) == set(Kind)


@given(st.sampled_from(ALL_FIELDS), TEXTS, RAWS)
def test_reading_never_raises_and_repeats_itself(asked: Field, text: str, raw: object) -> None:
    """Any cell is read, and the text of an answer that was read gives the same value again."""
    cell = Cell(at="シート!C3", text=text, raw=raw)  # type: ignore[arg-type]
    answer, findings = read(asked, cell, context=CONTEXT)
    again, _ = read(asked, Cell(at="シート!C3", text=answer.text), context=CONTEXT)

    assert answer.value is None or again.value == answer.value
    assert all(finding.message and len(finding.shown) <= SHOWN for finding in findings)
    assert len([each for each in findings if each.severity is Severity.ERROR]) <= 1


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_filled_example_is_read_without_a_word(form: object) -> None:
    """What the 記入例 shows is what the rules ask for."""
    for asked in form.fields:  # type: ignore[attr-defined]
        value, problems = judged(asked, asked.example)
        assert problems == []
        assert (value is None) == (not asked.example)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_skeleton_is_no_answer(form: object) -> None:
    """The text that the blank prints, white space, a bare unit and open boxes are all empty."""
    for asked in form.fields:  # type: ignore[attr-defined]
        boxes = "　".join(f"□ {option}" for option in asked.options) if asked.kind is Kind.TICKS else ""
        for text in ("", " 　\n", asked.skeleton, asked.skeleton.replace("　", " "), asked.unit, boxes):
            assert is_blank(asked, Cell(at="シート!C3", text=text))
            answer, problems = read(asked, Cell(at="シート!C3", text=text), context=CONTEXT)
            assert (answer.value, answer.text, answer.cell, problems) == (None, "", "シート!C3", ())


def test_a_formula_without_a_value_is_its_own_finding() -> None:
    """It is neither missing nor a wrong format: the business typed something that was never computed."""
    cell = Cell(at="シート!C3", text="=500*1.08", formula_without_value=True)
    answer, findings = read(of(FOOD, "price"), cell, context=CONTEXT)

    assert answer.value is None
    assert [(each.code, each.cell, each.shown) for each in findings] == [
        ("formula_no_value", "シート!C3", "=500*1.08")
    ]


@pytest.mark.parametrize(
    ("text", "raw", "value", "problems"),
    [
        ("4569951116179", None, "4569951116179", []),
        ("４５６９９５１１１６１７９", None, "4569951116179", []),
        ("4 569951 116179", None, "4569951116179", []),
        ("4.57E+12", 4569951116179, "4569951116179", []),
        ("4.57E+12", 4569951116179.0, "4569951116179", []),
        ("49968712", None, "49968712", []),
        ("4569951116178", None, None, ["check_digit"]),
        ("456995111617", None, None, ["bad_format"]),
        ("12345", None, None, ["bad_format"]),
        ("4.57E+12", None, None, ["bad_format"]),
        ("36000291452", 36000291452, "0036000291452", ["leading_zero"]),
        ("2112345678900", None, "2112345678900", ["instore_code"]),
        ("なし", None, "なし", []),
        ("未取得", None, "なし", []),
        ("なし（未取得）", None, "なし", []),
        ("無し", None, "なし", []),
        ("なし(取得予定)", None, "なし", []),
        ("JANコードなし", None, "なし", []),
        ("ありません。", None, "なし", []),
        ("JAN:4569951116179", None, "4569951116179", []),
        ("ＪＡＮコード 4569951116179(13桁)", None, "4569951116179", []),
        ("4569951116179、4569951116179", None, None, ["bad_format"]),
    ],
)
def test_jan(text: str, raw: object, value: Value, problems: list[str]) -> None:
    """Text or number, 8 or 13 digits with the right check digit, or a word that there is none."""
    assert judged(of(FOOD, "jan"), text, raw) == (value, problems)


@pytest.mark.parametrize(
    ("key", "text", "raw", "value", "problems"),
    [
        ("entry_date", "2026/12/1", datetime(2026, 12, 1), date(2026, 12, 1), []),  # noqa: DTZ001
        ("entry_date", "46357", 46357, date(2026, 12, 1), []),
        ("entry_date", "十二月一日", None, None, ["bad_format"]),
        ("corp_no", "7.12E+12", 7123456789012, "7123456789012", []),
        ("corp_no", "1123456789012", None, None, ["check_digit"]),
        ("corp_no", "712345", None, None, ["bad_format"]),
        ("invoice_no", "Ｔ７１２３４５６７８９０１２", None, "T7123456789012", []),
        ("invoice_no", "T123", None, None, ["bad_format"]),
        ("zip", "8380198", 8380198, "838-0198", []),
        ("zip", "600000", 600000, "060-0000", ["leading_zero"]),
        ("zip", "838", None, None, ["bad_format"]),
        ("tel", "942722111", 942722111, "0942722111", ["leading_zero"]),
        ("tel", "72-2111", None, "72-2111", ["unusual_phone"]),
        ("tel", "あとで連絡", None, None, ["bad_format"]),
        ("contact_mail", "info＠example.jp", None, "info@example.jp", []),
        ("contact_mail", "infoexample.jp", None, None, ["bad_format"]),
        ("prev_no", "Ｒ８−００１２", None, "R8-0012", []),
        ("prev_no", "去年の番号", None, None, ["bad_format"]),
        ("size.width", "120mm", None, 12.0, []),
        ("size.width", "12", 12, 12.0, []),
        ("size.width", "0", 0, None, ["out_of_range"]),
        ("size.width", "12×8×5", None, None, ["bad_format"]),
        ("size.weight", "1.5kg", None, 1500.0, []),
        ("net", "１５０ｇ", None, "150g", []),
        ("net", "1.8 L", None, "1.8L", []),
        ("net", "150g × 3本", None, "150g×3本", []),
        ("net", "150", 150, None, ["bad_format"]),
        ("shelf_life", "3か月", None, 90, []),
        ("shelf_life", "D+180", None, 180, []),
        ("shelf_life", "90", 90, 90, ["period_unclear"]),
        ("shelf_life", "2〜3か月", None, 60, ["period_unclear"]),
        ("shelf_life", "長期", None, None, ["bad_format"]),
        ("price", "５４０円", None, 540, []),
        ("price", "540", 540.0, 540, []),
        ("price", "500", 499.6, 500, ["rounded"]),
        ("price", "540円(税込)", None, None, ["tax_included"]),
        ("price", "税込540円(税抜500円)", None, 500, []),
        ("price", "オープン価格", None, None, ["bad_format"]),
        ("price", "希望小売価格(税抜):540円", None, 540, []),
        ("price", "540円(予定)", None, 540, []),
        ("price", "540円(ぜいこみ)", None, None, ["bad_format"]),
        ("storage.degrees", "0〜10℃", None, 10.0, []),
        ("size.width", "縦6cm", None, 6.0, []),
        ("size.width", "6cm(箱)", None, 6.0, []),
        ("size.width", "5〜6cm", None, None, ["bad_format"]),
        ("shelf_life", "90日(未開封)", None, 90, []),
        ("contact_mail", "E-mail：info @ example.jp", None, "info@example.jp", []),
        ("contact_mail", "info@example.jp(代表)", None, "info@example.jp", []),
        ("invoice_no", "登録番号:T7123456789012", None, "T7123456789012", []),
        ("price", "0", 0, None, ["out_of_range"]),
        ("price", "2,000,000円", None, None, ["out_of_range"]),
        ("tax_rate", "8%", 0.08, "8%", []),
        ("tax_rate", "0.08", None, "8%", []),
        ("tax_rate", "10%(軽減税率対象外)", None, "10%", []),
        ("tax_rate", "標準(軽減対象外)", None, "10%", []),
        ("tax_rate", "□8% ■10%", None, "10%", []),
        ("tax_rate", "8%・10%", None, None, ["not_in_list"]),
        ("tax_rate", "標準税率8%", None, None, ["not_in_list"]),
        ("tax_rate", "軽減ではない", None, None, ["not_in_list"]),
        ("allergen", "ありません", None, ("該当なし",), []),
        ("allergen", "-", None, None, ["not_in_list"]),
        ("allergen", "乳・卵は使用していません", None, None, ["not_in_list"]),
        ("allergen", "□ えび　□ かに\n小麦", None, None, ["not_in_list"]),
        ("tax_rate", "0.08", 0.08, "8%", []),
        ("tax_rate", "８％", None, "8%", []),
        ("tax_rate", "8", 8, "8%", []),
        ("tax_rate", "軽減税率(8%)", None, "8%", []),
        ("tax_rate", "標準税率", None, "10%", []),
        ("tax_rate", "5%", None, None, ["not_in_list"]),
        ("wholesale", "70%", 0.7, "70%", []),
        ("wholesale", "7掛", None, "70%", []),
        ("wholesale", "0.7", None, "70%", []),
        ("wholesale", "70%(応相談)", None, "70%", []),
        ("wholesale", "380円", None, 380, []),
        ("wholesale", "70", 70, "70%", ["rate_assumed"]),
        ("wholesale", "応相談", None, None, ["bad_format"]),
        ("biz_type", "法 人", None, "法人", []),
        ("biz_type", "会社", None, None, ["not_in_list"]),
        ("biz_name", "○○", None, None, ["placeholder"]),
        ("biz_name", "株式会社○○", None, None, ["placeholder"]),
        ("biz_name", "あ", None, "あ", ["too_short"]),
        ("origin", "未定", None, None, ["placeholder"]),
        ("maker_name", "同上", None, "同上", []),
        ("biz_name.kana", "おごおりしょくひん", None, "オゴオリショクヒン", []),
        ("biz_name.kana", "ｵｺﾞｵﾘ", None, "オゴオリ", []),
        ("biz_name.kana", "小郡食品", None, "小郡食品", ["kana_expected"]),
        ("pr", "あ" * 401, None, "あ" * 401, ["too_long"]),
        ("elig_reason", "地元です", None, "地元です", ["too_short"]),
        ("tel.fax", "なし", None, "なし", []),
        ("allergen", "小麦、すいか", None, ("小麦", "その他"), ["unknown_option"]),
        ("allergen", "該当なし", None, ("該当なし",), []),
        ("eligibility", "わからない", None, None, ["not_in_list"]),
        ("alcohol.notice", "TRUE", True, ("20歳未満の者の飲酒を防止する表示がある",), []),
        ("alcohol.notice", "FALSE", False, None, []),
        ("alcohol.notice", "■", None, ("20歳未満の者の飲酒を防止する表示がある",), []),
        ("alcohol.notice", "あり", None, ("20歳未満の者の飲酒を防止する表示がある",), []),
        ("alcohol.notice", "なし", None, None, ["not_in_list"]),
        ("eligibility", "■", None, None, ["not_in_list"]),
        ("allergen", "特になし", None, ("該当なし",), []),
        ("rep.title", "-", None, None, []),
        ("photo.remarks", "未定", None, None, []),
    ],
)
def test_answers_of_the_food_sheet(
    key: str, text: str, raw: object, value: Value, problems: list[str]
) -> None:
    """What people type and what spreadsheets keep of it, as the office counts it."""
    assert judged(of(FOOD, key), text, raw) == (value, problems)


def test_a_number_cell_keeps_a_text_that_reads_the_same() -> None:
    """'4.57E+12' would lose the code, so the answer's text is the code itself; '540円' stays as it was."""
    code, _ = read(of(FOOD, "jan"), Cell(at="a", text="4.57E+12", raw=4569951116179), context=CONTEXT)
    price, _ = read(of(FOOD, "price"), Cell(at="a", text="540円", raw=540), context=CONTEXT)

    assert (code.text, price.text) == ("4569951116179", "540円")


def test_an_optional_answer_blocks_nothing() -> None:
    """A wrong format is an error where the form asks for the answer, a warning where it is optional."""
    wrong = Cell(at="a", text="???abc")
    severities = [
        read(Field(key="k", label="欄", kind=Kind.DATE, need=need), wrong, context=CONTEXT)[1][0].severity
        for need in (Need.REQUIRED, Need.WHEN, Need.EXPECTED, Need.OPTIONAL)
    ]

    assert severities == [Severity.ERROR, Severity.ERROR, Severity.ERROR, Severity.WARNING]


def test_a_finding_says_how_to_mend() -> None:
    """The sentence names the answer and ends with the form's own advice, or with that of its kind."""
    _, (own,) = read(of(FOOD, "jan"), Cell(at="a", text="12"), context=CONTEXT)
    _, (general,) = read(field(Kind.DATE), Cell(at="a", text="きのう"), context=CONTEXT)

    assert own.message.endswith("13桁または8桁の数字を書いてください。ないときは「なし」と書いてください。")
    assert (
        general.message
        == "「欄」の「きのう」を読み取れませんでした。「令和8年4月1日」のようにご記入ください。"
    )


@given(st.text())
def test_the_comparison_form_is_stable(text: str) -> None:
    """Normalising twice changes nothing, and white space is gone."""
    assert normal(normal(text)) == normal(text)
    assert not any(map(str.isspace, normal(text)))
