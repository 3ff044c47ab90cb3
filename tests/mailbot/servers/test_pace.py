"""How fast letters may leave."""

from hypothesis import given, strategies as st

from mailbot.servers.pace import Pace


class Watch:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_minutes_worth_at_once_then_evenly() -> None:
    """Twenty a minute: twenty now, then one every three seconds, never more than a minute's worth."""
    watch = Watch()
    pace = Pace(20, watch)

    assert pace.wait() == 0
    assert pace.grant(50) == 20
    assert pace.grant(1) == 0
    assert pace.wait() == 3
    watch.seconds = 3
    assert pace.wait() == 0
    assert pace.grant(5) == 1
    watch.seconds = 3600
    assert pace.grant(50) == 20


def test_no_limit() -> None:
    """Zero means that nothing is held back."""
    pace = Pace(0, Watch())

    assert pace.grant(10_000) == 10_000
    assert pace.wait() == 0


@given(st.integers(1, 100), st.lists(st.tuples(st.floats(0, 120), st.integers(0, 50)), max_size=50))
def test_the_limit_holds(per_minute: int, steps: list[tuple[float, int]]) -> None:
    """Over any stretch of time no more leave than one minute's worth and what the time allows."""
    watch = Watch()
    pace = Pace(per_minute, watch)
    gone = 0

    for seconds, wanted in steps:
        watch.seconds += seconds
        granted = pace.grant(wanted)
        gone += granted
        assert 0 <= granted <= wanted

    assert gone <= per_minute * (1 + watch.seconds / 60) + 1e-6
