"""Words of what the robot does for an open case: files opened and saved, paper received, the case as plain files."""

OPEN = ("ファイルを開く", "ふぁいるをひらく tenpu fairu file open")
RECEIVE = ("紙で受領", "かみでじゅりょう kami juryou receive")
EXPORT = ("書き出し", "かきだし kakidashi export")

NO_FILES = "この案件に、ファイルは届いていません。"
ASK_FILE = "{number} に届いたファイル"
WHICH_FILE = "どのファイルですか"
HOW = "どうしますか"
HOW_OPEN = "開く  設定の viewer で見る"
HOW_SAVE = "保存だけ  下のフォルダーに書き出す"
FOLDER = "保存するフォルダー"
NO_VIEWER = (
    "ここでは開けないので、保存します。開くプログラムは、管理者が設定 [console] viewer で決められます。"
)
FETCHING = "ファイルを取り出しています。"
SAVED = "{path} に保存しました。"
OPENED = "{name} を開きました。"
NOT_OPENED = "{path} に保存しましたが、{viewer} で開けません({why})。"

ASK_RECEIVE = "{number} {product}: 紙で届いたものを登録します"
WHAT_CAME = "何が届きましたか"
CAME = {
    "pledge": "紙の誓約書  このあと e で5つの点を確かめます",
    "photo": "紙の写真",
    "paper": "紙の補正  内容は a「答えを記入」で入れます",
}
SCANNED = "読み取ったファイル(紙のまま保管するなら空のまま)"
CAME_ON = "届いた日"
NO_SUCH_FILE = "このファイルはありません。"
RECEIVING = "登録しています。"
RECEIVED = "{number} に、{what}を登録しました。"

ASK_EXPORT = "{number} {product}: 文書管理のために、すべてを1つのフォルダーに書き出します"
EXPORT_ABOUT = "メール、ファイル、手紙、内容、経過が入ります。案件は変わりません。"
EXPORT_TO = "新しく作るフォルダー"
EXPORTING = "書き出しています。"
EXPORTED = "{folder} に書き出しました。"
GIVEN_UP = "途中でやめました。"
