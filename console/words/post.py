"""Words of 郵送登録: an entry on paper, typed line by line."""

PLACE = "郵送登録"
SHORT = "郵送"
GO = (PLACE, "ゆうそうとうろく yuusou touroku post")

# --- the lines above the form's own ---
FORM = "様式"
RECEIVED = "届いた日"
LETTERS = "手紙の送り方"
PLEDGE = "届いた誓約書"
PHOTO = "届いた写真"
SHEET = "シートのファイル"
BY_MAIL = "メール"
BY_POST = "郵送"
NO_PAPER = "なし"
ON_PAPER = "紙で届いた"
MEND = {
    FORM: "届いたエントリーシートの種類です。",
    RECEIVED: "封筒の受付印の日です。「11/13」「R8.11.13」のように入れるか、左右 で日を送ってください。",
    LETTERS: "メールアドレスのない事業者は「郵送」にします。手紙はPDFになり、送信箱の印刷待ちに入ります。",
    PLEDGE: "紙は「紙で届いた」にして、つづりに保管します。読み取ったファイルは、その場所を入れてください。",
    PHOTO: "紙は「紙で届いた」にして、つづりに保管します。ファイルは、その場所を入れてください。",
    SHEET: "Excelのファイルが届いたときだけ、その場所を入れてください。答えの書き写しは要りません。",
}

# --- what the lines lack ---
NO_DATE = "届いた日を入れてください。"
BAD_DATE = "届いた日を読み取れません。「R8.11.13」のように入れてください。"
FUTURE = "届いた日が、今日より後です。"
NO_FORM = "様式を選んでください。"
NO_LETTERS = "「メール」か「郵送」を選んでください。"
NO_FILE = "「{path}」というファイルはありません。"
NOTHING_TYPED = "シートの答えは、まだ書き写していません。"

# --- the screen ---
COLUMN_NEEDED = "必"
COLUMN_LABEL = "欄"
COLUMN_ANSWER = "書き写した答え"
COLUMN_CHECK = "検査"
NEEDED = "必"
COUNTS = "必須の空欄 {gaps}   不備 {errors}   警告 {warnings}"
GAP = "空欄"
OF_FILE = "ファイルの答えは、登録のときに読み取って検査します。"
ROUND = "{round} (締切 {cutoff})"
KNOWN = "登録のある事業者: {name}  {pledge}"
UNKNOWN = "初めての事業者として登録します。"
LINE = "{label}:"
ONE_HINT = "番号か言葉を入れてください。一覧では 左右 でも選べます。"
WORD_HINT = "言葉で入れてください。一覧では 左右 でも選べます。"
SEVERAL_HINT = "当てはまるものの番号を「1 3」のように入れてください。"
EXAMPLE = "記入例"
FILES_HERE = "この場所にあるもの (Tab で続きを補います)"
NOT_ASKED = "ほかの答えから、この欄は書かなくてよいものです。"
TYPING = "Enter 次の欄  上下 欄を移る  Ctrl+U 打ち直す  Esc 一覧に戻る  Ctrl+S 登録する"
LAST_LINE = "最後の欄です。Ctrl+S で登録します。"
LAST_LINE_FAULTY = "最後の欄です。不備が残っています。n で不備の欄へ移ります。"
NO_GAP = "不備はありません。Ctrl+S で登録します。"

# --- registering ---
ASK = "「{product}」({business}) を登録します"
ASK_FILE = "ファイル「{file}」を登録します"
ASK_DAY = "{day} に届いたものとして、{round} に数えます。"
ASK_DAY_LATER = "{day} に届いたものとします。回は補正がそろった日で決まります。"
ASK_MAILED = "手紙は {to} へメールで送ります。すぐに送るものは、あとから取り消せません。"
ASK_TO_SHEET = "手紙は、シートの担当者メールアドレスへ送ります。すぐに送るものは、あとから取り消せません。"
ASK_PRINTED = "手紙は送信箱の印刷待ちに入ります。印刷するまでは u で取り消せます。"
ASK_GAPS = "不備が {count}件あります: {labels}。補正をお願いする手紙を作ります。"
ASK_COMPLETE = "不備はありません。受付の手紙を作ります。"
ASK_NO = "いいえ、まだ登録しません"
ASK_YES = "はい、登録します"
WORKING = "登録しています。"
REGISTERED = "{numbers} を登録しました。u で取り消せます。"
DID = "{number} を郵送で登録"
GIVEN_UP = "登録を途中でやめました。受付一覧に出ていないことを確かめてください。"
CLEAR_ASK = "書き写した内容をすべて消しますか。"
CLEAR_ABOUT = "消したものは戻せません。"
CLEAR_NO = "いいえ、残します"
CLEAR_YES = "はい、消します"
CLEARED = "書き写した内容を消しました。"
CAME_BACK = "取り消した {number} の内容を戻しました。直して登録できます。"
AGAIN = "「{name}」の欄を写しました。商品の欄から書き始めてください。"

# --- why a key is off ---
NO_CHOICE = "この欄は左右では選べません。Enter を押して書いてください。"
HALF_TYPED = "書きかけの内容があります。X ですべて消すか、先に登録してください。"
NONE_BEFORE = "あなたが郵送で登録した事業者が、まだありません。"

# --- actions: label and reading ---
WRITE = ("書く", "かく kaku write")
LEFT = ("前の選択肢", "まえのせんたくし mae previous option")
RIGHT = ("次の選択肢", "つぎのせんたくし tsugi next option")
REGISTER = ("登録する", "とうろくする touroku register")
NEXT_GAP = ("次の不備", "つぎのふび fubi gap")
SAME_AGAIN = ("同じ事業者で続ける", "おなじじぎょうしゃ onaji tsuzukeru again")
CLEAR = ("すべて消す", "すべてけす kesu clear")
