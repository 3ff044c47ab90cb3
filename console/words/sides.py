"""Words of the views of an open case."""

FINDINGS = "検査"
ANSWERS = "申請"
PLEDGE = "誓約書"
MAILS = "メール"
LETTERS = "手紙"
HISTORY = "経過"
WHY = "判断"
NOTES = "メモ"
CHANGES = "差分"
PICTURES = "写真"
SWITCH = "左右で切替"
NAMED = "{name}さん"
BESIDE = "{names}も開いています"

LOOKING = "ロボットが調べています。"
NOT_ASKED = "調べられませんでした。"

# --- pictures ---
NO_PICTURES = "絵にできる写真はありません。届いたファイルは o で開けます。"
PICTURE = "{what}  (粗い絵です。もとのファイルは o で開けます)"

# --- answers ---
GIVEN = "{source} {on} {by}: シートでは「{sheet}」"
GIVEN_NEW = "{source} {on} {by}: シートでは空欄"
OVERRULED = "不備としない: {reason} ({by} {on})"

# --- the pledge ---
PLEDGE_NONE = "この事業者の記録がありません。"
PLEDGE_STATE = "誓約書は、初めて応募するときに1度だけ出してもらいます。"
PLEDGE_CAME = "届いた日"
PLEDGE_FILES = "ファイル"
PLEDGE_ON_PAPER = "紙で保管、または記録だけ"
PLEDGE_POINTS = "確かめた点"
POINT_OK = "よし"
POINT_LACKS = "まだ"
PLEDGE_CHECKED = "確認"
PLEDGE_NOTE = "認めた理由"
PLEDGE_NEXT = {
    "missing": "e で提出済(過年度)、w で紙の誓約書を登録できます。",
    "received": "o でファイルを開き、e で5つの点を確かめてください。",
    "confirmed": "確認が済んでいます。見直すときは e です。",
    "on_file": "過年度の誓約書で受け付けています。",
}

# --- notes ---
NO_NOTES = "メモはまだありません。m で残せます。"
OF_NOTE = "メモ"
OF_OUTCOME = "会議の結果のメモ"
OF_SCREENING = "選定案のメモ"
OF_TERMS = "選定後の経過"
OF_PLEDGE = "誓約書を認めた理由"
OF_OVERRULING = "不備でも受け付けた理由"

# --- what a corrected sheet changed ---
NO_CHANGES = "最初のシートのままです。差し替えも、別に受けた答えもありません。"
SHEET_OF = "{at} に届いた補正"
WAS = "前"
NOW = "今"
CLOSED = "直った不備"
STILL_OPEN = "残った不備"
FRESH = "新しい不備"
ALL_SAME = "答えはどれも前と同じです。"
OTHERWISE = "シートとは別に受けた答え"
"""Phone, FAX, in words."""
