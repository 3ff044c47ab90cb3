"""Numbers with a fixed form: how they look, and the digit that checks them. Each takes any text."""

import re

from rules.wording import digits, normal, plain

_EMAIL = re.compile(
    r"[^@\s<>,;:\"()\[\]]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.I
)
_BRACKETED = re.compile(r"<([^<>]*)>")
_NEXT_PHONE = re.compile(
    r"[\n、/]|内線|ext|\((?=(?:内|携帯|直通|fax))|(?<=\d)\s*(?=fax|携帯)|(?<=\d{4})\s+(?=0\d)", re.I
)
"""What stands behind a phone number: another one, or an extension."""
_CASE_NUMBER = re.compile(r"([a-z]\d{1,2})-?(\d{4,})")


def gtin_valid(code: str) -> bool:
    """GTIN-13 or GTIN-8 with the right check digit (GS1 General Specifications, 7.9)."""
    if len(code) not in (8, 13) or not (code.isascii() and code.isdigit()):
        return False
    weighted = sum(int(each) * (3, 1)[place % 2] for place, each in enumerate(reversed(code[:-1])))
    return (10 - weighted % 10) % 10 == int(code[-1])


def gtin_in_store(code: str) -> bool:
    """A code that a shop gives itself: GTIN-13 with the prefixes 02 and 20 to 29."""
    return len(code) == 13 and (code.startswith("02") or code.startswith("2"))


def corporate_valid(code: str) -> bool:
    """法人番号 with the right first digit (法人番号の指定等に関する省令 第2条)."""
    if len(code) != 13 or not (code.isascii() and code.isdigit()):
        return False
    weighted = sum(int(each) * (1, 2)[place % 2] for place, each in enumerate(reversed(code[1:])))
    return 9 - weighted % 9 == int(code[0])


def invoice(text: str) -> str | None:
    """'T' and 13 digits; a missing T is supplied. The check digit holds for 法人 alone: see applicants."""
    code = digits(normal(text).removeprefix("t"))
    return f"T{code}" if len(code) == 13 else None


def corporate(text: str) -> str | None:
    """13 digits, also where somebody wrote the T of the invoice number before them."""
    code = digits(normal(text).removeprefix("t"))
    return code if len(code) == 13 else None


def case_number(text: str) -> str | None:
    """整理番号 as the office writes it: 'R8-0012'."""
    match = _CASE_NUMBER.fullmatch(normal(text))
    return f"{match[1].upper()}-{match[2]}" if match else None


def postcode(text: str) -> str | None:
    """'838-0198', with or without 〒 and dash."""
    code = digits(normal(text).removeprefix("〒"))
    return f"{code[:3]}-{code[3:]}" if len(code) == 7 else None


def phone(text: str) -> str | None:
    """Digits with the dashes as written, without an extension; '+81' becomes 0. None without digits.

    Of several numbers the first.
    """
    return next(iter(phones(text)), None)


def phones(text: str) -> list[str]:
    """Every number in the text, in order."""
    return [number for each in _NEXT_PHONE.split(plain(text)) if (number := _phone(each))]


def _phone(text: str) -> str | None:
    written = re.sub(r"(?:tel|fax|電話|℡|携帯|直通|代表|:)|\([^()\d]*\)", "", normal(text))
    written = re.sub(r"^\+?81-?0?(?=\d)", "0", written) if written.startswith("+") else written
    parts = re.findall(r"\d+", written) if re.fullmatch(r"[\d\-()・.]*", written) else []
    return "-".join(each for each in parts if each.isascii()) or None


def phone_usual(code: str) -> bool:
    """0 and 9 digits, or 0 and 10 for mobile and IP phones (電気通信番号計画); 0120 and 0800 likewise."""
    bare = code.replace("-", "")
    mobile = bare.startswith(("050", "060", "070", "080", "090"))
    return bare.startswith("0") and len(bare) in ((10, 11) if mobile else (10,))


def email(text: str) -> str | None:
    """A bare address. Loose on the left of @ (docomo gave out 'a..b.@'), lower case on the right."""
    written = plain(text).removeprefix("mailto:")
    if match := _BRACKETED.search(written):
        written = match[1].strip()
    written = re.sub(r"\s*@\s*", "@", written)
    if not _EMAIL.fullmatch(written):
        return None
    local, _, domain = written.rpartition("@")
    return f"{local}@{domain.lower()}"
