"""Findings about what the answers say together, and what a law asks of the product: one constant each."""

from rules.findings.rule import Rule
from rules.model import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

PAGE = "小郡市ホームページの募集要件"

# The business
FUTURE_DATE = Rule(
    "future_date",
    WARNING,
    "記入日が受付日より後のとき",
    "「{label}」の「{shown}」が、届いた日より後の日付です。日付をお確かめください。",
)
OLD_DATE = Rule(
    "old_date",
    WARNING,
    "記入日が受付日の180日より前のとき",
    "「{label}」の「{shown}」から180日より多くたっています。内容が今も正しいか、お確かめください。",
)
INVOICE_MISMATCH = Rule(
    "invoice_mismatch",
    WARNING,
    "法人で、登録番号が「T+法人番号」と違うとき",
    "法人の登録番号は、T に法人番号を続けたものです。「{label}」と法人番号のどちらかに、"
    "写し間違いがないかお確かめください。",
    "消費税法基本通達 1-7-2(登録番号の構成)",
)
MUNI_MISMATCH = Rule(
    "muni_mismatch",
    WARNING,
    "所在市町と所在地の市町が違うとき",
    "「{label}」の「{shown}」と所在地の市町が合いません。どちらが正しいか、お確かめください。",
)
OTHER_MUNICIPALITY = Rule(
    "other_municipality",
    INFO,
    "所在市町が圏域内の他の市町のとき(回付先の確認)",
    "所在地が{shown}のため、担当者が{shown}への回付を確認します。",
    "当課の取扱い(受付のうえ回付)",
)
OUTSIDE_REGION = Rule(
    "outside_region",
    WARNING,
    "所在市町が圏域外のとき",
    "所在地が圏域の外のため、選定要件4(圏域内の事業者等を通じた仕入れ)の経路などを、担当者が確認します。",
    PAGE,
)
CONTACT_DIFFERS = Rule(
    "contact_differs",
    WARNING,
    "担当者メールアドレスが、メールの差出人と違うとき(代理の提出、書き間違い)",
    "「{label}」の「{shown}」が、このメールの差出人のアドレスと違うため、担当者が確認します。",
)
PREV_UNKNOWN = Rule(
    "prev_unknown",
    WARNING,
    "前回の整理番号が、この事業者の記録にないとき",
    "「{label}」の「{shown}」が、この事業者の記録に見当たらないため、担当者が確認します。",
)

# The regional ties
TIE_MAKER = Rule(
    "tie_maker",
    WARNING,
    "要件1に印があるが、製造地に圏域の市町の名前がないとき",
    "選定要件1に印がありますが、「{label}」に圏域の市町の名前が見当たりません。"
    "製造地を市町村名からご記入ください。",
    PAGE,
)
TIE_ORIGIN = Rule(
    "tie_origin",
    WARNING,
    "要件2に印があるが、原料の産地に圏域の市町の名前がないとき",
    "選定要件2に印がありますが、「{label}」に圏域の市町の名前が見当たりません。"
    "原料の産地を市町村名からご記入ください。",
    PAGE,
)
TIE_UNCHECKED = Rule(
    "tie_unchecked",
    INFO,
    "様式に選定要件の欄がないとき",
    "この様式には選定要件の欄がないため、担当者が確認します。",
    PAGE,
)

# Food
ALLERGEN_BOTH = Rule(
    "allergen_both",
    ERROR,
    "アレルゲンと「該当なし」の両方に印があるとき",
    "「{label}」で、アレルゲンと「該当なし」の両方に印があります。どちらかを □ に戻してください。",
    "食品表示基準 別表第14",
)
ALLERGEN_LINT = Rule(
    "allergen_lint",
    WARNING,
    "原材料名から考えられるアレルゲンに印がないとき",
    "原材料名に「{ingredient}」がありますが、「{label}」の「{allergen}」に印がありません。"
    "ラベルと合っているか、お確かめください。",
    "食品表示基準 別表第14",
)
ADDITIVES_UNSPLIT = Rule(
    "additives_unsplit",
    WARNING,
    "添加物があるのに、原材料との区切り(/または改行)が見当たらないとき",
    "「{label}」に、原材料と添加物を分ける「/」が見当たりません。ラベルと合っているか、お確かめください。",
    "食品表示基準 第3条(添加物)",
)
SHORT_LIFE = Rule(
    "short_life",
    WARNING,
    "期限までの期間が14日より短いとき",
    "「{label}」が14日より短いため、店舗で取り扱えるか、担当者が確認します。",
    "不選定の理由 R04 の目安",
)
LICENCE_EXPIRED = Rule(
    "licence_expired",
    ERROR,
    "営業許可の有効期限が過ぎているとき",
    "営業許可の「{label}」({shown})が過ぎています。更新後の許可証の期限をご記入ください。",
    "食品衛生法 第55条",
)
LICENCE_ENDING = Rule(
    "licence_ending",
    WARNING,
    "営業許可の有効期限まで60日より短いとき",
    "営業許可の「{label}」({shown})が近づいています。更新の予定をお知らせください。",
    "食品衛生法 第55条",
)
LICENCE_UNKNOWN = Rule(
    "licence_unknown",
    WARNING,
    "許可の業種が32業種の一覧にないとき",
    "「{label}」の「{shown}」が、許可の32業種の一覧に見当たりません。許可証の業種をお確かめください。",
    "食品衛生法施行令 第35条",
)
LICENCE_NEEDED = Rule(
    "licence_needed",
    WARNING,
    "許可のいる分類(漬物・菓子など)なのに、届出または不要とあるとき",
    "この分類の製造にはふつう「{trade}」の許可がいるため、「{label}」が「{shown}」でよいか、担当者が確認します。",
    "食品衛生法 第55条、同法施行令 第35条",
)
ALCOHOL_DOUBT = Rule(
    "alcohol_doubt",
    WARNING,
    "名称が酒類か、アルコール分が1%以上なのに、分類が酒類でないとき",
    "酒類と思われますが、「{label}」が「{shown}」です。酒類のときは「酒類」を選び、"
    "酒類の欄をご記入ください。",
    "酒税法 第2条",
)
NUTRITION_NONE = Rule(
    "nutrition_none",
    WARNING,
    "酒類以外で栄養成分表示がないとき",
    "「{label}」が「なし」です。お店で販売するときに表示がいることがあるため、担当者が確認します。",
    "食品表示基準 第3条(栄養成分)",
)

# Other goods
QUALITY_LABEL_NONE = Rule(
    "quality_label_none",
    ERROR,
    "家庭用品品質表示が「未対応」のとき",
    "「{label}」が「未対応」です。法律の表示がない商品は受け付けられません。表示をつけてから、"
    "内容をご記入ください。",
    "家庭用品品質表示法",
)
QUALITY_LABEL_DOUBT = Rule(
    "quality_label_doubt",
    WARNING,
    "表示がいる分類なのに「対象外」のとき",
    "この分類の商品には家庭用品品質表示がいることが多いため、「対象外」かどうか、担当者が確認します。",
    "家庭用品品質表示法",
)
FIBRES_SUM = Rule(
    "fibres_sum",
    WARNING,
    "繊維の組成の合計が100%にならないとき",
    "「{label}」の組成の合計が100%になりません({total}%)。表示をお確かめください。",
    "繊維製品品質表示規程",
)
QUALITY_LABEL_LACKS = Rule(
    "quality_label_lacks",
    WARNING,
    "品質表示の内容に、その分類で要る項目が見当たらないとき",
    "「{label}」に「{lacking}」についての記載が見当たりません。表示のとおりかどうか、お確かめください。",
    "家庭用品品質表示法(雑貨工業品品質表示規程・繊維製品品質表示規程)",
)
TABLEWARE_UNTESTED = Rule(
    "tableware_untested",
    WARNING,
    "食器などで試験成績書がないとき",
    "食品に触れる器具は安全の試験の結果がいることがあるため、担当者が確認します。",
    "食品衛生法 第18条(器具・容器包装)",
)
TABLEWARE_DOUBT = Rule(
    "tableware_doubt",
    WARNING,
    "皿・椀などなのに、食器に「該当しない」とあるとき",
    "食器と思われますが、「{label}」が「{shown}」のため、担当者が確認します。",
    "食品衛生法 第18条(器具・容器包装)",
)
ELECTRIC_DOUBT = Rule(
    "electric_doubt",
    WARNING,
    "ランプなどなのに、電気・電池・ガスの使用が「なし」とあるとき",
    "電気を使う商品と思われますが、「{label}」が「{shown}」のため、担当者が確認します。",
    "電気用品安全法",
)
ELECTRIC_UNMARKED = Rule(
    "electric_unmarked",
    ERROR,
    "電気・電池・ガスを使うのに、PSE等の表示がないとき",
    "「{label}」が「表示なし」です。PSE等の表示がない電気・ガスの製品は販売できません。"
    "表示をお確かめのうえ、選び直してください。",
    "電気用品安全法・ガス事業法・液化石油ガス法",
)
TOY_UNMARKED = Rule(
    "toy_unmarked",
    ERROR,
    "3歳未満向けの玩具に、子供PSCマークがないとき",
    "3歳未満向けの玩具には、子供PSCマークがいります。マークの有無と対象年齢をお確かめのうえ、"
    "選び直してください。",
    "消費生活用製品安全法(2025年12月25日施行)",
)
TOY_DOUBT = Rule(
    "toy_doubt",
    WARNING,
    "分類が玩具なのに、「玩具でない」とあるとき",
    "分類は玩具ですが、「{label}」が「{shown}」です。対象年齢とマークの有無をお確かめください。",
    "消費生活用製品安全法(2025年12月25日施行)",
)
COSMETICS_DOUBT = Rule(
    "cosmetics_doubt",
    WARNING,
    "石けんなどなのに、化粧品に「該当しない」とあるとき",
    "石けんや化粧水などは化粧品にあたることがあるため、「{label}」を担当者が確認します。",
    "医薬品医療機器等法",
)
LARGE = Rule(
    "large",
    WARNING,
    "一辺が60cmを超えるとき",
    "「{label}」が60cmを超えるため、店舗に置けるか、担当者が確認します。",
    "不選定の理由 R06 の目安",
)

# Trade
TAX_RATE_DOUBT = Rule(
    "tax_rate_doubt",
    WARNING,
    "酒類・非食料品に軽減税率、酒類以外の食料品に標準税率が選ばれているとき",
    "「{label}」が「{shown}」ですが、この商品は{expected}と思われます。お確かめください。",
    "消費税法 別表第1(軽減税率)",
)
MIXED_SET = Rule(
    "mixed_set",
    WARNING,
    "酒や器などを含むセットで軽減税率のとき(一体資産)",
    "食品以外のものや酒類を含むセットでは税率が変わることがあるため、「{label}」を担当者が確認します。",
    "消費税法施行令 第2条の3(一体資産)",
)
WHOLESALE_HIGH = Rule(
    "wholesale_high",
    WARNING,
    "卸価格が小売価格より高いとき",
    "「{label}」の「{shown}」が希望小売価格より高くなっています。お確かめください。",
)
WHOLESALE_ODD = Rule(
    "wholesale_odd",
    WARNING,
    "掛率が30%から100%の外のとき",
    "「{label}」の「{shown}」が、小売価格の30%から100%の範囲の外です。お確かめください。",
)
CLAIM_PROOF = Rule(
    "claim_proof",
    WARNING,
    "「日本一」「無添加」など、根拠のいる言葉があるとき",
    "「{label}」に「{word}」とあります。根拠となる資料があれば、メールでお送りください。",
    "景品表示法 第5条",
)
CLAIM_HEALTH = Rule(
    "claim_health",
    WARNING,
    "「効く」「免疫」など、体への効果を思わせる言葉があるとき",
    "「{label}」に「{word}」とあります。体への効果をうたう言葉は使えないことがあるため、担当者が確認します。",
    "医薬品医療機器等法 第68条・健康増進法 第65条",
)
PL_NONE = Rule(
    "pl_none",
    WARNING,
    "PL保険が「未加入」のとき",
    "「{label}」が「未加入」です。加入の予定があればお知らせください。",
    "製造物責任法",
)
PL_EXPIRED = Rule(
    "pl_expired",
    WARNING,
    "PL保険の期限が過ぎているとき",
    "「{label}」({shown})が過ぎています。更新後の期限をお知らせください。",
    "製造物責任法",
)
