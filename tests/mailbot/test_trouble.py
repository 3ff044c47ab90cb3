"""Trouble that lasts: told when it begins, when it changes and when it is over; the rests grow."""

import pytest

from mailbot.trouble import LOGIN_REST, LONGEST_REST, Trouble


def test_told_once_and_once_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    """Five failures of one kind are one line; another reason is another; recovery is one."""
    caplog.set_level("INFO", "mailbot")
    trouble = Trouble("送信", lambda: 0.0, lambda: 0.0)
    for why in ("a", "a", "a", "b", "b"):
        trouble.happened(why)
    trouble.over()
    trouble.over()

    assert [(line.levelname, line.getMessage()) for line in caplog.records] == [
        ("WARNING", "送信: a"),
        ("WARNING", "送信: b"),
        ("INFO", "送信: 元に戻りました。"),
    ]


def test_a_refused_login_rests_long_and_nobody_comes_back_at_once() -> None:
    """`least` stretches a rest; chance shortens it by a quarter at most, so that many clients don't knock together."""
    trouble = Trouble("受信", lambda: 0.0, lambda: 1.0)
    trouble.happened("x", least=LOGIN_REST)
    assert trouble.rest == LOGIN_REST
    trouble.happened("x")
    assert trouble.rest == 3


def test_rests_grow_to_a_limit_and_end() -> None:
    """Each failure doubles the rest up to the limit, which no number of failures passes; time ends it."""
    now = [0.0]
    trouble = Trouble("受信", lambda: now[0], lambda: 0.0)
    assert trouble.rest == 0
    rests = []
    for _ in range(2000):
        trouble.happened("x")
        rests.append(trouble.rest)

    assert rests[:3] == [2, 4, 8] and max(rests) == LONGEST_REST
    now[0] = LONGEST_REST
    assert trouble.rest == 0
    assert trouble.failures == 2000
