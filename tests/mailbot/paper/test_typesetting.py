"""Lines of Japanese print break where they may, and end together."""

from hypothesis import given, strategies as st

from mailbot.paper.typesetting import HANGING, STRETCH, broken, justified
from rules.letters.paragraphs import NEVER_FIRST, NEVER_LAST

TEXTS = st.text("あいう、。「」()ー12 ab", min_size=1, max_size=80)


def test_commas_hang_and_brackets_stay_with_their_word() -> None:
    """A 。 stands beyond the edge; what else may not begin a line takes the character before along."""
    assert broken("ああああ。いい", 4, len) == ["ああああ。", "いい"]
    assert broken("あああ「いい」", 4, len) == ["あああ", "「いい」"]
    assert broken("ああああ」いい", 4, len) == ["あああ", "あ」いい"]


def test_words_and_dates_stay_whole() -> None:
    """Neither an address nor a day is parted, as long as a line can hold it."""
    assert broken("件は info@x.jp です", 10, len) == ["件は", "info@x.jp", "です"]
    assert broken("令和8年12月10日", 5, len) == ["令和8年", "12月", "10日"]
    assert broken("abcdefghij", 4, len) == ["abcd", "efgh", "ij"]


@given(TEXTS, st.integers(2, 12))
def test_breaking_loses_nothing(text: str, room: int) -> None:
    """The lines together are the text but for spaces; none is wider than the room but for a hanging comma."""
    lines = broken(text, room, len)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line.rstrip("".join(HANGING) + " ")) <= room for line in lines)


@given(st.text("あいう、。「」ー", min_size=1, max_size=80))
def test_no_line_begins_or_ends_wrong(text: str) -> None:
    """行頭禁則 and 行末禁則 hold wherever a line is wide enough to obey them."""
    lines = broken("あ" + text, 40, len)

    assert not any(line[0] in NEVER_FIRST for line in lines[1:])
    assert not any(line[-1] in NEVER_LAST for line in lines[:-1])


@given(TEXTS, st.integers(8, 20))
def test_full_lines_end_at_the_edge(text: str, room: int) -> None:
    """Spread, a line is as wide as its room; what lacks too much stays ragged, and so does the last line."""
    *full, last = justified(text, room, len)

    assert last.spread == 0
    for line in full:
        inner = line.text.rstrip("".join(HANGING)) or line.text
        assert line.spread <= STRETCH
        if line.spread:
            assert abs(len(inner) + line.spread * (len(inner) - 1) - room) < 0.001
