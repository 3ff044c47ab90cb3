"""The XML of a part, changed by splicing: what is not touched keeps its bytes, whoever wrote them."""

import re
from collections.abc import Iterator
from html import escape as escape
from xml.parsers import expat

_TAG = re.compile(rb"""<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>""")
_ATTRIBUTE = re.compile(rb"""([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_OWN_NAME = re.compile(r"<(/?)(?=[A-Za-z]\w*[\s/>])")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Node:
    """An element. `start` and `close` are the bytes where its tags begin; `name` is without prefix."""

    __slots__ = ("attributes", "children", "close", "name", "start")

    def __init__(self, name: str, attributes: dict[str, str], start: int) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node] = []
        self.start = self.close = start

    def find(self, name: str) -> "Node | None":
        return next(self.every(name), None)

    def every(self, name: str) -> Iterator["Node"]:
        return (child for child in self.children if child.name == name)

    @property
    def relation(self) -> str:
        """Its `r:id`, whatever the prefix."""
        return next((value for key, value in self.attributes.items() if key.endswith(":id")), "")

    def number(self, attribute: str, otherwise: int = 0) -> int:
        return int(self.attributes.get(attribute, otherwise))


class Markup:
    """A part in UTF-8. Raises ExpatError where it is not well-formed, ValueError on what nobody honest writes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._edits: list[tuple[int, int, bytes]] = []
        self._open: list[Node] = []
        self._prefix = ""
        parser = self._parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = _declared, _doctype
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ValueError("UTF-16")
        parser.Parse(data, True)

    def child(self, name: str) -> Node:
        """A child that every such part has; ValueError where it is missing."""
        if (found := self.root.find(name)) is None:
            raise ValueError(f"no {name}")
        return found

    def source(self, node: Node) -> bytes:
        """The element as it is written."""
        return self.data[node.start : self._after(node)]

    def put(self, node: Node, **attributes: object) -> None:
        """Sets attributes, each once; nothing else of the element changes."""
        inner = self._inner(node)
        tag = self.data[node.start : inner]
        spans = {match[1].decode(): match.span(2) for match in _ATTRIBUTE.finditer(tag)}
        for name, value in attributes.items():
            written = f'"{escape(str(value))}"'
            if name in spans:
                first, last = spans[name]
                self._edits.append((node.start + first, node.start + last, written.encode()))
            else:
                at = inner - (2 if self._is_empty(node) else 1)
                self._edits.append((at, at, f" {name}={written}".encode()))

    def append(self, node: Node, xml: str) -> None:
        """New elements as the node's last; once for an element without content."""
        if not self._is_empty(node):
            return self._insert(node.close, xml)
        inner = self._inner(node)
        written = self.data[node.start + 1 : inner - 2].split(None, 1)[0]
        self._edits.append((inner - 2, inner, b">" + self._named(xml) + b"</" + written + b">"))

    def before(self, node: Node, xml: str) -> None:
        self._insert(node.start, xml)

    def after(self, node: Node, xml: str) -> None:
        self._insert(self._after(node), xml)

    def first(self, node: Node, xml: str) -> None:
        """New elements as the first of a node that has content."""
        self._insert(self._inner(node), xml)

    def replace(self, node: Node, xml: str) -> None:
        self._edits.append((node.start, self._after(node), self._named(xml)))

    def remove(self, node: Node) -> None:
        self.replace(node, "")

    def done(self) -> bytes:
        """The part with all edits. ValueError where two of them meet."""
        pieces = []
        at = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < at:
                raise ValueError("edits overlap")
            pieces += [self.data[at:start], new]
            at = end
        return b"".join((*pieces, self.data[at:]))

    def _insert(self, at: int, xml: str) -> None:
        self._edits.append((at, at, self._named(xml)))

    def _named(self, xml: str) -> bytes:
        """Elements without prefix get that of the root: they are of its namespace."""
        return _OWN_NAME.sub(rf"<\1{self._prefix}", xml).encode() if self._prefix else xml.encode()

    def _inner(self, node: Node) -> int:
        match = _TAG.match(self.data, node.start)
        assert match is not None, "expat saw a tag here"  # noqa: S101
        return match.end()

    def _is_empty(self, node: Node) -> bool:
        inner = self._inner(node)
        return self.data[inner - 2 : inner] == b"/>"

    def _after(self, node: Node) -> int:
        return self._inner(node) if self._is_empty(node) else self.data.index(b">", node.close) + 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        node = Node(_local(name), attributes, self._parser.CurrentByteIndex)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
            self._prefix = name[: -len(node.name)]
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop().close = self._parser.CurrentByteIndex


def attributed(tag: bytes, **attributes: object) -> str:
    """An element's source with other attributes."""
    element = Markup(tag)
    element.put(element.root, **attributes)
    return element.done().decode()


def text(words: str) -> str:
    """Words as the content of a `t`: without what XML forbids, nor what Excel would take for an escape."""
    return escape(_ESCAPED.sub("_x005F_", _UNPRINTABLE.sub("", words)), quote=False)


def _local(name: str) -> str:
    return name[name.rfind(":") + 1 :]


def _declared(_: str, encoding: str | None, __: int) -> None:
    if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
        raise ValueError("not UTF-8")


def _doctype(*_: object) -> None:
    raise ValueError("DOCTYPE in a part")
