"""What a clerk looks for on a 誓約書 (CONTRACT.md section 5.7): a program can't tell a seal from a stain."""

from collections.abc import Collection

POINTS = {"date": "日付", "address": "住所", "name": "名称", "representative": "代表者", "seal": "印"}


def lacking(points: Collection[str]) -> str:
    """The points that were not ticked, as the office calls them, '' where all were."""
    return "・".join(word for point, word in POINTS.items() if point not in points)
