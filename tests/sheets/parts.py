"""What other programs write into the parts of a workbook, done to the parts of ours."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

Patch = Callable[[bytes], bytes]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
TYPES = "[Content_Types].xml"
NAME = "株式会社小郡食品"
FIRST = "xl/worksheets/sheet1.xml"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 12, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def changed(change: Callable[[dict[str, str]], None]) -> Patch:
    """The XML parts as text, changed in place."""

    def patch(data: bytes) -> bytes:
        content = parts(data)
        texts = {name: part.decode() for name, part in content.items() if name.endswith((".xml", ".rels"))}
        change(texts)
        return packed(content | {name: text.encode() for name, text in texts.items()})

    return patch


def shared_strings(data: bytes, *, phonetic: str = "") -> bytes:
    """Texts once each in a part of their own, as Excel keeps them; with readings beside one of them."""
    content = parts(data)
    shared: list[str] = []

    def share(cell: re.Match[str]) -> str:
        shared.append(cell[2])
        return f'<c {cell[1]}t="s"><v>{len(shared) - 1}</v></c>'

    for name in [each for each in content if each.startswith("xl/worksheets/sheet")]:
        text = re.sub(
            r'<c ([^>]*?)t="inlineStr"><is>(.*?)</is></c>', share, content[name].decode(), flags=re.DOTALL
        )
        content[name] = text.encode()
    items = "".join(f"<si>{each}{phonetic if NAME in each else ''}</si>" for each in shared)
    content["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'.encode()
    rels, kind = "xl/_rels/workbook.xml.rels", f"{OFFICE}/sharedStrings"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    content[rels] = content[rels].replace(b"</Relationships>", relation.encode())
    part = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    types = f'{part}spreadsheetml.sharedStrings+xml"/></Types>'
    content[TYPES] = content[TYPES].replace(b"</Types>", types.encode())
    return packed(content)


def furigana(data: bytes) -> bytes:
    """Readings beside a text, as a Japanese Excel keeps them."""
    reading = '<rPh sb="0" eb="4"><t>カブシキガイシャ</t></rPh><rPh sb="4" eb="6"><t>オゴオリ</t></rPh>'
    return shared_strings(data, phonetic=f'{reading}<phoneticPr fontId="1"/>')


@changed
def strict(texts: dict[str, str]) -> None:
    """ISO/IEC 29500 strict: other namespaces for the same things."""
    for name, text in texts.items():
        for old, new in STRICT.items():
            text = text.replace(f'"{old}"', f'"{new}"').replace(f"{old}/", f"{new}/")
        texts[name] = text


@changed
def prefixed(texts: dict[str, str]) -> None:
    """Every element of the sheet with a prefix, as some libraries write."""
    text = texts[FIRST].replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    texts[FIRST] = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1x:\2", text)


@changed
def relative_targets(texts: dict[str, str]) -> None:
    rels = "xl/_rels/workbook.xml.rels"
    texts[rels] = texts[rels].replace('Target="/xl/', 'Target="')


@changed
def extended_lists(texts: dict[str, str]) -> None:
    """Drop-downs as Excel 2010 writes those that point at another sheet."""
    text = texts[FIRST]
    found = re.search(r"<dataValidations.*?</dataValidations>", text, re.DOTALL)
    assert found
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    extension = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{x14}"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>リスト!$A$2:$A$4</xm:f></x14:formula1><xm:sqref>C10</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    text = text.replace(found[0], "")
    texts[FIRST] = text.replace("</worksheet>", f"{extension}</worksheet>")


@changed
def bare_cells(texts: dict[str, str]) -> None:
    """No address on a row: it follows the one before."""
    rows = re.findall(r'<row r="(\d+)"', texts[FIRST])
    assert rows
    texts[FIRST] = re.sub(r'(<c r="[A-Z]+\d+") s="\d+"', r"\1", texts[FIRST])


def cached(address: str, formula: str, value: str) -> Patch:
    """A formula with the result that Excel saved beside it."""

    def change(texts: dict[str, str]) -> None:
        cell = f'<c r="{address}"><f>{escape(formula)}</f><v>{value}</v></c>'
        texts[FIRST], times = re.subn(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', cell, texts[FIRST])
        assert times == 1

    return changed(change)


def as_macro_book(data: bytes) -> bytes:
    """The content type of .xlsm."""
    content = parts(data)
    types = content[TYPES].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return packed(content | {TYPES: types})


def in_cell_picture(address: str, picture: bytes) -> Patch:
    """A picture as WPS keeps it: a formula in a cell, the file beside."""
    namespace = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = f"{OFFICE}/image"

    def patch(data: bytes) -> bytes:
        content = parts(cached(address, '_xlfn.DISPIMG("ID_0123456789ABCDEF",1)', "=DISPIMG")(data))
        content["xl/cellimages.xml"] = (
            b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
        )
        relation = f'<Relationship Id="rId1" Type="{kind}" Target="media/image9.jpeg"/>'
        content["xl/_rels/cellimages.xml.rels"] = (
            f"<Relationships {namespace}>{relation}</Relationships>".encode()
        )
        content["xl/media/image9.jpeg"] = picture
        return packed(content)

    return patch
