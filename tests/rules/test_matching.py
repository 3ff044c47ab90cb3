"""Which business sent a sheet, and which case it continues."""

import pytest

from rules.matching import business_of, continued, same_product
from rules.model import Business, Case, Finding, Severity, State
from rules.record import replace
from tests.rules.office import BUSINESS, case, entry

NUMBER = "4011001098993"
OTHER = "7123456789012"


def test_corporate_number_decides() -> None:
    """The same 法人番号 is the same business, whatever it calls itself now and wherever it writes from."""
    numbered = replace(BUSINESS, corporate_number=NUMBER)
    sheet = entry(corp_no=NUMBER, biz_name="小郡フーズ株式会社", rep="別の人", tel="")

    assert business_of(sheet, "new@example.com", [BUSINESS, numbered]) == numbered


def test_different_corporate_numbers_are_different() -> None:
    """Two firms of one name, one owner and one address stay two."""
    numbered = replace(BUSINESS, corporate_number=NUMBER)

    assert business_of(entry(corp_no=OTHER), "info@example.jp", [numbered]) is None


@pytest.mark.parametrize(
    "answers",
    [
        {"biz_name": "㈱小郡食品", "tel": "", "contact_mail": ""},
        {"biz_name": "(株) 小郡食品", "rep": "", "contact_mail": ""},
        {"biz_name": "株式会社 小郡食品", "rep": "", "tel": ""},
        {"rep": "新しい代表", "tel": "", "contact_mail": ""},
    ],
)
def test_name_and_one_thing_more(answers: dict[str, str]) -> None:
    """The name, however it is written, with the owner, the phone or an address that agrees."""
    assert business_of(entry(**answers), "info@example.jp", [BUSINESS]) == BUSINESS


def test_an_address_alone_decides_nothing() -> None:
    """An agent sends for many: the same address and phone with another name is another business."""
    assert business_of(entry(biz_name="大川木工所"), "info@example.jp", [BUSINESS]) is None


def test_a_name_alone_decides_nothing() -> None:
    """A common name with another owner, phone and address is another business."""
    stranger = entry(rep="別の人", tel="03-1234-5678", contact_mail="x@example.com")

    assert business_of(stranger, "x@example.com", [BUSINESS]) is None


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("髙橋木工所", "高橋木工所"),
        ("㈲濵﨑 藏本店", "有限会社浜崎蔵本店"),
        ("(特非)おごりの里", "ＮＰＯ法人 オゴリノ里"),
        ("澤乃井ﾌｰｽﾞ", "沢乃井フーズ"),
        ("榎ヶ瀬・味噌", "榎ケ瀬味噌"),
        ("株式会社ABCフーズ", "(株)ＡＢＣ　フ一ズ".replace("一", "—")),
    ],
)
def test_one_name_written_in_two_ways(known: str, written: str) -> None:
    """Old and new letters, abbreviations, widths, kana and spaces make no other business."""
    business = Business(id="J-0001", name=known, representative="髙橋 一")

    assert business_of(entry(biz_name=written, rep="高橋一"), "a@example.com", [business]) == business


@pytest.mark.parametrize("written", ["小郡食品株式会社", "有限会社小郡食品", "小郡食品"])
def test_another_legal_form_is_another_business(written: str) -> None:
    """Before or behind the name, limited or not, a legal form belongs to the name: a clerk merges what is one."""
    assert business_of(entry(biz_name=written), "info@example.jp", [BUSINESS]) is None


def test_the_representative_goes_before_the_phone() -> None:
    """Of two firms called alike the one with this owner is meant, though the other shares its phone."""
    branch = replace(BUSINESS, id="J-0001", representative="別の人")

    assert business_of(entry(), "info@example.jp", [branch, BUSINESS]) == BUSINESS


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"name": "あまおうジャム １５０ｇ"}, True),
        ({"name": "柿酢 200ml"}, False),
        ({"net": "300g"}, False),
        ({"jan": "49968712"}, True),
    ],
)
def test_same_product(changes: dict[str, str], same: bool) -> None:
    """Name and content make a product where one of the two has no JAN."""
    assert same_product(entry(**changes), case()) is same


def test_jan_decides_where_both_have_one() -> None:
    """The same JAN under a corrected name is the same product, two JAN are two."""
    known = case(jan="4569951116179")

    assert same_product(entry(jan="4569951116179", name="あまおうのジャム"), known)
    assert not same_product(entry(jan="49968712"), known)


@pytest.mark.parametrize(
    ("changes", "wrong", "same"),
    [
        ({"name": "柿酢 200ml"}, (), False),
        ({"name": "あまおうジャム 300g", "net": "300g"}, (), False),
        ({"name": "あまおうジャム 300g", "net": "300g"}, ("net",), True),
        ({"name": "あまおうジャム 300g", "net": "300g"}, ("name",), True),
        ({"net": ""}, (), True),
    ],
)
def test_a_jan_that_was_left_in_a_copied_sheet(
    changes: dict[str, str], wrong: tuple[str, ...], same: bool
) -> None:
    """Another product or size under the same JAN is a sheet made of the last one; it must not take its place."""
    gaps = tuple(Finding(code="x", severity=Severity.ERROR, message="", field=field) for field in wrong)
    known = replace(case(jan="4569951116179"), findings=gaps)

    assert same_product(entry(jan="4569951116179", **changes), known) is same


def test_food_never_continues_nonfood() -> None:
    """The form is part of the product."""
    assert not same_product(entry(form="nonfood"), case())


def test_a_new_product_continues_nothing() -> None:
    """Out of a reply, only the very same product counts."""
    assert continued([entry(name="あまおうジャム 300g", net="300g")], [case()]) == (None,)


@pytest.mark.parametrize("state", [State.NOTIFIED, State.WITHDRAWN, State.EXPIRED])
def test_a_finished_case_is_not_continued(state: State) -> None:
    """The same product again after its result is a new entry."""
    assert continued([entry()], [replace(case(), state=state)]) == (None,)


def test_a_reply_may_correct_the_name() -> None:
    """The name was the mistake: in a reply the most similar product is meant, and the second sheet is new."""
    asked = case(name="あまおうジャム S・M・L", net="")
    sheets = [entry(name="あまおうジャム S"), entry(name="あまおうジャム M")]

    assert continued(sheets, [asked], reply=True) == (asked, None)


def test_exact_products_go_first() -> None:
    """A new product that stands first in a reply does not take the case of the corrected one."""
    asked = case()
    sheets = [entry(name="あまおうジャム 300g", net="300g"), entry()]

    assert continued(sheets, [asked], reply=True) == (None, asked)


def test_an_unlike_product_in_a_reply_is_new() -> None:
    """A reply with quite another product opens a case of its own."""
    found: tuple[Case | None, ...] = continued([entry(name="柿酢")], [case()], reply=True)

    assert found == (None,)


def test_a_nameless_business_is_nobody() -> None:
    """Two sheets without a name from one address are not one business."""
    assert business_of(entry(biz_name=""), "info@example.jp", [replace(BUSINESS, name="")]) is None
