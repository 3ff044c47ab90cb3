"""Our comments on the cells of one sheet, beside those of others (ISO/IEC 29500-1, 18.7)."""

import re
from collections.abc import Collection, Iterable, Mapping
from html import unescape
from posixpath import dirname, join

from mailbot.marking import balloons, order
from mailbot.marking.answercells import reference
from mailbot.marking.markup import Markup, Node, text
from mailbot.marking.parts import Parts
from mailbot.sheets.cells import Area, position
from rules.labels import NOTICE

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAGS = re.compile(r"<[^>]*>")
_EMPTY = f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
_FONT = '<sz val="9"/><color indexed="81"/><rFont val="游ゴシック"/><family val="3"/>'


def annotate(parts: Parts, sheet: str, notes: Mapping[Area, str]) -> None:
    """These notes instead of ours of an earlier round. A cell that somebody else commented on keeps that alone."""
    related = parts.related(sheet)
    part = next((part for kind, part in related.values() if kind == "comments"), "")
    anchor = parts.markup(sheet).root.find("legacyDrawing")
    drawing = related.get(anchor.relation, ("", ""))[1] if anchor else ""
    if not (notes or part) or (anchor and not balloons.understood(parts.read(drawing))):
        return
    comments = parts.markup(part) if part else Markup(_EMPTY.encode())
    listed = comments.child("commentList").children
    ours = [each for each in listed if _is_ours(each, comments)]
    taken = {_place(each) for each in listed if each not in ours}
    new = {area: note for area, note in notes.items() if area[:2] not in taken}
    if not (ours or new):
        return
    _rewrite(comments, ours, new)
    if not part:
        part = parts.free(dirname(dirname(sheet)), "comments", "xml")
        parts.add(part, comments.done(), _TYPE)
        parts.relate(sheet, "comments", part)
    _draw(parts, sheet, drawing, {_place(each) for each in ours}, new)


def _rewrite(comments: Markup, ours: list[Node], new: Mapping[Area, str]) -> None:
    for each in ours:
        comments.remove(each)
    authors = comments.child("authors")
    names = [_words(author, comments) for author in authors.children]
    if NOTICE not in names:
        comments.append(authors, f"<author>{NOTICE}</author>")
        names.append(NOTICE)
    author = names.index(NOTICE)
    added = (_comment(reference(area).partition(":")[0], author, note) for area, note in new.items())
    comments.append(comments.child("commentList"), "".join(added))


def _draw(
    parts: Parts, sheet: str, drawing: str, gone: Collection[tuple[int, int]], new: Iterable[Area]
) -> None:
    if drawing:
        parts.write(drawing, balloons.changed(parts.read(drawing), gone, new))
        return
    drawing = parts.free(join(dirname(dirname(sheet)), "drawings"), "vmlDrawing", "vml")
    parts.add(drawing, balloons.changed(balloons.EMPTY, (), new), _DRAWING_TYPE)
    id = parts.relate(sheet, "vmlDrawing", drawing)
    xml = f'<legacyDrawing xmlns:r="{_RELATIONS}" r:id="{id}"/>'
    order.insert(parts.markup(sheet), order.WORKSHEET, "legacyDrawing", xml)


def _comment(at: str, author: int, note: str) -> str:
    head = f'<r><rPr><b/>{_FONT}</rPr><t xml:space="preserve">{NOTICE}\n</t></r>'
    body = f'<r><rPr>{_FONT}</rPr><t xml:space="preserve">{text(note)}</t></r>'
    return f'<comment ref="{at}" authorId="{author}"><text>{head}{body}</text></comment>'


def _is_ours(comment: Node, comments: Markup) -> bool:
    """By its first words: some programs drop the author when they save."""
    return _words(comment, comments).startswith(NOTICE)


def _place(comment: Node) -> tuple[int, int]:
    """Row and column from 1; (0, 0), where nothing can be, for one that names no cell."""
    return position(comment.attributes.get("ref", "")) or (0, 0)


def _words(node: Node, markup: Markup) -> str:
    return unescape(_TAGS.sub("", markup.source(node).decode())).strip()
