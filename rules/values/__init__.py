"""The text of a cell becomes the value of an answer, whatever people write."""

from rules.values.cell import Cell, behind, is_blank, read

__all__ = ["Cell", "behind", "is_blank", "read"]
