"""Goods other than food: the labels and marks that a law asks for before they may be sold."""

import re
from collections.abc import Iterator

from rules.checks.review import Review
from rules.findings import concerns as say
from rules.model import Finding
from rules.wording import normal

LARGE_CM = 60
TEXTILES = "久留米絣・繊維"
COSMETICS = "化粧品・石けん"
TOYS = "玩具"


def quality_label(review: Review) -> Iterator[Finding]:
    labelled = review.context.tables.words.labelled
    answer, category = review.words("hinpyo"), review.words("category")
    if answer == "未対応":
        yield from review.find(say.QUALITY_LABEL_NONE, "hinpyo")
    if answer == "対象外" and category in labelled:
        yield from review.find(say.QUALITY_LABEL_DOUBT, "hinpyo")
    detail = normal(review.words("hinpyo_detail"))
    lacking = [word for word in labelled.get(category, ()) if normal(word) not in detail]
    if category in labelled and not _names_labeller(review, detail):
        lacking.append("表示者と連絡先")
    if detail and answer == "表示あり" and lacking:
        yield from review.find(say.QUALITY_LABEL_LACKS, "hinpyo_detail", lacking="、".join(lacking))


def fibres(review: Review) -> Iterator[Finding]:
    """The shares of each part (表地、裏地) make 100 %."""
    shares = re.findall(r"(\d{1,3}(?:\.\d+)?)%", normal(review.words("hinpyo_detail")))
    total = round(sum(map(float, shares)), 3)  # 64.1 + 35.8 + 0.1 is a little less in binary
    if shares and total % 100 and review.value("category") == TEXTILES:
        yield from review.find(say.FIBRES_SUM, "hinpyo_detail", total=f"{total:g}")


def safety(review: Review) -> Iterator[Finding]:
    if review.value("electric") == "表示なし":
        yield from review.find(say.ELECTRIC_UNMARKED, "electric")
    if re.fullmatch(r"3歳未満\(.*なし\)", normal(review.words("toy_age"))):
        yield from review.find(say.TOY_UNMARKED, "toy_age")
    if re.fullmatch(r"該当\(.*なし\)", normal(review.words("tableware"))):
        yield from review.find(say.TABLEWARE_UNTESTED, "tableware")


def doubts(review: Review) -> Iterator[Finding]:
    """What the name or the category says the product is, although its answer denies it."""
    words, name = review.context.tables.words, normal(review.words("name"))
    if review.value("toy_age") == "玩具でない" and review.value("category") == TOYS:
        yield from review.find(say.TOY_DOUBT, "toy_age")
    for key, denial, listed, rule in (
        ("tableware", "該当しない", words.tableware, say.TABLEWARE_DOUBT),
        ("electric", "なし", words.electric, say.ELECTRIC_DOUBT),
    ):
        if review.value(key) == denial and any(normal(word) in name for word in listed):
            yield from review.find(rule, key)


def cosmetics(review: Review) -> Iterator[Finding]:
    name = normal(review.words("name"))
    soap = any(normal(word) in name for word in review.context.tables.words.soap)
    if review.value("cosmetics") == "該当しない" and (soap or review.value("category") == COSMETICS):
        yield from review.find(say.COSMETICS_DOUBT, "cosmetics")


def size(review: Review) -> Iterator[Finding]:
    for key in ("size.width", "size.depth", "size.height"):
        if (review.number(key) or 0) > LARGE_CM:
            yield from review.find(say.LARGE, key)


def _names_labeller(review: Review, detail: str) -> bool:
    """The label names who answers for it, by name or by a phone number (繊維製品品質表示規程 など)."""
    name = normal(review.words("biz_name"))
    return bool((name and name in detail) or "表示者" in detail or re.search(r"0\d+-\d+-\d{3,}", detail))
