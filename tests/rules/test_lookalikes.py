"""What the eye takes for another name or address is told to a clerk; what merely differs is not."""

import pytest
from hypothesis import given, strategies as st

from rules import lookalikes
from rules.lookalikes import DISGUISED, NEAR, SAME_NAME, look, looks, shown, warnings, warns_of
from rules.model import Business

FIRM = Business(id="J-0001", name="株式会社小郡食品", addresses=("info@ogori-foods.example.jp",))
"""Known to the office."""


def told(sender: str, name: str = "別の会社") -> list[str]:
    return list(warnings(sender, Business(id="J-0002", name=name, addresses=(sender,)), [FIRM]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("カネヤ製菓", "力ネヤ製菓"), ("ハム工房", "八ム工房"), ("コーヒー堂", "コ一ヒ一堂"), ("ニコニコ", "二コ二コ"),
        ("髙橋商店", "高橋商店"), ("OGORI FARM", "ОGORI FАRM"), ("ﾛｰｽﾄ屋", "口ースト屋"),
        ("小郡\u200b食品", "小郡食品"), ("株式会社小郡食品", "小郡食品(株)"), ("末広屋", "未広屋"),
        ("モデル0", "モデルO"), ("\u202e小郡", "小郡"),
    ],
)  # fmt: skip
def test_names_that_look_alike(one: str, other: str) -> None:
    """In another script, by a kanji for a kana, by an invisible letter, with or without 株式会社."""
    assert look(one) == look(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("小郡食品", "大刀洗食品"), ("田中屋", "中田屋"), ("山本", "山木"), ("小郡食品", "小郡商店")],
)
def test_names_that_differ(one: str, other: str) -> None:
    """Other letters are another name."""
    assert look(one) != look(other)


@pytest.mark.parametrize(
    "sender",
    ["info@ogori-f00ds.example.jp", "1nfo@ogori-foods.example.jp", "sato@ogori-foods.examp1e.jp",
     "info@xn--gori-foods-dvi.example.jp", "inf0@ogori-foods.example.jp"],
)  # fmt: skip
def test_an_address_made_to_look_like_a_known_one(sender: str) -> None:
    """By digits, by letters of another script in an encoded domain, in the name before the @ or behind it."""
    assert NEAR.format(sender=sender, name=FIRM.name, known=FIRM.addresses[0]) in told(sender)


@pytest.mark.parametrize(
    "sender",
    ["info@ogori-foods.example.jp", "sato@ogori-foods.example.jp", "info@other.example.jp", "ogori@gmail.com",
     "info@xn--wgv71a309e.jp", "info@xn--.jp", "@", ""],
)  # fmt: skip
def test_an_honest_address(sender: str) -> None:
    """The known one, a colleague's, a stranger's, a Japanese domain: nothing is said."""
    assert told(sender) == []


def test_letters_of_another_script() -> None:
    """A domain that a mail program shows as Latin letters is told with its true spelling, whoever is known."""
    sender = "info@xn--pple-43d.com"
    assert shown(sender) == "info@аpple.com"
    assert told(sender) == [DISGUISED.format(sender=sender, shown=shown(sender))]


def test_a_known_name_from_elsewhere() -> None:
    """The same name under another address is told, its own address is not."""
    sender = "someone@example.com"
    assert told(sender, "(株)小郡食品") == [SAME_NAME.format(sender=sender, name=FIRM.name)]
    assert told(FIRM.addresses[0], "(株)小郡食品") == []


def test_each_warning_is_known_again() -> None:
    """So that it goes with its sender, and no other does."""
    for sentence in (DISGUISED, NEAR, SAME_NAME):
        said = sentence.format(sender="a@b.jp", name="x", known="c@d.jp", shown="y")
        assert warns_of(said, "a@b.jp") and not warns_of(said, "c@d.jp")
    assert not warns_of("別のアドレス(a@b.jp)から届きました。", "a@b.jp")


@given(st.text(), st.text())
def test_any_text(name: str, address: str) -> None:
    """Nothing is raised, and who looks like himself does so."""
    assert look(name) == look(name) and looks(address) == looks(address)
    assert lookalikes.shown(address).count("@") >= address.count("@")
