import pytest

from mailbot.mail.bounces import Bounce, bounce
from mailbot.mail.parse import parse
from tests.mails.bounces import LOST, POSTFIX, machine, report, returned
from tests.mails.expected import KNOWN
from tests.mails.frame import OUR_LETTER
from tests.mails.wire import Head, lines, part, text_part, word


def heard(
    text: str, subject: str = "Mail Error", more: Head = (), sender: str = "postmaster@example.jp"
) -> Bounce | None:
    head, body = text_part(text)
    fields = [("From", sender), ("Subject", word(subject)), ("Return-Path", "<>"), *more]
    return bounce(parse(part([*fields, *head], body)), KNOWN.words)


@pytest.mark.parametrize(
    ("text", "failed", "status"),
    [
        ("550 5.1.1 User unknown", True, "5.1.1"),
        ("User unknown", True, ""),
        ("メールボックスの容量を超えています。(452 4.2.2)", True, "4.2.2"),
        ("次の宛先への配信が遅延しています。450 4.2.0", False, "4.2.0"),
        ("host said: 554 Service unavailable", True, "5.0.0"),
        ("Your message was delivered. 250 2.1.5 OK", None, ""),
        ("賞味期限は500日です。", None, ""),
        ("", None, ""),
    ],
)
def test_free_text(text: str, failed: bool | None, status: str) -> None:
    """Words and codes tell a failure from a delay, and neither from courtesy."""
    found = heard(text)

    assert (found.failed if found else None) is failed
    assert (found.status if found else "") == status


def test_words_of_our_letter() -> None:
    """What our own letter says, copied below, tells nothing about its way."""
    text = (
        f"お知らせです。\n\nFrom: kikaku@city.ogori.lg.jp\nMessage-ID: {OUR_LETTER}\n\nUser unknown 550 5.1.1"
    )

    assert heard(text) is None


def test_answer_of_exchange() -> None:
    """A notice that returns nothing names the letter in In-Reply-To; its References name letters that arrived."""
    found = heard("User unknown", more=[("In-Reply-To", OUR_LETTER), ("References", "<a@b> <c@d>")])

    assert found is not None
    assert found.ids == (OUR_LETTER,)


def test_failed_recipients_field() -> None:
    """Exim names whom it failed to reach in a field of its own."""
    found = heard("x", more=[("X-Failed-Recipients", LOST)])

    assert found is not None
    assert (found.recipients, found.failed) == ((LOST,), True)


def test_reason() -> None:
    """The other server's words are kept, in one line of a readable length."""
    head, body = report(POSTFIX, machine("failed", "5.7.1", "550 5.7.1 " + "blocked\n " * 90), returned())
    found = bounce(parse(part([("From", "x@example.jp"), *head], body)), KNOWN.words)

    assert found is not None
    assert found.detail.startswith("550 5.7.1 blocked blocked")
    assert len(found.detail) <= 200


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["From: " * 30_000, "4" * 200_000, "5.1." * 50_000, "a: b\n " * 40_000, "<a@b>" * 40_000]
)
def test_heavy_notices(text: str) -> None:
    """Notices made to be slow are read in seconds."""
    head, body = report(text, part([("Content-Type", "message/delivery-status")], lines(text).encode()))
    bounce(parse(part([("From", "x@example.jp"), *head], body)), KNOWN.words)
    heard(text)
