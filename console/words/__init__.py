"""All Japanese words of the screens, so that one person can read and change them in one place.

Here those of the first places and of all; a place with many words of its own keeps them in a module beside.
"""

from rules import words
from rules.model import Pledge, State
from rules.words import EVENTS, FORMS, HANDLED, LETTER_STATES, LETTERS, ROLES, SEVERITIES, SHORT_STATES

__all__ = ["EVENTS", "FORMS", "HANDLED", "LETTERS", "LETTER_STATES", "ROLES", "SEVERITIES"]
"""Words that letters and lists share with the screens."""

TITLE = "取扱商品エントリー"

STATES = SHORT_STATES
UNDECIDED = "未決"

NO_FINDINGS = "不備なし"
TO_READ = "確認"
SENDING_FAILED = "送信失敗"

PLEDGES = {pledge: f"誓約書 {word}" for pledge, word in words.PLEDGES.items()}
SHORT_PLEDGES = {**PLEDGES, Pledge.RECEIVED: "誓約書 未確認", Pledge.ON_FILE: "誓約書 提出済"}
"""At the head of a case, beside its business and its day."""

# --- what to do next, by state ---
NEXT_STEP_OPEN = "左右 で申請とメールを見てください。電話などで聞いた答えは a で記入します。"
"""Of a case that waits for a person and is open already."""
NEXT_STEPS = {
    State.NEEDS_PERSON: "内容を確かめてください。Enter で申請とメールを開きます。",
    State.CORRECTION_REQUESTED: "事業者からの補正を待っています。今することはありません。",
    State.ACCEPTED: "締切のあと、運営連絡会議に付議します。",
    State.TABLED: "会議の結果を s 選定 / f 不選定 / c 継続 で記録します。",
    State.DECIDED: "結果を記録しました。決裁・発送の画面(4)で R 決裁済 にすると通知を送れます。",
    State.RELEASED: "決裁済です。通知日に結果の通知を送ります。",
    State.NOTIFIED: "結果を通知しました。",
}

NEXT_STEP_FAILED = "返信が届いていません。送信箱で理由を見て、電話などで連絡してください。"

# --- the places ---
PLACE_TRAY = "受付一覧"
SHORT_TRAY = "受付"
PLACE_ROUNDS = "会議"
PLACE_OUTBOX = "送信箱"

# --- the tray ---
TO_DO = "要対応"
CUTOFF = "締切"
TODAY = "今日"
DAYS_AGO = "{days}日"
DAYS_LEFT = "あと{days}日"
ROUND_SHORT = "{month}月分"
FILTER_OFFER = "/ 絞り込み"
MAILS_TO_READ = "「{folder}」のメール {count}通"
GIVE_UP = "Esc でやめる"

# --- columns ---
COLUMN_NUMBER = "整理番号"
COLUMN_STATE = "状態"
COLUMN_ARRIVED = "受付"
COLUMN_AGE = "経過"
COLUMN_BUSINESS = "事業者"
COLUMN_PRODUCT = "商品名"
COLUMN_ROUND = "回"
COLUMN_FINDINGS = "検査"
COLUMN_OUTCOME = "結果"
COLUMN_REASON = "理由"
COLUMN_KIND = "種別"
COLUMN_TO = "宛先"
COLUMN_DUE = "送信日時"
COLUMN_SUBJECT = "件名"
AND_MORE = "{first} ほか{count}"

# --- a case ---
COMMA = "、"
BLANK = "(空欄)"
ARRIVED = "受付 {at}"
NO_MAILS = "メールはありません。"
NO_LETTERS = "手紙はまだありません。"
ROBOT = "自動"
"""Who did what nobody did."""
NO_HISTORY = "記録はまだありません。"
NO_OUTCOME = "会議の結果は未決です。"
FOUND_NOTHING = "不備も警告もありません。"
ATTENTION = "確認すること"
UNREAD = "{at} の {who} さんのメール「{subject}」を、まだ確かめていません{where}。"
UNREAD_IN = "(6 要確認)"
NEXT_STEP = "次の一手"
ATTACHMENTS = "添付"
FROM = "差出人"
TO = "宛先"
SUBJECT = "件名"
WHY_TAKEN_SO = "扱い"
SENT_AT = "送信"
DUE_AT = "予定"
REASON = "理由"
NOTE = "メモ"
APPROVED = "決裁"
OUTCOME = "会議の結果"
SCREENING = "選定案"
WRITTEN_AS = "記入"
HIDDEN_CHARACTERS = "表示できない文字 {count}個を除いて表示しています。"

PLACE_IN_LIST = "{place} / {count}件目"
END_OF_LIST = "一覧の端です。"

# --- the committee ---
SWITCH_ROUNDS = "左右 で回を切り替え"
CLOSED = "(締切済)"
STILL_OPEN = "(受付中)"
NOTICE = "通知"

# --- the head ---
RECEIVING = "受信"
NEVER = "未確認"
HEALTHY = "正常"
TROUBLED = "失敗{count}回"
STALLED = "停止?"
NO_DAEMON = "停止"
PAUSED = "送信停止中"
SENDING = "送信"
WAITING = "待ち"
HELD = "保留"
FAILED = "失敗"
JUST_NOW = "たった今"
MINUTES_AGO = "{minutes}分前"
HOURS_AGO = "{hours}時間前"
AGO = "{days}日前"

# --- dialogs ---
ASK_NAME = "お名前を入れて Enter を押してください。操作の記録に残ります。"
NAME_NEEDED = "お名前を入れてください。"
RECORD_OUTCOME = "{number} {product} を「{outcome}」と記録します"
RECORD_OUTCOMES = "選んだ {count}件を「{outcome}」と記録します (文面は 1件目)"
CHOOSE_REASON = "理由を上下で選び、Enter で進みます。理由は通知に載ります。"
NO_REASON = "理由を付けない"
PREVIEW_HEAD = "この内容の通知を保留で用意します (まだ送りません)"
NO_PREVIEW = "文面を用意できません。"
APPROVED_ON = "決裁日"
DOCUMENT_NUMBER = "文書番号(なくても可)"
RELEASE_ABOUT = "{round}の {cases}件を決裁済にします。結果の通知 {letters}通を、{when} に送ります。"
AT_ONCE = "すぐ"
RELEASE_UNDO = "通知が送られるまでは、u で取り消せます。"
RELEASE_OBSERVE = (
    "いまは観察中(observe)の設定です。通知は保留のままで、送信箱で 1通ずつ送ってよいとした分だけ送ります。"
)
RELEASE_SPLIT = "未決の商品が残る事業者: {names}。いま決裁すると、通知が2通に分かれます。"
RELEASE_UNDECIDED = "未決の {count}件は含みません。あとで結果を記録し、もう一度決裁済にできます。"
NO = "いいえ、まだ決裁済にしません"
YES = "はい、決裁済にします"
BAD_DATE = "決裁日は R8.12.8 または 12/8 のように入れてください。"
DATE_IN_FUTURE = "決裁日が今日より後です。"
RETRY_NO = "いいえ、送り直しません"
RETRY_YES = "はい、もう一度送ります"
RETRY_QUESTION = "「{subject}」を {to} へもう一度送りますか。"
RETRY_SAME = (
    "同じ宛先へ、同じ手紙を送ります。アドレスが違うときは、また断られます。"
    "そのときは、電話などで伝えてから t 連絡済にしてください。"
)
RETRY_RISK = (
    "前の送信が実は届いていた場合、相手に同じ手紙が2通届きます。相手の方に電話で確かめてから選んでください。"
)
CHOOSE_HINT = "上下で選び、Enter で決めます。Esc で何もしません。"
NAME_HINT = "Enter 決める   Esc ログイン名 {login} を使う"
HELP_TITLE = "ヘルプ: いまの画面の操作から順に並べています"
HELP_MOVES = (
    "上下 または j k で1行、PageUp PageDown で1画面、Home End または g G で端へ動きます。",
    "色は補助です。同じことがいつも文字でも書かれています。",
    "数字のキーでいつでも画面を移れます。日本語入力がオンでも、英数のキーは全角のまま使えます。",
)
BACK_HINT = "q 戻る"
GO_ON_HINT = "続きがあります。上下、PageUp、PageDown で動きます。"

# --- the search of commands ---
PALETTE_HINT = "漢字、かな、ローマ字、または整理番号(12 でも)   Enter 実行   Esc やめる"
PALETTE_NONE = "当てはまる命令はありません。"
GO_TO_NUMBER = "{number} を開く  {product}"

# --- the record of deeds ---
DEEDS_TITLE = "最近の操作 20件 (新しい順)"
DEEDS_HINT = "Enter 取り消す (自分の操作だけ)   Esc 閉じる"
DEEDS_NONE = "まだ操作はありません。"
DEED_OF_OTHER = "{by}さんの操作は、{by}さんが取り消せます。"

# --- forms and long work ---
FORM_HINT = "Enter 次へ   Tab 欄を移る   Esc やめる"
FORM_LAST_HINT = "Enter これで決める   Tab 欄を移る   Esc やめる"
FORM_READ_HINT = "   PageDown 続きを読む"
FORM_TEXT_HINT = "Enter 改行   Tab 次へ   Esc やめる"
FORM_TICKS_HINT = "Space 印を付ける   a すべて   Enter 次へ   Tab 欄を移る   Esc やめる"
FORM_LAST_TICKS_HINT = "Space 印を付ける   a すべて   Enter これで決める   Esc やめる"
FORM_NEEDED = "「{label}」を入れてください。"
WORKING = "{seconds}秒  Esc でやめる"
STOPPED = "途中でやめました。どこまで進んだかは、一覧で確かめてください。"
NO_PROGRAM = "このコンソールからは実行できません。「mailbot console」で開き直してください。"
NO_CHILD = "ロボットに頼めませんでした({why})。「mailbot console」で開き直してください。"
BAD_ANSWER = "結果を読み取れませんでした。もう一度お試しください。"

# --- messages ---
NO_KEY_HERE = "「{key}」は、この画面では使いません。使えるキーは ? で見られます。"
NO_KEY_ASKED = "「{key}」は、ここでは使いません。Esc で前の画面に戻れます。"
IME_IS_ON = "日本語入力がオンです。半角英数に切り替えてから押してください。"
TOO_SMALL = "画面が小さすぎます。横80文字、縦24行以上に広げてください。"
NOTHING_TO_UNDO = "取り消せる操作はありません。"
NO_CASE = "案件がありません。"
CASE_GONE = "{number} の案件は、もうありません。q で戻ります。"
CASE_GONE_HOW = "登録を取り消したときは、打った内容が郵送登録(8)に残っています。"
ONE_ONLY = "1件だけ選んでください。Esc で選択をやめられます。"
NOTHING_IN_COMMON = "まとめてできることはありません。Esc で選択をやめます。"
MORE_KEYS = "ほか {key}"
CHOSEN = "選択中 {count}件"
NOTHING_TO_COPY = "写すものがありません。"
COPIED = "「{text}」を写しました。"
DID = "{name} を{what}"
DID_TOGETHER = "{count}件を{what}"
NO_LETTER = "手紙がありません。"
NO_ROUND = "まだ回がありません。"
NOTHING_TO_RELEASE = "この回に、結果を記録してまだ決裁していない案件はありません。"
NOTHING_RELEASED = "この回に、決裁済で通知前の案件はありません。"
ONLY_HELD = "送ってよいとできるのは「保留」の手紙です。この手紙は「{state}」です。"
NEEDS_APPROVAL = "結果の通知は、決裁・発送の画面(4)でその回を決裁済にすると送れます。"
ONLY_WAITING = "保留にできるのは「送信待」「再試行」の手紙です。この手紙は「{state}」です。"
ONLY_FAILED = "送り直せるのは「拒否」「不明」「不達」の手紙です。この手紙は「{state}」です。"
ONLY_TO_PRINT = "印刷済にできるのは「印刷待」の手紙です。この手紙は「{state}」です。"
LEAVE_BY_Q = "終了するには大文字の Q を押してください。"
EMPTY_TRAY = "まだ案件はありません。メールが届くとここに出ます。"
EMPTY_OUTBOX = "送信箱は空です。"
EMPTY_ROUND = "この回の案件はありません。"
UNDO_SHORT = "u 取り消し"
UNDO_NONE = "u 取り消し: なし"
UNDO_OFFER = "u 取り消し: 「{deed}」"
DONE = "{deed}しました。"
DID_OUTCOME = "{outcome}と記録"
DID_CLEAR = "未決に"
DID_RELEASE = "{round}を決裁済に"
DID_UNRELEASE = "{round}を決裁前に"
DID_LETTER_RELEASE = "送ってよいことに"
DID_LETTER_HOLD = "保留に"
DID_LETTER_RETRY = "送り直すことに"
DID_LETTER_PRINTED = "印刷済に"
UNDONE = "「{deed}」を取り消しました。"
NOT_SAVED = "保存していません。{why}必要なら、もう一度行ってください。"
CHANGED_MEANWHILE = "{number} は {at} に {by} が「{what}」で変更していました。新しい内容を表示します。"
DAMAGED = "台帳を読めません: {why}"
# --- actions: label and reading ---
OPEN = ("開く", "ひらく hiraku open")
FILTER = ("絞り込み", "しぼりこみ shiborikomi filter")
SELECT = ("選定", "せんてい sentei select")
REJECT = ("不選定", "ふせんてい fusentei reject")
DEFER = ("継続", "けいぞく keizoku defer")
CLEAR = ("未決に戻す", "みけつにもどす miketsu clear")
NEXT_CASE = ("次の案件", "つぎのあんけん tsugi next")
PREVIOUS_CASE = ("前の案件", "まえのあんけん mae previous")
VIEW_LEFT = ("左の表示", "ひだりのひょうじ hidari left")
VIEW_RIGHT = ("右の表示", "みぎのひょうじ migi right")
RELEASE_ROUND = ("決裁済にする", "けっさいずみ kessai release")
UNRELEASE_ROUND = ("決裁を戻す", "けっさいをもどす modosu unrelease")
ROUND_LEFT = ("前の回", "まえのかい mae earlier")
ROUND_RIGHT = ("次の回", "つぎのかい tsugi later")
LETTER_RELEASE = ("送ってよい", "おくってよい okuru release")
LETTER_HOLD = ("保留", "ほりゅう horyuu hold")
LETTER_RETRY = ("送り直す", "おくりなおす okurinaosu retry")
LETTER_PRINTED = ("印刷済にする", "いんさつずみ insatsu printed")
MARK = ("選択", "せんたく sentaku mark")
MARK_ALL = ("すべて選択", "すべてせんたく subete mark all")
DEEDS = ("操作の記録", "そうさのきろく torikeshi sousa deeds")
COPY = ("写す", "うつす コピー utsusu kopii copy")
PALETTE = ("命令", "めいれい meirei command")
CASE = ("案件", "あんけん anken case")
UNDO = ("取り消し", "とりけし torikeshi undo")
HELP = ("ヘルプ", "へるぷ herupu help")
BACK = ("戻る", "もどる modoru back")
LEAVE = ("終了", "しゅうりょう shuuryou quit")
GO_TRAY = (PLACE_TRAY, "うけつけいちらん uketsuke tray")
GO_ROUNDS = (PLACE_ROUNDS, "かいぎ kaigi rounds")
GO_OUTBOX = (PLACE_OUTBOX, "そうしんばこ soushinbako outbox")
