"""Words of 事業者: the registry of businesses."""

from rules.model import Pledge

GO = ("事業者", "じぎょうしゃ jigyousha businesses")

# --- the list ---
ID = "番号"
NAME = "事業者"
TOWN = "市町"
PLEDGE = "誓約書"
SINCE = "受領日"
CASES = "案件"
NOTICE_TO = "通知先"
MARKS = "注意"
PLEDGES = {
    Pledge.MISSING: "なし",
    Pledge.RECEIVED: "確認待ち",
    Pledge.CONFIRMED: "確認済",
    Pledge.ON_FILE: "提出済",
}
"""At most eight cells: they stand in a column."""
NOT_CONFIRMED = "未確認"
"""One that came and that no case waits for any more."""
UNREACHED = "不達"
AGENT = "代理"
SUMMARY = "事業者 {count}件   誓約書の確認待ち {pledges}件   届かない宛先 {unreached}件"
FILTERED = "絞り込み: {words}  {count}件  Esc でやめる"
SEARCH = "/ 絞り込み (名前、よみ、ローマ字、番号、市町:小郡)"
EMPTY = "まだ事業者はありません。I で過年度の一覧を取り込めます。"
NOT_FOUND = "「{words}」に合う事業者はありません。Esc で絞り込みをやめます。"

# --- one business ---
FIELDS = {
    "name": "事業者名",
    "representative": "代表者",
    "corporate_number": "法人番号",
    "municipality": "市町",
    "phone": "電話",
    "postal": "郵便番号",
    "address": "住所",
    "contact": "通知先の担当者",
    "mail": "アドレスを加える",
}
PLEDGE_LINE = "{state}  {date}"
CHECKED = "{by} が {at} に確認"
LACKING = "整っていない点: {points}"
PLEDGE_NOTE = "理由: {note}"
FILES = "届いたもの: {names}"
CHOSEN_BY = "{address} ({by} が選択)"
FIRST_SENDER = "{address} (最初の差出人)"
NO_NOTICE = "なし (手紙は印刷して送ります)"
ADDRESSES = "アドレス"
SENDS_FOR_MANY = "代理: {names} のメールも送ります"
COMES_BACK = "届きません({since} から)"
LAST_SEEN = "最後のメール {at}"
VOUCHED = "{by} が追加"
JOINED = "統合"
JOINED_LINE = "{id} {name}"
CASE_LINE = "{number} {state} {product}"
MORE = "ほか {count}件"
NO_CASES_YET = "案件はありません。"

# --- deeds ---
EDIT_QUESTION = "{name} の情報を直します"
EDIT_ABOUT = (
    "空にすると、情報を消します。加えたアドレスからのメールは、この事業者のものとして受け付けます。"
    "事業者名を直すと、次のシートは新しい名前か法人番号で見分けます。"
)
NOTICE_QUESTION = "{name} への通知をどのアドレスに送りますか"
NOTICE_OTHER = "ほかのアドレス(上で選ぶときは空のまま)"
NOTICE_CHOICE = "知っているアドレス"
NOTICE_ABOUT = "まだ送っていない通知も、そこへ送ります。決裁済の通知は、もう一度の決裁が要ることがあります。"
NOTICE_NEEDED = "アドレスを選ぶか、入れてください。"
OTHER = "other"
OTHER_LABEL = "下に入れたアドレス"
MERGE_QUESTION = "2つの事業者を1つにまとめます"
MERGE_INTO = "残す番号"
MERGE_WITH = "{id} {name} にまとめる相手の番号(例: J-0002)"
MERGE_CASES = "案件: {id} の {count}件が {into} のものになります。{numbers}"
MERGE_ADDRESSES = "アドレス: {addresses} も使えるようになります。"
MERGE_NO_ADDRESS = "アドレス: 増えません。"
MERGE_PLEDGE = "誓約書: {pledge} になります。"
MERGE_LETTERS = "まだ送っていない結果の通知は、1通にまとめて作り直します。"
MERGE_NUMBERS = "法人番号が違います({one} と {other})。別の事業者ではありませんか。"
MERGE_NAMES = "代表者が違います({one} と {other})。"
MERGE_BACK = "u、または S 統合を解く でいつでも戻せます。"
MERGE_SAME = "同じ番号です。別の番号を入れてください。"
MERGE_UNKNOWN = "事業者 {id} はありません。"
SPLIT_QUESTION = "{name} から、どの番号の統合を解きますか"
SPLIT_LABEL = "統合を解く番号"
SPLIT_ABOUT = "案件とアドレスは、もとの番号に戻ります。統合のあとに届いたものは {id} に残ります。"
REACH_QUESTION = "{name} のどのアドレスに、また届くようになりましたか"
REACH_LABEL = "アドレス"
IMPORT_QUESTION = "過年度の事業者一覧を取り込みます"
IMPORT_FILE = "Excelファイル"
IMPORT_ABOUT = (
    "見出し「事業者名」「誓約書提出日」のある表を読みます。次の画面で内容を確かめてから取り込みます。"
)
IMPORT_NO_FILE = "このファイルはありません。"
IMPORT_READING = "一覧を読んでいます。"
IMPORT_TAKING = "一覧を取り込んでいます。"
IMPORT_SURE = "取り込むとこうなります。取り込みますか"
IMPORT_NO = "いいえ、取り込みません"
IMPORT_YES = "はい、取り込みます"
GIVEN_UP = "途中でやめました。一覧で確かめてください。"
PLEDGE_OPEN = "中を見るには、Esc で戻り、Enter で案件を開いて o を押します。"

DID_EDIT = "{name} の情報を修正"
DID_NOTICE = "{name} の通知先を {address} に"
DID_MERGE = "{other} を {into} に統合"
DID_SPLIT = "{id} の統合を解除"
DID_REACH = "{address} を届く宛先に"

# --- why not ---
NO_BUSINESS = "事業者がありません。"
TWO_AT_MOST = "2つまで選んでください。Esc で選択をやめられます。"
NOT_JOINED = "この事業者に統合されたものはありません。"
ALL_REACHED = "届かない宛先はありません。"
NO_CASES = "この事業者の案件はありません。"

# --- actions: label and reading ---
OPEN = ("案件を開く", "あんけんをひらく hiraku open")
PLEDGE_DEED = ("誓約書", "せいやくしょ seiyakusho pledge")
EDIT = ("情報", "じょうほうをなおす naosu edit")
NOTICE = ("通知先", "つうちさき tsuuchi notice")
MERGE = ("統合", "とうごう tougou merge")
SPLIT = ("統合を解く", "とうごうをとく toku split")
REACH = ("届く宛先に", "とどくあてさき todoku reachable")
IMPORT = ("一覧を取込", "いちらんをとりこむ torikomu import")
