"""An OPC package (ISO/IEC 29500-2): the zip that holds a workbook or a Word file, read within limits."""

import io
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from posixpath import join, normpath
from typing import Protocol, cast
from xml.etree import ElementTree as ET

from rules.record import Struct

_CHUNK = 1 << 16
_ENTRY_MARK = b"PK\x01\x02"
_ENCRYPTED = 0x1
_DOCTYPE_LENGTH = 2 * len("<!DOCTYPE")


class Limits(Struct, frozen=True, kw_only=True):
    """How much of a stranger's file is read. Real sheets stay a hundred times below each of these."""

    size: int = 40 << 20
    """Of the file, in bytes; so are the next three."""
    unpacked: int = 300 << 20
    """What the zip may hold by its own directory."""
    inflated: int = 32 << 20
    """What is in fact inflated of it, in all."""
    part: int = 8 << 20
    """And of one part: what lies behind is left unread."""
    entries: int = 1_000
    depth: int = 200
    """Of elements in elements, where a part is reported as it streams by."""
    tags: int = 500_000
    """Of one part that is read as a tree: each takes memory."""
    sheets: int = 50
    rows: int = 500
    columns: int = 100
    cells: int = 50_000
    """Cells with something in them, over all sheets."""
    characters: int = 4_000
    """Kept of one cell; a longer text is cut with '…'."""


class Refusal(StrEnum):
    """Why a package is not opened."""

    TOO_LARGE = "too_large"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"


class Target(Protocol):
    """What an XML parser reports to. Text may come in several pieces."""

    def start(self, tag: str, attributes: dict[str, str]) -> object: ...
    def end(self, tag: str) -> object: ...
    def data(self, text: str) -> object: ...


class Package:
    """Parts by name. Names are compared as OPC does, without case; nothing is ever unpacked to disk."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._entries = {part_name(entry.filename): entry for entry in archive.infolist()}
        self._most, self._depth, self._tags = limits.part, limits.depth, limits.tags
        self._left = limits.inflated

    def names(self) -> list[str]:
        """Of all parts, in lower case, with no '/' before them."""
        return [name.lstrip("/") for name in self._entries]

    def read(self, name: str, most: int | None = None) -> bytes:
        """The first bytes of a part, none where it is missing. Raises what a damaged zip raises."""
        entry = self._entries.get(part_name(name))
        return b"".join(self._chunks(entry, min(most or self._most, self._most))) if entry else b""

    def parse(self, name: str, target: Target) -> bool:
        """Reports a part to the target; True if that was all of it. Raises on damage and on a DOCTYPE."""
        entry = self._entries.get(part_name(name))
        if entry is None:
            return True
        parser = ET.XMLParser(target=_Guarded(target, self._depth))  # noqa: S314  # entities need the DOCTYPE that _Guarded refuses
        for chunk in self._chunks(entry, self._most):
            parser.feed(chunk)
        whole = entry.file_size <= self._most
        if whole:
            parser.close()
        return whole

    def tree(self, name: str) -> ET.Element:
        """A small part as a tree without namespaces, an empty element if it is missing. Raises as `parse`."""
        torn = self.torn(name)
        if torn.damage is not None:
            raise torn.damage
        for element in torn.root.iter():
            element.tag = local(element.tag)
            for key in [key for key in element.keys() if "}" in key]:
                element.set(local(key), element.attrib.pop(key))
        return torn.root

    def torn(self, name: str) -> "Torn":
        """A part as a tree, as far as it can be read."""
        entry = self._entries.get(part_name(name))
        if entry is None:
            return Torn(ET.Element("missing"))
        # Expat and the plain TreeBuilder make the tree without a call of ours for each element.
        builder = ET.TreeBuilder()
        parser = ET.XMLParser(target=builder)  # noqa: S314  # entities need the DOCTYPE that _tame refuses
        left = 2 * self._tags
        try:
            before = b""
            for chunk in self._chunks(entry, self._most):
                left -= _tame(before[-_DOCTYPE_LENGTH:] + chunk)
                if left < 0:
                    raise ValueError("more elements than allowed")
                parser.feed(chunk)
                before = chunk
            return Torn(parser.close())
        except Exception as damage:  # zipfile, zlib and expat raise nearly anything on damaged bytes
            root = cast("ET.Element | None", builder.close())  # None before the first element
            return Torn(ET.Element("torn") if root is None else root, damage)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (kind, part). Targets outside the package are left out: nothing is fetched."""
        folder, _, file = name.rpartition("/")
        found = {}
        for relation in self.tree(join(folder, "_rels", f"{file}.rels")):
            target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
            if target and relation.get("TargetMode") != "External":
                found[relation.get("Id", "")] = (kind, normpath(join("/", folder, target)).lstrip("/"))
        return found

    def _chunks(self, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
        with self._archive.open(entry) as stream:
            while most > 0 and (chunk := stream.read(min(_CHUNK, most))):
                most -= len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise ValueError("more inflated bytes than allowed")
                yield chunk


def open_package(data: bytes, limits: Limits) -> Package | Refusal:
    """The package in `data`. Its sizes are judged by the zip directory before anything is inflated."""
    if data.count(_ENTRY_MARK) > limits.entries:
        return Refusal.TOO_LARGE
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # a damaged directory raises nearly anything
        return Refusal.DAMAGED
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        return Refusal.TOO_LARGE
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return Refusal.ENCRYPTED
    if len({part_name(entry.filename) for entry in entries}) != len(entries):
        return Refusal.DAMAGED
    return Package(archive, limits)


@lru_cache(maxsize=1_024)
def local(name: str) -> str:
    """A tag or attribute without its namespace: strict and transitional files differ in nothing else."""
    return name[name.rfind("}") + 1 :]


class _Guarded:
    """Hands on what the parser reports, but refuses a DOCTYPE and more depth than anybody needs."""

    def __init__(self, target: Target, depth: int) -> None:
        self.data = target.data
        self._start, self._end, self._left = target.start, target.end, depth

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._left:
            raise ValueError("elements nested too deep")
        self._left -= 1
        self._start(tag, attributes)

    def end(self, tag: str) -> None:
        self._left += 1
        self._end(tag)

    def doctype(self, *_: object) -> None:
        raise ValueError("DOCTYPE in a part")

    def close(self) -> None:
        """Required by the parser; the target is asked by its owner."""


class Torn(Struct, frozen=True):
    """A tree with the names as expat has them ('namespace}tag'), and what went wrong where it ends too early."""

    root: ET.Element
    damage: Exception | None = None


def _tame(data: bytes) -> int:
    """How many tags begin or end here; refuses a DOCTYPE, in UTF-16 too. Expat reads ASCII in no other clothes."""
    if b"<!DOCTYPE" in data or (b"\0" in data and b"<!DOCTYPE" in data.replace(b"\0", b"")):
        raise ValueError("DOCTYPE in a part")
    return data.count(b"<")


def part_name(name: str) -> str:
    """Without regard to case, nor to how a program writes slashes: OPC takes such names for the same."""
    return name.replace("\\", "/").removeprefix("./").lstrip("/").lower()
