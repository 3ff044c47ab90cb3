"""Words of 受付一覧: views, orders, and what a search found or did not find."""

TODO_FOUND = "要対応"
"""The word that finds what needs a person, as the first line counts it."""

ALL = "すべて"
VIEWS = (
    (ALL, ""),
    ("要対応", TODO_FOUND),
    ("要確認", "状態:要確認"),
    ("補正中", "状態:補正中"),
    ("受付済", "状態:受付済"),
    ("付議", "状態:付議"),
    ("結果済", "状態:結果済"),
    ("書庫", "書庫"),
)
"""Name and filter words of the views that everybody has."""

BY_TODO = "要対応が先、古い順"
BY_NEWEST = "受付の新しい順"
BY_NUMBER = "整理番号順"
BY_BUSINESS = "事業者順"
BY_PRODUCT = "商品名順"
BY_ROUND = "回の新しい順"

VIEW = "表示: {view}"
SHOWING = "表示: {view} {count}件"
OF_ARCHIVE = " (書庫 {count:,}件)"
SORTED = "並び: {sorting}"
FILTERED = "絞り込み: {words}  {count}件"
STILL_SEARCHING = "書庫を検索中"
ARCHIVE_UNREADABLE = "書庫を読めません: {why}"
IN_ARCHIVE = "書庫 {year}"
NOBODY_FITS = "「{word}」に合う案件はありません。Esc で絞り込みをやめます。"
EMPTIED = "「{word}」を加えると、合う案件がなくなります。Esc で絞り込みをやめます。"
EMPTY_VIEW = "「{view}」の案件はありません。左右のキーでほかの表示に替えられます。"

VIEW_BEFORE = ("前の表示", "まえのひょうじ mae view")
VIEW_AFTER = ("次の表示", "つぎのひょうじ tsugi view")
SORT = ("並べ替え", "ならべかえ narabekae sort")
CHOOSE_VIEW = ("表示", "ひょうじをえらぶ hyouji view")

VIEWS_TITLE = "表示を選びます"
VIEWS_HINT = "Enter この表示にする   x 保存した表示を消す   Esc やめる"
KEEP_THIS = "いまの絞り込み「{words}」に名前を付けて保存する"
VIEW_NAME = "この表示の名前"
VIEW_KEPT = "表示「{name}」を保存しました。w で選べます。"
VIEW_GONE = "表示「{name}」を消しました。"
VIEW_OF_ALL = "はじめからある表示は消せません。"
VIEW_NAMED_SO = "「{name}」という表示はもうあります。別の名前にしてください。"
