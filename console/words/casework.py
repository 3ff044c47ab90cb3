"""Words of the work on one open case: answers, judgement, rounds, terms, pledge, notes."""

from rules.model import OutcomeKind, State

# --- actions: label and reading ---
ANSWER = ("答えを記入", "こたえをきにゅう kotae denwa answer")
ACCEPT = ("不備でも受付", "ふびでもうけつけ fubi uketsuke accept")
NOTE = ("メモ", "めも おぼえがき memo oboegaki note")
PLEDGE = ("誓約書の確認", "せいやくしょ seiyakusho pledge")
MOVE = ("回を移す", "かいをうつす utsusu kai move")
TERMS = ("選定後の経過", "せんていごのけいか keika jouken terms")
WITHDRAW = ("取下げ", "とりさげ torisage withdraw")
EXPIRE = ("期限切れにする", "きげんぎれ kigengire expire")
REOPEN = ("再開", "さいかい saikai reopen")
CORRECT = ("結果の訂正", "けっかのていせい teisei correct")

# --- why not ---
NO_ERRORS = "この案件に、受付を止めている不備はありません。"
NO_BUSINESS = "この案件の事業者の記録がありません。"
NOT_SELECTED = "選定された案件ではありません。"

# --- an answer ---
ASK_ANSWER = "{number} {product}: 電話などで受けた答えを記入します"
WHICH_FIELD = "どの欄ですか(不備のある欄が先です)"
THE_ANSWER = "答え"
SOURCE = "どこから受けましたか"
RECEIVED_ON = "受けた日"
DID_ANSWER = "{number} の「{field}」に、{source}の答えを記入"
ON_SHEET = "いまの記入: {text}"
OPTIONS = "選べる答え: {options}"
UNIT = "単位: {unit}"
MEND = "書き方: {mend}"
STILL_LACKING = "この答えのあとも残る不備: {labels}"
ANSWER_COMPLETES = "この答えで不備がなくなります。「{state}」になり、10分ほどあとに受付の返信を送ります。"
ANSWER_KEEPS = "この答えを記入します。状態は「{state}」のままです。"

# --- in spite of an error ---
ASK_ACCEPT = "{number} {product}: この不備があっても受け付けます"
WHICH_ERROR = "どの不備ですか"
WHY_ACCEPT = "受け付けてよい理由(記録に残ります)"
DID_ACCEPT = "{number} の「{label}」を不備としないことに"
ACCEPT_REST = "ほかの不備が残るので、まだ受付済にはなりません: {labels}"
ACCEPT_LAST = "ほかに不備はありません。最後に届いた日の受付として、受付の返信を用意します。"

# --- another round ---
ASK_MOVE = "{number} {product}: 別の回に移します"
WHICH_ROUND = "どの回に移しますか"
WHY_MOVE = "移す理由(経過に残ります)"
DID_MOVE = "{number} を {round}に"
ROUND_NOTICE = "{round}: 締切 {cutoff}、通知 {notice}"

# --- after a selection ---
ASK_TERMS = "{number} {product}: 選定後の経過を記録します"
WHICH_TERMS = "どうなりましたか"
SINCE = "決まった日"
TERMS_NOTE = "メモ(手紙には載りません)"
DID_TERMS = "{number} を「{state}」に"
TERMS_STATES = {
    State.NEGOTIATING: "条件協議中  運営事業者と話を始めた",
    State.LISTED: "取扱開始  店に並んだ",
    State.NOT_AGREED: "条件不調  折り合わなかった",
}

# --- endings ---
ASK_WITHDRAW = "{number} {product}: 取下げを記録します"
WITHDRAW_NOTE = "だれから、いつ聞いたか(手紙には載りません)"
WITHDRAW_LETTER = "取下げ確認の手紙をすぐに送ります。送られたあとは取り消せません。"
WITHDRAW_NO = "いいえ、取下げにしません"
WITHDRAW_YES = "はい、取下げを記録し、確認の手紙を送ります"
DID_WITHDRAW = "{number} を取下げに"
ASK_EXPIRE = "{number} {product}: 補正が届かないため、期限切れにします"
EXPIRE_REASON = "事業者に確かめたことなど(なくても可)"
EXPIRE_ABOUT = "手紙は送りません。間違えたときは u、あとからは R で再開できます。"
DID_EXPIRE = "{number} を期限切れに"
ASK_REOPEN = "{number} {product}: 案件を再開します"
REOPEN_REASON = "再開する理由(経過に残ります)"
REOPEN_EXPIRED = "補正を、あらためて次の回の締切まで待ちます。"
REOPEN_WITHDRAWN = "取下げの前の状態に戻します。確認の手紙が送られたあとは戻せません。"
DID_REOPEN = "{number} を再開"

# --- putting a result right ---
ASK_CORRECT = "{number} {product}: 知らせた結果「{outcome}」を訂正します"
RIGHT_OUTCOME = "正しい結果"
RIGHT_REASON = "理由(訂正の通知に載ります)"
CONDITIONS = "条件(選定のときだけ。通知に載ります)"
REMARK = "備考(通知に載ります)"
WHY_CORRECT = "訂正の理由(通知に載ります)"
CORRECTABLE = {
    OutcomeKind.SELECTED: "選定",
    OutcomeKind.REJECTED: "不選定",
    OutcomeKind.DEFERRED: "継続審査",
}
CORRECT_HEAD = "この訂正の通知を保留で用意します。その回をもう一度決裁済にすると送られます。"
DID_CORRECT = "{number} の結果を「{outcome}」に訂正"
NO_LETTER = "文面を用意できません。"

# --- the pledge ---
ASK_PLEDGE = "{name}: 届いた誓約書を確かめます"
PLEDGE_FILES = "届いたもの: {files}"
PLEDGE_ON_PAPER = "紙で保管しているもの"
PLEDGE_OPEN = "中を見るには、Esc で戻って o を押します。"
PLEDGE_POINTS = "整っている点を Space で選びます(a ですべて)"
PLEDGE_NOTE = "足りない点があっても認める理由"
PLEDGE_LACKS = "{points}が選ばれていません。それでもよいときは、理由を入れてください。"
DID_PLEDGE = "{name} の誓約書を確認済に"
ASK_ON_FILE = "{name}: 誓約書は届いていません。過年度に提出済みなら、ここで記録します"
GIVEN_ON = "提出された日(分からなければ空のまま)"
ON_FILE_ABOUT = "今年度の紙の誓約書が届いたときは、w「紙で受領」で登録してください。"
DID_ON_FILE = "{name} の誓約書を提出済(過年度)に"

# --- a note ---
ASK_NOTE = "{number} {product}: メモを残します(職員だけが見ます。手紙には載りません)"
NOTE_TEXT = "メモ"
DID_NOTE = "{number} にメモ"

# --- days ---
MONTH_AND_DAY = r"(\d{1,2})[/\-月](\d{1,2})日?"
"""A day without its year, in half width."""
BAD_DAY = "日付は R8.12.8 または 12/8 のように入れてください。"
LATER = "まだ来ていない日です。"
GONE_BY = "もう過ぎた日です。これからの日を入れてください。"

# --- two versions ---
CONFLICT = "保存していません"
WANTED = "記録しようとしたこと: {deed}"
COLUMN_SEEN = "開いたとき"
COLUMN_NOW = "いまの内容"
NO_DIFFERENCE = "内容に違いはありません。もう一度記録できます。"
GONE = "この案件は、もう台帳にありません。"
LEAVE_IT = "いまの内容を見る(記録しない)"
DO_IT_AGAIN = "いまの内容の上に、もう一度記録する"
STATE = "状態"
ROUND = "回"
OUTCOME = "結果"
SCREENING = "選定案"
APPROVAL = "決裁"
COURSE = "選定後の経過"
FINDINGS = "検査"
ATTENTION = "確認すること"
NOTES = "メモ"
MAILS = "メールの数"
UNDECIDED = "未決"
NONE = "なし"
EMPTY = "(空欄)"
COMMA = "、"
