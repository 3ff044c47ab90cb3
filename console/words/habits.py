"""Words about the console itself: keys that an office chose, looks, a console that only looks."""

NO_SUCH_ACTION = "この名前の操作はありません。"
NEAR_ACTION = "「{name}」ではありませんか。"
ACTIONS_IN_HELP = "使える名前は docs/console.md にあります。"
NO_SUCH_KEY = "「{key}」というキーはありません。"
KEY_LIKE_THIS = "「s」「?」「f2」「ctrl+s」のように、いくつかあるときはコンマで区切って書いてください。"
KEY_TAKEN = "「{key}」のキーが「{one}」と「{two}」の両方にあります。"
KEY_OF_LISTS = "「{key}」は一覧の中を動くキーです。"
KEY_ELSE = "どちらかを別のキーにしてください。"

READ_ONLY = "閲覧だけで開いているため、変更できません。"
READ_ONLY_MARK = "閲覧のみ"

LOOK = ("配色を替える", "はいしょくをかえる haishoku iro theme")
LOOKS = {"dark": "暗い配色", "light": "明るい配色", "mono": "白黒"}
LOOKS_NOW = "{look}にしました。"
NO_COLOUR = "NO_COLOR が設定されているため、色は使いません。"
