"""Names of people and firms in the form for comparing. Never stored, never shown; raises on no text.

Constants, not a table: the register's index is built from them, and must not change while it stands.
"""

from rules.wording import kana, normal

LEGAL_FORMS = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(同)": "合同会社",
    "(名)": "合名会社",
    "(資)": "合資会社",
    "(一社)": "一般社団法人",
    "(農)": "農事組合法人",
    "(福)": "社会福祉法人",
    "(特非)": "特定非営利活動法人",
    "npo法人": "特定非営利活動法人",
}
"""As `normal` leaves them: ㈱ and (株) are one by then."""

_WRITTEN_BOTH_WAYS = (
    "髙高 﨑崎 濵浜 濱浜 邉辺 邊辺 齋斉 齊斉 斎斉 嶋島 嶌島 冨富 桒桑 栁柳 澤沢 廣広 國国 櫻桜 藏蔵 "
    "龍竜 惠恵 眞真 壽寿 榮栄 豐豊 與与 圓円 學学 會会 釀醸 麥麦 鹽塩 藥薬 舘館 德徳 瀨瀬 瀧滝 燒焼 "
    "條条 莊荘 萬万 禮礼 穗穂 絲糸 縣県 臺台 舊旧 覺覚 靜静 顯顕 鷄鶏 雞鶏 鐵鉄 關関 餠餅 團団 增増 "
    "實実 寬寛 寶宝 將将 峯峰 從従 愼慎 戶戸 數数 晉晋 曉暁 曾曽 樂楽 橫横 檜桧 每毎 淸清 溫温 滿満 "
    "澁渋 狹狭 產産 當当 稻稲 經経 繩縄 續続 總総 藝芸 處処 號号 衞衛 裝装 證証 譽誉 讓譲 賣売 輕軽 "
    "遙遥 鄕郷 錢銭 鎭鎮 飮飲 驒騨 體体 黑黒 點点 來来 檢検 靑青 𠮷吉 ヶケ ヵカ 之ノ"
)
"""Letters that one and the same owner writes both ways, and NFKC leaves apart."""

LETTERS = str.maketrans({pair[0]: pair[1:] for pair in (*_WRITTEN_BOTH_WAYS.split(), "・")})
"""The middle dot says nothing."""


def name_of(name: str) -> str:
    """㈱, (株) and 株式会社, 髙 and 高, hiragana and katakana are one; spaces do not count."""
    folded = kana(normal(name)).translate(LETTERS)
    for short, full in LEGAL_FORMS.items():
        folded = folded.replace(short, full)
    return folded
