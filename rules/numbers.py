"""整理番号: the fiscal year of arrival and a running number of four digits or more, 'R8-0012'."""

from rules.eras import turn_of_year


def made(year: str, running: int) -> str:
    """'R8-0012' of 'R8' and 12."""
    return f"{year}-{running:04}"


def year_of(number: str) -> str:
    """'R8' of 'R8-0012'."""
    return number.partition("-")[0]


def running(number: str) -> int:
    """12 of 'R8-0012'; 0 for what is no number of ours."""
    digits = number.partition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def turn(number: str) -> tuple[tuple[int, int], int]:
    """To be sorted by: numbers in the order in which they were given, R9-0412 before R10-0001."""
    return turn_of_year(year_of(number)), running(number)
