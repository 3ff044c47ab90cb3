"""The sender's own workbook, given back with its gaps marked: changed inside the zip, all else as it came."""

from mailbot.marking.filled import Given, filled
from mailbot.marking.marked import mark
from mailbot.marking.remade import remade

__all__ = ["Given", "filled", "mark", "remade"]
