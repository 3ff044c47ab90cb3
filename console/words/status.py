"""Words of 設定と稼働: is it alive, what comes next, how letters read, what is set."""

PLACE = "設定と稼働"
SHORT = "稼働"
GO = (PLACE, "せってい かどう settei kadou status health")

# --- how it is ---
FINE = "正常"
MIND = "注意"
STOPPED = "停止"

# --- the views ---
VIEWS = {
    "condition": "稼働",
    "coming": "これから",
    "letters": "手紙の文面",
    "settings": "設定",
    "problems": "点検",
}
SWITCH_VIEWS = "左右 で切り替え"
READING = "調べています。"
OVERALL = {
    FINE: "すべて正常です。",
    MIND: "注意するものが {count}件あります。",
    STOPPED: "止まっているものがあります。",
}
NEXT_STEP = "次の一手"
NOTHING_TO_DO = "今することはありません。"

# --- the daemon and its mailboxes ---
DAEMON = "ロボット"
RUNNING = "動いています"
IDLE = "止めてあります"
DIED = "途中で止まりました"
START = "「mailbot run」で始めてください。サービスにしてあるときは、管理者に知らせてください。"
MAILBOX = "メールの受信"
POLLED = "最後 {last} ({ago})   次 {next} ごろまで"
POLLED_LAST = "最後 {last} ({ago})"
BEGINNING = "始めたばかりのときは、少し待ってください。続くときは p で点検してください。"
NEVER_POLLED = "まだ一度も見ていません"
FAILING = "{since} から失敗 {count}回: {why}"
CHECK_SERVER = (
    "メールサーバーとネットワークを確かめてください。p で点検できます。"
    "直れば、止まっていた間のメールも受け付けます。"
)
STALLED = "予定の時刻を過ぎても見に行っていません。ロボットを止めて、もう一度始めてください。"
UNREAD = "読めていないメール"
NO_UNREAD = "ありません"
UNREAD_COUNT = "{count}通"
UNREAD_STEP = "メールソフトで受信箱と「{folder}」を見てください。残っているもの: {names}"

# --- letters ---
SENDING = "送信"
SENDING_COUNTS = "待ち {waiting}  保留 {held}  印刷待ち {to_print}"
PAUSED = "{by} さんが止めています: {reason}"
RESUME = "わけがなくなったら S で再開してください。"
NOT_SENDING = "送れません: {why}"
TROUBLED = "送れなかった手紙が {count}通あります"
TROUBLED_STEP = "送信箱(5)で理由を読み、電話などで確かめてから決めてください。"
OBSERVING = "観察中です (手紙はすべて保留になります)"
OBSERVING_STEP = "本番にするときは、設定ファイルの letters.mode を live にします。"
PERSON = "人を待つもの"
PERSON_COUNTS = "メール {mails}通  案件 {cases}件"
NOBODY_WAITS = "ありません"
PERSON_STEP = "メールは要確認(6)、案件は受付一覧(2)で見てください。"
ALARMS = "警報"
NO_ALARMS = "この7日間はありません"
ALARM = "{at} {subject}"
ALARM_STEP = "全文は送信箱(5)で読めます。直ったときは、直ったという知らせも出ます。"

# --- what keeps it alive ---
DISK = "ディスクの空き"
FREE = "{free} GB"
DISK_STEP = "古いファイルを移すか、ディスクを広げてください。いっぱいになると受け付けられません。"
BACKUP = "控え"
NO_BACKUP = "作った記録がありません"
BACKUP_MADE = "{at} ({ago})  {name}"
BACKUP_STEP = (
    "「mailbot backup ファイル名」で、別の場所に控えを作ってください。毎日の自動実行をお勧めします。"
)
AUDIT = "記録の先頭"
AUDIT_STEP = "日報に載る値です。前の日報と合わせて取っておくと、記録が書き換えられていないと示せます。"
VERSION = "版"

# --- what comes ---
COMING_NONE = "予定はありません。"
COMING_ABOUT = "時刻が来ると自動で行います。機械が止まっていたときは、動き出してから1度だけ行います。"

# --- the letters' texts ---
OURS = "付属"
OWN = "課の文面"
UNUSED = "使われません"
LETTERS_NONE = "文面がありません。"
SUBJECT = "件名"
SAMPLE = (
    "見本の内容を差し込んでいます。何も送りません。"
    "直すときは、データのフォルダーの letters にある {name}.txt を書き換えます。"
)

# --- settings ---
NOT_SET = "(なし)"
UNTOLD = "(設定済み。ここには出しません)"
YES = "はい"
NO = "いいえ"
SETTINGS_ABOUT = "設定ファイルで変えます。変えたあとは受付(mailbot run)とこの画面を開き直してください。"

# --- the examination ---
PROBLEMS_NONE = "問題は見つかりませんでした。"
NOT_EXAMINED = "p で点検します。メールサーバーにもつないで確かめます (手紙は送りません)。"
EXAMINING = "設定、フォルダー、メールサーバー、文面、様式を点検しています。"
EXAMINED = "点検が終わりました。問題は {count}件です。"
GIVEN_UP = "点検をやめました。"

# --- the stop of all letters ---
ASK_PAUSE = "すべての手紙の送信を止めます。"
PAUSE_ABOUT = "メールの受け付けは続きます。手紙は、再開するまで送信箱で待ちます。"
WHY_PAUSE = "止める理由(ほかの職員にも見えます)"
DID_PAUSE = "送信を停止"
ASK_RESUME = "手紙の送信を再開します。"
RESUME_ABOUT = "待っている手紙 {count}通のうち、時刻の来ているものが、すぐに出ます。"
RESUME_NO = "いいえ、止めたままにします。"
RESUME_YES = "はい、再開します。"
DID_RESUME = "送信を再開"

# --- why a key is off ---
IS_PAUSED = "送信は、もう止めてあります。"
NOT_PAUSED = "送信は止まっていません。"
NO_ROW = "読むものがありません。"

# --- actions: label and reading ---
LEFT = ("左の表示", "ひだりのひょうじ hidari left")
RIGHT = ("右の表示", "みぎのひょうじ migi right")
OPEN = ("全文を読む", "ぜんぶんをよむ yomu open")
PAUSE = ("送信を止める", "そうしんをとめる teishi tomeru pause stop")
RESUME_KEY = ("送信を再開", "そうしんをさいかい saikai resume")
EXAMINE = ("点検する", "てんけん tenken doctor")
AGAIN = ("調べ直す", "しらべなおす shirabe refresh")
