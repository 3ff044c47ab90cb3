"""Cell styles that are added at the end of styles.xml: those that are there keep their numbers."""

from mailbot.marking.markup import Markup, Node, attributed

AMBER = "FFFFF0C4"
"""The soft colour of a gap. No program offers it, so our marks are known by it when they come back."""


class Styles:
    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._added: dict[str, list[str]] = {}
        ours = {place for place, fill in enumerate(markup.child("fills").children) if _is_amber(fill)}
        self._xfs = markup.child("cellXfs").children
        self._marked = {place for place, xf in enumerate(self._xfs) if xf.number("fillId") in ours}

    @property
    def marked_before(self) -> bool:
        """An earlier round left its amber."""
        return bool(self._marked)

    def add(self, kind: str, xml: str) -> int:
        """The index of a new font, fill, border or cell format; the same for the same words."""
        added = self._added.setdefault(kind, [])
        if xml not in added:
            added.append(xml)
        return len(self._markup.child(kind).children) + added.index(xml)

    def fill(self, colour: str) -> int:
        return self.add(
            "fills",
            f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/>'
            "</patternFill></fill>",
        )

    def marked(self, style: int) -> int:
        """The style that differs from this one by the amber alone."""
        return style if style in self._marked else self._clone(style, self.fill(AMBER))

    def cleared(self, style: int) -> int:
        """The style without the amber of an earlier round; what was below it nobody knows any more."""
        return self._clone(style, 0) if style in self._marked else style

    def write(self) -> None:
        """Hands all that was added to the markup; once, at the end."""
        for kind, added in self._added.items():
            node = self._markup.child(kind)
            self._markup.append(node, "".join(added))
            self._markup.put(node, count=len(node.children) + len(added))

    def _clone(self, style: int, fill: int) -> int:
        xf = self._markup.source(self._xfs[style])
        return self.add("cellXfs", attributed(xf, fillId=fill, applyFill=1))


def _is_amber(fill: Node) -> bool:
    pattern = fill.find("patternFill")
    colour = pattern.find("fgColor") if pattern else None
    return colour is not None and colour.attributes.get("rgb") == AMBER
