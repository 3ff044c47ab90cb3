"""Workbooks written as XML, so that tests can have what no program writes."""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

FORMATS = (
    '[$-411]ggge"年"m"月"d"日"',
    '#,##0"days"',
    '#,##0"円(税込)"',
    '"約"0.0"kg"',
    '0"掛"',
    '#,##0,"千円"',
    'yyyy"年"m"月"',
    '"¥"#,##0;[Red]"¥"-#,##0',
)
"""Of the cell styles from 3 on; behind them come one that is struck through and one of a symbol font."""
_FORMATS = "".join(
    f'<numFmt numFmtId="{number}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
    for number, code in enumerate(FORMATS, 170)
)


def png(width: int = 300, height: int = 300) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(file, "PNG")
    return file.getvalue()


def relations(**targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{i}" Type="{KIND}/{k}" Target="{t}"/>' for i, (k, t) in targets.items()
    )
    return f'<Relationships xmlns="{LINKS}">{rows}</Relationships>'


def package(
    data: str, *, strings: str = "", space: str = MAIN, parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A workbook whose one sheet 'S' holds `data`; `parts` come in, or replace its own."""
    all_parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(r1=("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{KIND}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            r1=("worksheet", "worksheets/sheet1.xml"),
            r2=("sharedStrings", "sharedStrings.xml"),
            r3=("styles", "/xl/styles.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{space}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{space}"><numFmts>{_FORMATS}</numFmts>'
        '<fonts><font/><font><strike/></font><font><name val="Wingdings 2"/></font></fonts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/>'
        + "".join(f'<xf numFmtId="{number}"/>' for number in range(170, 170 + len(FORMATS)))
        + '<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}">{data}</worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (all_parts | dict(parts or {})).items():
            archive.writestr(name, content)
    return file.getvalue()
