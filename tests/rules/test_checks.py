"""One entry against its form: gaps, contradictions, doubts."""

from datetime import date

import pytest

from rules.checks import attached, check
from rules.checks.review import settled
from rules.forms import Form, Kind, Need
from rules.model import Answer, Entry, Finding, Pledge, Severity
from rules.record import replace
from tests.rules.filled import CONTEXT, FOOD, FORMS, NONFOOD, TABLES, codes, errors, fill, findings, of

ALCOHOL = {
    "category": "酒類",
    "tax_rate": "10%",
    "alcohol.kind": "清酒",
    "alcohol.abv": "15度",
    "alcohol.notice": "■ 20歳未満の者の飲酒を防止する表示がある",
}
COOLED = {"storage": "冷蔵", "storage.degrees": "10"}
REPEATED = {"entry_kind": "再エントリー", "prev_no": "R7-0003"}
UNLICENSED = {"license": "不要", "license.reason": "農産物をそのまま売るため"}
UNLABELLED = {"nutrition": "なし", "nutrition.reason": "小さな袋のため"}
COSMETIC = {"category": "化粧品・石けん", "cosmetics": "該当", "cosmetics.number": "40C0X00000"}
DEMANDED: list[tuple[Form, str, dict[str, str]]] = [
    (form, asked.key, {}) for form in FORMS for asked in form.fields if asked.need is Need.REQUIRED
] + [
    *((FOOD, key, {}) for key in ("std_name", "ingredients", "shelf_life")),
    *((FOOD, f"license_detail.{part}", {}) for part in ("trade", "number", "until")),
    *((FOOD, f"alcohol.{part}", ALCOHOL) for part in ("kind", "abv", "notice")),
    (FOOD, "storage.degrees", COOLED),
    (FOOD, "license.reason", UNLICENSED),
    (FOOD, "nutrition.reason", UNLABELLED),
    (NONFOOD, "hinpyo_detail", {}),
    (NONFOOD, "cosmetics.number", COSMETIC),
    *((form, "prev_no", REPEATED) for form in FORMS),
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_full_sheet_has_no_finding(form: Form) -> None:
    """The 記入例 with names of one's own passes without a word."""
    assert findings(form) == ()


@pytest.mark.parametrize("answers", [ALCOHOL, COOLED, REPEATED, UNLICENSED])
def test_every_condition_can_be_met(answers: dict[str, str]) -> None:
    """A sheet that fills what its other answers demand has no error."""
    assert errors(findings(FOOD, answers)) == []


@pytest.mark.parametrize(
    ("form", "key", "answers"), DEMANDED, ids=lambda each: getattr(each, "name", str(each)[:20])
)
def test_each_emptied_answer_is_one_error(form: Form, key: str, answers: dict[str, str]) -> None:
    """An emptied field gives exactly one error with its label and cell; what depends on it stays silent."""
    before = set(findings(form, answers))
    found = findings(form, answers | {key: ""})
    (gap,) = errors(found)

    assert (gap.code, gap.field, gap.label, gap.shown) == ("missing", key, of(form, key).label, "")
    assert gap.cell == fill(form).fields[key].cell
    assert of(form, key).mend in gap.message
    assert set(found) - before == {gap}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_conditional_answers_are_asked_for_only_then(form: Form) -> None:
    """With every condition off, empty conditional answers are nobody's business."""
    off = {
        "license": "届出",
        "nutrition": "あり",
        "storage": "常温",
        "category": "農産物",
        "expiry_kind": "表示なし(酒・塩・砂糖等)",
    }
    off |= {} if form is FOOD else {"category": "木工品", "hinpyo": "対象外", "cosmetics": "該当しない"}
    empty = {asked.key: "" for asked in form.fields if asked.need is Need.WHEN}

    assert not [code for code, _ in codes(form, off | empty) if code == "missing"]


@pytest.mark.parametrize("key", ["biz_name.kana", "name.kana", "rep.title", "corp_no"])
def test_an_expected_answer_is_a_warning(key: str) -> None:
    """Readings, the representative's office and the 法人番号 never delay a business."""
    (gap,) = findings(FOOD, {key: ""})

    assert (gap.code, gap.field, gap.severity) == ("missing", key, Severity.WARNING)


def test_a_sole_trader_needs_no_corporate_number() -> None:
    """法人番号 is asked of companies alone."""
    assert findings(FOOD, {"biz_type": "個人", "corp_no": "", "invoice_no": ""}) == ()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_optional_answers_may_be_empty(form: Form) -> None:
    """Wholesale price, supply, PL, FAX and the rest are asked for without need."""
    empty = {asked.key: "" for asked in form.fields if asked.need is Need.OPTIONAL}

    assert findings(form, empty) == ()


def test_an_answer_without_a_place_is_missing_too() -> None:
    """A field whose label was not on the sheet is missing, without a cell."""
    entry = fill(FOOD)
    without = replace(entry, fields={key: each for key, each in entry.fields.items() if key != "jan"})
    (gap,) = check(without, FOOD, CONTEXT)

    assert (gap.code, gap.field, gap.cell) == ("missing", "jan", None)


def test_an_unreadable_answer_is_not_missing_as_well() -> None:
    """What reading found wrong is the one error of that field."""
    assert codes(FOOD, {"jan": "4569951116178"}) == {("check_digit", "jan")}
    assert codes(FOOD, {"price": "540円(税込)"}) == {("tax_included", "price")}


def test_one_error_a_field() -> None:
    """Two errors on one field are told as one; warnings beside it stay."""
    entry = fill(FOOD, {"net": "100g/200g"})
    double = Finding(code="bad_format", severity=Severity.ERROR, field="net", message="")
    found = check(replace(entry, findings=(double,)), FOOD, CONTEXT)

    assert found == (double,)


def test_findings_come_in_printed_order() -> None:
    """A reader goes down the sheet once."""
    found = findings(
        FOOD,
        {
            "pr": "日本一おいしいと評判の、自慢のたまねぎドレッシングです。",
            "zip": "",
            "jan": "12",
            "entry_date": "",
        },
    )
    order = [asked.key for asked in FOOD.fields]
    places = [order.index(each.field or "") for each in found]

    assert len(places) == 4
    assert places == sorted(places)


def test_checking_twice_finds_the_same() -> None:
    """Rules keep nothing in memory."""
    answers = {"jan": "12", "pr": "", "allergen": "該当なし、卵"}

    assert findings(FOOD, answers) == findings(FOOD, answers)


def test_a_form_without_fields_is_judged_in_silence() -> None:
    """Rules that need a field which a form lacks say nothing, but for the ties: a person looks at them."""
    bare = replace(FOOD, sections=())
    wild = {key: Answer(value=value, text=str(value)) for key, value in (("pl", "未加入"), ("shelf_life", 3))}
    found = check(Entry(form="food", fields=wild), bare, CONTEXT)

    assert [(each.code, each.severity) for each in found] == [("tie_unchecked", Severity.INFO)]


def test_ditto_points_at_the_business() -> None:
    """「同上」 stands for the name and the address of the business; the text stays; empty means missing."""
    entry = settled(fill(FOOD, {"maker_name": "〃", "maker_addr": "同 上"}), TABLES.words)

    assert entry.fields["maker_name"].value == "株式会社小郡食品"
    assert entry.fields["maker_addr"].value == "福岡県小郡市見本町1番地2"
    assert entry.fields["maker_name"].text == "〃"
    assert settled(entry, TABLES.words) == entry


@pytest.mark.parametrize(
    ("pictures", "codes_found"), [(0, ["photo_missing", "label_missing"]), (1, ["label_missing"]), (2, [])]
)
def test_pictures_beside_the_sheet(pictures: int, codes_found: list[str]) -> None:
    """Missing pictures are warnings; one picture can't be photo and label at once."""
    found = attached(FOOD, fill(FOOD), pictures=pictures, pledge=Pledge.ON_FILE)

    assert [(each.code, each.severity) for each in found] == [
        (code, Severity.WARNING) for code in codes_found
    ]


def test_a_label_is_asked_for_only_where_there_is_one() -> None:
    """A craft without a quality label needs one picture, of the product."""
    labelled, bare = fill(NONFOOD), fill(NONFOOD, {"hinpyo": "対象外", "category": "木工品"})

    assert [each.code for each in attached(NONFOOD, labelled, pictures=1, pledge=Pledge.RECEIVED)] == [
        "label_missing"
    ]
    assert attached(NONFOOD, bare, pictures=1, pledge=Pledge.RECEIVED) == ()


@pytest.mark.parametrize(
    ("said", "pledge", "found"),
    [
        ("今回提出", Pledge.MISSING, [("pledge_missing", Severity.ERROR)]),
        ("", Pledge.MISSING, [("pledge_missing", Severity.ERROR)]),
        ("提出済み", Pledge.MISSING, [("pledge_unrecorded", Severity.WARNING)]),
        ("今回提出", Pledge.RECEIVED, []),
        ("提出済み", Pledge.ON_FILE, []),
        ("今回提出", Pledge.CONFIRMED, []),
    ],
)
def test_the_pledge(said: str, pledge: Pledge, found: list[tuple[str, Severity]]) -> None:
    """Asked for once a business; one that says it gave it earlier is believed until a person has looked."""
    given = attached(FOOD, fill(FOOD, {"pledge": said}), pictures=2, pledge=pledge)

    assert [(each.code, each.severity) for each in given] == found


def test_a_pledge_that_no_registry_knows() -> None:
    """Once the earlier years are known, 提出済み without a record is a gap, and the business hears why."""
    sheet = fill(FOOD, {"pledge": "提出済み"})
    given = attached(FOOD, sheet, pictures=2, pledge=Pledge.MISSING, registry=True)

    assert [(each.code, each.severity) for each in given] == [
        ("pledge_not_on_file", Severity.WARNING),
        ("pledge_missing", Severity.ERROR),
    ]
    assert attached(FOOD, sheet, pictures=2, pledge=Pledge.ON_FILE, registry=True) == ()


def test_no_field_is_a_picture_gap() -> None:
    """Pictures are judged by what came, never by the text of their cell."""
    pictures = {asked.key for asked in FOOD.fields if asked.kind is Kind.PICTURE}

    assert pictures == {"photo", "label_img"}
    assert not {field for _, field in codes(FOOD)} & pictures


def test_the_day_of_arrival_decides() -> None:
    """The same sheet is judged by the day on which it came."""
    entry = fill(FOOD, {"entry_date": "令和8年12月1日"})
    old = check(entry, FOOD, replace(CONTEXT, on=date(2027, 7, 1)))
    early = check(entry, FOOD, replace(CONTEXT, on=date(2026, 11, 30)))

    assert [each.code for each in old] == ["old_date"]
    assert [each.code for each in early] == ["future_date"]
