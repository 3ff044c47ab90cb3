"""Findings about what was sent and about single answers: one constant each, listed in docs/findings.md."""

from rules.findings.rule import Rule
from rules.model import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

DEMANDED = "小郡市ホームページの募集要件(必須項目の記入)"
OFFICE = "当課の取扱い(受付は進め、担当者が確認する)"
PAGE = "小郡市ホームページの募集要件"

# What was sent
MISSING = Rule(
    "missing",
    ERROR,
    "必須の欄、または他の答えによって必須となる欄が空いているとき",
    "「{label}」が未記入です。{mend}",
    DEMANDED,
)
MISSING_EXPECTED = Rule(
    "missing",
    WARNING,
    "フリガナ・代表者の職・法人番号が空いているとき",
    "「{label}」が未記入です。お分かりになれば、次のご連絡のときにお知らせください。",
    OFFICE,
)
PLEDGE_MISSING = Rule(
    "pledge_missing",
    ERROR,
    "初めての事業者で、誓約書がまだ届いていないとき",
    "誓約書がまだ届いていません。記入して押印または署名した誓約書を、PDFか写真でお送りください。郵送でも受け付けます。",
    f"{PAGE}(誓約書は初回のみ)",
)
PLEDGE_BLANK = Rule(
    "pledge_blank",
    WARNING,
    "誓約書の様式が、記入のないまま届いたとき",
    "お送りいただいた誓約書は、記入のない様式のままでした。",
    f"{PAGE}(誓約書は初回のみ)",
)
PLEDGE_UNRECORDED = Rule(
    "pledge_unrecorded",
    WARNING,
    "「提出済み」と書かれているが、誓約書の記録がないとき",
    "誓約書は「提出済み」とのことですが、当課の記録をこれから確認します。",
    OFFICE,
)
PLEDGE_NOT_ON_FILE = Rule(
    "pledge_not_on_file",
    WARNING,
    "「提出済み」と書かれているが、取り込んだ過年度の登録簿に誓約書の記録がないとき(あわせて pledge_missing)",
    "誓約書は「提出済み」とのことですが、当課の記録では確かめられませんでした。",
    OFFICE,
)
PHOTO_MISSING = Rule(
    "photo_missing",
    WARNING,
    "画像が1枚も届いていないとき",
    "商品写真が見当たりません。{mend}",
    OFFICE,
)
LABEL_MISSING = Rule(
    "label_missing",
    WARNING,
    "ラベル(一括表示・品質表示)の画像が、商品写真のほかに見当たらないとき",
    "ラベルの画像が見当たりません。{mend}",
    "食品表示法・家庭用品品質表示法",
)

# Reading the sheet
LABEL_NOT_FOUND = Rule(
    "label_not_found",
    WARNING,
    "必須の欄の見出しがシートに見つからないとき",
    "「{label}」の欄が見つからなかったため、担当者が確認します。",
)
TWO_ANSWERS = Rule(
    "two_answers",
    WARNING,
    "1つの欄に、答えと思われるものがいくつもあるとき",
    "「{label}」の答えと思われるものが{cells}にあるため、どれが答えか、担当者が確認します。",
)
WRONG_FORM = Rule(
    "wrong_form",
    WARNING,
    "別の様式にしかない選択肢が書かれているとき",
    "「{label}」の「{shown}」は「{form}」の選択肢です。様式が合っているか、お確かめください。",
)
FORM_BY_LABELS = Rule(
    "form_by_labels",
    WARNING,
    "様式IDがなく、見出しの言葉から様式を決めたとき",
    "シート「{sheet}」に様式IDがないため、「{form}」として読み取りました。担当者が確認します。",
)
OLD_REVISION = Rule(
    "old_revision",
    WARNING,
    "様式IDか版が、今の様式のものと違うとき",
    "シート「{sheet}」の様式({shown})は今のものと違うため、「{form}」として読み取りました。担当者が確認します。",
)
UNKNOWN_FORM = Rule(
    "unknown_form",
    WARNING,
    "当課の様式と分かるシートが1枚もないとき",
    "当課のエントリーシートと分かるシートがないため、担当者が確認します。",
)
NOTHING_FILLED = Rule(
    "nothing_filled",
    ERROR,
    "当課の様式だが、どのシートにも記入がないとき",
    "エントリーシートが、まだ記入されていません。必須の欄をご記入のうえ、お送りください。",
    DEMANDED,
)
ANSWER_ELSEWHERE = Rule(
    "answer_elsewhere",
    WARNING,
    "答えが、決まった場所から離れて書かれているとき",
    "「{label}」の答えを、離れた場所({at})の「{shown}」と読み取りました。担当者が確認します。",
)
DITTO_UNCLEAR = Rule(
    "ditto_unclear",
    WARNING,
    "「同上」が何を指すか分からないとき",
    "「{label}」の「{shown}」が何を指すか分からないため、担当者が確認します。",
)
TEXT_UNREAD = Rule(
    "text_unread",
    WARNING,
    "どの欄の答えか分からない書き込みがあるとき",
    "シート「{sheet}」に、どの欄の答えか分からない書き込みがあります({cells})。担当者が確認します。",
)
HIDDEN_CELLS = Rule(
    "hidden_cells",
    WARNING,
    "表示されていない行や列に書き込みがあるとき",
    "シート「{sheet}」の、表示されていない行か列に書き込みがあります({cells})。担当者が確認します。",
)
HIDDEN_SHEET = Rule(
    "hidden_sheet",
    WARNING,
    "選択肢の一覧ではない、表示されていないシートがあるとき",
    "表示されていないシート「{sheet}」に書き込みがあるため、担当者が確認します。",
)
SHEET_UNREAD = Rule(
    "sheet_unread",
    WARNING,
    "当課の様式ではないシートが一緒にあるとき",
    "シート「{sheet}」は当課の様式ではないため、担当者が確認します。",
)
SAME_SHEET = Rule(
    "same_sheet",
    INFO,
    "他のシートとまったく同じ答えのシートがあるとき",
    "シート「{sheet}」は他のシートと同じ内容のため、1枚として受け付けました。",
)
EXAMPLE_FILLED = Rule(
    "example_filled",
    WARNING,
    "エントリーシートではなく、記入例のシートに書き込まれているとき",
    "記入例のシートに書き込まれているようです。担当者が確認します。",
)
SHEET_CUT = Rule(
    "sheet_cut",
    WARNING,
    "シートが大きすぎるか壊れていて、一部しか読めなかったとき",
    "シート「{sheet}」の一部しか読み取れなかったため、担当者が確認します。",
)
PHOTO_TOO_SMALL = Rule(
    "photo_too_small",
    WARNING,
    "写真の短い方の辺が200画素より小さいとき",
    "写真「{name}」が小さすぎます({size}画素)。縦横とも{least}画素以上の写真をお送りください。",
)

PHOTO_UNREADABLE = Rule(
    "photo_unreadable",
    WARNING,
    "画像のファイルが壊れているなどして、開けないとき",
    "写真「{name}」を開けませんでした。お手元で開けることを確かめて、もう一度お送りください。",
)

# One answer
FORMULA_NO_VALUE = Rule(
    "formula_no_value",
    ERROR,
    "計算式だけがあり、計算結果が保存されていないとき",
    "「{label}」は計算式だけで、結果の値を読み取れませんでした。計算式ではなく、"
    "値をそのままご記入ください。{mend}",
    lenient=True,
)
BAD_FORMAT = Rule(
    "bad_format",
    ERROR,
    "その欄の形(日付・数字・コードなど)として読めないとき",
    "「{label}」の「{shown}」を読み取れませんでした。{mend}",
    lenient=True,
)
NOT_IN_LIST = Rule(
    "not_in_list",
    ERROR,
    "選択肢にない答えのとき、または1つに決められないとき",
    "「{label}」の「{shown}」は、選択肢のどれか1つに決められませんでした。{mend}",
    lenient=True,
)
CHECK_DIGIT = Rule(
    "check_digit",
    ERROR,
    "JANコード・法人番号の検査数字が合わないとき",
    "「{label}」の「{shown}」は、番号の中の検査用の1桁が計算と合いません。写し間違いがないか、"
    "もう一度お確かめください。{mend}",
    "GS1 General Specifications(JAN)、法人番号の指定等に関する省令",
    lenient=True,
)
OUT_OF_RANGE = Rule(
    "out_of_range",
    ERROR,
    "数や金額が、その欄で受け付ける範囲の外のとき",
    "「{label}」の「{shown}」は、{bounds}の範囲の外です。{mend}",
    lenient=True,
)
TOO_SHORT = Rule(
    "too_short",
    ERROR,
    "決められた字数より短いとき",
    "「{label}」が短すぎます。{min_chars}字以上でご記入ください。{mend}",
    lenient=True,
)
TOO_LONG = Rule(
    "too_long",
    WARNING,
    "決められた字数より長いとき",
    "「{label}」が{max_chars}字を超えています。{max_chars}字以内にまとめていただけると助かります。",
)
PLACEHOLDER = Rule(
    "placeholder",
    ERROR,
    "「○○」「未定」など、答えとは言えない言葉だけのとき",
    "「{label}」が「{shown}」のままです。{mend}",
    lenient=True,
)
EXAMPLE_LEFT = Rule(
    "example_left",
    WARNING,
    "事業者名・商品名が記入例のままのとき",
    "「{label}」が記入例の「{shown}」と同じです。記入例が残っていないか、お確かめください。",
)
TAX_INCLUDED = Rule(
    "tax_included",
    ERROR,
    "税抜の欄に税込の金額が書かれているとき",
    "「{label}」に税込の金額「{shown}」が書かれています。税抜の金額に直してください。",
    lenient=True,
)
ROUNDED = Rule(
    "rounded",
    WARNING,
    "金額に1円未満の端数があるとき",
    "「{label}」の「{shown}」に1円未満の端数がありました。四捨五入して読み取りました。",
)
RATE_ASSUMED = Rule(
    "rate_assumed",
    WARNING,
    "円か%かが書かれていない100以下の数のとき",
    "「{label}」の「{shown}」を、%として読み取りました。金額のときは「円」をつけてご記入ください。",
)
PERIOD_UNCLEAR = Rule(
    "period_unclear",
    WARNING,
    "期間に幅があるとき、または単位がないとき",
    "「{label}」の「{shown}」を、{days}日として読み取りました。違うときはお知らせください。",
)
LEADING_ZERO = Rule(
    "leading_zero",
    WARNING,
    "先頭の0が消えた番号を補ったとき",
    "「{label}」の先頭の0が消えていたため、補って読み取りました。番号をお確かめください。",
)
UNUSUAL_PHONE = Rule(
    "unusual_phone",
    WARNING,
    "電話番号の桁数がふつうと違うとき",
    "「{label}」の「{shown}」の桁数をお確かめください。市外局番からご記入ください。",
    "電気通信番号計画",
)
KANA_EXPECTED = Rule(
    "kana_expected",
    WARNING,
    "フリガナにかな以外の文字があるとき",
    "「{label}」の「{shown}」に、かな以外の文字があります。読みをカタカナでお知らせください。",
)
INSTORE_CODE = Rule(
    "instore_code",
    WARNING,
    "JANコードが店内用(02、20〜29で始まる)のとき",
    "「{label}」の「{shown}」は、お店の中だけで使う番号のようです。JANコードかどうか、お確かめください。",
    "GS1 General Specifications",
)
UNKNOWN_OPTION = Rule(
    "unknown_option",
    WARNING,
    "選択肢にない言葉が混じっているとき(アレルゲンの一覧にない名前を含む)",
    "「{label}」に、一覧にない「{unknown}」がありました。担当者が確認します。",
)

# One product a sheet
SEVERAL_SIZES = Rule(
    "several_sizes",
    ERROR,
    "1枚に、いくつかのサイズ・内容量が書かれているとき",
    "「{label}」の「{shown}」に、いくつかのサイズや内容量が書かれています。"
    "エントリーシートは1枚に1商品・1サイズです。サイズや内容量ごとに、"
    "シートを分けてご記入ください。",
    f"{PAGE}(内容量・サイズが違えば商品ごとに1枚)",
)
SIZES_UNCLEAR = Rule(
    "sizes_unclear",
    WARNING,
    "1つの商品か、いくつかの商品か、はっきりしないとき",
    "「{label}」の「{shown}」が1つの商品かどうか、担当者が確認します。",
    OFFICE,
)
