"""Words of 送信箱: letters on their way, and what became of them."""

READ = ("読む", "よむ yomu read open")
PRINT = ("PDF にする", "ぴーでぃーえふ いんさつ pdf insatsu print")
GROUP_LEFT = ("左の組", "ひだりのくみ hidari left")
GROUP_RIGHT = ("右の組", "みぎのくみ migi right")
ARRIVED = ("届いていた", "とどいていた todoita arrived")
TOLD = ("連絡済にする", "れんらくずみ renraku told")

ONLY_UNCERTAIN = "届いていたとできるのは「不明」の手紙です。この手紙は「{state}」です。"
ONLY_TROUBLED = "連絡済にできるのは「拒否」「不明」「不達」の手紙です。この手紙は「{state}」です。"

DID_ARRIVED = "届いていたことに"
DID_TOLD = "連絡済に"

TELL_HOW = "{letter} の内容を、どう伝えましたか"
TELL_HOW_ALL = "選んだ {count}通の内容を、どう伝えましたか"
TELL_WHOM = "宛先: {to}"
TELL_ABOUT = "電話、FAX、書面などで伝えたあとに記録します。この手紙は、もう送られません。"
TELL_ABOUT_RESULT = "結果の通知なら、その商品は「通知済」になります。"
HOW = "いつ、だれに、どう伝えたか (例: 12/10 に社長へ電話)"
PRINT_QUESTION = "{letter} を印刷用の PDF にします"
PRINT_QUESTION_ALL = "選んだ {count}通を印刷用の PDF にします"
PRINT_ABOUT = "1通ごとに 1ファイルです。事業者の住所が、窓あき封筒の窓の位置に入ります。"
PRINT_NEXT = "印刷待の手紙は選択したまま残します。発送したら p で印刷済にしてください。"
PRINT_FOLDER = "フォルダー (なければ作ります)"
PRINT_NO_FOLDER = "ここにはフォルダーを作れません。別の場所を入れてください。"
PRINTING = "PDF を作っています。"
PRINTED = "{count}通の PDF を {folder} に作りました。"

GROUPS = ("すべて", "要対応", "印刷待", "送信前", "済み")
SWITCH_GROUPS = "左右 で切り替え"
EMPTY_GROUP = "当てはまる手紙はありません。左右 で切り替えます。"

REACHED_AT = "連絡"
BY_POST = "郵送 (メールの宛先はありません)"
AWAITS_APPROVAL = "決裁待"
