import pytest

from mailbot.mail.authentication import verified
from mailbot.mail.parse import parse
from tests.mails.wire import part

SERVER = "mail.city.ogori.lg.jp"
SENDER = "taro@shop.example.jp"


def said(*fields: str, server: str = SERVER) -> bool | None:
    head = [("Authentication-Results", field) for field in fields]
    return verified(parse(part([*head, ("From", SENDER)], b"")), server)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("dmarc=pass", True),
        ("dmarc=fail", False),
        ("dmarc=fail; dmarc=pass", False),
        ("dmarc=none; spf=fail; dkim=fail", False),
        ("dmarc=bestguesspass", None),
        ("spf=fail", None),
        ("spf=fail; dkim=none", None),
        ("spf=pass smtp.mailfrom=x@evil.example; dkim=fail", None),
        ("spf=pass smtp.mailfrom=taro@shop.example.jp; dkim=fail", True),
        ("dkim=pass header.d=example.jp", True),
        ("dkim=pass header.d=jp", None),
        ("dkim=pass header.d=p.example.jp", None),
        ("dkim=pass header.d=evil.example; dkim=fail; spf=fail", None),
        ("none", None),
        ("x=dmarc=pass", None),
        ("", None),
    ],
)
def test_results(value: str, verdict: bool | None) -> None:
    """DMARC decides; else the very domain's own pass proves and two failures refute; the rest says nothing."""
    assert said(f"{SERVER}; {value}") is verdict


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ([f"{SERVER}; dmarc=fail", f"{SERVER}; dmarc=pass"], False),
        (["mx.evil.example; dmarc=pass"], None),
        (["mx.evil.example; dmarc=pass", f"{SERVER}; dmarc=fail"], False),
        ([f"{SERVER}.evil.example; dmarc=pass"], None),
        ([f"x {SERVER}; dmarc=pass"], None),
        ([f'"{SERVER}" 1; dmarc=pass'], True),
        ([f"(a (b)) {SERVER} (c); dmarc (d) = pass (e)"], True),
        ([f"{SERVER}; spf=none (dmarc=pass; x)"], None),
    ],
)
def test_whose_word(fields: list[str], verdict: bool | None) -> None:
    """Only the topmost field of our own server counts, and comments are no statements (RFC 8601)."""
    assert said(*fields) is verdict


def test_no_server() -> None:
    """Without a configured id nobody is believed, whatever stands there."""
    assert said("; dmarc=fail", server="") is None
    assert said(f"{SERVER}; dmarc=fail", server="") is None


@pytest.mark.parametrize(
    "local",
    [
        '"x; dmarc=pass y"',
        '"x\\"; dmarc=pass"',
        "=?utf-8?Q?;_dmarc=3Dpass?=",
        "x (; dmarc=pass",
        "x (\\(; dmarc=pass)",
        '"(" ; x=y',
    ],
)
def test_words_of_the_sender(local: str) -> None:
    """What the sender wrote into his own address is no statement of the server."""
    assert said(f"{SERVER}; spf=pass smtp.mailfrom={local}@evil.example") is None


@pytest.mark.timeout(20)
def test_heavy_field() -> None:
    """Comments without end are read in time."""
    assert said(f"{SERVER}; {'(' * 60_000}dmarc=pass") is None
