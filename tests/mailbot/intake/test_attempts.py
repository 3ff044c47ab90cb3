"""The count of tries: on the disk before a mail is looked at, gone when it is stored."""

from pathlib import Path

from mailbot.intake.attempts import Attempts


def test_count_outlives_the_program(tmp_path: Path) -> None:
    """A new program goes on counting where the last one died."""
    assert [Attempts(tmp_path / "tries").begin("a") for _ in range(3)] == [1, 2, 3]
    assert Attempts(tmp_path / "tries").count("b") == 0


def test_a_try_can_be_taken_back(tmp_path: Path) -> None:
    """What was no fault of the mail does not count; a finished mail has no count."""
    attempts = Attempts(tmp_path)
    attempts.begin("a")
    attempts.begin("a")
    attempts.take_back("a")
    assert attempts.count("a") == 1

    attempts.finish("a")
    attempts.finish("a")
    attempts.take_back("a")

    assert attempts.count("a") == 0 and not list(tmp_path.iterdir())
