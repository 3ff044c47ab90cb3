"""The workbook part: its sheets in order, our own put first, and where the file opens."""

from posixpath import dirname, join

from mailbot.marking import order
from mailbot.marking.markup import Node
from mailbot.marking.notice import HEADS_ROW, TYPE
from mailbot.marking.parts import Parts
from rules.labels import NOTICE
from rules.record import Struct

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OURS = "mailbot_notice"
"""A hidden name on our sheet, by which it is known when it comes back."""
_TRUE = ("1", "true")


class Tab(Struct, frozen=True):
    name: str
    kind: str
    """'worksheet', 'chartsheet' ..."""
    part: str


class Book:
    """Raises ValueError for a workbook of another dialect (strict OOXML has no place for comments' boxes)."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.main = next(part for kind, part in parts.related("").values() if kind == "officeDocument")
        self._markup = parts.markup(self.main)
        if _MAIN.encode() not in self._markup.source(self._markup.root)[:4096]:
            raise ValueError("not a transitional workbook")
        related = parts.related(self.main)
        self._sheets = self._markup.child("sheets")
        self.tabs = tuple(
            Tab(node.attributes["name"], *related[node.relation]) for node in self._sheets.children
        )
        self.styles = next(part for kind, part in related.values() if kind == "styles")

    @property
    def notice(self) -> Tab | None:
        """Our sheet of an earlier round."""
        places = {name.number("localSheetId", -1) for name in self._names() if _is_ours(name)}
        return next((tab for place, tab in enumerate(self.tabs) if place in places), None)

    def open_with(self, notice: bytes) -> None:
        """Puts our sheet first, or where it stood in an earlier round, and opens the file there."""
        known = self.notice
        if known:
            self._parts.write(known.part, notice)
        else:
            self._put_first(notice)
        place = self.tabs.index(known) if known else 0
        views = self._markup.root.find("bookViews")
        for view in views.children if views else ():
            self._markup.put(view, activeTab=place, firstSheet=0)
        for tab in self.tabs:
            if tab is not known:
                self._deselect(tab)

    def _put_first(self, notice: bytes) -> None:
        part = self._parts.free(join(dirname(self.main), "worksheets"), "sheet", "xml")
        self._parts.add(part, notice, TYPE)
        id = self._parts.relate(self.main, "worksheet", part)
        number = 1 + max(sheet.number("sheetId") for sheet in self._sheets.children)
        self._markup.before(
            self._sheets.children[0],
            f'<sheet xmlns:r="{_RELATIONS}" name="{self._free_name()}" sheetId="{number}" r:id="{id}"/>',
        )
        for name in self._names():
            if "localSheetId" in name.attributes:
                self._markup.put(name, localSheetId=name.number("localSheetId") + 1)
        self._remember()

    def _remember(self) -> None:
        """Names our sheet for the next round, and its heads for each printed page."""
        sheet = f"'{self._free_name()}'"
        new = (
            f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{sheet}!${HEADS_ROW}:${HEADS_ROW}</definedName>'
            f'<definedName name="{_OURS}" localSheetId="0" hidden="1">{sheet}!$A$1</definedName>'
        )
        if names := self._markup.root.find("definedNames"):
            self._markup.append(names, new)
        else:
            xml = f"<definedNames>{new}</definedNames>"
            order.insert(self._markup, order.WORKBOOK, "definedNames", xml)

    def _free_name(self) -> str:
        taken = {tab.name for tab in self.tabs}
        names = (NOTICE, *(f"{NOTICE} ({number})" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _deselect(self, tab: Tab) -> None:
        """Only one sheet is selected: what is typed would otherwise go into all of them."""
        if b"tabSelected" not in self._parts.read(tab.part):
            return
        sheet = self._parts.markup(tab.part)
        views = sheet.root.find("sheetViews")
        for view in views.children if views else ():
            if view.attributes.get("tabSelected") in _TRUE:
                sheet.put(view, tabSelected=0)

    def _names(self) -> list[Node]:
        names = self._markup.root.find("definedNames")
        return names.children if names else []


def _is_ours(name: Node) -> bool:
    return name.attributes.get("name") == _OURS
