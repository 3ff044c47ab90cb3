"""Where a new element stands: the sequences of the schema (ISO/IEC 29500-1, A.2)."""

from mailbot.marking.markup import Markup, Node

WORKSHEET = tuple(
    (
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
        "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
        "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
        "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
        "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
    ).split()
)
WORKBOOK = tuple(
    (
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
        "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
        "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
    ).split()
)


VIEW = ("pane", "selection", "pivotSelection", "extLst")


def insert(markup: Markup, sequence: tuple[str, ...], name: str, xml: str) -> None:
    """A new child of the root, behind all that stand before it."""
    within(markup, markup.root, sequence, name, xml)


def within(markup: Markup, parent: Node, sequence: tuple[str, ...], name: str, xml: str) -> None:
    earlier = [child for child in parent.children if child.name in sequence[: sequence.index(name) + 1]]
    if earlier:
        markup.after(earlier[-1], xml)
    elif parent.children:
        markup.before(parent.children[0], xml)
    else:
        markup.append(parent, xml)
