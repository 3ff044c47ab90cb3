"""Words of 送信箱: letters on their way, and what became of them."""

READ = ("読む", "よむ yomu read open")
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
REACHED_AT = "連絡"
AWAITS_APPROVAL = "決裁待"
