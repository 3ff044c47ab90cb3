"""Check digits and the forms of codes."""

import pytest
from hypothesis import given, strategies as st

from rules.values import codes

DIGITS = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize("code", ["4569951116179", "49968712"])
def test_known_jan_codes_are_valid(code: str) -> None:
    """GTIN-13 and GTIN-8 with their right check digits."""
    assert codes.gtin_valid(code)


@given(DIGITS, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_jan_is_noticed(base: str, place: int, shift: int) -> None:
    """Of the ten possible last digits one is right, and no single changed digit stays unnoticed."""
    right = [base + last for last in "0123456789" if codes.gtin_valid(base + last)]
    assert len(right) == 1
    wrong = base[:place] + str((int(base[place]) + shift) % 10) + base[place + 1 :] + right[0][-1]

    assert not codes.gtin_valid(wrong)


@pytest.mark.parametrize("code", ["7123456789012", "4011001098993"])
def test_known_corporate_numbers_are_valid(code: str) -> None:
    """法人番号 with their right first digit."""
    assert codes.corporate_valid(code)


@given(DIGITS)
def test_a_corporate_number_has_one_check_digit(base: str) -> None:
    """Of the first digits 0 to 9 exactly one fits, and it is never 0."""
    right = [first for first in "0123456789" if codes.corporate_valid(first + base)]

    assert len(right) == 1
    assert right != ["0"]


@pytest.mark.parametrize(
    ("code", "own"), [("2112345678900", True), ("0212345678900", True), ("49968712", False)]
)
def test_in_store_codes(code: str, own: bool) -> None:
    """The prefixes 02 and 2x of GTIN-13 are a shop's own."""
    assert codes.gtin_in_store(code) is own


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("T7123456789012", "T7123456789012"),
        ("Ｔ７１２３４５６７８９０１２", "T7123456789012"),
        ("t 7123-4567-89012", "T7123456789012"),
        ("7123456789012", "T7123456789012"),
        ("T712345678901", None),
        ("なし", None),
    ],
)
def test_invoice_numbers(text: str, number: str | None) -> None:
    """T and 13 digits; a forgotten T is supplied."""
    assert codes.invoice(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("R8-0012", "R8-0012"),
        ("Ｒ８－００１２", "R8-0012"),
        ("r8ー0012", "R8-0012"),
        ("R80012", "R8-0012"),
        ("8-0012", None),
    ],
)
def test_case_numbers(text: str, number: str | None) -> None:
    """整理番号 in full width, lower case or with any dash; one that can't be told is None."""
    assert codes.case_number(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("838-0198", "838-0198"),
        ("〒８３８－０１９８", "838-0198"),
        ("8380198", "838-0198"),
        ("〒 838 - 0198", "838-0198"),
        ("838-019", None),
        ("小郡市", None),
    ],
)
def test_postcodes(text: str, code: str | None) -> None:
    """Seven digits, with or without 〒 and dash."""
    assert codes.postcode(text) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0942-72-2111", "0942-72-2111"),
        ("０９４２－７２－２１１１", "0942-72-2111"),
        ("0942(72)2111", "0942-72-2111"),
        ("(0942)72-2111", "0942-72-2111"),
        ("0942-72-2111(内線224)", "0942-72-2111"),
        ("TEL:0942-72-2111", "0942-72-2111"),
        ("+81-942-72-2111", "0942-72-2111"),
        ("0942722111", "0942722111"),
        ("0942-72-2111(代)", "0942-72-2111"),
        ("090-1234-5678(携帯)", "090-1234-5678"),
        ("0942-72-2111\n090-1234-5678", "0942-72-2111"),
        ("0942-72-2111 090-1234-5678", "0942-72-2111"),
        ("TEL 0942-72-2111 FAX 0942-73-4466", "0942-72-2111"),
        ("FAX 0942-73-4466", "0942-73-4466"),
        ("あとで", None),
    ],
)
def test_phone_numbers(text: str, number: str | None) -> None:
    """Digits and dashes of a phone number, however it is written."""
    assert codes.phone(text) == number


@pytest.mark.parametrize(
    ("number", "usual"),
    [
        ("0942-72-2111", True),
        ("090-1234-5678", True),
        ("050-1234-5678", True),
        ("0120-123-456", True),
        ("72-2111", False),
        ("0942-72-21111", False),
        ("9012345678", False),
    ],
)
def test_usual_phone_numbers(number: str, usual: bool) -> None:
    """Ten digits, or eleven for mobile and IP phones."""
    assert codes.phone_usual(number) is usual


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("info@example.jp", "info@example.jp"),
        ("Ｉｎｆｏ＠Ｅｘａｍｐｌｅ．ＪＰ", "Info@example.jp"),
        ("a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
        ("小郡食品 <info@example.jp>", "info@example.jp"),
        ("mailto:info@example.jp", "info@example.jp"),
        ("info@example", None),
        ("a@example.jp, b@example.jp", None),
        ("なし", None),
    ],
)
def test_mail_addresses(text: str, address: str | None) -> None:
    """One bare address; old carrier addresses with strange dots are real."""
    assert codes.email(text) == address
