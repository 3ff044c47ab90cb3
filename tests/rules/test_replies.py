"""A server's refusal in the words of the office."""

import pytest

from rules import replies


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ("550 5.1.1 User unknown", "宛先のアドレスがありません(550 5.1.1 User unknown)"),
        ("552 5.2.2 mailbox full", "宛先のメールボックスがいっぱいです(552 5.2.2 mailbox full)"),
        ("452 4.2.2 Over quota", "宛先のメールボックスがいっぱいです(452 4.2.2 Over quota)"),
        ("5.1.2 Host not found", "宛先の @ より右が違います(5.1.2 Host not found)"),
        (
            "550 5.7.26 unauthenticated",
            "相手のサーバーの決まり(迷惑メール対策など)で断られました(550 5.7.26 unauthenticated)",
        ),
        ("550 no such user", "550 no such user"),
        ("550 see 10.5.1.1 for more", "550 see 10.5.1.1 for more"),
        ("5.9.9 strange", "5.9.9 strange"),
        ("", ""),
    ],
)
def test_what_a_refusal_means(reply: str, told: str) -> None:
    """Known codes are told in a sentence, with the server's own words behind; others stay as they are."""
    assert replies.told(reply) == told
