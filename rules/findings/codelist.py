"""docs/findings.md, made from the rules themselves.

.venv/bin/python -c 'from rules.findings.codelist import page; print(page(), end="")' > docs/findings.md
"""

from rules.findings import catalogue, concerns
from rules.findings.rule import Rule
from rules.model import Severity

RULES = tuple(
    each for module in (catalogue, concerns) for each in vars(module).values() if isinstance(each, Rule)
)

SEVERITIES = {
    Severity.ERROR: "error(補正のお願い)",
    Severity.WARNING: "warning(職員が確認)",
    Severity.INFO: "info(参考)",
}

HEAD = """\
# 確認結果の一覧

`rules/findings/catalogue.py` と `rules/findings/concerns.py` から作られています。直接は編集しないでください。

- **error**: 補正をお願いします。整うまで受付が完了しません。
- **warning**: 受付は進み、職員が確認します。
- **info**: 参考です。
- 重さに「*」のあるものは、記入が任意の欄では warning になります。

| コード | 重さ | どんなとき | 事業者への文 | 根拠 |
|---|---|---|---|---|
"""


def page() -> str:
    """Markdown: one row a rule, in the order in which the modules hold them."""
    return HEAD + "".join(
        f"| `{each.code}` | {SEVERITIES[each.severity]}{'*' if each.lenient else ''} "
        f"| {each.when} | {each.sentence} | {each.source} |\n"
        for each in RULES
    )
