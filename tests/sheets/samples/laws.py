"""Sheets that read well but lack what a law or the office demands (fixtures 49, 50)."""

from datetime import date

from tests.sheets.edits import puts
from tests.sheets.sample import Sample

SAMPLES = (
    Sample(
        name="two-sizes",
        about="1枚に2つの内容量。シートを分けてもらう。",
        edits=(puts({"name": "あまおうジャム", "net": "100g/200g"}),),
        means={"name": "あまおうジャム", "net": "100g/200g"},
        checks=("several_sizes",),
    ),
    Sample(
        name="sake-lacks",
        about="酒類なのに、軽減税率、度数と20歳未満表示がない。",
        base="sake",
        edits=(
            puts(
                {
                    "tax_rate": "8%",
                    "alcohol.abv": None,
                    "alcohol.notice": "□ 20歳未満の者の飲酒を防止する表示がある",
                }
            ),
        ),
        means={"tax_rate": "8%", "alcohol.abv": None, "alcohol.notice": None},
        checks=("missing", "missing", "tax_rate_doubt"),
    ),
    Sample(
        name="soap-lacks",
        about="石けんなのに、化粧品に「該当しない」。",
        base="nonfood",
        edits=(puts({"category": "化粧品・石けん", "name": "はちみつ石けん"}),),
        means={"category": "化粧品・石けん", "name": "はちみつ石けん"},
        checks=("cosmetics_doubt", "pl_none"),
    ),
    Sample(
        name="toy-lacks",
        about="木製の玩具。3歳未満向けで、子供PSCマークがない。",
        base="toy",
        edits=(puts({"toy_age": "3歳未満(子供PSCなし)"}),),
        means={"toy_age": "3歳未満(子供PSCなし)"},
        checks=("toy_unmarked",),
    ),
    Sample(
        name="lacquer-lacks",
        about="籃胎漆器。品質表示の内容に塗装と素地がない。",
        base="toy",
        edits=(
            puts(
                {
                    "category": "籃胎漆器・漆器",
                    "name": "籃胎漆器の盆",
                    "hinpyo_detail": "表示者 株式会社小郡食品",
                    "toy_age": "玩具でない",
                }
            ),
        ),
        means={
            "category": "籃胎漆器・漆器",
            "name": "籃胎漆器の盆",
            "hinpyo_detail": "表示者 株式会社小郡食品",
            "toy_age": "玩具でない",
        },
        checks=("quality_label_lacks",),
    ),
    Sample(
        name="pickles-lack",
        about="漬物。許可の期限が切れ、業種も空。",
        edits=(
            puts(
                {"category": "漬物", "license_detail.trade": None, "license_detail.until": "令和8年3月31日"}
            ),
        ),
        means={"category": "漬物", "license_detail.trade": None, "license_detail.until": date(2026, 3, 31)},
        checks=("missing", "licence_expired"),
    ),
)
