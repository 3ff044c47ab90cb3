"""Words of 会議: outcomes, 選定案, the committee's workbook."""

# --- the list ---
COLUMN_PROPOSAL = "選定案"
NOT_YET = "----"
ALL_SHOWN = "t 未決だけ表示"
UNDECIDED_SHOWN = "未決だけ (t で全部)"
REPLACED = "いまの記録が変わります: {before}"
EMPTY_UNDECIDED = "この回に未決の案件はありません。t ですべてを表示します。"

# --- beside the list ---
PROPOSAL = "選定案"
NO_PROPOSAL = "まだありません。v で記入できます(事業者には見せません)。"
NEVER_PROPOSED = "ありません。"
OUTCOME = "結果"
CONDITIONS = "条件"
REMARK = "備考"
NOTE = "メモ"

# --- recording an outcome ---
NOTE_LABEL = "メモ (職員だけが見ます)"
CONDITIONS_LABEL = "条件 (通知に載ります)"
REMARK_LABEL = "備考 (通知に載ります)"
TELLING_HINT = "Enter 記録する   Tab 次の欄   PageDown 続きを読む   Esc やめる"

# --- 選定案 ---
PROPOSE = "{number} {product} の選定案を記入します"
PROPOSE_ALL = "選んだ {count}件に、同じ選定案を記入します"
PROPOSE_ABOUT = "会議の資料に載ります。事業者への手紙には載りません。"
PROPOSED_KIND = "案"
PROPOSED_CODES = "理由コード (例: R01 R04、なくても可)"
PROPOSED_NOTE = "説明 (選定基準のどれに当てはまるか)"
NO_KIND = "案なし (記入済みなら消します)"
UNKNOWN_CODE = "理由コード {code} はありません。下の一覧のコードを入れてください。"
CODES = "理由コード"
DID_PROPOSE = "選定案「{outcome}」に"
DID_UNPROPOSE = "選定案なしに"

# --- the committee's workbook ---
EXPORT = "{round}の会議資料(一覧表と個票)を作ります"
EXPORT_FILE = "置き場所 (.xlsx)"
EXPORT_PROFILE = "中身"
PROFILES = {
    "full": "すべて (事務局用)",
    "public": "連絡先と卸価格を除く (会議に配る用)",
}
EXPORT_HANDED = "会議に配りますか"
HANDED = {
    "no": "まだ配らない (作るだけ)",
    "yes": "配ったと記録する (このあとの案件は次の回になります)",
}
FILE_EXISTS = "同じ名前のファイルがあります。新しいものに置き換えます。"
FILE_NEW = "新しく作ります。"
STILL_OPEN = "まだ締切({cutoff})の前です。このあとに整った案件は、この資料に入りません。"
NO_FOLDER = "この場所のフォルダーがありません。"
NOT_XLSX = "ファイル名の最後を .xlsx にしてください。"
EXPORTING = "会議資料を作っています。"
EXPORTED = "{file} を作りました。"
EXPORTED_HANDED = "{file} を作り、会議に配ったと記録しました。"
IMPORT = "会議の結果を記入したファイルを取り込みます"
IMPORT_ABOUT = (
    "一覧表に結果を書き込んだファイル、または整理番号と結果の列がある表です。",
    "xlsx、xls、ods を読みます。「条件」は通知に載り、「備考」はメモになります。",
    "まず、何が変わるかを表で見せます。まだ記録しません。",
)
IMPORT_FILE = "ファイル"
NO_FILE = "このファイルはありません。"
READING = "ファイルを読んでいます。"
CHANGES = "{count}件の結果が変わります"
NO_CHANGES = "記録する結果はありません"
CHANGES_REST = "すでに同じ結果 {same}件   記入なし {empty}件   取り込めない行 {refused}件"
OTHER_ROUNDS = "{round}でない案件があります: {cases}"
CHANGES_HEAD = "整理番号  いまの結果 -> 新しい結果   商品名"
CHANGE = "{number}  {old} -> {new}   {product}"
REFUSED_HEAD = "取り込めない行 (ほかの行は取り込みます)"
IMPORT_NO = "いいえ、まだ記録しません"
IMPORT_YES = "はい、{count}件を記録します"
RECORDING = "結果を記録しています。"
IMPORTED = "会議の結果 {count}件を記録しました。u で取り消せます。"
IMPORTED_BUT = "会議の結果 {count}件を記録しました。{refused}行は取り込めませんでした。"

# --- actions ---
UNDECIDED_ONLY = ("未決だけ", "みけつだけ miketsu undecided")
SCREENING = ("選定案", "せんていあん senteian proposal screening")
AGENDA_OUT = ("会議資料", "しりょうをつくる かいぎしりょう shiryou kaigi agenda export")
AGENDA_IN = ("結果を取り込む", "けっかをとりこむ torikomu kekka agenda import")
