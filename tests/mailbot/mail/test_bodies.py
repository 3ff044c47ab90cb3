from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given, strategies as st

from mailbot.mail import flowed, forwarded, signed, uuencoded
from tests.mails.wire import PDF, cms, der, uuencoded as packed


@pytest.mark.parametrize(
    ("text", "delsp", "joined"),
    [
        ("a \nb\nc", False, "a b\nc"),
        ("商品 \nです", True, "商品です"),
        (">a \n>b\n>>c \nd", False, "> a b\n>> c \nd"),
        ("a \n-- \nb", False, "a \n-- \nb"),
        (" >kein Zitat", False, ">kein Zitat"),
        (" From x", False, "From x"),
        ("", False, ""),
    ],
)
def test_flowed(text: str, delsp: bool, joined: str) -> None:
    """Soft breaks are joined within one depth of quoting, never across it nor into a signature (RFC 3676)."""
    assert flowed.unflowed(text, delsp=delsp) == joined


@given(st.text(st.sampled_from("a > -\n")))
def test_flowed_keeps_letters(text: str) -> None:
    """Joining lines loses no word."""
    assert flowed.unflowed(text).count("a") == text.count("a")


@given(st.binary(min_size=1, max_size=300))
def test_uuencoded(data: bytes) -> None:
    """Whatever a program put into its text comes out, and the text around it stays."""
    text, files = uuencoded.split(b"before\r\n" + packed("a b.bin", data) + b"after\r\n")

    assert files == [(b"a b.bin", data)]
    assert text.split() == [b"before", b"after"]


@pytest.mark.parametrize(
    "body", [b"begin 644 a\nno code\n`\nend\n", b"begin 644 a\n#86)C\n", b"begin the end\nend\n"]
)
def test_no_uuencode(body: bytes) -> None:
    """What only looks like a file stays text."""
    assert uuencoded.split(body) == (body, [])


def test_signed_by_a_real_program() -> None:
    """The content of an opaque signature comes out; a detached one and garbage have none."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a")])
    now = datetime(2026, 11, 18, tzinfo=UTC)
    whose = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = whose.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=9))
    builder = pkcs7.PKCS7SignatureBuilder().set_data(PDF)
    builder = builder.add_signer(dated.sign(key, hashes.SHA256()), key, hashes.SHA256())
    opaque = builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    detached = builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature])

    assert (signed.content(opaque), signed.content(detached), signed.is_encrypted(opaque)) == (
        PDF,
        None,
        False,
    )


def test_streamed_signature() -> None:
    """Lengths left open and the content in pieces, as programs write that sign while they read."""
    oid = bytes.fromhex("2a864886f70d0107")
    pieces = b"\x24\x80" + der(4, b"ab") + der(4, b"c") + b"\0\0"
    inside = b"\x30\x80" + der(6, oid + b"\x01") + b"\xa0\x80" + pieces + b"\0\0" + b"\0\0"
    data = b"\x30\x80" + der(2, b"\x01") + der(0x31) + inside + der(0x31) + b"\0\0"
    whole = b"\x30\x80" + der(6, oid + b"\x02") + b"\xa0\x80" + data + b"\0\0" + b"\0\0"

    assert signed.content(whole) == b"abc"


@given(st.binary(max_size=80), st.integers(0, 120))
def test_any_signature(rest: bytes, at: int) -> None:
    """Any spoiled wrapping has content or none."""
    whole = cms(2, b"x" * 60)
    signed.content(whole[:at] + rest + whole[at:])
    signed.is_encrypted(rest)


@pytest.mark.parametrize(
    ("subject", "text", "sender"),
    [
        ("Fw: a", "FYI\nFrom: 大刀洗工房 <kobo@example.net>\nb", "kobo@example.net"),
        ("転送：a", "> x\n差出人: kobo@example.net\nb", "kobo@example.net"),
        ("FWD: a", "*送信者:* 工房 <Kobo@example.net>", "kobo@example.net"),
        ("Re: a", "From: kobo@example.net", None),
        ("Fw: a", "電話がありました。", None),
        ("Fw: a", "From: 工房", None),
    ],
)
def test_inline(subject: str, text: str, sender: str | None) -> None:
    """A mail passed on in the text is known by its subject and the line that names its sender, never by one."""
    found = forwarded.inline(subject, text)

    assert (found.sender if found else None) == sender
