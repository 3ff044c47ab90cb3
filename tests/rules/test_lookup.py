"""How cases are found: which words fit which case, and which do not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from rules import lookup, romaji
from rules.model import Answer, Business, Case, Entry, Finding, Outcome, OutcomeKind, Severity, State
from rules.record import replace

AT = datetime(2026, 11, 21, tzinfo=UTC)
BUSINESS = Business(
    id="J-0001", name="㈱小郡食品", municipality="小郡市", addresses=("info@ogori.example.jp",)
)
CASE = Case(
    number="R8-0012",
    state=State.CORRECTION_REQUESTED,
    form="food",
    business="J-0001",
    product="あまおうジャム 150g",
    round="2026-12",
    arrived_at=AT,
    entry=Entry(
        form="food",
        fields={
            "name.kana": Answer(text="アマオウジャム", value="アマオウジャム", cell=None),
            "biz_name.kana": Answer(text="オゴオリショクヒン", value="オゴオリショクヒン", cell=None),
            "jan": Answer(text="4569951116179", value="4569951116179", cell=None),
            "ingredients": Answer(text="いちご(福岡県産)、砂糖" * 20, value=None, cell=None),
            "price": Answer(text="1,080円", value=1080, cell=None),
            "pr": Answer(text="コーヒーにも合います", value=None, cell=None),
        },
    ),
    findings=(
        Finding(code="x", severity=Severity.WARNING, field="net", label="内容量", cell="", message="?"),
    ),
    outcome=Outcome(kind=OutcomeKind.DEFERRED, by="田中", recorded_at=AT),
    addresses=("info@ogori.example.jp",),
    notice_to="info@ogori.example.jp",
)


TEXT = lookup.text_of(CASE, BUSINESS)


def is_found(typed: str, case: Case = CASE, *, briefly: bool = False) -> bool:
    return lookup.fits(lookup.text_of(case, BUSINESS, briefly=briefly), lookup.words(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "状態:",
        "R8-0012",
        "ｒ８－００１２",
        "0012",
        "ジャム",
        "ｼﾞｬﾑ",
        "じゃむ",
        "jamu",
        "JAMU",
        "zyamu",
        "ogoori",
        "ogori",
        "shokuhin",
        "syokuhin",
        "amaou",
        "amao",
        "amaouj",
        "ko-hi-",
        "koohii",
        "コーヒー",
        "コ-ヒ-",
        "株式会社小郡食品",
        "㈱小郡",
        "(株)小郡食品",
        "4569951116179",
        "福岡県産",
        "1080円",
        "状態:補正中",
        "状態:補正依頼中",
        "状態：補正",
        "市町:小郡",
        "市町:小郡市",
        "検査:警告",
        "回:R8-12",
        "回:r8-1",
        "回:8-12",
        "回:2026-12",
        "回:12月",
        "結果:継続",
        "継続",
        "-選定",
        "ー久留米",
        "－久留米",
        "状態:補正中 市町:小郡 検査:警告 回:R8-12 -久留米 ジャム",
        "あまおうジャム150g",
    ],
)
def test_words_that_fit(typed: str) -> None:
    """Number, product, kana, romaji, firm, answers and fields, in every width and spelling."""
    assert is_found(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "久留米",
        "市町:久留米",
        "市町:市",
        "状態:付議",
        "検査:不備",
        "検査:不備なし",
        "回:R8-11",
        "回:R8-2",
        "回:R9-12",
        "結果:選定",
        "-継続",
        "-jamu",
        "-状態:補正中",
        "ジャム 久留米",
        "検査",
        "状態",
        "kurume",
        "banana",
    ],
)
def test_words_that_do_not_fit(typed: str) -> None:
    """A field's value counts from its beginning, its name by itself is no word, and every word must fit."""
    assert not is_found(typed)


def test_no_finding_is_a_word() -> None:
    """不備なし, as the column says, finds cases without findings, and 検査:不備 does not."""
    sound = replace(CASE, findings=())

    assert is_found("検査:不備なし", sound) and is_found("検査:なし", sound)
    assert not is_found("検査:不備", sound)


def test_long_answers_are_left_out_of_the_archive() -> None:
    """Years later a case is found by its names, readings and short answers, not by its ingredients."""
    assert is_found("jamu ogoori 4569951116179 市町:小郡 コーヒー", briefly=True)
    assert not is_found("福岡県産", briefly=True)
    assert len(lookup.text_of(CASE, BUSINESS, briefly=True)) < 2 * lookup.ARCHIVED


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("kurume", {"くるめ"}),
        ("kurum", {"くる"}),
        ("k", set()),
        ("chikugo", {"ちくご"}),
        ("tikugo", {"ちくご"}),
        ("shimbun", {"しんぶ"}),
        ("sinbun", {"しんぶ"}),
        ("happi", {"はっぴ"}),
        ("matcha", {"まっちゃ"}),
        ("fuji", {"ふじ"}),
        ("huzi", {"ふじ"}),
        ("kin'yuu", {"きんゆう", "きんゆ"}),
        ("sakkaa", {"さっかあ", "さっか"}),
        ("sake", {"さけ"}),
        ("xyz", set()),
        ("zzz", set()),
        ("sakk", {"さ"}),
        ("r80012", set()),
        ("さけ", set()),
    ],
)
def test_romaji(typed: str, kana: set[str]) -> None:
    """Both spellings are known; what is still being typed counts as far as it goes."""
    assert romaji.kana(typed) == kana


@given(st.text())
def test_any_text_may_be_typed(typed: str) -> None:
    """Nothing raises, and no word is empty: an empty one would fit everything."""
    for word in lookup.words(typed):
        assert all(word.any_of)
        word.fits(TEXT)
