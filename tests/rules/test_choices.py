"""One of a list, and boxes ticked as characters."""

import pytest

from rules.values.choices import one, ticks, unticked

STORAGE = ("常温", "冷蔵", "冷凍")
TABLEWARE = ("該当しない", "該当(試験成績書あり)", "該当(試験成績書なし)")
TIES = ("1 圏域内で生産・製造された商品", "2 原材料が圏域で生産・製造された商品", "3 圏域にゆかりがある商品")
ALLERGENS = ("小麦", "卵", "いか", "落花生(ピーナッツ)", "該当なし")


@pytest.mark.parametrize(
    ("text", "options", "chosen"),
    [
        ("冷蔵", STORAGE, "冷蔵"),
        (" 冷 蔵 ", STORAGE, "冷蔵"),
        ("冷蔵(10℃以下)", STORAGE, "冷蔵"),
        ("□常温 ■冷蔵(10℃以下) □冷凍", STORAGE, "冷蔵"),
        ("☑ 冷凍", STORAGE, "冷凍"),
        ("レ 冷凍", STORAGE, "冷凍"),
        ("■常温 ■冷蔵", STORAGE, None),
        ("冷", STORAGE, None),
        ("室温", STORAGE, None),
        ("該当しない", TABLEWARE, "該当しない"),
        ("該当（試験成績書あり）", TABLEWARE, "該当(試験成績書あり)"),
        ("該当", TABLEWARE, None),
        ("該当(なし)", TABLEWARE, "該当(試験成績書なし)"),
        ("該当(成績書あり)", TABLEWARE, "該当(試験成績書あり)"),
        ("該当(試験成績書)", TABLEWARE, None),
        ("該当(書)", TABLEWARE, None),
        (
            "3歳未満(なし)",
            ("3歳以上", "3歳未満(子供PSCあり)", "3歳未満(子供PSCなし)"),
            "3歳未満(子供PSCなし)",
        ),
        ("なし", ("あり", "なし(理由)"), "なし(理由)"),
        ("表示なし", ("賞味期限", "表示なし(酒・塩・砂糖等)"), "表示なし(酒・塩・砂糖等)"),
        ("加入(見本火災)", ("加入", "未加入"), "加入"),
        ("未加入", ("加入", "未加入"), "未加入"),
        ("久留米絣", ("久留米絣・繊維", "木工品"), "久留米絣・繊維"),
    ],
)
def test_one_option(text: str, options: tuple[str, ...], chosen: str | None) -> None:
    """The option that a text means; never one of two that fit."""
    assert one(text, options) == chosen


@pytest.mark.parametrize(
    "text",
    [
        f"■ {TIES[0]}\n□ {TIES[1]}\n■ {TIES[2]}",
        f"☑{TIES[0]}　☐{TIES[1]}　☑{TIES[2]}",
        f"レ{TIES[0]}\n□{TIES[1]}\nレ{TIES[2]}",
        f"V {TIES[0]}\n□ {TIES[1]}\nV {TIES[2]}",
        f"[x] {TIES[0]} [ ] {TIES[1]} [x] {TIES[2]}",
        "■1\n■3",
        "● 1、● 3",
        "1 圏域内で生産・製造された商品\n3 圏域にゆかりがある商品",
        "1、3",
        "１，３",
        "①③",
        "1と3",
        "要件1、要件3",
        "1・3",
    ],
)
def test_ticks(text: str) -> None:
    """Ticked boxes of every make, deleted losers and bare numbers name the same options."""
    ticked = ticks(text, TIES)

    assert (ticked.options, ticked.unknown) == ((TIES[0], TIES[2]), ())


@pytest.mark.parametrize(
    ("text", "options", "unknown"),
    [
        ("小麦、卵", ("小麦", "卵"), ()),
        ("こむぎ・たまご", ("小麦", "卵"), ()),
        ("ピーナッツ", ("落花生(ピーナッツ)",), ()),
        ("落花生", ("落花生(ピーナッツ)",), ()),
        ("■ 小麦　□ 卵　■ いか", ("小麦", "いか"), ()),
        ("小麦、すいか", ("小麦",), ("すいか",)),
        ("該当なし", ("該当なし",), ()),
        ("", (), ()),
    ],
)
def test_names_without_boxes(text: str, options: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    """Names alone count, synonyms too; a name that is no option is told, never matched by its end."""
    synonyms = {"小麦": ("こむぎ",), "卵": ("たまご",), "落花生(ピーナッツ)": ("ピーナッツ",)}
    ticked = ticks(text, ALLERGENS, synonyms)

    assert (ticked.options, ticked.unknown) == (options, unknown)


def test_only_open_boxes_are_no_answer() -> None:
    """A printed list of open boxes is unticked; one without boxes is not a list of them."""
    assert unticked("□ 小麦　□ 卵")
    assert not unticked("■ 小麦　□ 卵")
    assert not unticked("小麦")
