"""A workbook as Excel leaves it, with all that other programs lose: boxes to click, x14 lists, printer settings."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from openpyxl import load_workbook
from openpyxl.comments import Comment
from PIL import Image

from mailbot.marking import Given
from tests.entries import ANSWERS, filled, pictured

SHEET = "xl/worksheets/sheet1.xml"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_CONTROLS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x14"><controls><control shapeId="1100" r:id="rIdControl" name="Check Box 1"/>'
    "</controls></mc:Choice></mc:AlternateContent>"
)
_X14 = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" '
    "allowBlank=\"1\"><x14:formula1><xm:f>'リスト'!$B$2:$B$4</xm:f></x14:formula1><xm:sqref>C47</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext></extLst>"
)
_CHECK_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'id="_x0000_s1100" type="#_x0000_t201" style="position:absolute;width:80pt;height:18pt">'
    '<x:ClientData ObjectType="Checkbox"><x:Anchor>3, 0, 60, 0, 5, 0, 61, 0</x:Anchor><x:Checked>1</x:Checked>'
    "</x:ClientData></v:shape>"
)
_MACRO = (
    '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'printerSettings"/><Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/xl/ctrlProps/ctrlProp1.xml" ContentType="application/vnd.ms-excel.controlproperties+xml"/>'
)


def rich(comment_at: str = "C11", **answers: Given) -> bytes:
    """A filled food sheet with a photo, somebody's comment, and what only Excel writes; with macros."""
    book = load_workbook(io.BytesIO(with_photo(**answers)), rich_text=True)
    book["エントリーシート"][comment_at].comment = Comment("社内メモ: 部長に確認", "営業部")
    file = io.BytesIO()
    book.save(file)
    return changed(
        file.getvalue(),
        {
            SHEET: [
                ("</worksheet>", f"{_CONTROLS}{_X14}</worksheet>"),
                ("<worksheet ", f'<worksheet xmlns:r="{KINDS}" '),
                ("<pageSetup ", '<pageSetup r:id="rIdPrinter" '),
            ],
            "xl/worksheets/_rels/sheet1.xml.rels": [
                (
                    "</Relationships>",
                    f'<Relationship Id="rIdControl" Type="{KINDS}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/>'
                    f'<Relationship Id="rIdPrinter" Type="{KINDS}/printerSettings" '
                    'Target="../printerSettings/printerSettings1.bin"/></Relationships>',
                )
            ],
            "xl/drawings/commentsDrawing1.vml": [("</xml>", f"{_CHECK_BOX}</xml>")],
            "xl/_rels/workbook.xml.rels": [
                (
                    "</Relationships>",
                    '<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/'
                    'vbaProject" Target="vbaProject.bin"/></Relationships>',
                )
            ],
            "[Content_Types].xml": [
                ("</Types>", f"{_MACRO}</Types>"),
                ("sheet.main+xml", "sheet.main+xml"),
                (
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ),
            ],
        },
        {
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros that nobody runs",
            "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
            "xl/ctrlProps/ctrlProp1.xml": b'<formControlPr xmlns="http://schemas.microsoft.com/office/'
            b'spreadsheetml/2009/9/main" objectType="CheckBox" checked="Checked"/>',
        },
    )


def with_photo(**answers: Given) -> bytes:
    """A filled food sheet with a photo of the product."""
    photo = io.BytesIO()
    Image.new("RGB", (640, 480), "indianred").save(photo, "JPEG")
    given = {**ANSWERS["food"], **answers}
    return pictured(filled("food", given), "food", photo.getvalue())


def changed(
    data: bytes,
    changes: Mapping[str, list[tuple[str, str]]],
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """The workbook with texts of its parts replaced, each of which must be there, and with more parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            for before, after in changes.get(name, []):
                assert before.encode() in text, (name, before)
                text = text.replace(before.encode(), after.encode(), 1)
            new.writestr(name, text)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return file.getvalue()


@cache
def faulty() -> bytes:
    return rich(tel="", net="100g/200g", storage="")
