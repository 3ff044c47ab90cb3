"""Words of 統計: rounds and fiscal years in figures."""

PLACE = "統計"
GO = (PLACE, "とうけい toukei statistics")

# --- the screen ---
BY_ROUND = "回ごと"
BY_YEAR = "年度ごと"
ALL_YEARS = "すべての年度"
YEAR = "{era}{year}年度"
SWITCH = "左右 で年度を切り替え"
NONE = "まだ案件がありません。"
COUNTING = "数えています。"
COLUMN_PERIOD = "期間"
COLUMNS = (
    "受付",
    "補正",
    "受理",
    "選定",
    "不選定",
    "継続",
    "取下げ",
    "期限切",
    "回答日",
    "受理日",
    "結果日",
)
LESS = "受理日"
"""Left out on a narrow screen."""
DAYS_ARE = "回答日・受理日・結果日は、届いてからの日数の中央値です。補正は、補正をお願いした件数です。"

# --- the chart ---
MEASURES = {
    "outcomes": "受付と会議の結果 (件)",
    "corrected": "補正をお願いした件数 (件)",
    "days_to_answer": "最初の返事まで (日)",
    "days_to_outcome": "会議の結果まで (日)",
}
LEGEND = "# 選定   = 継続審査   - 不選定   . そのほか"
NOT_YET = "まだ"

# --- saving ---
ASK_FILE = "表をCSVファイルに保存します (Excelで開けます)"
FILE = "保存する場所"
NAME = "統計-{day}.csv"
NO_FOLDER = "フォルダーがありません: {folder}"
EXISTS = "同じ名前のファイルがあります。別の名前にしてください。"
SAVING = "保存しています。"
SAVED = "{file} に保存しました。"
GIVEN_UP = "保存をやめました。"

# --- why a key is off ---
ALL_SHOWN = "年度ごとの表には、すべての年度があります。"
ONE_YEAR = "ほかの年度はありません。"

# --- actions: label and reading ---
LEFT = ("前の年度", "まえのねんど mae nendo earlier")
RIGHT = ("次の年度", "つぎのねんど tsugi nendo later")
BY = ("回・年度", "かい ねんど きりかえ kai nendo switch")
MEASURE = ("グラフ切替", "ぐらふ きりかえ gurafu chart")
SAVE = ("CSVに保存", "ほぞん hozon csv save")
