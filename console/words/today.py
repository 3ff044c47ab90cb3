"""Words of 今日: what needs a person, what is coming, what happened since the last working morning."""

GO = ("今日", "きょう kyou today")

# --- what needs a person ---
KIND = "種類"
SINCE = "いつ"
NUMBER = "整理番号"
WHO = "相手"
WHAT = "用件"
CASE = "案件"
MAIL = "メール"
LETTER = "手紙"
ROUND = "会議"
PLEDGE = "誓約書"
NOTHING = "いま人の手が要るものはありません。"
NOTHING_HERE = "開くものがありません。"
TODO = "人の手が要るもの {count}件   Enter で開きます"
TROUBLED = "「{subject}」{state}: {reason}"
TO_LOOK = "内容を確かめてください。"
HELD = "保留の手紙 {count}通 (送ってよいか確認)"
PLEDGES = "確認を待つ誓約書 {count}件"
TO_PRINT = "印刷を待つ手紙 {count}通"
UNDECIDED = "結果の記録がないもの {count}件 (通知 {day})"
UNAPPROVED = "決裁を待つもの {count}件 (通知 {day})"

# --- what is coming ---
COMING = "次の予定"
COMING_LINE = "{when}  {duty}  {left}"
NOTHING_COMES = "予定はありません。"
ASKING = "予定を調べています。"
IN_DAYS = "あと{days}日"
TODAY = "今日"
TOMORROW = "明日"

# --- what happened ---
NEWS = "動き ({since} から)"
NO_NEWS = "動きはありません。"
TIMES = "{count}件"
MORE = "ほか"

# --- health ---
DAEMON = "ロボット"
ALIVE = "動作中"
STOPPED = "止めてあります(メールを受け取りません)"
DIED = "途中で止まりました。管理者に知らせてください"
TO_STATUS = "9 で確認"
LOOKED = "受信 {said}"
NO_SENDING = "送信できません: {why}"
NO_RECEIVING = "受信できません: {why}"
LEFT_OVER = "読み取れなかったメール {count}通"

# --- actions: label and reading ---
OPEN = ("開く", "ひらく hiraku open")
