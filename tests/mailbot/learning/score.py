"""How much of three foreign blanks is learned: `python -m tests.mailbot.learning.score`."""

import sys

from mailbot.learning import Proposal, learn
from mailbot.learning.fields import Drawn
from rules import labels
from rules.forms import Need
from tests.entries import LIBRARY
from tests.mailbot.learning.paper import Paper, Seen
from tests.mailbot.learning.papers import PAPERS


def learned(paper: Paper) -> Proposal:
    proposal = learn(paper.blank, paper.name, LIBRARY)
    assert isinstance(proposal, Proposal), proposal
    return proposal


def found(paper: Paper, proposal: Proposal) -> list[tuple[Seen, Drawn]]:
    """The fields whose label was paired with the right answer cell."""
    cells = {drawn.cell: drawn for drawn in proposal.drawn.values()}
    return [
        (seen, cells[seen.cell])
        for seen in paper.fields
        if seen.cell in cells and labels.key(seen.label) in labels.key(cells[seen.cell].field.label)
    ]


def report() -> str:
    lines = []
    for paper in PAPERS:
        proposal = learned(paper)
        pairs = found(paper, proposal)
        wanted = len(paper.fields)
        parts = {
            "答えのセル": len(pairs),
            "key": sum(drawn.field.key == seen.key or not seen.key for seen, drawn in pairs),
            "種類": sum(drawn.field.kind == seen.kind for seen, drawn in pairs),
            "必須": sum(
                (drawn.field.need is Need.REQUIRED) == (seen.need is Need.REQUIRED) for seen, drawn in pairs
            ),
        }
        shares = "  ".join(f"{name} {count}/{wanted} ({count / wanted:.0%})" for name, count in parts.items())
        lines.append(f"{paper.name:10} {shares}  余分な欄 {len(proposal.drawn) - len(pairs)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{report()}\n")
