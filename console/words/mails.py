"""Words of 要確認: mails that a person has to look at."""

GO = ("要確認", "ようかくにん めーる youkakunin meeru mails")

# --- the list ---
RECEIVED = "着信"
ROLE = "扱い"
SENDER = "差出人"
SUBJECT = "件名"
FILES = "添付"
NUMBER = "整理番号"
DONE = "確認済み"
NO_SUBJECT = "(件名なし)"
NOBODY = "(差出人不明)"
WAITING = "確認待ち {count}通"
SET_ASIDE = "読めず保留 {count}通"
DONE_TOO = "確認済みも表示中"
EMPTY = "確認を待つメールはありません。"

# --- one mail ---
WHY = "理由"
FROM = "差出人"
ATTACHED = "添付"
CASES = "案件"
BESIDE = "関連"
ASKS = "案件 {numbers} について、別のアドレスから届きました。一覧で、b 同じ事業者です か B 別の事業者です を選びます。"
NO_TEXT = "(本文はありません)"
READING = "続きを読んでいます。"
READ_HINT = "上下、PageUp、PageDown で動きます。"

# --- assign ---
ASSIGN_QUESTION = "メール「{subject}」を案件に付けます"
ASSIGN_SEVERAL = "メール {count}通を案件に付けます"
ASSIGN_NUMBER = "整理番号(12 でも)"
ASSIGN_THEN = "付けたあと"
THEN = {"done": "確認済みにする", "wait": "確認待ちのままにする"}
NO_SUCH = "「{number}」の案件はありません。整理番号を確かめてください。"
ASSIGN_NOTE = "案件の受付メールに出ます。添付は案件の資料には数えません(数えるときは r 処理し直す)。"

# --- reprocess ---
AGAIN_QUESTION = "メール「{subject}」をもう一度処理します"
AGAIN_PASSWORD = "ファイルのパスワード(なければ空のまま)"  # noqa: S105  # a label
AGAIN_DESPITE = "ウイルス検査の誤りと確かめたときは、その理由(記録に残ります)"
AGAIN_NOTE = (
    "控えから読み直します。届いた日時は変わりません。前に返信したメールには、新しい返信を作りません。"
)
AGAIN_WORK = "メールを処理し直しています。"
GIVEN_UP = "途中でやめました。どこまで進んだかは、一覧で確かめてください。"
AGAIN_DONE = "メールを処理し直しました: {handled}。{reason}"

# --- whose mail it is ---
WHOSE_QUESTION = "{sender} は、どの事業者のかたですか"
WHOSE_ABOUT = "このアドレスを事業者に加え、メールをもう一度処理します。"
WHOSE = "事業者(名前、よみ、番号)"
WHOSE_NONE = "「{words}」に合う事業者はありません。"
WHOSE_MANY = "「{words}」に合う事業者が {count}あります。1つに決まるまで入れてください。"
WHOSE_ONE = "{id} {name} のアドレスに加えます"
WHOSE_WORK = "事業者のアドレスに加え、メールを処理し直しています。"

# --- attachments ---
SAVE_QUESTION = "「{subject}」の添付 {count}件を書き出します"
SAVE_FOLDER = "フォルダー"
SAVE_NOTE = "名前は当方で付けます(相手の付けた名前は使いません)。開く前に、ウイルス対策で確かめてください。"
SAVE_WORK = "添付を書き出しています。"
SAVED = "添付 {count}件を {folder} に書き出しました。"

# --- deeds and why not ---
NAMED = "メール「{subject}」"
DID_DONE = "確認済みに"
DID_UNDONE = "確認待ちに"
DID_ASSIGN = "{number} に付けることに"
NO_MAIL = "メールがありません。"
ONLY_WAITING = "このメールはもう確認済みです。t で確認済みのメールも見られます。"
ONLY_DONE = "確認待ちのメールです。戻せるのは確認済みのメールです。"
NO_FILES = "このメールに添付はありません。"
NO_CASE = "このメールが付いている案件はありません。"
CASE_GONE = "案件 {number} は、いまの台帳にありません。"

# --- actions: label and reading ---
READ = ("読む", "よむ yomu read")
CHECK = ("確認済み", "かくにんずみ kakunin done")
WAIT = ("確認待ちに戻す", "かくにんまち kakuninmachi undone")
ASSIGN = ("案件へ", "あんけんにつける anken tsukeru assign")
AGAIN = ("処理し直す", "しょりしなおす shori reprocess")
SAVE = ("添付保存", "てんぷをかきだす tenpu kakidasu save")
CASE = ("案件を開く", "あんけんをひらく hiraku case")
ALL = ("済も表示", "すみもひょうじ sumi hyouji all")
