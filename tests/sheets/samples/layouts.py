"""Sheets that people rearranged (DOMAIN.md 1.5; fixture 19)."""

from tests.sheets.edits import (
    below,
    beside,
    columns_inserted,
    hidden_column,
    hidden_rows,
    joined,
    labels,
    moved,
    puts,
    rows_deleted,
    rows_inserted,
    shifted,
    unmerged,
)
from tests.sheets.said import half, hiragana, wide
from tests.sheets.sample import Sample

SAMPLES = (
    Sample(
        name="synonyms",
        about="見出しを別の言い方に書きかえた。",
        edits=(
            labels(
                {
                    "biz_name": "会社名※",
                    "rep": "代表者氏名(必須)",
                    "address": "住所",
                    "tel": "お電話番号",
                    "contact_mail": "E-mail",
                    "name": "品名",
                    "jan": "バーコード",
                    "net": "規格",
                    "price": "販売価格(税抜)",
                    "storage": "保存方法",
                    "shelf_life": "賞味期間",
                    "allergen": "アレルギー表示",
                }
            ),
        ),
    ),
    Sample(
        name="widths-and-kana",
        about="見出しを打ち直した。全角、半角カナ、ひらがな、字の間の空白。",
        edits=(
            labels(
                {
                    "jan": "ＪＡＮコード【必須】",
                    "biz_name.kana": hiragana("事業者名のフリガナ"),
                    "name.kana": half("商品名のフリガナ"),
                    "contact_mail": half("担当者メールアドレス"),
                    "address": "所　在　地",
                    "zip": "郵 便 番 号 ※必須",
                    "size.width": wide("縦(cm)"),
                }
            ),
        ),
    ),
    Sample(
        name="numbered-labels",
        about="見出しに番号や印をつけた。",
        edits=(
            labels(
                {
                    "name": "① 商品名",
                    "category": "(2) 分類",
                    "jan": "3. JANコード",
                    "net": "★内容量",
                    "address": "※所在地:",
                    "origin": "●主原料の原産地(記入してください)",
                }
            ),
        ),
    ),
    Sample(
        name="rows-and-columns",
        about="行と列を足し、記入例の言葉を書きこんだ。",
        edits=(rows_inserted("price", 2), rows_inserted("rep", 1), columns_inserted("C", 1)),
    ),
    Sample(
        name="far-columns",
        about="見出しと答えの間に3列を足した。短い欄は、離れた答えとして職員が見る。",
        edits=(unmerged, columns_inserted("C", 3)),
        findings=("answer_elsewhere",) * 24,
    ),
    Sample(name="shifted-down", about="上に12行、左に1列。", edits=(shifted(12, 1),)),
    Sample(
        name="unmerged-moved",
        about="結合を解き、答えを右に動かした。",
        edits=(unmerged, moved("origin", 2), moved("std_name", 5), moved("jan", 1)),
    ),
    Sample(
        name="rows-deleted",
        about="要らない行を消した。前回の整理番号、登録番号、備考。",
        edits=(rows_deleted("prev_no", "invoice_no"),),
        means={"invoice_no": None},
    ),
    Sample(
        name="label-deleted",
        about="必須の欄を行ごと消した。職員が見る。",
        edits=(rows_deleted("origin"),),
        means={"origin": None},
        findings=("label_not_found",),
    ),
    Sample(
        name="label-lost",
        about="見出しだけが消え、答えは残っている。",
        edits=(labels({"net": None}),),
        means={"net": None},
        findings=("label_not_found", "text_unread"),
    ),
    Sample(
        name="below",
        about="答えを見出しの下の広いセルに書いた。",
        edits=(below("address"),),
    ),
    Sample(
        name="two-answers",
        about="1つの欄に2つの答え。先のものを読み、職員が見る。",
        edits=(unmerged, beside("name", "いちごジャム大瓶")),
        findings=("two_answers",),
    ),
    Sample(
        name="remarks",
        about="欄の外に書きこみ。職員が見る。",
        edits=(puts({"J12": "前回と同じ会社です", "B130": "サンプルは12月に送ります"}),),
        findings=("text_unread",),
    ),
    Sample(
        name="sizes-in-one-cell",
        about="4つの大きさを1つのセルに、見出しをつけて並べた。",
        edits=(
            labels(
                {
                    "size.width": "縦(cm):6 横(cm):6 高さ(cm):8.5 重量(g):260",
                    "size.depth": None,
                    "size.height": None,
                    "size.weight": None,
                }
            ),
            puts({"size.width": None, "size.depth": None, "size.height": None, "size.weight": None}),
        ),
    ),
    Sample(
        name="sizes-joined",
        about="小さな見出しと答えが1つのセル。",
        edits=(joined("size.width", "size.depth", "size.height", "size.weight"),),
    ),
    Sample(
        name="brackets-in-one-cell",
        about="素材と産地を1つのセルに、括弧の見出しで書いた。",
        base="toy",
        edits=(
            labels({"material.origin": None}),
            puts({"material": "【素材】杉【産地】福岡県大川市", "material.origin": None}),
        ),
    ),
    Sample(
        name="hidden-rows",
        about="隠れた行に答え。読み取り、職員が見る。",
        edits=(hidden_rows("wholesale", "pl"),),
        findings=("hidden_cells",),
    ),
    Sample(
        name="hidden-column",
        about="隠れた列に書きこみ。",
        edits=(hidden_column("K", "社内メモ: 原価280円"),),
        findings=("text_unread", "hidden_cells"),
    ),
)
