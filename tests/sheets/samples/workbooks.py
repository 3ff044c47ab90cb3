"""Which sheets are entries, and of which form (DOMAIN.md 1.5; fixtures 14, 15, 16)."""

from tests.sheets.edits import (
    copied,
    example_filled,
    puts,
    renamed,
    rows_deleted,
    sheet_added,
    sheet_removed,
    without_id,
)
from tests.sheets.sample import More, Sample

SAMPLES = (
    Sample(name="pictured", about="写真を1枚貼付。記入例も残っている。", pictures=1, examples=True),
    Sample(
        name="blank-food",
        about="手つかずの様式。",
        base="blank-food",
        entries=False,
        blank=True,
    ),
    Sample(
        name="three-and-example",
        about="3商品と、手つかずの記入例と、隠れたリスト。",
        edits=(
            copied("梅干し", {"name": "梅干し 200g"}),
            copied("エントリーシート (2)", {"name": "梅酒 500ml"}),
        ),
        more=(
            More(sheet="梅干し", means={"name": "梅干し 200g"}),
            More(sheet="エントリーシート (2)", means={"name": "梅酒 500ml"}),
        ),
        examples=True,
    ),
    Sample(
        name="same-twice",
        about="写したまま変えていないシート。1枚として数える。",
        edits=(copied("エントリーシート (2)", {}),),
        beside=("same_sheet",),
    ),
    Sample(
        name="renamed",
        about="シートの名前を商品名にした。",
        edits=(renamed("あまおうジャム"),),
        sheet="あまおうジャム",
    ),
    Sample(
        name="example-filled",
        about="記入例のシートに書きこんだ。本来のシートは空。",
        base="blank-food",
        edits=(example_filled,),
        entries=False,
        beside=("example_filled",),
        examples=True,
    ),
    Sample(
        name="blank-nonfood",
        about="手つかずの様式。",
        base="blank-nonfood",
        entries=False,
        blank=True,
        examples=True,
    ),
    Sample(
        name="hidden-sheet",
        about="選択肢ではない、隠れたシート。",
        edits=(sheet_added("原価計算", ("材料", "円"), ("いちご", 180), hidden=True),),
        beside=("hidden_sheet",),
    ),
    Sample(
        name="other-sheet",
        about="商品の一覧を書いたシートが一緒にある。",
        edits=(sheet_added("商品一覧", ("商品", "価格"), ("梅酒", 1500)),),
        beside=("sheet_unread",),
    ),
    Sample(
        name="wrong-form",
        about="食料品を、非食料品の様式に書いた。",
        base="nonfood",
        edits=(puts({"category": "調味料", "name": "あまおうジャム"}),),
        means={"category": None, "name": "あまおうジャム"},
        findings=("not_in_list", "wrong_form"),
    ),
    Sample(
        name="old-revision",
        about="前の版の様式。",
        edits=(puts({"form_id.revision": "2025-04"}),),
        means={"form_id.revision": "2025-04"},
        findings=("old_revision",),
    ),
    Sample(
        name="old-id",
        about="前の様式ID。行も少ない。",
        edits=(without_id, puts({"form_id": "OGORI-F-1"}), rows_deleted("prev_no")),
        means={"form_id": "OGORI-F-1", "form_id.revision": None},
        findings=("old_revision",),
    ),
    Sample(
        name="no-id",
        about="様式IDが消えている。見出しから様式を決める。",
        edits=(without_id,),
        means={"form_id": None, "form_id.revision": None},
        findings=("form_by_labels",),
    ),
    Sample(
        name="another-form",
        about="当課の様式ではない申込書。",
        edits=(sheet_added("申込書", ("出店申込書",), ("商品名", "梅干し"), ("価格", 700)), sheet_removed),
        entries=False,
        beside=("unknown_form",),
    ),
)
