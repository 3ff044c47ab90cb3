"""Words of the console without a screen: lines for a screen reader, a pipe, a broken terminal."""

GREETING = "取扱商品エントリーです。空行で一覧、番号で案件、言葉で絞り込み、? で使い方、q で終わります。"
PROMPT = "mailbot> "
HELP = (
    "空行: 案件の一覧を20件ずつ読みます。",
    "12 または R8-0012: その案件を、検査、申請、誓約書、メール、手紙、経過の順に読みます。",
    "言葉: 合う案件を読みます。例: 状態:補正中 市町:小郡 -継続 久留米",
    "mailbot ...: そのままの命令を行います。例: mailbot outcome R8-0012 selected",
    "操作はすべて mailbot の命令にもあります。「mailbot --help」で一覧を読めます。",
    "u: 自分の最後の操作を取り消します。  q: 終わります。",
)
COUNT = "{count}件"
MORE = "続きは空行で読めます。残り {count}件"
NONE = "合う案件はありません。"
