"""What programs make of a workbook (DOMAIN.md 1.5, 1.6; fixtures 22, 23, 24, 47, 48)."""

from tests.entries import form
from tests.sheets import parts
from tests.sheets.edits import at
from tests.sheets.pictures import photo
from tests.sheets.sample import Sample

SAMPLES = (
    Sample(
        name="shared-strings",
        about="文字列を別の部品に持つ(ほかの見本はセルの中)。",
        patch=parts.shared_strings,
    ),
    Sample(name="furigana", about="ふりがなつきの文字列。", patch=parts.furigana),
    Sample(name="strict", about="ISO 29500 の strict。", patch=parts.strict),
    Sample(name="prefixed", about="要素の名前に接頭辞。", patch=parts.prefixed),
    Sample(
        name="relative-targets",
        about="部品の場所を相対で書く(ほかの見本は根から)。",
        patch=parts.relative_targets,
    ),
    Sample(name="extended-lists", about="拡張の入力規則(x14)。", patch=parts.extended_lists),
    Sample(name="without-styles", about="セルの書式が落ちている。日付は通し番号。", patch=parts.bare_cells),
    Sample(name="macro-book", about="マクロつきの形式。", patch=parts.as_macro_book, suffix="xlsm"),
    Sample(
        name="in-cell-picture",
        about="WPSのセル内画像。",
        patch=parts.in_cell_picture(at(form("food"), "photo"), photo()),
        pictures=1,
    ),
    Sample(name="named-xls", about="中身はxlsx、名前は.xls。", suffix="xls"),
    Sample(
        name="html",
        about="Webページを.xlsと名づけたもの。",
        patch=lambda _: b"<html><table><tr><td>x</table>",
        suffix="xls",
        refused="html",
    ),
    Sample(
        name="cut-off", about="途中で切れたファイル。", patch=lambda data: data[:4_000], refused="damaged"
    ),
    *(
        Sample(
            name=f"libreoffice-{kind}-{base}",
            about=f"LibreOfficeで保存し直した({kind})。",
            base=base,
            saved=kind,
        )
        for kind in ("xlsx", "xls", "ods")
        for base in ("food", "nonfood", "sake", "noodles", "toy")
    ),
)
