"""Words of the handbook's page of keys."""

TITLE = "画面のキー"
ABOUT = (
    "画面の下から2行目に「いまできること」、いちばん下に「動き方」が出ます。"
    "`?` を押すと、その画面のキーがすべて出ます。"
    "「設定の名前」は、キーを替えるとき config.toml の [console.keys] に書く名前です。"
)
EVERYWHERE = "どの画面でも"
KEY = "キー"
DOES = "できること"
NAME = "設定の名前"
