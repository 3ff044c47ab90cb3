"""One of a list, and boxes ticked as characters."""

import pytest

from rules.values.boxes import unticked
from rules.values.choices import one, ticks

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
        ("〇冷蔵", STORAGE, "冷蔵"),
        ("○常温　冷蔵　冷凍", STORAGE, "常温"),
        ("◎常温・冷蔵・冷凍", STORAGE, "常温"),
        ("常温 ・ ○冷蔵 ・ 冷凍", STORAGE, "冷蔵"),
        ("レ冷蔵", STORAGE, "冷蔵"),
        ("（　）常温　（○）冷蔵　（　）冷凍", STORAGE, "冷蔵"),
        ("常温×　冷蔵○　冷凍×", STORAGE, "冷蔵"),
        ("×常温　○冷蔵", STORAGE, "冷蔵"),
        ("有○・無", ("あり", "なし"), "あり"),
        ("有", ("あり", "なし"), "あり"),
        ("表示無し", ("表示あり", "表示なし"), "表示なし"),
        ("福岡県小郡市", ("久留米市", "小郡市", "圏域外"), "小郡市"),
        ("農事組合法人", ("法人", "個人", "団体"), "法人"),
        ("直射日光を避け、常温で保存。開封後は冷蔵", STORAGE, "常温"),
    ],
)
def test_one_option(text: str, options: tuple[str, ...], chosen: str | None) -> None:
    """The option that a text means; never one of two that fit."""
    assert one(text, options) == chosen


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("常温・冷蔵・冷凍", STORAGE),
        ("常温又は冷蔵", STORAGE),
        ("常温 ○ 冷蔵 冷凍", STORAGE),
        ("常温○冷蔵", STORAGE),
        ("常温→冷蔵", STORAGE),
        ("(常温)・冷蔵", STORAGE),
        ("×冷蔵", STORAGE),
        ("常温以外", STORAGE),
        ("加入していない", ("加入", "未加入")),
        ("加入予定", ("加入", "未加入")),
        ("加入(予定)", ("加入", "未加入")),
        ("許可不要", ("許可", "届出", "不要")),
        ("許可申請中", ("許可", "届出", "不要")),
        ("不許可", ("許可", "届出", "不要")),
        ("今回提出しない", ("今回提出", "提出済み")),
        ("提出", ("今回提出", "提出済み")),
        ("玩具", ("玩具でない", "3歳以上")),
        ("表示", ("表示あり", "対象外")),
        ("調味料・菓子", ("菓子", "調味料", "その他")),
        ("調味料ではない", ("菓子", "調味料", "その他")),
        ("農産物加工品", ("農産物", "その他")),
        ("ジャム・その他", ("菓子", "その他")),
    ],
)
def test_an_option_that_is_not_surely_meant(text: str, options: tuple[str, ...]) -> None:
    """Several named, taken back, not yet so, or cut off before the word that matters: the sender is asked."""
    assert one(text, options) is None


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
        "(1)(3)",
        "①、③に該当",
        "1 ■ 2 □ 3 ■",
        "1○ 2× 3○",
        f"1 ■ {TIES[0]}\n2 □ {TIES[1]}\n3 ■ {TIES[2]}",
        f"1.{TIES[0][2:]}\n3.{TIES[2][2:]}",
        f"{TIES[0][2:]}、{TIES[2][2:]}",
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
        ("(一部に小麦・卵を含む)", ("小麦", "卵"), ()),
        ("小麦(しょうゆに含む)、卵(卵白)", ("小麦", "卵"), ()),
        ("小麦、いか(同じ工場でえび・かにを使用)", ("小麦", "いか"), ()),
        ("小麦(不使用)", (), ("小麦(不使用)",)),
        ("小麦のみ", ("小麦",), ()),
        ("小麦○卵×いか×", ("小麦",), ()),
        ("×", (), ()),
        ("ー", (), ()),
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


@pytest.mark.parametrize(
    "text", ["□ 小麦　□ 卵\n小麦", "□ 小麦　(卵)　□ いか", "□ 小麦　X卵　□ いか", "□ 小麦　× 卵"]
)
def test_open_boxes_with_somebodys_words_among_them(text: str) -> None:
    """No box is ticked in a way that we know, but something was written: that is not an empty answer."""
    assert not unticked(text)
