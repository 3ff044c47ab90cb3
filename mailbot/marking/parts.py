"""The parts of a workbook while it is marked: read, changed, added, and put together again (ISO/IEC 29500-2)."""

from itertools import count
from posixpath import basename, dirname, join, relpath

from mailbot.marking import zipped
from mailbot.marking.markup import Markup, escape
from mailbot.sheets.package import Package, part_name

CONTENT_TYPES = "[Content_Types].xml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Parts:
    """Raises what damaged bytes raise; nothing of the sender's is changed before `sealed`."""

    def __init__(self, data: bytes, package: Package) -> None:
        self._package = package
        self._records = zipped.records(data)
        self._names = {part_name(record.name): record.name for record in self._records}
        self._markups: dict[str, Markup] = {}
        self._new: dict[str, bytes] = {}
        self._numbers = count(1)

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._names or name in self._new

    def folder_has(self, folder: str) -> bool:
        return any(name.startswith(folder) for name in self._names)

    def read(self, name: str) -> bytes:
        return self._package.read(name)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """As `Package.related`, without what was added since."""
        return self._package.related(name)

    def markup(self, name: str) -> Markup:
        """The part, to be edited; all who ask edit the same."""
        if name not in self._markups:
            self._markups[name] = Markup(self._new.get(name) or self.read(name))
        return self._markups[name]

    def write(self, name: str, data: bytes) -> None:
        """New bytes for a part that need not exist."""
        self._new[self._names.get(part_name(name), name)] = data

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """A new part with its content type."""
        self.write(name, data)
        types = self.markup(CONTENT_TYPES)
        part = escape(f"/{name}")
        types.append(types.root, f'<Override PartName="{part}" ContentType="{content_type}"/>')

    def free(self, folder: str, stem: str, ending: str) -> str:
        """A part name that is not taken: 'xl/worksheets/sheet4.xml'."""
        number = 1
        while (name := join(folder, f"{stem}{number}.{ending}")) in self:
            number += 1
        return name

    def relate(self, source: str, kind: str, target: str) -> str:
        """A new relationship between two parts; its id."""
        name = join(dirname(source), "_rels", f"{basename(source)}.rels")
        if name not in self:
            self._new[name] = f'<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'.encode()
        links = self.markup(name)
        taken = {link.attributes.get("Id") for link in links.root.children}
        id = next(id for number in self._numbers if (id := f"rIdMark{number}") not in taken)
        path = escape(relpath(target, dirname(source)))
        links.append(links.root, f'<Relationship Id="{id}" Type="{_KINDS}/{kind}" Target="{path}"/>')
        return id

    def sealed(self) -> bytes:
        """The whole file: untouched members as they were, in their order, the new ones behind."""
        changed = self._new | {
            self._names.get(part_name(name), name): markup.done() for name, markup in self._markups.items()
        }
        made = {record.name: record for record in zipped.packed(changed)}
        kept = [made.pop(record.name, record) for record in self._records]
        return zipped.joined((*kept, *made.values()))
