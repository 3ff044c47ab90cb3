"""What a clerk looks for on a 誓約書 (CONTRACT.md section 5.7): a program can't tell a seal from a stain."""

from collections.abc import Collection, Iterable

POINTS = {"date": "日付", "address": "住所", "name": "名称", "representative": "代表者", "seal": "印"}

HINT = "誓約書から読み取れた文字: {words}。日付、名称、押印などは、書類を見て確かめてください。"
SHARED = "添付の誓約書がどの事業者のものか分からないため、このメールのすべての事業者に数えています。"
SECOND = "誓約書がもう一度届きました。どちらを使うかを確かめてください。"


def without(attention: Iterable[str]) -> tuple[str, ...]:
    """What stands beside a case once a clerk has looked at the pledge: nothing that asks to do so."""
    begins, ends = HINT.split("{words}")
    asked = (SHARED, SECOND)
    return tuple(
        each
        for each in attention
        if each not in asked and not (each.startswith(begins) and each.endswith(ends))
    )


def lacking(points: Collection[str]) -> str:
    """The points that were not ticked, as the office calls them, '' where all were."""
    return "・".join(word for point, word in POINTS.items() if point not in points)
