"""Mail that was left alone is remembered beside the register."""

from datetime import UTC, datetime
from pathlib import Path

from rules.model import Place
from store.leftmail import Left, LeftMail

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)


def place(uid: int) -> Place:
    return Place(account="kikaku@imap", folder="INBOX", uidvalidity=7, uid=uid)


def left(uid: int) -> Left:
    return Left(
        place=place(uid), sender="a@example.jp", subject="会議", received_at=NOW, reason="無関係です。"
    )


def test_left_mail_is_remembered_by_the_next_program(tmp_path: Path) -> None:
    """Places of left mail survive a restart."""
    journal = LeftMail(tmp_path)
    journal.append(left(1), left(2))
    journal.append(left(3))

    assert journal.places() == LeftMail(tmp_path).places() == {place(1), place(2), place(3)}
    assert LeftMail(tmp_path).every()[2] == left(3)


def test_a_torn_line_costs_only_itself(tmp_path: Path) -> None:
    """A line that a crash cut is passed over, and the next one does not stick to it."""
    journal = LeftMail(tmp_path)
    journal.append(left(1), left(2))
    data = journal.file.read_bytes()
    journal.file.write_bytes(b"{}\n" + data[:-9])

    again = LeftMail(tmp_path)
    assert again.places() == {place(1)}
    again.append(left(3))
    assert LeftMail(tmp_path).places() == {place(1), place(3)}


def test_only_what_came_since_is_read(tmp_path: Path) -> None:
    """A second look reads no line again, and sees what another process added; a cut line counts when it is whole."""
    journal, other = LeftMail(tmp_path), LeftMail(tmp_path)
    journal.append(left(1))
    assert journal.places() == {place(1)}
    data = journal.file.read_bytes()
    journal.file.write_bytes(b"x" * (len(data) - 1) + b"\n")
    other.append(left(2))
    assert journal.places() == {place(1), place(2)}

    whole = journal.file.read_bytes()
    journal.file.write_bytes(whole + data[:-9])
    assert journal.places() == {place(1), place(2)}
    journal.file.write_bytes(whole + data.replace(b'"uid":1', b'"uid":3'))
    assert journal.places() == {place(1), place(2), place(3)}
