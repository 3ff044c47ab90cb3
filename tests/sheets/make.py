"""Makes the workbooks of this folder out of the blank forms: `.venv/bin/python -m tests.sheets.make`.

The expected values beside them are checked by eye (README.md): this never writes them.
"""

import io
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from mailbot.paper import blanks, layout
from tests.entries import ANSWERS, blank, filled, form

HERE = Path(__file__).parent
ROWS_ABOVE, COLUMNS_LEFT = 3, 2


def at(key: str) -> str:
    """The address of an answer on the blank food form."""
    return layout.cells(form("food"))[key].partition("!")[2]


def photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "indianred").save(file, "JPEG")
    return file.getvalue()


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def saved_again(data: bytes) -> bytes:
    """As LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "food.xlsx")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        order = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", f"{folder}/saved"]
        subprocess.run([*order, str(source)], check=True, capture_output=True)
        return Path(folder, "saved", "food.xlsx").read_bytes()


def move(sheet: Worksheet, first_row: int, rows: int, columns: int) -> None:
    """Everything from a row on, moved down and right, merged cells too."""
    merged = [area.coord for area in sheet.merged_cells.ranges if area.min_row >= first_row]
    for area in merged:
        sheet.unmerge_cells(area)
    sheet.move_range(f"A{first_row}:I{sheet.max_row}", rows=rows, cols=columns)
    for area in merged:
        cells = sheet[area]
        top, bottom = cells[0][0], cells[-1][-1]
        sheet.merge_cells(
            start_row=top.row + rows,
            start_column=top.column + columns,
            end_row=bottom.row + rows,
            end_column=bottom.column + columns,
        )


def rows_inserted(book: Workbook) -> None:
    """A letterhead above, and a remark between two rows."""
    sheet = book["エントリーシート"]
    product = sheet[at("name")].row
    move(sheet, product, 2, 0)
    sheet.cell(product, layout.FIRST).value = "※ここから商品のことを書きました"
    move(sheet, 1, ROWS_ABOVE, 0)
    sheet["B1"] = "株式会社小郡食品 営業部"


def unmerged(book: Workbook) -> None:
    """No merged cell is left, and two answers stand a cell further right."""
    sheet = book["エントリーシート"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(area.coord)
    for key, columns in (("biz_name", 1), ("address", 3)):
        sheet.move_range(at(key), cols=columns)


def three_products(book: Workbook) -> None:
    """The sheet copied twice, each for a larger jar, the copies named as people name them."""
    first = book["エントリーシート"]
    for name, net, price in (("エントリーシート (2)", "300g", 1200), ("ジャム大", "500g", 1800)):
        sheet = book.copy_worksheet(first)
        sheet.title = name
        for key, value in (("name", f"あまおうジャム {net}"), ("net", net), ("price", price)):
            sheet[at(key)] = value


def main() -> None:
    food = filled("food")
    pictured = blanks.filled(blank("food"), form("food"), ANSWERS["food"], pictures=[photo()])
    files = {
        "001-food": pictured,
        "002-nonfood": filled("nonfood"),
        "003-libreoffice": saved_again(pictured),
        "004-rows-inserted": changed(food, rows_inserted),
        "005-unmerged": changed(food, unmerged),
        "006-shifted": changed(food, lambda book: move(book["エントリーシート"], 1, 0, COLUMNS_LEFT)),
        "007-three-sheets": changed(food, three_products),
        "008-skeleton": blank("food"),
    }
    for name, data in files.items():
        (HERE / f"{name}.xlsx").write_bytes(data)


if __name__ == "__main__":
    main()
