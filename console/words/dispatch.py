"""Words of 決裁・発送: the letters of a round, approved and on their way."""

EMPTY = "通知はまだありません。会議(3)で結果を記録するとできます。"
TO_APPROVE = "次: R 決裁済にする"
TO_DECIDE = "次: 会議(3)で結果を記録"
TO_WAIT = "通知日に送ります"

RELEASE = "{round}を決裁済にします"
APPROVER = "決裁者 (例: 企画課長)"
THESE_LETTERS = "この {count}通を、{approver} の決裁を受けたものとして確定しますか"
READ_HINT = "Tab で文面へ移り、PageDown で読み進めます"
LETTER = "--- {place} / {count}通目  {reader}"
BY_POST = "(郵送)"

PLACE = "決裁・発送"
SHORT = "決裁"
GO = (PLACE, "けっさい はっそう kessai hassou dispatch")
