"""Words of a clerk's own letter to a business."""

QUERY = ("照会の手紙", "しょうかいのてがみ shoukai tegami query")
ASK = "{number} {product}: 事業者に手紙を書きます"
WHICH = "どの文面ですか"
NAMES = {
    "query_question": "おたずね  ご応募の内容について聞く",
    "query_delay": "おわび  選定結果の通知が遅れる",
}
"""The texts that we bring; others go by their subject."""
TEXT = "手紙に入れる文 (Enter で改行、Tab で次へ)"
DAY = "期限または予定の日(なくても可)"
HEAD = "この手紙を {at} に送ります。それまでは u で取り消せます。"
HEAD_PAPER = "メールの宛先がないため、印刷待ちになります。"
HEAD_HELD = "いまは観察中(observe)の設定です。手紙は保留になります。"
TO = "宛先: {to}"
ON_PAPER = "(印刷して郵送)"
DID = "{number} への手紙「{subject}」を送信箱に入れ、{at} に送ることに"
DID_PAPER = "{number} への手紙「{subject}」を印刷待ちに"
DID_HELD = "{number} への手紙「{subject}」を保留に"
