"""What is printed beside an answer to show or say how to fill it in, and is none."""

import re
from collections.abc import Sequence

from rules.forms import Field
from rules.values import Cell
from rules.wording import normal

_EXAMPLE = re.compile(r"\s*[(（【\[]?\s*(?:記入)?例\s*[:\uff1a)）】\]\s]")
_ADVICE = re.compile(
    r"\s*[(（]?\s*※|(?:記入|選択|入力)してください|書いてください|ご記入(?:ください|願います)"
)

_LONGEST_EXAMPLE = 30
"""Characters: a longer text that begins so is somebody's own sentence."""


def is_example(cell: Cell) -> bool:
    """'例:150g', '(記入例)あまおうジャム'."""
    short = len(cell.text) <= _LONGEST_EXAMPLE and "例" in cell.text[:8]
    return short and _EXAMPLE.match(cell.text) is not None


def without_hints(field: Field, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The answers among several texts at one label: examples and advice are none, if anything else is there."""
    said = [cell for cell in cells if not (is_example(cell) or _ADVICE.search(cell.text))]
    kept = said or [cell for cell in cells if not is_example(cell)]
    example = normal(field.example)
    return tuple(sorted(kept, key=lambda cell: bool(example) and normal(cell.text) == example))
