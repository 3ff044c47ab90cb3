"""What every value of this office is made as: `class Case(Struct, frozen=True, kw_only=True)`.

A struct of msgspec is what a frozen, slotted dataclass is, written in C. Python compiles each dataclass anew whenever
a program starts: that was two fifths of the command line's start.
"""

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    # By the name of this function alone mypy checks names and types of what is replaced, in structs as well.
    from dataclasses import replace
else:
    from msgspec.structs import replace

__all__ = ["Struct", "field", "replace"]
